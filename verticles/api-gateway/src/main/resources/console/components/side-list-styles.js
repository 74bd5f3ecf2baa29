import { css } from 'lit';

/** Short lists beside each other, of a height that does not depend on what is in them. */
export const sideLists = css`
  :host {
    display: block;
    min-width: 0;
  }

  .panel {
    height: 19rem;
  }

  .rows {
    flex: 1;
    overflow: auto;
    display: flex;
    flex-direction: column;
  }

  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }

  li {
    display: grid;
    /* Marks begin at the same place, however long they are. */
    grid-template-columns: minmax(0, 1fr) 6rem;
    align-items: center;
    gap: 0 0.75rem;
    min-height: 3rem;
    padding: 0.35rem 1.25rem;
    border-bottom: 1px solid var(--line);
    font-size: 0.9375rem;
  }

  li:hover {
    background: var(--raised);
  }

  li > .mark {
    justify-self: start;
  }

  .name,
  .why {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .why {
    grid-column: 1 / -1;
    font-size: 0.8125rem;
  }
`;

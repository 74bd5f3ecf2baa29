import { css } from 'lit';
import { stacked } from './stack-styles.js';

/** A page of sections, two beside each other where there is room. */
export const sections = [stacked, css`
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
    gap: 1rem;
    min-width: 0;
  }

  .section {
    display: grid;
    gap: 0.75rem;
    align-content: start;
    padding: 1rem 1.25rem;
    min-width: 0;
  }

  .section.tall {
    min-height: 30rem;
  }

  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.3rem 1.25rem;
    margin: 0;
    font-size: 0.9375rem;
  }

  dt {
    color: var(--muted);
  }

  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .list {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 0.4rem;
    font-size: 0.9375rem;
  }

  .list > li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem 0.75rem;
  }

  .list .why {
    overflow-wrap: anywhere;
  }
`];

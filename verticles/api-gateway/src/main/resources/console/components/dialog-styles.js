import { css } from 'lit';

/** Dialogs in which something is asked. */
export const dialogs = css`
  dialog {
    width: min(32rem, calc(100vw - 2rem));
    max-height: calc(100vh - 2rem);
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
    padding: 1.5rem;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  dialog.wide {
    width: min(46rem, calc(100vw - 2rem));
  }

  form,
  .fields {
    display: grid;
    gap: 0.75rem 1rem;
  }

  .wide .fields {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
  }

  .optional {
    font-weight: 400;
  }

  .problem {
    min-height: 1.4em;
    font-size: 0.9375rem;
    color: var(--down);
  }

  .preview {
    min-height: 9.5rem;
    font-size: 0.9375rem;
    background: var(--raised);
    border-radius: 8px;
    padding: 0.6rem 0.8rem;
  }

  .preview .mistake {
    color: var(--down);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5rem;
    position: sticky;
    bottom: -1.5rem;
    margin: 0 -1.5rem -1.5rem;
    padding: 0.75rem 1.5rem 1.25rem;
    background: var(--surface);
  }

  .button.primary.grave {
    background: var(--down);
    border-color: var(--down);
    color: var(--surface);
  }
`;

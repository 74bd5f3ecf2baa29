import { css } from 'lit';

/** Fields of forms. */
export const forms = css`
  label,
  legend {
    font-weight: 600;
    font-size: 0.875rem;
    padding: 0;
  }

  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }

  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    font: inherit;
    font-size: 0.9375rem;
    color: inherit;
    background: var(--surface);
    border: 1px solid var(--muted);
    border-radius: 8px;
    padding: 0.4rem 0.6rem;
    min-height: 2.25rem;
  }

  textarea {
    resize: vertical;
    min-height: 4rem;
  }

  input[type='checkbox'],
  input[type='radio'] {
    accent-color: var(--accent);
    width: 1.1rem;
    height: 1.1rem;
    margin: 0;
    flex: none;
  }

  input::placeholder,
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--down);
  }

  .field {
    display: grid;
    gap: 0.25rem;
    align-content: start;
    min-width: 0;
  }

  .field > .hint {
    font-size: 0.8125rem;
    color: var(--muted);
  }

  .field > .mistake {
    font-size: 0.8125rem;
    color: var(--down);
  }
`;

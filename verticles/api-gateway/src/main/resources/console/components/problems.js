import { html, nothing } from 'lit';

/** Why something could not be asked; what is shown already stays. */
export function problemNote(problem, shown) {
  return problem
    ? html`<p class="note" role="alert">${problem.message}${shown ? ' What is below was true before.' : ''}</p>`
    : nothing;
}

import { html, nothing } from 'lit';
import { count } from '../format.js';

/** Says how many runs wait to be shown in a list that is kept still, and shows them to whoever asks for them. */
export function newerRuns(still, list) {
  const show = ({ target }) => {
    // The button goes; who used it by keyboard stays here.
    target.getRootNode().querySelector('.rows').focus({ preventScroll: true });
    still.renew();
  };
  return still.waiting === 0 ? nothing : html`<button class="button small" aria-label="Show ${still.waiting} newer in ${list}"
    @click=${show}>${count(still.waiting)} newer – show</button>`;
}

import { html } from 'lit';
import { hrefOf } from '../address.js';

/**
 * The way to the newest page of a list, and to the one before the one that is shown.
 *
 * @param page on which the list is, by its name in the address
 * @param list what it is called
 * @param filter that the other pages have, too
 * @param cursor of the page that is shown; nothing for the newest
 * @param next the cursor of the one before; null when there is none
 */
export function pagesOf({ page, list, filter, cursor, next }) {
  return html`<nav class="pages" aria-label="Pages of ${list}">
    ${cursor ? html`<a class="button" href=${hrefOf(page, filter)}>« Newest</a>` : html`<span class="quiet">Newest first</span>`}
    ${next
      ? html`<a class="button" href=${hrefOf(page, { ...filter, cursor: next })}>Older »</a>`
      : html`<span class="quiet">The end of ${list}</span>`}
  </nav>`;
}

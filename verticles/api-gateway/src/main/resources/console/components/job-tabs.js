import { html, nothing } from 'lit';

const TABS = [
  ['jobs', 'Now'],
  ['jobs/history', 'History'],
  ['audit', 'Audit'],
];

/** From the jobs at this moment to all that ever ran, to what people did, and back. */
export function jobTabs(current) {
  return html`<nav class="tabs" aria-label="Jobs">
    ${TABS.map(([path, title]) => html`<a href="#/${path}" aria-current=${path === current ? 'page' : nothing}>${title}</a>`)}
  </nav>`;
}

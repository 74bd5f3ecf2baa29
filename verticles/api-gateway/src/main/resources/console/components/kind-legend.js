import { html } from 'lit';
import { KINDS } from '../kinds.js';

/** What the patterns mean. */
export function kindLegend(isWithPresent = false) {
  return html`<ul class="legend" aria-label="Legend">
    ${isWithPresent ? html`<li><span class="swatch kind-present"></span>all there</li>` : ''}
    ${Object.entries(KINDS).map(([kind, { word, text }]) => html`<li title=${text}><span class="swatch kind-${kind}"></span>${word}</li>`)}
  </ul>`;
}

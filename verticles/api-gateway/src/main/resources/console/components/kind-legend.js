import { html } from 'lit';
import { KINDS } from '../kinds.js';

/** What the patterns mean, and besides what is there in full, or restated. */
export function kindLegend({ isWithPresent = false, isWithRestated = false } = {}) {
  return html`<ul class="legend" aria-label="Legend">
    ${isWithPresent ? html`<li><span class="swatch kind-present"></span>all there</li>` : ''}
    ${isWithRestated ? html`<li title="The exchange said it differently before."><span class="restated">◆</span>restated</li>` : ''}
    ${Object.entries(KINDS).map(([kind, { word, text }]) => html`<li title=${text}><span class="swatch kind-${kind}"></span>${word}</li>`)}
  </ul>`;
}

import { LitElement, css, html, nothing } from 'lit';
import { hrefOf } from '../address.js';
import { panels } from './panel-styles.js';
import { moment } from './runs.js';
import { sections } from './section-styles.js';
import { shared } from './shared-styles.js';

/** Who did what to something, and why; newest first. */
class RunAudit extends LitElement {
  static properties = {
    entries: { attribute: false },
    target: { attribute: false },
  };

  static styles = [
    shared,
    panels,
    sections,
    css`
      :host {
        display: block;
      }
    `,
  ];

  render() {
    return html`
      <section class="card section" aria-labelledby="heading">
        <h2 id="heading">Audit</h2>
        <a href=${hrefOf('audit', { target: this.target })}>In the whole audit</a>
        ${this.entries.length === 0
          ? html`<p class="muted">Nobody did anything to it by hand.</p>`
          : html`<ul class="list">${this.entries.map(entry)}</ul>`}
      </section>
    `;
  }
}

function entry({ at, subject, role, action, reason }) {
  return html`<li>
    <span class="muted number">${moment(at)}</span><strong>${subject}</strong><span class="muted">${role}</span>
    <span>${action}</span>${reason ? html`<span class="why">“${reason}”</span>` : nothing}
  </li>`;
}

customElements.define('tw-run-audit', RunAudit);

import { LitElement, css, html } from 'lit';
import { Asking } from '../asking.js';
import { duration } from '../format.js';
import { panels } from './panel-styles.js';
import { moment } from './runs.js';
import { shared } from './shared-styles.js';

const PAGE = 50;

/** When the exchange was down, and what that is known by. */
class Downtimes extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        max-height: 18rem;
        overflow: auto;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0.15rem 1rem;
        padding: 0.6rem 1.25rem;
        border-bottom: 1px solid var(--line);
        font-size: 0.9375rem;
      }

      .body {
        min-height: 6rem;
        display: flex;
        flex-direction: column;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('parts')) {
      this.asking = new Asking(this, () => this.parts.api.get('/api/v1/downtimes', { limit: PAGE }));
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <section class="card panel" aria-labelledby="heading" aria-busy=${!value}>
        <header><h2 id="heading">Downtimes of the exchange</h2></header>
        <div class="body">${value?.items.length ? html`<ul tabindex="0" aria-labelledby="heading">${value.items.map(row)}</ul>` : html`<p class="none muted">
          ${value ? 'None was noticed.' : problem ? problem.message : 'Loading…'}</p>`}</div>
      </section>
    `;
  }
}

function row({ exchange, from, until, evidence }) {
  const lasted = until ? duration(Date.parse(until) - Date.parse(from)) : 'still going on';
  return html`<li><strong>${exchange}</strong>
    <span class="number">${moment(from)} – ${until ? moment(until) : '…'}</span>
    <span class="mark ${until ? '' : 'warn'}">${lasted}</span>
    <span class="muted">${evidence}</span></li>`;
}

customElements.define('tw-downtimes', Downtimes);

import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Asking } from '../asking.js';
import { Ticking } from '../clock.js';
import { Hearing } from '../lines.js';
import { panels } from './panel-styles.js';
import { problemNote } from './problems.js';
import { sections } from './section-styles.js';
import { shared } from './shared-styles.js';
import './tw-action-dialog.js';
import './tw-node.js';
import './tw-verticles.js';

const EVERY_MS = 5_000;

/** The processes, what each runs, and the verticles that are deployed on them. */
class NodesPage extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    sections,
    css`
      .nodes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr));
        gap: 1rem;
        min-height: 16rem;
        align-items: start;
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api, lines } = this.parts;
      this.asking = new Asking(this, () => api.get('/api/v1/nodes'), { everyMs: EVERY_MS });
      new Hearing(this, lines.system, { onLines: () => this.asking.soon(500), onGap: () => this.asking.soon() });
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <div class="top"><h1>Nodes</h1>${value ? html`<span class="quiet number">${inWords(value)}</span>` : nothing}</div>
      ${problemNote(problem, value)}
      <section class="nodes" aria-label="Nodes" aria-busy=${!value}>
        ${value ? repeat(value.nodes, ({ node }) => node.id, (sign) => html`<tw-node .sign=${sign}></tw-node>`) : nothing}
      </section>
      ${value || problem ? html`<tw-verticles .parts=${this.parts} @ask=${this.#ask}></tw-verticles>` : nothing}
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  #ask(event) {
    this.renderRoot.querySelector('tw-action-dialog').ask(event.detail);
  }
}

function inWords({ nodes }) {
  const alive = nodes.filter(({ work }) => !work || work.state === 'alive').length;
  return alive === nodes.length ? alive + ' alive' : alive + ' of ' + nodes.length + ' alive';
}

customElements.define('tw-nodes-page', NodesPage);

import { LitElement, css, html, nothing } from 'lit';
import { Asking } from '../asking.js';
import { ask } from '../asks.js';
import { Ticking } from '../clock.js';
import { clockTime } from '../format.js';
import { Hearing } from '../lines.js';
import { isAtLeast } from '../roles.js';
import { panels } from './panel-styles.js';
import { ago } from './runs.js';
import { shared } from './shared-styles.js';
import { tables } from './table-styles.js';

const EVERY_MS = 10_000;
const KEPT = 6;
const REDEPLOY = `Its configuration is read anew, its runs end or are handed back, and it starts again. If it does not answer,
  what ran before is started again.`;
const LOOKS = { deployed: 'up', deploying: 'info', draining: 'warn', failed: 'down', started: 'info', done: 'up' };

/** What is deployed where, and how a redeploy goes. */
class Verticles extends LitElement {
  static properties = {
    parts: { attribute: false },
    told: { state: true },
  };

  static styles = [
    shared,
    panels,
    tables,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .panel {
        min-height: 12rem;
      }

      .deployments {
        display: grid;
        gap: 0.2rem;
      }

      .told {
        list-style: none;
        margin: 0;
        padding: 0.6rem 1.25rem;
        border-top: 1px solid var(--line);
        font-size: 0.875rem;
      }

      @media (max-width: 48rem) {
        .deployments {
          justify-items: end;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.told = [];
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api, lines } = this.parts;
      this.asking = new Asking(this, () => api.get('/api/v1/verticles'), { everyMs: EVERY_MS });
      new Hearing(this, lines.system, { onLines: (told) => this.#hear(told), onGap: () => this.asking.soon() });
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <section class="card panel" aria-labelledby="heading" aria-busy=${!value && !problem}>
        <header><h2 id="heading">Verticles</h2></header>
        ${value ? this.#table(value.verticles) : html`<p class="none muted" role=${problem ? 'alert' : nothing}>${problem
          ? 'What is deployed cannot be shown. ' + problem.message : ''}</p>`}
        ${this.told.length > 0
          ? html`<ul class="told number" role="log" aria-label="What changed">${this.told.map(line)}</ul>`
          : nothing}
      </section>
    `;
  }

  #table(verticles) {
    const isAdmin = isAtLeast(this.parts.session, 'admin');
    return html`
      <table>
        <thead>
          <tr><th scope="col">Verticle</th><th scope="col">Jobs</th><th scope="col">Where</th>
            <th scope="col"><span class="hidden-visually">Actions</span></th></tr>
        </thead>
        <tbody>
          ${verticles.map((verticle) => html`<tr>
            <td data-name="Verticle">${verticle.name}</td>
            <td data-name="Jobs"><span>${verticle.jobs.join(', ') || 'none'}</span></td>
            <td data-name="Where"><div class="deployments">${verticle.deployments.map(deployment)}</div></td>
            <td class="right ${isAdmin ? '' : 'empty'}">${isAdmin ? this.#action(verticle) : nothing}</td>
          </tr>`)}
        </tbody>
      </table>
    `;
  }

  #action(verticle) {
    return html`<button class="button small" aria-label="Redeploy ${verticle.name}"
      @click=${() => this.#redeploy(verticle)}>Redeploy</button>`;
  }

  #redeploy({ name, deployments }) {
    ask(this, {
      title: 'Redeploy ' + name,
      text: REDEPLOY,
      confirm: 'Redeploy it',
      fields: deployments.length > 1 ? [where(deployments)] : [],
      act: async ({ node, reason }, key) => {
        await this.parts.api.post('/api/v1/verticles/' + name + '/redeploy', { reason, ...(node ? { node } : {}) }, key);
        await this.asking.again();
      },
    });
  }

  #hear(lines) {
    const news = lines.filter(({ kind }) => kind === 'verticle' || kind === 'redeploy');
    this.told = [...this.told, ...news].slice(-KEPT);
    this.asking.soon(500);
  }
}

function where(deployments) {
  const options = [['', 'On all nodes that run it'], ...deployments.map(({ node }) => [node, node])];
  return { name: 'node', label: 'Where', type: 'select', value: '', isRequired: true, options };
}

function deployment({ node, state, since, degraded }) {
  return html`<span><span class="mark dot ${degraded ? 'warn' : LOOKS[state]}">${degraded ? 'degraded' : state}</span> ${node}
    <span class="muted number">${ago(since)}</span>${degraded ? html` <span class="muted">${degraded}</span>` : nothing}</span>`;
}

function line({ kind, name, state, node, at, reason, subject }) {
  const rest = (node ? 'on ' + node : '') + (subject ? ' by ' + subject : '') + (reason ? ': ' + reason : '');
  return html`<li>
    <span class="muted">${clockTime(at)}</span> ${kind === 'redeploy' ? 'Redeploy of ' : ''}${name}
    <span class="mark dot ${LOOKS[state] ?? ''}">${state}</span> ${rest}
  </li>`;
}

customElements.define('tw-verticles', Verticles);

import { LitElement, css, html, nothing } from 'lit';
import { hrefOf } from '../address.js';
import { Ticking } from '../clock.js';
import { CHECK_LOOKS } from '../health.js';
import { panels } from './panel-styles.js';
import { ago, moment, runLink, spent } from './runs.js';
import { sections } from './section-styles.js';
import { shared } from './shared-styles.js';

const STATES = { silent: ['down', 'silent'], stopped: ['', 'stopped'] };

/** One process: how it is, since when, and what it works on. */
class Node extends LitElement {
  static properties = { sign: { attribute: false } };

  static styles = [
    shared,
    panels,
    sections,
    css`
      :host {
        display: block;
      }

      h2 {
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  render() {
    const { node, health, work } = this.sign;
    return html`
      <article class="card section">
        <div class="top"><h2>${node.name}</h2>${mark(health, work)}
          <a class="end quiet" href=${hrefOf('jobs/history', { node: node.name })}>runs</a></div>
        ${work?.state === 'stopped' ? nothing : complaints(health)}
        <dl class="number">
          <dt>Last seen</dt><dd>${work ? ago(work.seen_at) : 'unknown: the database is away'}</dd>
          <dt>${work?.stopped_at ? 'Ended' : 'Started'}</dt><dd>${moment(work?.stopped_at ?? node.started_at)}</dd>
          <dt>Version</dt><dd>${node.version}</dd>
          <dt>Process</dt><dd>${node.pid} on ${node.host}</dd>
          <dt>Verticles</dt><dd>${node.verticles.join(', ') || 'none'}</dd>
          ${work ? html`<dt>Serves</dt><dd>${work.jobs.join(', ') || 'no job'}</dd>` : nothing}
        </dl>
        ${work ? running(work) : nothing}
      </article>
    `;
  }
}

function mark({ state }, work) {
  const [look, word] = STATES[work?.state] ?? CHECK_LOOKS[state];
  return html`<span class="mark dot ${look}">${word}</span>`;
}

function complaints({ checks }) {
  const wrong = Object.entries(checks).filter(([, { state }]) => state !== 'up');
  const words = wrong.map(([name, { reason }]) => name + ': ' + (reason ?? 'not up'));
  return words.length > 0 ? html`<p class="note">${words.join(' · ')}</p>` : nothing;
}

function running({ running: many, runs, state }) {
  if (state === 'stopped') {
    return nothing;
  }
  return html`
    <p><strong class="number">${many === 0 ? 'Runs nothing now' : 'Runs ' + many + ' now'}</strong></p>
    ${runs.length > 0 ? html`<ul class="list">${runs.map((run) => html`<li>${runLink(run)}
      <span class="muted number">${spent({ ...run, state: 'started' })}</span>
      ${run.attempt > 1 ? html`<span class="muted">attempt ${run.attempt}</span>` : nothing}</li>`)}</ul>` : nothing}
    ${many > runs.length ? html`<p class="quiet">and ${many - runs.length} more</p>` : nothing}
  `;
}

customElements.define('tw-node', Node);

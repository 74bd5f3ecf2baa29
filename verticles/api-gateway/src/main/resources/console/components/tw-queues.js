import { LitElement, css, html, nothing } from 'lit';
import { clusterLimit, numberOf, pauseQuestion, resumeQuestion } from '../actions.js';
import { Asking } from '../asking.js';
import { ask } from '../asks.js';
import { count } from '../format.js';
import { Hearing } from '../lines.js';
import { isAtLeast } from '../roles.js';
import { panels } from './panel-styles.js';
import { pauseNote } from './pauses.js';
import { shared } from './shared-styles.js';

const EVERY_MS = 5_000;
const SPACING_MS = 2_500;

/** The queues: what goes through each, how many at a time, and whether it rests. */
class Queues extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      section {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
        gap: 1rem;
        min-height: 13rem;
      }

      article {
        padding: 1rem 1.25rem;
        display: flex;
        flex-direction: column;
        gap: 0.6rem;
        min-width: 0;
      }

      h2 {
        overflow-wrap: anywhere;
      }

      dl {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0.15rem 1.5rem;
        margin: 0;
        font-size: 0.9375rem;
      }

      dl > div {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
      }

      dt {
        color: var(--muted);
      }

      dd {
        margin: 0;
      }

      .actions {
        margin-top: auto;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api, lines } = this.parts;
      this.asking = new Asking(this, () => api.get('/api/v1/queues'), { everyMs: EVERY_MS });
      new Hearing(this, lines.jobs, { onLines: () => this.asking.soon(SPACING_MS), onGap: () => this.asking.soon() });
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <section class="passing" aria-label="Queues" aria-busy=${!value}>
        ${value?.queues.map((queue) => this.#queue(queue))}
        ${problem ? html`<p class="note" role="alert">${problem.message}</p>` : nothing}
      </section>
    `;
  }

  #queue(queue) {
    const { queue: name, paused, counts } = queue;
    const figure = (word, value) => html`<div><dt>${word}</dt><dd>${count(value)}</dd></div>`;
    return html`
      <article class="card">
        <div class="top"><h2>${name}</h2>${paused ? html`<span class="mark dot warn">paused</span>` : nothing}</div>
        <dl class="number">
          ${figure('running', counts.running)} ${figure('ready', counts.ready)} ${figure('later', counts.later)}
          ${figure('retrying', counts.retrying)} ${figure('held', counts.held)}
        </dl>
        <p class="quiet">${limitsInWords(queue)}</p>
        ${paused ? pauseNote(paused) : nothing}
        ${this.#actions(queue)}
      </article>
    `;
  }

  #actions(queue) {
    const { session } = this.parts;
    if (!isAtLeast(session, 'operator')) {
      return nothing;
    }
    const button = (word, act) => html`<button class="button small" aria-label="${word} ${queue.queue}" @click=${act}>${word}</button>`;
    return html`<div class="actions">
      ${queue.paused ? button('Resume', () => this.#resume(queue)) : button('Pause', () => this.#pause(queue))}
      ${isAtLeast(session, 'admin') ? button('Limit', () => this.#limit(queue)) : nothing}
    </div>`;
  }

  #pause({ queue: name }) {
    const text = 'What waits stays, what runs goes on.';
    ask(this, pauseQuestion(this.parts.api, pathOf(name), name, text, () => this.asking.again()));
  }

  #resume({ queue: name }) {
    ask(this, resumeQuestion(this.parts.api, pathOf(name), name, () => this.asking.again()));
  }

  #limit({ queue: name, node_limit: node, cluster_limit: cluster }) {
    ask(this, {
      title: 'Limit ' + name,
      text: 'Takes effect at once on all nodes. What runs goes on.',
      confirm: 'Set the limits',
      fields: [
        {
          name: 'node_limit',
          label: 'At a time on one node',
          type: 'number',
          value: node ?? '',
          hint: 'Empty: as each node is configured.',
        },
        clusterLimit(cluster),
      ],
      act: async ({ node_limit, cluster_limit, reason }) => {
        const limits = { node_limit: numberOf(node_limit), cluster_limit: numberOf(cluster_limit) };
        await this.parts.api.patch(pathOf(name), { ...limits, reason });
        await this.asking.again();
      },
    });
  }
}

function pathOf(name) {
  return '/api/v1/queues/' + name;
}

function limitsInWords({ node_limit: node, cluster_limit: cluster }) {
  const onOne = node === null ? 'Each node as it is configured' : 'At most ' + count(node) + ' at a time on each node';
  return onOne + (cluster === null ? '' : ', at most ' + count(cluster) + ' on all');
}

customElements.define('tw-queues', Queues);

import { LitElement, css, html, nothing } from 'lit';
import { hrefOf } from '../address.js';
import { Asking } from '../asking.js';
import { count, fullTime } from '../format.js';
import { panels } from './panel-styles.js';
import { moment, runLink, shortId } from './runs.js';
import { sections } from './section-styles.js';
import { shared } from './shared-styles.js';

const KINDS = {
  backfill: 'an answer to a backfill',
  repair: 'an answer to the repair of a gap',
  update: 'an answer to an update',
  reread: 'an answer to closed candles that were read again',
  'catch-up': 'an answer to a catch-up of the stream',
  stream: 'heard from the stream',
  built: 'built from shorter candles',
  decided: html`accepted <a href=${hrefOf('candles/quarantine', { state: 'accepted' })}>from the quarantine</a>`,
};

/** Where something came from: the batch is asked for when somebody wants to know. */
class Origin extends LitElement {
  static properties = {
    api: { attribute: false },
    /** Null or undefined while it is not stored. */
    batchId: { attribute: false },
    heading: { attribute: false },
    isOpen: { attribute: false },
  };

  static styles = [
    shared,
    panels,
    sections,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      summary {
        width: max-content;
        max-width: 100%;
        cursor: pointer;
        color: var(--muted);
        font-size: 0.875rem;
      }

      summary:hover {
        color: var(--ink);
      }

      .content {
        min-height: 10rem;
        padding: 0.5rem 0 0.25rem;
      }

      code {
        font-size: 0.8125rem;
      }
    `,
  ];

  constructor() {
    super();
    this.isOpen = false;
    this.asking = new Asking(this, () => (this.isOpen && this.batchId ? this.api.get('/api/v1/batches/' + this.batchId) : null));
  }

  willUpdate(changed) {
    if (this.hasUpdated && changed.has('batchId')) {
      this.asking.afresh();
    }
  }

  render() {
    return html`<details ?open=${this.isOpen} @toggle=${this.#toggled}>
      <summary>${this.heading}</summary>
      <div class="content">${this.#content()}</div>
    </details>`;
  }

  #content() {
    const { value, problem } = this.asking;
    if (value) {
      return html`<dl class="number">${facts(value).map(([word, what]) => html`<dt>${word}</dt><dd>${what}</dd>`)}</dl>`;
    }
    if (problem) {
      return html`<p class="note" role="alert">${problem.message}</p>`;
    }
    return html`<p class="quiet">${this.batchId ? 'Loading…' : 'It was heard just now and is not stored yet.'}</p>`;
  }

  #toggled({ target }) {
    const wasOpen = this.isOpen;
    this.isOpen = target.open;
    if (target.open && !wasOpen) {
      this.asking.again();
    }
  }
}

function facts(batch) {
  return [
    ['Source', html`${batch.source}${batch.simulated ? html` <span class="mark">simulated</span>` : nothing}`],
    ['How', KINDS[batch.kind] ?? batch.kind],
    batch.run_id && ['Run', runOf(batch)],
    batch.session_id && ['Session', html`<span title=${batch.session_id}>${shortId(batch.session_id)}</span>`],
    ['Node', batch.node],
    ['Received', moment(batch.received_at, fullTime(batch.received_at))],
    batch.request && ['Request', html`<code>${batch.request}</code>`],
    ['Batch', html`${batch.id}, ${broughtBy(batch)}`],
  ].filter(Boolean);
}

function runOf({ run_id: id, job, attempt }) {
  return html`${job ? runLink({ id, job }) : html`<span title=${id}>${shortId(id)}</span>, no longer remembered`}, attempt ${attempt}`;
}

function broughtBy({ candles }) {
  return candles === 1 ? 'one candle has its values from it' : count(candles) + ' candles have their values from it';
}

customElements.define('tw-origin', Origin);

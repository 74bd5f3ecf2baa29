import { LitElement, css, html, nothing } from 'lit';
import { decisionQuestion } from '../candle-actions.js';
import { hrefOf } from '../address.js';
import { Asking } from '../asking.js';
import { Ticking } from '../clock.js';
import { isAtLeast } from '../roles.js';
import { candleProblem } from './candle-problems.js';
import { candleTabs } from './candle-tabs.js';
import { figureStyles, figureTable } from './figure-tables.js';
import { panels } from './panel-styles.js';
import { ago, moment } from './runs.js';
import { shared } from './shared-styles.js';
import { stacked } from './stack-styles.js';
import './tw-action-dialog.js';
import './tw-origin.js';
import './tw-quality-rules.js';

const PAGE = 50;
const EVERY_MS = 15_000;
const STATES = { waiting: 'Waiting', accepted: 'Accepted', rejected: 'Rejected' };

/** Candles that are doubted, each beside its neighbours, until somebody decides. */
class QuarantinePage extends LitElement {
  static properties = {
    parts: { attribute: false },
    parameters: { attribute: false },
  };

  static styles = [
    shared,
    stacked,
    panels,
    figureStyles,
    css`
      .inbox {
        display: grid;
        gap: 1rem;
        min-height: 16rem;
        align-content: start;
        list-style: none;
        margin: 0;
        padding: 0;
      }

      .case {
        display: grid;
        gap: 0.6rem;
        padding: 1rem 1.25rem;
        min-width: 0;
      }

      .case .actions {
        align-items: center;
      }

      .why {
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      this.asking = new Asking(this, () => this.parts.api.get('/api/v1/quarantine', this.#question()), { everyMs: EVERY_MS });
    }
    const before = changed.get('parameters');
    if (before && JSON.stringify(before) !== JSON.stringify(this.parameters)) {
      this.asking.afresh();
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <div class="top"><h1>Quarantine</h1>${candleTabs('candles/quarantine')}</div>
      ${candleProblem(problem, value)}
      <nav class="tabs" aria-label="State">${Object.entries(STATES).map(([state, word]) => html`<a
        href=${hrefOf('candles/quarantine', { state: state === 'waiting' ? '' : state })}
        aria-current=${state === this.#state() ? 'page' : nothing}>${word}</a>`)}</nav>
      ${value?.items.length
        ? html`<ul class="inbox" aria-label="Doubted candles">${value.items.map((candle) => this.#case(candle))}</ul>`
        : html`<div class="inbox">${this.#none(value, problem)}</div>`}
      ${value?.next_cursor ? html`<p><a href=${hrefOf('candles/quarantine', { state: this.parameters.state, cursor: value.next_cursor })}>Older »</a></p>` : nothing}
      ${value || problem ? html`<tw-quality-rules .parts=${this.parts} @ask=${(event) => this.#dialog().ask(event.detail)}></tw-quality-rules>` : nothing}
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  #none(value, problem) {
    if (!value) {
      return html`<p class="card none muted">${problem ? 'What waits is not known.' : 'Loading…'}</p>`;
    }
    return html`<div class="card none"><h2>${this.#state() === 'waiting' ? 'Nothing waits' : 'Nothing here'}</h2>
      <p class="muted">${this.#state() === 'waiting' ? 'Candles that cannot be true, or hardly, would wait here for a decision.' : 'No candle was ' + this.#state() + ' yet.'}</p></div>`;
  }

  #case(candle) {
    const name = candle.symbol + '/' + candle.timeframe;
    return html`<li class="card case">
      <div class="top">
        <h2>${name}</h2><span class="mark warn">${candle.rule}</span>
        <span class="quiet number">${moment(candle.open_time)}, seen ${ago(candle.seen_at)}</span>
        <span class="end actions">${candle.state === 'waiting' ? this.#actions(candle, name) : this.#decided(candle, name)}</span>
      </div>
      <p class="why">${candle.reason}</p>
      ${figureTable(name, [['before', candle.before], ['doubted', candle, true], ['stored now', candle.stored], ['after', candle.after]])}
      <tw-origin .api=${this.parts.api} .batchId=${candle.batch_id} .heading=${'Where it came from'}></tw-origin>
    </li>`;
  }

  #actions(candle, name) {
    if (!isAtLeast(this.parts.session, 'operator')) {
      return html`<span class="mark">waits for an operator</span>`;
    }
    return html`${this.#button(candle, name, true)} ${this.#button(candle, name, false)}`;
  }

  /** What was rejected can be accepted later. */
  #decided(candle, name) {
    const mayAccept = candle.state === 'rejected' && isAtLeast(this.parts.session, 'operator');
    return html`${decided(candle)} ${mayAccept ? this.#button(candle, name, true) : nothing}`;
  }

  #button(candle, name, accept) {
    const word = accept ? 'Accept' : 'Reject';
    return html`<button class="button ${accept ? '' : 'primary'}" aria-label="${word} ${name}"
      @click=${() => this.#ask(candle, accept)}>${word}</button>`;
  }

  #ask(candle, accept) {
    this.#dialog().ask(decisionQuestion(this.parts.api, candle, accept, () => this.asking.again()));
  }

  #dialog() {
    return this.renderRoot.querySelector('tw-action-dialog');
  }

  #state() {
    return STATES[this.parameters.state] ? this.parameters.state : 'waiting';
  }

  #question() {
    const { cursor } = this.parameters;
    return { state: this.#state(), limit: PAGE, ...(cursor && { cursor }) };
  }
}

function decided({ state, decided_by: by, decided_at: at, decision }) {
  return html`<span class="mark dot ${state === 'accepted' ? 'up' : 'down'}">${state}</span>
    <span class="quiet">by ${by} ${ago(at)}: ${decision}</span>`;
}

customElements.define('tw-quarantine-page', QuarantinePage);

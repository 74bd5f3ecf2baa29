import { LitElement, css, html, nothing } from 'lit';
import { actionsFor, isOver, runQuestion, wordFor } from '../actions.js';
import { hrefOf } from '../address.js';
import { Asking } from '../asking.js';
import { Ticking } from '../clock.js';
import { count } from '../format.js';
import { Hearing } from '../lines.js';
import { isAtLeast } from '../roles.js';
import { jobTabs } from './job-tabs.js';
import { panels } from './panel-styles.js';
import { childrenOf, itemsListOf, linksOf } from './run-family.js';
import { ahead, ago, itemsOf, moment, progressOf, shortId, spent, stateMark, whyItWaits } from './runs.js';
import { shared } from './shared-styles.js';
import { sections } from './section-styles.js';
import './tw-action-dialog.js';
import './tw-json.js';
import './tw-run-audit.js';
import './tw-run-log.js';
import './tw-run-timeline.js';

const EVERY_MS = 2_000;

/** All about one run, kept true while it goes on. */
class RunPage extends LitElement {
  static properties = {
    parts: { attribute: false },
    runId: { attribute: false },
  };

  static styles = [
    shared,
    panels,
    sections,
    css`
      h1 {
        overflow-wrap: anywhere;
      }

      .id {
        font-size: 0.8125rem;
        user-select: all;
        overflow-wrap: anywhere;
      }

      .far {
        display: grid;
        gap: 0.25rem;
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
      this.asking = new Asking(this, () => api.get('/api/v1/jobs/' + this.runId), {
        everyMs: (run) => (run && !isOver(run) ? EVERY_MS : null),
      });
      new Hearing(this, lines.jobs, { onLines: (told) => this.#hear(told), onGap: () => this.asking.soon() });
    }
    if (changed.get('runId') && changed.get('runId') !== this.runId) {
      this.asking.afresh();
    }
  }

  render() {
    const { value: run, problem } = this.asking;
    return html`
      <div class="top"><h1>${run?.job ?? 'Run'}</h1>${run ? stateMark(run) : nothing}${jobTabs(null)}
        <span class="end actions">${run ? this.#actions(run) : nothing}</span></div>
      ${problem ? html`<p class="note ${problem.status === 404 ? 'plain' : ''}" role="alert">${this.#wrong(problem)}</p>` : nothing}
      ${run ? this.#content(run) : problem ? nothing : html`<div class="card section tall" aria-busy="true"></div>`}
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  #wrong(problem) {
    if (problem.status === 404 || problem.status === 400) {
      return 'There is no run with the id ' + this.runId + '. It may be older than what is kept.';
    }
    return problem.message + (this.asking.value ? ' What is below was true before.' : '');
  }

  #content(run) {
    return html`
      <div class="columns">
        <section class="card section" aria-label="Facts">${this.#facts(run)}</section>
        <section class="card section" aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
          <tw-run-timeline .run=${run}></tw-run-timeline></section>
      </div>
      <tw-run-log .parts=${this.parts} .runId=${run.id} .isOver=${isOver(run)}></tw-run-log>
      <div class="columns">
        <section class="card section" aria-labelledby="arguments"><h2 id="arguments">Arguments</h2>
          <tw-json .value=${run.arguments} none="It takes none."></tw-json></section>
        <section class="card section" aria-labelledby="result"><h2 id="result">Result</h2>${this.#result(run)}</section>
      </div>
      ${itemsListOf(run)} ${childrenOf(run)} ${linksOf(run)}
      <tw-run-audit .entries=${run.audit} .target=${run.id}></tw-run-audit>
    `;
  }

  #facts(run) {
    return html`
      ${run.error && !run.cancel ? html`<p class="note bad"><strong>${run.error_class}</strong> ${run.error}</p>` : nothing}
      ${run.cancel ? cancelNote(run) : nothing}
      ${run.skipped ? html`<p class="note plain">There was nothing to do: ${run.skipped}</p>` : nothing}
      ${run.progress && !isOver(run) ? html`<div class="far">${progressOf(run)}</div>` : nothing}
      <dl class="number">${facts(run).map(([word, value]) => html`<dt>${word}</dt><dd>${value}</dd>`)}</dl>
      <p class="id muted">${run.id}</p>
    `;
  }

  #result(run) {
    if (run.result_expired) {
      return html`<p class="muted">It had a result, which is no longer kept. Results are kept for 24 hours.</p>`;
    }
    return html`<tw-json .value=${run.result} none=${isOver(run) ? 'It brought none.' : 'None yet.'}></tw-json>`;
  }

  #actions(run) {
    const button = (action) => html`<button class="button" @click=${() => this.#ask(action, run)}>${wordFor(action)}</button>`;
    return isAtLeast(this.parts.session, 'operator') ? actionsFor(run).map(button) : nothing;
  }

  #ask(action, run) {
    const question = runQuestion(this.parts.api, action, run, (accepted) => this.#accepted(accepted));
    this.renderRoot.querySelector('tw-action-dialog').ask(question);
  }

  /** A retry or a rerun may have made another run, which is then the one to look at. */
  #accepted({ run_id: id }) {
    if (id === this.runId) {
      return this.asking.again();
    }
    location.hash = hrefOf('jobs/' + id);
    return null;
  }

  #hear(lines) {
    const parentsOrSelf = [this.runId, ...(this.asking.value?.children?.first_page.items ?? []).map(({ id }) => id)];
    if (lines.some(({ run_id: id }) => parentsOrSelf.includes(id))) {
      this.asking.soon(500);
    }
  }
}

function cancelNote({ state, cancel: { by, at, reason } }) {
  const what = isOver({ state }) ? 'Cancelled' : 'Asked to stop';
  return html`<p class="note">${what}${by ? ' by ' + by : ''} ${moment(at)}${reason ? ': ' + reason : ''}</p>`;
}

function facts(run) {
  const isWaiting = run.state === 'pending' || run.state === 'retry';
  return [
    isWaiting && ['Waits for', html`${whyItWaits(run)} ${ahead(run.run_at)}`],
    !isWaiting && [isOver(run) ? 'Took' : 'Running for', spent(run)],
    run.progress?.eta && ['ETA', ahead(run.progress.eta)],
    ['Asked for', html`${ago(run.enqueued_at)} ${askedBy(run)}`],
    run.started_at && ['Started', moment(run.started_at)],
    run.finished_at && ['Ended', moment(run.finished_at)],
    ['Attempt', run.attempt],
    ['Node', run.node ?? '–'],
    ['Queue', run.queue + (run.priority ? ', priority ' + run.priority : '')],
    (run.items_done || run.items_failed) && ['Items', itemsOf(run)],
    run.rows_written && ['Rows written', count(run.rows_written)],
    run.parent && ['Started by', html`<a href="#/jobs/${run.parent}">${shortId(run.parent)}</a>`],
    run.rerun_of && ['Rerun of', html`<a href="#/jobs/${run.rerun_of}">${shortId(run.rerun_of)}</a>`],
  ].filter(Boolean);
}

function askedBy({ trigger, asked_by: who, schedule }) {
  if (who) {
    return 'by ' + who + (trigger === 'api' ? '' : ', ' + trigger);
  }
  return schedule ? html`by its <a href="#/schedules">schedule</a>` : 'by ' + trigger;
}

customElements.define('tw-run-page', RunPage);

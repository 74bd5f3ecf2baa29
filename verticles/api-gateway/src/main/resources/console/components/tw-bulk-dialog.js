import { LitElement, css, html, nothing } from 'lit';
import { takes, wordFor } from '../actions.js';
import { newKey } from '../api.js';
import { count } from '../format.js';
import { dialogs } from './dialog-styles.js';
import { forms } from './form-styles.js';
import { panels } from './panel-styles.js';
import { moment, stateMark } from './runs.js';
import { shared } from './shared-styles.js';

const PATH = '/api/v1/jobs';
const SHOWN = 5;

/**
 * Acts on many runs, and first says on how many. Those that were selected it asks for one by one; those that a filter
 * finds, a run on the server sees to. Tells of the end by `done`.
 */
class BulkDialog extends LitElement {
  static properties = {
    parts: { attribute: false },
    action: { state: true },
    target: { state: true },
    preview: { state: true },
    problem: { state: true },
    outcome: { state: true },
    isBusy: { state: true },
  };

  static styles = [
    shared,
    panels,
    forms,
    dialogs,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        font-size: 0.9375rem;
      }

      li {
        display: flex;
        gap: 0.75rem;
        justify-content: space-between;
        padding: 0.15rem 0;
      }

      .found {
        min-height: 10.5rem;
        align-content: start;
        display: grid;
        gap: 0.4rem;
      }
    `,
  ];

  /** @param target `runs`, or the `filter` that finds them */
  async ask(action, target) {
    Object.assign(this, { action, target, preview: null, problem: null, outcome: null, isBusy: false });
    this.key = newKey();
    await this.updateComplete;
    this.#dialog().showModal();
    this.renderRoot.querySelector('form').reset();
    this.renderRoot.querySelector('input').focus();
    await this.#foresee();
  }

  render() {
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>${this.action ? this.#content() : nothing}</dialog>`;
  }

  #content() {
    const word = wordFor(this.action);
    const isOver = this.outcome !== null;
    return html`
      <form @submit=${this.#submit} aria-busy=${this.isBusy}>
        <h2 id="title">${word} ${this.target.filter ? 'all that the filter finds' : 'the selected runs'}</h2>
        <div class="found" role="status">${isOver ? this.#outcome() : this.#found()}</div>
        <div class="field">
          <label for="reason">Reason</label>
          <input id="reason" name="reason" required maxlength="500" autocomplete="off" ?disabled=${isOver} />
          <span class="hint">Kept in the audit.</span>
        </div>
        <div role="alert" class="problem">${this.problem ? inWords(this.problem) : nothing}</div>
        <div class="buttons">
          <button type="button" class="button" @click=${this.#close}>${isOver ? 'Close' : 'Leave it'}</button>
          ${isOver ? nothing : html`<button class="button primary ${this.action === 'cancel' ? 'grave' : ''}"
            ?disabled=${this.isBusy || !this.preview?.count}>${word} ${this.preview ? this.#many() : ''}</button>`}
        </div>
      </form>
    `;
  }

  #many() {
    const { count: many, is_exact: isExact } = this.preview;
    return (isExact ? '' : 'more than ') + count(many) + (many === 1 ? ' run' : ' runs');
  }

  #found() {
    if (!this.preview) {
      return this.problem ? nothing : html`<p class="muted">Counting…</p>`;
    }
    const { count: many, is_exact: isExact, sample } = this.preview;
    const rest = isExact ? count(many - SHOWN) : 'many';
    return html`
      <p><strong>${this.#many()}</strong> ${many === 1 ? 'fits' : 'fit'}. <span class="muted">${this.#leftOut()}</span></p>
      <ul>${sample.slice(0, SHOWN).map(example)}</ul>
      ${many > SHOWN ? html`<p class="quiet">and ${rest} more</p>` : nothing}
    `;
  }

  #leftOut() {
    const { left = 0 } = this.preview;
    const why = this.action === 'rerun' ? 'they are not over' : 'nothing is left to ' + this.action;
    return left > 0 ? count(left) + ' of the selected do not: ' + why + '.' : '';
  }

  #outcome() {
    const { done, refused, run } = this.outcome;
    return html`
      <p><strong>${run ? 'On its way.' : count(done) + (done === 1 ? ' run' : ' runs') + ' done.'}</strong></p>
      ${run ? html`<p>A run does it and counts what it did: <a href="#/jobs/${run}" @click=${this.#close}>follow it</a>.</p>` : nothing}
      <ul>${refused.map(({ job, why }) => html`<li><span>${job}</span><span class="muted">${why}</span></li>`)}</ul>
    `;
  }

  async #foresee() {
    const { runs, filter } = this.target;
    if (runs) {
      const fitting = runs.filter((run) => takes(this.action, run));
      this.preview = { count: fitting.length, is_exact: true, sample: fitting, left: runs.length - fitting.length, fitting };
      return;
    }
    try {
      const wish = { action: this.action, filter, preview: true };
      this.preview = await this.parts.api.post(PATH + '/bulk', wish);
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #submit(event) {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason').trim();
    this.isBusy = true;
    this.problem = null;
    try {
      this.outcome = this.target.filter ? await this.#byFilter(reason) : await this.#oneByOne(reason);
    } catch (problem) {
      this.problem = problem;
      await this.#foreseeAgain(problem);
    } finally {
      this.isBusy = false;
    }
  }

  async #byFilter(reason) {
    const { filter } = this.target;
    const expected = this.preview.is_exact ? this.preview.count : null;
    const wish = { action: this.action, filter, reason, expected };
    const { run_id: run } = await this.parts.api.post(PATH + '/bulk', wish, this.key);
    return { run, refused: [] };
  }

  async #oneByOne(reason) {
    const refused = [];
    for (const { id, job } of this.preview.fitting) {
      try {
        await this.parts.api.post(PATH + '/' + id + '/' + this.action, { reason }, this.key + '-' + id);
      } catch (problem) {
        refused.push({ job, why: problem.message });
      }
    }
    return { done: this.preview.fitting.length - refused.length, refused };
  }

  /** Others came or went since they were counted: what is confirmed next is what is there now. */
  async #foreseeAgain({ code }) {
    if (code === 'count_changed') {
      this.key = newKey();
      await this.#foresee();
    }
  }

  #closed() {
    if (this.outcome) {
      this.dispatchEvent(new Event('done'));
    }
  }

  #close() {
    this.#dialog().close();
  }

  #dialog() {
    return this.renderRoot.querySelector('dialog');
  }
}

function example(run) {
  const asked = html`<span class="muted number">${moment(run.enqueued_at)}</span>`;
  return html`<li><span>${run.job} ${asked}</span>${stateMark(run)}</li>`;
}

function inWords(problem) {
  return [problem.message, ...problem.messagesBeside([])].join(' ');
}

customElements.define('tw-bulk-dialog', BulkDialog);

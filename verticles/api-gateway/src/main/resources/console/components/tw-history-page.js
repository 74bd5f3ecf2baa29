import { LitElement, html, nothing } from 'lit';
import { withValue } from '../address.js';
import { Asking } from '../asking.js';
import { Hearing } from '../lines.js';
import { changed } from '../live-runs.js';
import { isAtLeast } from '../roles.js';
import { jobTabs } from './job-tabs.js';
import { pagesOf } from './paging.js';
import { paging } from './paging-styles.js';
import { panels } from './panel-styles.js';
import { shared } from './shared-styles.js';
import { stacked } from './stack-styles.js';
import './tw-bulk-bar.js';
import './tw-bulk-dialog.js';
import './tw-run-filters.js';
import './tw-run-table.js';

const PAGE = 50;
const FILTERS = ['state', 'job', 'node', 'queue', 'parent', 'since', 'until', 'search'];

/**
 * All runs, newest first, a page at a time. What is asked for stands in the address. Runs that are shown change as they
 * are told to; runs that are new only announce themselves, so that nothing moves under the reader.
 */
class HistoryPage extends LitElement {
  static properties = {
    parts: { attribute: false },
    parameters: { attribute: false },
    selected: { state: true },
    /** Ids of runs that came since the page was asked for. */
    newer: { state: true },
  };

  static styles = [shared, stacked, panels, paging];

  /** Null while no answer is awaited. */
  #toldWhileAsking = null;

  constructor() {
    super();
    this.selected = new Set();
    this.newer = new Set();
  }

  willUpdate(changes) {
    if (changes.has('parts')) {
      this.asking = new Asking(this, () => this.#ask(), {
        onAnswer: (answer) => this.#catchUp(answer),
        onProblem: () => (this.#toldWhileAsking = null),
      });
      new Hearing(this, this.parts.lines.jobs, { onLines: (lines) => this.#hear(lines), onGap: () => this.asking.soon() });
    }
    if (changes.get('parameters') && JSON.stringify(changes.get('parameters')) !== JSON.stringify(this.parameters)) {
      this.#renew();
    }
  }

  /** Puts the cursor where errors are searched for. */
  focusFilter() {
    this.renderRoot.querySelector('tw-run-filters').focusSearch();
  }

  render() {
    const { value, problem } = this.asking;
    const mayAct = isAtLeast(this.parts.session, 'operator');
    return html`
      <div class="top">
        <h1>Jobs</h1>
        ${jobTabs('jobs/history')}
        <span class="end" role="status">${this.#news()}</span>
      </div>
      <tw-run-filters .parts=${this.parts} .filter=${this.parameters} .problem=${problem}></tw-run-filters>
      ${mayAct ? this.#bar() : nothing}
      <tw-run-table .page=${value} .problem=${problem} .selected=${mayAct ? this.selected : null}
        .isFiltered=${Object.keys(this.#filter()).length > 0} @selected=${this.#select}></tw-run-table>
      ${value ? this.#pages(value) : nothing}
      <tw-bulk-dialog .parts=${this.parts} @done=${this.#renew}></tw-bulk-dialog>
    `;
  }

  #bar() {
    return html`<tw-bulk-bar .runs=${this.#chosen()} .isFiltered=${Object.keys(this.#filter()).length > 0}
      .states=${bodyOf(this.#filter()).state ?? []} @act=${this.#act}></tw-bulk-bar>`;
  }

  #pages({ next_cursor: next }) {
    return pagesOf({ page: 'jobs/history', list: 'the history', filter: this.#filter(), cursor: this.parameters.cursor, next });
  }

  #news() {
    const { size } = this.newer;
    const many = size === PAGE ? PAGE + ' or more' : size;
    return size === 0 ? nothing : html`<button class="button small" @click=${this.#renew}>${many} newer – show</button>`;
  }

  #filter() {
    return withValue(Object.fromEntries(FILTERS.map((name) => [name, this.parameters[name]])));
  }

  #question() {
    const { cursor } = this.parameters;
    return withValue({ ...this.#filter(), cursor, limit: PAGE });
  }

  #chosen() {
    return (this.asking.value?.items ?? []).filter(({ id }) => this.selected.has(id));
  }

  #renew() {
    this.selected = new Set();
    this.newer = new Set();
    this.asking.afresh();
  }

  #ask() {
    this.#toldWhileAsking = [];
    const newest = this.asking.value?.items[0]?.id;
    return newest && !this.parameters.cursor ? this.#askAgain(newest) : this.#runs(this.#question());
  }

  /** What is shown stays where it is, and what came since is only told of. */
  async #askAgain(newest) {
    const question = this.#question();
    const [first, shown] = await Promise.all([
      this.#runs(question),
      this.#runs({ ...question, until: justAfter(newest) }),
    ]);
    const newer = first.items.map(({ id }) => id).filter((id) => id > newest);
    return { ...shown, items: shown.items.filter(({ id }) => id <= newest), newer };
  }

  #runs(question) {
    return this.parts.api.get('/api/v1/jobs', question);
  }

  /** What was told while the answer was under way may be newer than the answer. */
  #catchUp({ newer = [] }) {
    const told = this.#toldWhileAsking;
    this.#toldWhileAsking = null;
    this.#announce(newer);
    this.#hear(told);
  }

  #hear(lines) {
    this.#toldWhileAsking?.push(...lines);
    const page = this.asking.value;
    if (!page) {
      return;
    }
    const shown = new Map(page.items.map((run) => [run.id, run]));
    const newest = page.items[0]?.id ?? '';
    const known = lines.filter(({ run_id: id }) => shown.has(id));
    known.forEach((line) => shown.set(line.run_id, changed(shown.get(line.run_id), line)));
    this.asking.value = { ...page, items: [...shown.values()] };
    // Ids grow with time.
    this.#announce(lines.filter((line) => line.run_id > newest && this.#mayFit(line)).map(({ run_id: id }) => id));
    this.requestUpdate();
  }

  /** Each counts once, however often it was told of. */
  #announce(ids) {
    const newer = new Set([...this.newer, ...ids]);
    this.newer = this.parameters.cursor ? new Set() : new Set([...newer].slice(0, PAGE));
  }

  /** As far as a line can tell. */
  #mayFit(line) {
    const { state, job, node } = this.#filter();
    return (!state || state.split(',').includes(line.state)) && (!job || job === line.job) && (!node || node === line.node);
  }

  #select(event) {
    this.selected = event.detail;
  }

  #act({ detail: { action, isForAll } }) {
    const target = isForAll ? { filter: bodyOf(this.#filter()) } : { runs: this.#chosen() };
    this.renderRoot.querySelector('tw-bulk-dialog').ask(action, target);
  }
}

/** The moment after a run was asked for: its id begins with the millisecond. */
function justAfter(id) {
  return new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16) + 1).toISOString();
}

/** The filter as the body of a request has it. */
function bodyOf(filter) {
  return filter.state ? { ...filter, state: filter.state.split(',') } : filter;
}

customElements.define('tw-history-page', HistoryPage);

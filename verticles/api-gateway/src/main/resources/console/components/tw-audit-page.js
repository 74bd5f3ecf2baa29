import { LitElement, css, html, nothing } from 'lit';
import { hrefOf, withValue } from '../address.js';
import { Asking } from '../asking.js';
import { Ticking } from '../clock.js';
import { Hearing } from '../lines.js';
import { forms } from './form-styles.js';
import { jobTabs } from './job-tabs.js';
import { pagesOf } from './paging.js';
import { paging } from './paging-styles.js';
import { panels } from './panel-styles.js';
import { ago, moment, shortId } from './runs.js';
import { shared } from './shared-styles.js';
import { stacked } from './stack-styles.js';
import { tables } from './table-styles.js';

const PAGE = 50;
const BONES = 8;
const EVERY_MS = 5_000;
const FILTERS = ['target', 'subject', 'action'];
/** What people do, as their names begin. */
const KINDS = ['run', 'job', 'schedule', 'queue', 'verticle'];

/**
 * Who did what to what, and why, newest first, a page at a time. What is asked for stands in the address. What is done
 * meanwhile only announces itself, so that nothing moves under the reader.
 */
class AuditPage extends LitElement {
  static properties = {
    parts: { attribute: false },
    parameters: { attribute: false },
  };

  static styles = [
    shared,
    stacked,
    panels,
    paging,
    forms,
    tables,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 11.5rem), 1fr));
        align-items: end;
        gap: 0.75rem 1rem;
        padding: 1rem 1.25rem;
      }

      form a {
        font-size: 0.875rem;
        padding-bottom: 0.5rem;
      }

      .panel {
        min-height: 28rem;
      }

      .when {
        width: 10rem;
      }

      td {
        overflow-wrap: anywhere;
      }

      .bones .bone {
        height: 1.1rem;
        width: 70%;
      }

      @media (max-width: 48rem) {
        .when {
          width: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changes) {
    if (changes.has('parts')) {
      const { api, lines } = this.parts;
      this.asking = new Asking(this, () => api.get('/api/v1/audit', this.#question()));
      this.newest = new Asking(this, () => this.#whatIsNew(), { everyMs: EVERY_MS });
      new Hearing(this, lines.jobs, { onLines: () => this.newest.soon(), onGap: () => this.newest.soon() });
    }
    if (changes.get('parameters') && JSON.stringify(changes.get('parameters')) !== JSON.stringify(this.parameters)) {
      this.#renew();
    }
  }

  /** Puts the cursor where people are searched for. */
  focusFilter() {
    this.renderRoot.querySelector('#target').focus();
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <div class="top">
        <h1>Audit</h1>
        ${jobTabs('audit')}
        <span class="end" role="status">${this.#news()}</span>
      </div>
      ${this.#filters(problem)}
      <div class="card panel" aria-busy=${!value && !problem}>${this.#content(value, problem)}</div>
      ${value ? this.#pages(value) : nothing}
    `;
  }

  #filters(problem) {
    const field = (name, label, hint, list = nothing) => {
      const mistake = problem?.messageFor(name) ?? '';
      return html`<div class="field"><label for=${name}>${label}</label>
        <input id=${name} name=${name} list=${list} autocomplete="off" maxlength="200" placeholder=${hint}
          .value=${this.parameters[name] ?? ''} />
        ${mistake ? html`<span class="mistake" role="alert">${mistake}</span>` : nothing}</div>`;
    };
    return html`
      <form class="card" role="search" aria-label="Find in the audit" @change=${this.#changed} @submit=${this.#changed}>
        ${field('target', 'To what', 'a run’s id, or a name')}
        ${field('subject', 'By whom', 'a subject')}
        ${field('action', 'What', 'such as schedule', 'kinds')}
        <datalist id="kinds">${KINDS.map((kind) => html`<option value=${kind}></option>`)}</datalist>
        <a href=${hrefOf('audit')}>Clear all</a>
      </form>
    `;
  }

  #content(page, problem) {
    if (!page) {
      return problem
        ? html`<div class="none" role="alert"><h2>The audit cannot be shown</h2><p class="muted">${problem.message}</p></div>`
        : table(bones());
    }
    if (page.items.length === 0) {
      return html`<div class="none">${this.#nothing(page)}</div>`;
    }
    return table(page.items.map(row));
  }

  /** A page may be empty though there are older entries: it only looked so far. */
  #nothing({ next_cursor: cursor }) {
    if (cursor) {
      return html`<h2>None so far</h2><p class="muted">None of the entries that were looked at fit. Older ones may.</p>`;
    }
    return this.#isFiltered()
      ? html`<h2>No such entry</h2><p class="muted">Nothing that anybody did fits these filters.</p>`
      : html`<h2>Nobody did anything yet</h2><p class="muted">What operators do appears here, with their reasons.</p>`;
  }

  #pages({ next_cursor: next }) {
    return pagesOf({ page: 'audit', list: 'the audit', filter: this.#filter(), cursor: this.parameters.cursor, next });
  }

  #news() {
    const shown = Number(this.asking.value?.items[0]?.id ?? 0);
    const many = this.asking.value && !this.parameters.cursor
      ? (this.newest.value?.items ?? []).filter(({ id }) => Number(id) > shown).length
      : 0;
    return many === 0 ? nothing : html`<button class="button small" @click=${this.#renew}>${many === PAGE
      ? PAGE + ' or more' : many} newer – show</button>`;
  }

  /** Asked for only where it can be announced. */
  #whatIsNew() {
    return this.parameters.cursor ? Promise.resolve(null) : this.parts.api.get('/api/v1/audit', this.#question());
  }

  #filter() {
    return withValue(Object.fromEntries(FILTERS.map((name) => [name, this.parameters[name]])));
  }

  #isFiltered() {
    return Object.keys(this.#filter()).length > 0;
  }

  #question() {
    const { cursor } = this.parameters;
    return withValue({ ...this.#filter(), cursor, limit: PAGE });
  }

  #renew() {
    this.newest.afresh();
    this.asking.afresh();
  }

  #changed(event) {
    event.preventDefault();
    const fields = new FormData(this.renderRoot.querySelector('form'));
    location.hash = hrefOf('audit', Object.fromEntries(FILTERS.map((name) => [name, fields.get(name).trim()])));
  }
}

function table(rows) {
  return html`
    <table aria-label="Audit">
      <thead>
        <tr>
          <th scope="col" class="when">When</th><th scope="col">Who</th><th scope="col">What</th>
          <th scope="col">To what</th><th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
  `;
}

function row({ at, subject, role, action, target, reason }) {
  return html`
    <tr>
      <td data-name="When" class="number"><span>${moment(at)} <small class="muted tight">${ago(at)}</small></span></td>
      <td data-name="Who"><span><a href=${hrefOf('audit', { subject })}>${subject}</a>
        <small class="muted tight">${role}</small></span></td>
      <td data-name="What">${action}</td>
      <td data-name="To what">${targetOf(action, target)}</td>
      <td data-name="Why" class=${reason ? '' : 'empty'}><span>${reason ?? nothing}</span></td>
    </tr>
  `;
}

/** A run leads to its page; of anything else, to what else was done to it. */
function targetOf(action, target) {
  return action.startsWith('run.')
    ? html`<a href="#/jobs/${target}" title=${target} class="number">run ${shortId(target)}</a>`
    : html`<a href=${hrefOf('audit', { target })}>${target}</a>`;
}

function bones() {
  return Array.from({ length: BONES }, () => html`<tr class="bones" aria-hidden="true">${Array.from(
    { length: 5 }, () => html`<td><span class="bone"></span></td>`)}</tr>`);
}

customElements.define('tw-audit-page', AuditPage);

import { LitElement, css, html } from 'lit';
import { localOf, utcOf } from '../actions.js';
import { hrefOf } from '../address.js';
import { Asking } from '../asking.js';
import { fullTime } from '../format.js';
import { forms } from './form-styles.js';
import { STATES, shortId } from './runs.js';
import { shared } from './shared-styles.js';

/** Which runs of the history to show. Every choice becomes the address. */
class RunFilters extends LitElement {
  static properties = {
    parts: { attribute: false },
    filter: { attribute: false },
    problem: { attribute: false },
  };

  static styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      form {
        display: grid;
        gap: 0.75rem 1rem;
        padding: 1rem 1.25rem;
      }

      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 11.5rem), 1fr));
        gap: 0.75rem 1rem;
      }

      .states {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
      }

      .states label {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
        font-weight: 500;
        border: 1px solid var(--line);
        border-radius: 999px;
        padding: 0.25rem 0.8rem 0.25rem 0.55rem;
        cursor: pointer;
      }

      .states label:hover {
        background: var(--raised);
      }

      .states label:has(:checked) {
        border-color: var(--accent);
        background: var(--raised);
      }

      .others {
        margin-left: auto;
        font-size: 0.875rem;
        align-self: center;
      }

      .states a {
        align-self: center;
        font-size: 0.875rem;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api } = this.parts;
      this.jobs = new Asking(this, () => api.get('/api/v1/definitions'));
      this.nodes = new Asking(this, () => api.get('/api/v1/nodes'));
    }
  }

  focusSearch() {
    this.renderRoot.querySelector('#search').focus();
  }

  render() {
    const states = (this.filter.state ?? '').split(',');
    return html`
      <form class="card" role="search" aria-label="Find runs" @change=${this.#changed} @submit=${this.#submitted}>
        <fieldset class="states">
          <legend class="hidden-visually">State</legend>
          ${Object.entries(STATES).map(([state, { word }]) => html`<label>
            <input type="checkbox" name="state" value=${state} .checked=${states.includes(state)} />${word}
          </label>`)}
          <span class="others muted">${this.#others()}</span>
          <a href=${hrefOf('jobs/history')}>Clear all</a>
        </fieldset>
        <div class="fields">
          ${this.#text('job', 'Job', this.jobs.value?.definitions.map(({ job }) => job))}
          ${this.#text('node', 'Node', this.nodes.value?.nodes.map(({ node }) => node.name))}
          ${this.#field('since', 'Since', html`<input id="since" name="since" type="datetime-local"
            .value=${this.filter.since ? localOf(this.filter.since) : ''} />`)}
          ${this.#field('search', 'Error contains', html`<input id="search" name="search" type="search" maxlength="100"
            autocomplete="off" .value=${this.filter.search ?? ''} />`)}
        </div>
      </form>
    `;
  }

  /** What only links ask for. */
  #others() {
    const { queue, parent, until } = this.filter;
    return [
      queue && 'in queue ' + queue,
      parent && 'children of ' + shortId(parent),
      until && 'before ' + fullTime(until),
    ].filter(Boolean).join(', ');
  }

  #text(name, label, choices = []) {
    return this.#field(name, label, html`
      <input id=${name} name=${name} list="${name}-list" autocomplete="off" maxlength="100" .value=${this.filter[name] ?? ''} />
      <datalist id="${name}-list">${[...new Set(choices)].map((choice) => html`<option value=${choice}></option>`)}</datalist>
    `);
  }

  #field(name, label, control) {
    const mistake = this.problem?.messageFor(name) ?? '';
    return html`<div class="field"><label for=${name}>${label}</label>${control}${mistake
      ? html`<span class="mistake" role="alert">${mistake}</span>` : ''}</div>`;
  }

  #submitted(event) {
    event.preventDefault();
    this.#changed();
  }

  #changed() {
    const fields = new FormData(this.renderRoot.querySelector('form'));
    const text = (name) => fields.get(name).trim();
    const { queue, parent, until } = this.filter;
    location.hash = hrefOf('jobs/history', {
      state: fields.getAll('state').join(','),
      job: text('job'),
      node: text('node'),
      queue,
      parent,
      since: this.#since(text('since')),
      until,
      search: text('search'),
    });
  }

  /** The field shows minutes; a moment from a link may be finer and stays what it was. */
  #since(local) {
    const { since } = this.filter;
    return since && local === localOf(since) ? since : utcOf(local);
  }
}

customElements.define('tw-run-filters', RunFilters);

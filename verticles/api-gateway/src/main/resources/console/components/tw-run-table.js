import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isOver } from '../actions.js';
import { Ticking } from '../clock.js';
import { panels } from './panel-styles.js';
import { moment, runLink, spent, stateMark, whyItWaits } from './runs.js';
import { shared } from './shared-styles.js';
import { tables } from './table-styles.js';

const BONES = 8;

/** A page of runs, of which some may be selected. Tells of a changed selection by `selected`. */
class RunTable extends LitElement {
  static properties = {
    page: { attribute: false },
    problem: { attribute: false },
    /** The ids; null where nobody may act on them. */
    selected: { attribute: false },
    isFiltered: { attribute: false },
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
        min-height: 28rem;
      }

      table {
        table-layout: fixed;
      }

      .pick {
        width: 3.25rem;
      }

      .when {
        width: 9.5rem;
      }

      .state {
        width: 8rem;
      }

      .spent {
        width: 6rem;
      }

      .node {
        width: 9rem;
      }

      input {
        accent-color: var(--accent);
        width: 1.15rem;
        height: 1.15rem;
        margin: 0;
        vertical-align: middle;
      }

      tr[aria-selected='true'] {
        background: var(--info-soft);
      }

      .bones td {
        height: 3.25rem;
      }

      .bones .bone {
        height: 1.1rem;
        width: 70%;
      }

      @media (max-width: 48rem) {
        .pick,
        .when,
        .state,
        .spent,
        .node {
          width: auto;
        }

        .bones .bone {
          width: 100%;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  render() {
    return html`<div class="card panel" aria-busy=${!this.page && !this.problem}>${this.#content()}</div>`;
  }

  #content() {
    if (!this.page) {
      return this.problem
        ? html`<div class="none" role="alert"><h2>The runs cannot be shown</h2><p class="muted">${this.problem.message}</p></div>`
        : this.#table(this.#bones());
    }
    if (this.page.items.length === 0) {
      return html`<div class="none">${this.#nothing()}</div>`;
    }
    return this.#table(repeat(this.page.items, ({ id }) => id, (run) => this.#row(run)));
  }

  /** A page may be empty though there are older runs: it only looked so far. */
  #nothing() {
    if (this.page.next_cursor) {
      return html`<h2>None so far</h2><p class="muted">None of the runs that were looked at fit. Older ones may.</p>`;
    }
    return this.isFiltered
      ? html`<h2>No such run</h2><p class="muted">Nothing in the history fits these filters.</p>`
      : html`<h2>Nothing ran yet</h2><p class="muted">Runs appear here as soon as one is asked for.</p>`;
  }

  #table(rows) {
    return html`
      <table aria-label="Runs">
        <thead>
          <tr>
            ${this.selected ? html`<th scope="col" class="pick">${this.#all()}</th>` : nothing}
            <th scope="col">Job</th><th scope="col" class="state">State</th><th scope="col" class="when">Asked for</th>
            <th scope="col" class="spent">Took</th><th scope="col" class="node">Node</th><th scope="col">What became of it</th>
          </tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    `;
  }

  #all() {
    const ids = this.page?.items.map(({ id }) => id) ?? [];
    const isAll = ids.length > 0 && ids.every((id) => this.selected.has(id));
    return html`<input type="checkbox" aria-label="Select all runs of this page" .checked=${isAll}
      .indeterminate=${!isAll && this.selected.size > 0} @change=${() => this.#tell(isAll ? [] : ids)} />`;
  }

  #row(run) {
    const isSelected = this.selected?.has(run.id);
    return html`
      <tr aria-selected=${isSelected ? 'true' : nothing}>
        ${this.selected ? html`<td class="pick" data-name="Select"><input type="checkbox" .checked=${isSelected}
          aria-label="Select ${run.job} ${run.id.slice(-6)}" @change=${() => this.#toggle(run.id)} /></td>` : nothing}
        <td data-name="Job"><span class="cut">${runLink(run)} ${run.attempt > 1
          ? html`<small class="muted tight">attempt ${run.attempt}</small>` : nothing}</span></td>
        <td data-name="State">${stateMark(run)}</td>
        <td data-name="Asked for" class="number tight">${moment(run.enqueued_at)}</td>
        <td data-name="Took" class="number tight">${spent(run)}</td>
        <td data-name="Node"><span class="cut" title=${run.node ?? ''}>${run.node ?? '–'}</span></td>
        <td data-name="Why" class=${became(run) ? '' : 'empty'}><small class="cut ${run.state === 'failure' ? 'wrong' : 'muted'}"
          title=${became(run)}>${became(run)}</small></td>
      </tr>
    `;
  }

  #bones() {
    const cells = this.selected ? 7 : 6;
    return Array.from({ length: BONES }, () => html`<tr class="bones" aria-hidden="true">${Array.from(
      { length: cells }, () => html`<td><span class="bone"></span></td>`)}</tr>`);
  }

  #toggle(id) {
    const ids = new Set(this.selected);
    if (!ids.delete(id)) {
      ids.add(id);
    }
    this.#tell(ids);
  }

  #tell(ids) {
    this.dispatchEvent(new CustomEvent('selected', { detail: new Set(ids) }));
  }
}

function became(run) {
  if (run.error) {
    return run.error;
  }
  if (run.skipped) {
    return run.skipped;
  }
  return isOver(run) || run.state === 'started' ? '' : 'waits: ' + whyItWaits(run);
}

customElements.define('tw-run-table', RunTable);

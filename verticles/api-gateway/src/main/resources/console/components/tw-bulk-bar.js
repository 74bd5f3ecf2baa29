import { LitElement, css, html, nothing } from 'lit';
import { mayFind, takes, wordFor } from '../actions.js';
import { panels } from './panel-styles.js';
import { shared } from './shared-styles.js';

const ACTIONS = ['retry', 'cancel', 'rerun'];

/** What can be done with the selected runs, or with all that the filter finds. Tells by `act`. */
class BulkBar extends LitElement {
  static properties = {
    runs: { attribute: false },
    isFiltered: { attribute: false },
    /** Of the filter; none for all. */
    states: { attribute: false },
  };

  static styles = [
    shared,
    panels,
    css`
      :host {
        position: sticky;
        top: 3.6rem;
        z-index: 1;
        display: block;
      }

      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1.5rem;
        padding: 0.6rem 1.25rem;
        font-size: 0.9375rem;
      }

      .group {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
      }

      .what {
        min-width: 6.5rem;
      }

      @media (max-width: 48rem) {
        :host {
          position: static;
        }
      }
    `,
  ];

  render() {
    const many = this.runs.length;
    return html`
      <div class="card" role="toolbar" aria-label="Actions on many runs">
        <div class="group">
          <span class="what number" role="status">${many === 0 ? 'None selected' : many + ' selected'}</span>
          ${ACTIONS.map((action) => this.#button(action, false, this.#fits(action) === 0))}
        </div>
        <div class="group">
          <span class="muted">${this.isFiltered ? 'All that the filter finds' : 'Filter to act on all that are found'}</span>
          ${this.isFiltered ? ACTIONS.map((action) => this.#button(action, true, !mayFind(action, this.states))) : nothing}
        </div>
      </div>
    `;
  }

  #button(action, isForAll, isDisabled) {
    const word = wordFor(action);
    return html`<button class="button small" ?disabled=${isDisabled} aria-label="${word} ${isForAll ? 'all found' : 'selected'}"
      @click=${() => this.#tell(action, isForAll)}>${word}${isForAll ? ' all' : ''}</button>`;
  }

  #fits(action) {
    return this.runs.filter((run) => takes(action, run)).length;
  }

  #tell(action, isForAll) {
    this.dispatchEvent(new CustomEvent('act', { detail: { action, isForAll } }));
  }
}

customElements.define('tw-bulk-bar', BulkBar);

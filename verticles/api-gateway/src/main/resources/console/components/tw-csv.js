import { LitElement, css, html, nothing } from 'lit';
import { save } from '../downloads.js';
import { panels } from './panel-styles.js';
import { shared } from './shared-styles.js';

/** A button that fetches a whole list as CSV. */
class Csv extends LitElement {
  static properties = {
    api: { attribute: false },
    path: {},
    parameters: { attribute: false },
    name: {},
    isBusy: { state: true },
    problem: { state: true },
  };

  static styles = [
    shared,
    panels,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
      }
    `,
  ];

  render() {
    return html`${this.problem ? html`<span class="quiet" role="alert">${this.problem.message}</span>` : nothing}
      <button class="button small" ?disabled=${this.isBusy} aria-label="Download ${this.name} as CSV" @click=${this.#fetch}>${this.isBusy
        ? 'Fetching…' : 'CSV'}</button>`;
  }

  async #fetch() {
    this.isBusy = true;
    this.problem = null;
    try {
      save(await this.api.csv(this.path, this.parameters), this.name + '.csv');
    } catch (problem) {
      this.problem = problem;
    }
    this.isBusy = false;
  }
}

customElements.define('tw-csv', Csv);

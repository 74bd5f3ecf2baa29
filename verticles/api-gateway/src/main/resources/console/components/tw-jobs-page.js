import { LitElement, html } from 'lit';
import { jobTabs } from './job-tabs.js';
import { panels } from './panel-styles.js';
import { sections } from './section-styles.js';
import { shared } from './shared-styles.js';
import './tw-action-dialog.js';
import './tw-ended-runs.js';
import './tw-known-jobs.js';
import './tw-queues.js';
import './tw-run-counts.js';
import './tw-running-runs.js';
import './tw-waiting-runs.js';

/** All jobs at this moment: what runs, what waits and why, what just ended, and through which queues. */
class JobsPage extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [shared, panels, sections];

  render() {
    return html`
      <div class="top"><h1>Jobs</h1>${jobTabs('jobs')}</div>
      <tw-run-counts .parts=${this.parts}></tw-run-counts>
      <tw-running-runs .parts=${this.parts} @ask=${this.#ask}></tw-running-runs>
      <div class="columns">
        <tw-waiting-runs .parts=${this.parts}></tw-waiting-runs>
        <tw-ended-runs .parts=${this.parts}></tw-ended-runs>
      </div>
      <tw-queues .parts=${this.parts} @ask=${this.#ask}></tw-queues>
      <tw-known-jobs .parts=${this.parts} @ask=${this.#ask}></tw-known-jobs>
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  #ask(event) {
    this.renderRoot.querySelector('tw-action-dialog').ask(event.detail);
  }
}

customElements.define('tw-jobs-page', JobsPage);

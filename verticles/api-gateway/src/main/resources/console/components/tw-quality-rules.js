import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Asking } from '../asking.js';
import { ask } from '../asks.js';
import { exceptionQuestion, nameOf, ruleQuestion, seriesOf, takeBackQuestion, whenDoubted } from '../quality-rules.js';
import { isAtLeast } from '../roles.js';
import { panels } from './panel-styles.js';
import { panel } from './panels.js';
import { shared } from './shared-styles.js';
import { steadyTables, tables } from './table-styles.js';

const EVERY_MS = 60_000;

/** What candles are doubted for: for all series, and for those of which something else is said. */
class QualityRules extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    tables,
    steadyTables,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .body {
        min-height: 22rem;
        display: flex;
        flex-direction: column;
        overflow: auto;
      }

      th:nth-child(1) {
        width: 10rem;
      }

      th:nth-child(2) {
        width: 9rem;
      }

      th:nth-child(4) {
        width: 5.5rem;
      }

      th:nth-child(5) {
        width: 13rem;
      }

      td {
        overflow-wrap: anywhere;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api } = this.parts;
      this.asking = new Asking(this, () => api.get('/api/v1/quality-rules'), { everyMs: EVERY_MS });
      this.series = new Asking(this, () => this.#mayAct() && api.get('/api/v1/candle-series'), { everyMs: EVERY_MS });
    }
  }

  render() {
    const { value, problem } = this.asking;
    const content = value ? this.#table(value.items) : html`<p class="none muted">${problem ? 'The rules are not known.' : 'Loading…'}</p>`;
    return panel({ heading: 'What candles are doubted for', isKnown: value, problem }, html`<div class="body">${content}</div>`);
  }

  #table(items) {
    return html`<table aria-labelledby="heading">
      <thead><tr>
        <th scope="col">Rule</th><th scope="col">Series</th><th scope="col">A candle waits when</th><th scope="col">Now</th>
        ${this.#mayAct() ? html`<th scope="col"><span class="hidden-visually">Actions</span></th>` : nothing}
      </tr></thead>
      <tbody>${repeat(items, nameOf, (setting) => this.#row(setting))}</tbody>
    </table>`;
  }

  #row(setting) {
    return html`<tr>
      <td data-name="Rule" class="tight">${setting.rule}</td>
      <td data-name="Series">${seriesOf(setting)}</td>
      <td data-name="Waits when">${whenDoubted(setting)}</td>
      <td data-name="Now"><span class="mark dot ${setting.on ? 'up' : ''}">${setting.on ? 'on' : 'off'}</span></td>
      ${this.#mayAct() ? html`<td>${this.#actions(setting)}</td>` : nothing}
    </tr>`;
  }

  #mayAct() {
    return isAtLeast(this.parts.session, 'admin');
  }

  #actions(setting) {
    const { api } = this.parts;
    const done = () => this.asking.again();
    const others = this.#seriesBeside(setting);
    const button = (word, question, isOff = false) => html`<button class="button small" aria-label=${question.title}
      ?disabled=${isOff} @click=${() => ask(this, question)}>${word}</button>`;
    return html`<div class="actions">
      ${setting.symbol
        ? button('Take back', takeBackQuestion(api, setting, done))
        : button('Exception', exceptionQuestion(api, setting, others, done), others.length === 0)}
      ${button('Edit', ruleQuestion(api, setting, done))}
    </div>`;
  }

  /** The series of which this rule says nothing else yet. */
  #seriesBeside({ rule }) {
    const taken = this.asking.value.items.filter((setting) => setting.rule === rule).map(seriesOf);
    return this.series.value?.items.filter((one) => !taken.includes(seriesOf(one))) ?? [];
  }
}

customElements.define('tw-quality-rules', QualityRules);

import { LitElement, css, html, nothing } from 'lit';
import { pauseQuestion, resumeQuestion } from '../actions.js';
import { hrefOf } from '../address.js';
import { ask } from '../asks.js';
import { Ticking } from '../clock.js';
import { count, duration } from '../format.js';
import { isAtLeast } from '../roles.js';
import { panels } from './panel-styles.js';
import { pauseNote } from './pauses.js';
import { ago, ahead, moment } from './runs.js';
import { scheduleQuestion } from './schedule-question.js';
import { shared } from './shared-styles.js';
import './tw-next-fires.js';

/** One schedule: when it fires, when next, whether something keeps it from doing so. Tells of a change by `changed`. */
class Schedule extends LitElement {
  static properties = {
    parts: { attribute: false },
    schedule: { attribute: false },
    isOpen: { state: true },
  };

  static styles = [
    shared,
    panels,
    css`
      article {
        display: grid;
        grid-template-columns: minmax(0, 2.2fr) minmax(0, 1.2fr) minmax(0, 1.2fr) auto;
        gap: 0.4rem 1.25rem;
        align-items: start;
        padding: 0.9rem 1.25rem;
      }

      .words {
        overflow-wrap: anywhere;
      }

      code {
        font: 0.8125rem ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
        color: var(--muted);
      }

      .figure {
        display: grid;
        font-size: 0.9375rem;
      }

      .figure span {
        font-size: 0.8125rem;
        color: var(--muted);
      }

      .actions {
        justify-content: flex-end;
      }

      .whole {
        grid-column: 1 / -1;
      }

      summary {
        cursor: pointer;
        font-size: 0.875rem;
        color: var(--muted);
        width: max-content;
        border-radius: 6px;
      }

      @media (max-width: 56rem) {
        article {
          grid-template-columns: 1fr 1fr;
        }

        .name,
        .actions {
          grid-column: 1 / -1;
        }

        .actions {
          justify-content: flex-start;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.isOpen = false;
    new Ticking(this);
  }

  render() {
    const { name, in_words: words, cron, paused, held_reason: held, last_fire_at: last, last_run_id: run } = this.schedule;
    return html`
      <article class="card" aria-labelledby="name">
        <div class="name">
          <div class="top"><h2 id="name">${name}</h2>${this.#marks()}</div>
          <p class="words">${words}${cron ? html` <code>${cron}</code>` : nothing}</p>
          ${this.#notes()}
        </div>
        <div class="figure number"><span>Next</span>${this.#next()}</div>
        <div class="figure number"><span>Last</span>
          <div>${ago(last)}${run ? html` · <a href="#/jobs/${run}">run</a>` : nothing}</div></div>
        ${this.#actions()}
        ${paused ? html`<div class="whole">${pauseNote(paused)}</div>` : nothing}
        ${held ? html`<p class="note whole">Held since ${moment(this.schedule.held_since)}: ${held}</p>` : nothing}
        <details class="whole" @toggle=${(event) => (this.isOpen = event.target.open)}>
          <summary>Next fires and settings</summary>
          ${this.isOpen ? html`<tw-next-fires .parts=${this.parts} .schedule=${this.schedule}></tw-next-fires>` : nothing}
        </details>
      </article>
    `;
  }

  #marks() {
    const { paused, overdue, held_since: held, is_changed: isChanged, job, name } = this.schedule;
    return html`
      ${overdue ? html`<span class="mark dot down" title="It should have fired by now and nobody did it">overdue</span>` : nothing}
      ${paused ? html`<span class="mark dot warn">paused</span>` : nothing}
      ${held ? html`<span class="mark dot warn">held</span>` : nothing}
      ${isChanged ? html`<span class="mark" title="An operator wants it otherwise than the release">changed</span>` : nothing}
      ${job === name ? html`<a class="quiet" href=${hrefOf('jobs/history', { job })}>runs</a>` : html`<a class="quiet"
        href=${hrefOf('jobs/history', { job })}>${job}</a>`}
    `;
  }

  #notes() {
    const { skipped_fires: skipped, missed_fires: missed } = this.schedule;
    const notes = [
      this.#isOtherwise() && 'at present every ' + duration(this.schedule.effective_ms) + this.#why(),
      skipped > 0 && count(skipped) + ' left out, since the run before still went on',
      missed > 0 && count(missed) + ' missed',
    ].filter(Boolean);
    return notes.length > 0 ? html`<p class="quiet">${notes.join(' · ')}</p>` : nothing;
  }

  #isOtherwise() {
    const { every_ms: wish, effective_ms: real } = this.schedule;
    return wish !== null && real !== null && real !== wish;
  }

  #why() {
    const { effective_reason: reason } = this.schedule;
    return reason ? ': ' + reason : '';
  }

  #next() {
    const { paused, next_fire_at: next } = this.schedule;
    if (paused) {
      return html`<span>${paused.until ? html`rests until ${moment(paused.until)}` : 'rests'}</span>`;
    }
    return html`<div>${ahead(next)} <span>${moment(next)}</span></div>`;
  }

  #actions() {
    const { session } = this.parts;
    const { name, paused } = this.schedule;
    if (!isAtLeast(session, 'operator')) {
      return nothing;
    }
    const button = (word, act) => html`<button class="button small" aria-label="${word} ${name}" @click=${act}>${word}</button>`;
    return html`<div class="actions">
      ${button('Run now', () => this.#run())}
      ${paused ? button('Resume', () => this.#resume()) : button('Pause', () => this.#pause())}
      ${isAtLeast(session, 'admin') ? button('Edit', () => this.#edit()) : nothing}
    </div>`;
  }

  #run() {
    const { name } = this.schedule;
    ask(this, {
      title: 'Run ' + name + ' now',
      text: 'One run more; its own moments stay as they are.',
      confirm: 'Run it',
      act: async ({ reason }, key) => {
        const { run_id: id } = await this.parts.api.post(this.#path() + '/run', { reason }, key);
        location.hash = '#/jobs/' + id;
      },
    });
  }

  #pause() {
    const text = 'Its moments are left out and counted. It can still be run by hand.';
    ask(this, pauseQuestion(this.parts.api, this.#path(), this.schedule.name, text, this.#changed));
  }

  #resume() {
    ask(this, resumeQuestion(this.parts.api, this.#path(), this.schedule.name, this.#changed));
  }

  #edit() {
    ask(this, scheduleQuestion(this.parts.api, this.schedule, this.#changed));
  }

  #path() {
    return '/api/v1/schedules/' + encodeURIComponent(this.schedule.name);
  }

  #changed = () => {
    this.dispatchEvent(new Event('changed'));
  };
}

customElements.define('tw-schedule', Schedule);

import { LitElement, css, html, nothing } from 'lit';
import { Asking } from '../asking.js';
import { duration } from '../format.js';
import { fireStyles } from './fire-styles.js';
import { firesList } from './fires.js';
import { panels } from './panel-styles.js';
import { sections } from './section-styles.js';
import { shared } from './shared-styles.js';

const MANY = 10;
const OVERLAP = {
  skip: 'the new one is left out',
  queue_one: 'one waits for it',
  allow: 'both run',
  cancel_old: 'the old one is cancelled',
};
const MISFIRE = { skip: 'left out', one: 'one run for all of them', all: 'each is run, within a window' };

/** The next moments of a schedule, and how it is set. */
class NextFires extends LitElement {
  static properties = {
    parts: { attribute: false },
    schedule: { attribute: false },
  };

  static styles = [
    shared,
    panels,
    sections,
    fireStyles,
    css`
      :host {
        display: block;
        padding-top: 0.75rem;
      }

      dl {
        align-content: start;
      }

      .fires {
        min-height: 15rem;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('parts')) {
      this.asking = new Asking(this, () => this.parts.api.get(this.#path(), { count: MANY }));
    }
    const before = changed.get('schedule');
    if (before && before.next_fire_at !== this.schedule.next_fire_at) {
      this.asking.soon();
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`<div class="columns">
      <div class="fires">
        ${problem ? html`<p class="note" role="alert">${problem.message}</p>` : nothing}
        ${value ? firesList(value.fires) : nothing}
      </div>
      <dl>${this.#settings().map(([word, text]) => html`<dt>${word}</dt><dd>${text}</dd>`)}</dl>
    </div>`;
  }

  #settings() {
    const { job, verticle, overlap, misfire, release, is_changed: isChanged, heartbeat_url: url, version } = this.schedule;
    return [
      ['Job', job],
      ['Verticle', verticle ?? 'all'],
      ['While one still runs', OVERLAP[overlap]],
      ['Moments missed', MISFIRE[misfire]],
      ['Asks after success', url ?? 'nobody'],
      ['Release', isChanged ? timingInWords(release) : 'as it is'],
      ['Version', version],
    ];
  }

  #path() {
    return '/api/v1/schedules/' + encodeURIComponent(this.schedule.name) + '/preview';
  }
}

function timingInWords({ cron, every_ms: every, zone, overlap, misfire }) {
  return (cron ? cron + ' ' + zone : 'every ' + duration(every)) + ', overlap ' + overlap + ', misfire ' + misfire;
}

customElements.define('tw-next-fires', NextFires);

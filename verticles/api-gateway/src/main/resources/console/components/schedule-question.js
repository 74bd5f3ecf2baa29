import { html } from 'lit';
import { Mistake } from '../mistake.js';
import { firesList } from './fires.js';

const PREVIEWED = 5;
const PATIENCE_MS = 400;
const SHORTEST_MS = 1_000;

const CRON_HINT = 'Five or six fields, such as 30 2 * * MON-FRI. Or an interval instead.';

const OVERLAP = [
  ['skip', 'Leave the new one out'],
  ['queue_one', 'Let one wait'],
  ['allow', 'Run both'],
  ['cancel_old', 'Cancel the old one'],
];

const MISFIRE = [
  ['skip', 'Leave them out'],
  ['one', 'One run for all of them'],
  ['all', 'Run each, within a window'],
];

/** Asks how a schedule shall be, and shows while that is typed when it would fire. */
export function scheduleQuestion(api, schedule, done) {
  const path = '/api/v1/schedules/' + encodeURIComponent(schedule.name);
  const preview = new Preview(api, path, schedule);
  return {
    title: 'Edit ' + schedule.name,
    text: 'Empty fields go back to what the release says.',
    confirm: 'Save',
    isWide: true,
    fields: fieldsOf(schedule),
    onInput(values, dialog) {
      preview.soon(values, dialog);
    },
    act: async (values) => {
      await api.patch(path, { ...wishOf(values, schedule), version: schedule.version, reason: values.reason });
      await done();
    },
  };
}

function fieldsOf({ cron, every_ms: every, zone, overlap, misfire, heartbeat_url: url }) {
  return [
    { name: 'cron', label: 'Cron', type: 'text', value: cron ?? '', hint: CRON_HINT },
    { name: 'zone', label: 'Time zone', type: 'text', value: zone ?? '', placeholder: 'Europe/London' },
    { name: 'every_ms', label: 'Every, in seconds', type: 'number', value: every === null ? '' : every / 1_000 },
    { name: 'heartbeat_url', label: 'Ask after each success', type: 'url', value: url ?? '', placeholder: 'https://…' },
    { name: 'overlap', label: 'When one still runs', type: 'select', value: overlap, options: OVERLAP, isRequired: true },
    { name: 'misfire', label: 'When moments were missed', type: 'select', value: misfire, options: MISFIRE, isRequired: true },
  ];
}

/** Only what was changed: what stays as shown stays as it is, and what was emptied goes back to the release. */
function wishOf(values, schedule) {
  const { cron, zone, overlap, misfire, heartbeat_url: url } = values;
  const wished = {
    cron: cron || null,
    zone: zone || null,
    every_ms: everyOf(values),
    overlap,
    misfire,
    heartbeat_url: url || null,
  };
  if (wished.cron && wished.every_ms) {
    // The one that was there before gives way to the one that was typed.
    return wishOf(schedule.cron ? { ...values, cron: '' } : { ...values, every_ms: '' }, schedule);
  }
  return Object.fromEntries(Object.entries(wished).filter(([name, value]) => value !== schedule[name] && isNamed(name, wished)));
}

/** Cron and interval take each other's place by themselves; null for one of them would mean the release. */
function isNamed(name, { cron, every_ms: every }) {
  if (every !== null && (name === 'cron' || name === 'zone')) {
    return false;
  }
  return !(cron !== null && name === 'every_ms');
}

function everyOf({ every_ms: text }) {
  if (text === '') {
    return null;
  }
  const every = Math.round(Number(text) * 1_000);
  if (!(every >= SHORTEST_MS)) {
    throw new Mistake('every_ms', 'A number of seconds, at least 1.');
  }
  return every;
}

/** The next moments of what is being typed, asked for when typing rests. */
class Preview {
  #api;
  #path;
  #schedule;
  #timer = 0;
  #asked = 0;

  constructor(api, path, schedule) {
    this.#api = api;
    this.#path = path;
    this.#schedule = schedule;
  }

  soon(values, dialog) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(values, dialog), PATIENCE_MS);
  }

  async #show(values, dialog) {
    const number = ++this.#asked;
    const shown = await this.#asideFor(values);
    if (number === this.#asked) {
      dialog.aside = html`<div class="preview" role="status">${shown}</div>`;
    }
  }

  async #asideFor(values) {
    try {
      const { in_words: words, fires } = await this.#api.get(this.#path + '/preview', this.#question(values));
      return html`<p><strong>${words}</strong></p>${firesList(fires)}`;
    } catch (problem) {
      return html`<p class="mistake">${[problem.message, ...problem.messagesBeside([])].join(' ')}</p>`;
    }
  }

  #question(values) {
    const { cron, zone, every_ms: every } = { ...this.#schedule, ...wishOf(values, this.#schedule) };
    if (values.every_ms && every) {
      return { count: PREVIEWED, every_ms: every };
    }
    return cron ? { count: PREVIEWED, cron, ...(zone ? { zone } : {}) } : { count: PREVIEWED };
  }
}

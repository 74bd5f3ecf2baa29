import { html, nothing } from 'lit';
import { now } from '../clock.js';
import { age, count, duration, fullTime, shortTime, took, utcTime } from '../format.js';

/** How the states of a run look and what they are called. */
export const STATES = {
  pending: { look: '', word: 'pending' },
  started: { look: 'info', word: 'running' },
  retry: { look: 'warn', word: 'retrying' },
  success: { look: 'up', word: 'succeeded' },
  failure: { look: 'down', word: 'failed' },
  revoked: { look: '', word: 'cancelled' },
};

export function stateMark(run) {
  if (run.cancel_requested && run.state === 'started') {
    return html`<span class="mark dot warn">stopping</span>`;
  }
  if (run.skipped && run.state === 'success') {
    return html`<span class="mark dot" title=${run.skipped}>skipped</span>`;
  }
  const { look, word } = STATES[run.state];
  return html`<span class="mark dot ${look}">${word}</span>`;
}

export function shortId(id) {
  // Ids begin with their time, so runs of one moment differ at the end only.
  return '…' + id.slice(-6);
}

export function runLink({ id, job }) {
  return html`<a href="#/jobs/${id}" title=${id}>${job ?? shortId(id)}</a>`;
}

/** A moment in the reader's zone; its title has it in UTC. */
export function moment(iso, text = shortTime(iso)) {
  return iso ? html`<time datetime=${iso} title="${fullTime(iso)} here, ${utcTime(iso)}">${text}</time>` : '–';
}

/** How long ago, as `4 min ago`. */
export function ago(iso) {
  return iso ? moment(iso, pastWords(iso)) : '–';
}

/** How long until then, as `in 4 min`. */
export function ahead(iso) {
  const wait = iso ? Date.parse(iso) - now() : 0;
  return iso ? moment(iso, wait >= 1_000 ? 'in ' + duration(wait) : 'now') : '–';
}

function pastWords(iso) {
  const text = age(Math.max(0, now() - Date.parse(iso)));
  return text === 'now' ? 'just now' : text + ' ago';
}

/** How long it has been going on, or how long it took. */
export function spent(run) {
  if (run.state === 'started') {
    return run.started_at ? moment(run.started_at, duration(Math.max(0, now() - Date.parse(run.started_at)))) : '–';
  }
  return run.duration_ms === null ? '–' : took(run.duration_ms);
}

/** What of it is done, as a bar and in words. A bar without an end shows that nobody knows where it is. */
export function progressOf({ progress, job }) {
  if (!progress) {
    return html`<span class="quiet">no progress told</span>`;
  }
  const { done, total, message } = progress;
  const words = count(done) + (total === null ? ' done' : ' of ' + count(total));
  return html`
    <progress aria-label="Progress of ${job}" max=${total ?? nothing}
      value=${total === null ? nothing : Math.min(done, total)}></progress>
    <small class="cut number" title=${message ?? words}>${words} <span class="muted">${message}</span></small>
  `;
}

/** How many items are done, and how many of them failed. */
export function itemsOf({ items_done: done, items_failed: failed }) {
  if (!done && !failed) {
    return html`<span class="muted">–</span>`;
  }
  return html`${count(done)}${failed ? html` <span class="wrong">${count(failed)} failed</span>` : nothing}`;
}

/** Why it does not run now. */
export function whyItWaits(run) {
  if (run.held_reason) {
    return run.held_reason;
  }
  if (run.waits) {
    return 'waits for its children or for the run before it';
  }
  if (Date.parse(run.run_at) > now()) {
    return run.state === 'retry' ? 'next attempt' : 'its moment';
  }
  return 'a free place';
}

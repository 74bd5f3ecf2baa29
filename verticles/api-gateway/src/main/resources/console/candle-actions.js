import { html, nothing } from 'lit';
import { count, fullTime } from './format.js';
import { KINDS } from './kinds.js';
import { TIMEFRAMES } from './timeframes.js';

/**
 * What operators can do about candles, as questions for `tw-action-dialog`. What costs requests is foreseen before it is
 * asked for.
 */
const PIECES_SHOWN = 6;

/** Repairs what is missing of a series in a range, after saying what would be asked for. */
export function repairQuestion(api, { symbol, timeframe, from, to }, done) {
  const wish = { symbol, timeframe, from, to };
  const path = '/api/v1/gaps/repair';
  return {
    title: 'Repair ' + symbol + '/' + timeframe,
    text: fullTime(from) + ' to ' + fullTime(to),
    confirm: 'Repair it',
    fields: [{
      name: 'force', label: 'What was settled', type: 'select', value: '', isRequired: true,
      options: [['', 'Leave out what is proven empty, was down or is doubted'], ['true', 'Ask for that once more as well']],
    }],
    onInput: foreseen((values) => api.post(path, { ...wish, force: values.force === 'true', preview: true }), ['force'], repairWords),
    act: async ({ force, reason }, key) => done(await api.post(path, { ...wish, force: force === 'true', reason }, key)),
  };
}

/** Repairs one gap now. */
export function gapQuestion(api, gap, done) {
  const isSettled = gap.repaired_at !== null;
  return {
    title: (isSettled ? 'Ask again for ' : 'Repair ') + gap.symbol + '/' + gap.timeframe,
    text: count(gap.missing) + (gap.missing === 1 ? ' candle' : ' candles') + ' from ' + fullTime(gap.gap_start)
      + (isSettled ? '. It is settled; the exchange is asked once more all the same.' : '.'),
    confirm: isSettled ? 'Ask again' : 'Repair it',
    act: async ({ reason }, key) => done(await api.post('/api/v1/gaps/' + gap.id + '/repair', { force: isSettled, reason }, key)),
  };
}

/** Looks for gaps now. */
export function scanQuestion(api, done) {
  return {
    title: 'Look for gaps',
    text: 'Where something may have changed since the last time, or everywhere.',
    confirm: 'Look for them',
    fields: [{ name: 'full', label: 'Where', type: 'select', value: '', isRequired: true, options: [['', 'What may have changed'], ['true', 'Everywhere']] }],
    act: async ({ full, reason }, key) => done(await api.post('/api/v1/gaps/scan', { full: full === 'true', reason }, key)),
  };
}

/** Loads the past of some series, after saying what that takes. */
export function backfillQuestion(api, series, done) {
  const symbols = [...new Set(series.map(({ symbol }) => symbol))];
  const timeframes = TIMEFRAMES.filter((one) => series.some(({ timeframe }) => timeframe === one));
  const every = (name, label, all, word) => ({
    name, label, type: 'select', value: '', isRequired: true, options: [['', word], ...all.map((one) => [one, one])],
  });
  return {
    title: 'Load the past',
    text: 'What is there is not asked for again.',
    isWide: true,
    confirm: 'Load it',
    fields: [
      every('symbols', 'Symbol', symbols, 'All symbols'),
      every('timeframes', 'Timeframe', timeframes, 'All timeframes'),
      { name: 'days', label: 'Days', type: 'number', hint: 'Empty: as far back as configured.' },
    ],
    onInput: foreseen((values) => api.post('/api/v1/backfill?preview=true', backfillOf(values)), ['symbols', 'timeframes', 'days'], backfillWords),
    act: async (values, key) => done(await api.post('/api/v1/backfill', { ...backfillOf(values), reason: values.reason }, key)),
  };
}

function backfillOf({ symbols, timeframes, days }) {
  return {
    symbols: symbols ? [symbols] : null,
    timeframes: timeframes ? [timeframes] : null,
    days: days === '' ? null : Number(days),
  };
}

/** Accepts or rejects a doubted candle. */
export function decisionQuestion(api, candle, accept, done) {
  return {
    title: (accept ? 'Accept ' : 'Reject ') + candle.symbol + '/' + candle.timeframe,
    text: fullTime(candle.open_time) + ': ' + candle.reason + '. '
      + (accept ? 'It is stored as the exchange said it.' : 'The same numbers are not asked about again.'),
    isGrave: !accept,
    confirm: accept ? 'Accept it' : 'Reject it',
    act: async ({ reason }, key) => done(await api.post('/api/v1/quarantine/' + candle.id + '/decision', { accept, reason }, key)),
  };
}

/** Foresees anew whenever one of the fields that matter has changed; an answer to an older question no longer counts. */
function foreseen(preview, names, inWords) {
  let asked;
  return async (values, dialog) => {
    const question = JSON.stringify(names.map((name) => values[name]));
    if (question === asked) {
      return;
    }
    asked = question;
    dialog.aside = html`<div class="preview muted" role="status">Counting what that takes…</div>`;
    const [answer, problem] = await preview(values).then((found) => [found, null], (refusal) => [null, refusal]);
    if (question === asked) {
      dialog.aside = html`<div class="preview" role="status">${problem
        ? html`<p class="mistake">${[problem.message, ...problem.messagesBeside([])].join(' ')}</p>`
        : inWords(answer)}</div>`;
    }
  };
}

function repairWords({ requests, candles, pieces }) {
  if (requests === 0) {
    return html`<p>There is nothing to ask for. If candles are missing, a backfill or another repair brings them already, or they
      wait for those that they are built from.</p>`;
  }
  return html`
    <p><strong class="number">${count(requests)}</strong> ${requests === 1 ? 'request' : 'requests'} for
      <strong class="number">${count(candles)}</strong> ${candles === 1 ? 'candle' : 'candles'}:</p>
    <ol class="number">${pieces.slice(0, PIECES_SHOWN).map(({ from, candles: many, kind }) => html`<li>
      <span>${fullTime(from)}</span><span class="muted">${count(many)} ${KINDS[kind].word}</span></li>`)}</ol>
    ${pieces.length > PIECES_SHOWN ? html`<p class="muted">and ${count(pieces.length - PIECES_SHOWN)} more stretches</p>` : nothing}
  `;
}

function backfillWords({ requests, minutes, candles, series }) {
  if (requests === 0) {
    return html`<p>Everything is there already.</p>`;
  }
  const atMost = (isKnown) => (isKnown ? '' : 'at most ');
  return html`
    <p>${atMost(series.every((one) => one.first_candle_known))}<strong class="number">${count(requests)}</strong>
      ${requests === 1 ? 'request' : 'requests'}, about
      <strong class="number">${minutes}</strong> minutes, at most <strong class="number">${count(candles)}</strong> candles:</p>
    <ol class="number">${series.slice(0, PIECES_SHOWN).map((one) => html`<li><span>${one.symbol}/${one.timeframe}</span>
      <span class="muted">${atMost(one.first_candle_known)}${count(one.requests)} ${one.requests === 1 ? 'request' : 'requests'}, ${count(one.candles)} candles</span></li>`)}</ol>
    ${series.length > PIECES_SHOWN ? html`<p class="muted">and ${count(series.length - PIECES_SHOWN)} more series</p>` : nothing}
  `;
}

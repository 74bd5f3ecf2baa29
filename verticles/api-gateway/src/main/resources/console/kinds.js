/** Why candles are not there: how that looks and what it is called. The look is a name of `--up`, `--down` and so on. */
export const KINDS = {
  missing: { look: 'down', word: 'still missing', field: 'missing', text: 'Asked for again until the exchange has it.' },
  quarantined: { look: 'warn', word: 'in quarantine', field: 'quarantined', text: 'What the exchange has is doubted: an operator decides, or rejected it.' },
  'exchange-down': { look: 'warn', word: 'exchange down', field: 'exchange_down', text: 'The exchange was away for all symbols.' },
  'proven-empty': { look: 'idle', word: 'proven empty', field: 'proven_empty', text: 'No trade, as the exchange confirmed.' },
  'not-loaded': { look: 'info', word: 'not loaded', field: 'not_loaded', text: 'A backfill has still to ask for it.' },
};

/** The states of a gap. */
export const GAP_STATES = {
  missing: KINDS.missing,
  quarantined: KINDS.quarantined,
  'exchange-down': KINDS['exchange-down'],
  'proven-empty': KINDS['proven-empty'],
  repaired: { look: 'up', word: 'repaired' },
  gone: { look: '', word: 'past what is kept' },
};

/** Whether a gap is none any more: nothing can be asked for again. */
export function isOver({ state }) {
  return state === 'repaired' || state === 'gone';
}

/** How often it was confirmed that there is nothing: `confirmed once`, `confirmed 3 times`. */
export function confirmed(times) {
  return times === 1 ? 'confirmed once' : 'confirmed ' + times + ' times';
}

/** The worst that a day's figures say; null when nothing is missing. */
export function worstOf(day) {
  return Object.keys(KINDS).find((kind) => day[KINDS[kind].field] > 0) ?? null;
}

/** A day's figures in words: `21 of 24, 3 still missing`. */
export function dayWords(day) {
  const holes = Object.values(KINDS).filter(({ field }) => day[field] > 0).map(({ field, word }) => day[field] + ' ' + word);
  return [day.present + ' of ' + day.expected, ...holes].join(', ');
}

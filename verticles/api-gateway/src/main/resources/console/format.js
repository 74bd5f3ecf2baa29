import { now } from './clock.js';

/**
 * Numbers and times for people. Prices stay text and whole numbers all the way: a double would change them.
 */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** The decimal text as a whole number of units of 10^-scale, rounded half up. */
function units(text, scale) {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text);
  const kept = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  const rounded = Number(fraction[scale] ?? 0) >= 5 ? kept + 1n : kept;
  return sign ? -rounded : rounded;
}

function fromUnits(value, scale) {
  const sign = value < 0n ? '−' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale).replace(THOUSANDS, ',');
  return sign + whole + (scale > 0 ? '.' + digits.slice(digits.length - scale) : '');
}

/** `4100.1` with scale 2 as `4,100.10`. */
export function price(text, scale) {
  return fromUnits(units(text, scale), scale);
}

/** The signed difference of two decimal texts, `+11.35`. */
export function difference(text, fromText, scale) {
  const value = units(text, scale) - units(fromText, scale);
  return (value > 0n ? '+' : '') + fromUnits(value, scale);
}

/** `0.48` as `+0.48 %`. */
export function percent(text) {
  const value = units(text, 2);
  return (value > 0n ? '+' : '') + fromUnits(value, 2) + ' %';
}

/** -1, 0 or 1. */
export function direction(text) {
  if (text === null || text === undefined) {
    return 0;
  }
  return /[1-9]/.test(text) ? (text.startsWith('-') ? -1 : 1) : 0;
}

/** A share between 0 and 1 as `2.5 %`. */
export function share(value) {
  return value === null || value === undefined ? '–' : (value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0) + ' %';
}

const STEPS = [
  [86_400_000, 'd', 3_600_000, 'h'],
  [3_600_000, 'h', 60_000, 'min'],
  [60_000, 'min', 0, ''],
  [1_000, 's', 0, ''],
];

/** A length of time in its one or two largest units: `1 d 3 h`, `4 min`, `12 s`. */
export function duration(ms) {
  const step = STEPS.find(([unit]) => ms >= unit);
  if (!step) {
    return '0 s';
  }
  const [unit, name, minorUnit, minorName] = step;
  const whole = Math.floor(ms / unit) + ' ' + name;
  const rest = minorUnit ? Math.floor((ms % unit) / minorUnit) : 0;
  return rest > 0 ? whole + ' ' + rest + ' ' + minorName : whole;
}

/** How long ago, in the largest unit; `now` below two seconds. */
export function age(ms) {
  return ms < 2_000 ? 'now' : duration(ms).split(' ').slice(0, 2).join(' ');
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
const DAY = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const DAY_OF_YEAR = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', hour12: false });

/** `14:03:11` in the reader's zone. */
export function clockTime(iso) {
  return CLOCK.format(new Date(iso));
}

/** `Sun 23:00` in the reader's zone. */
export function weekdayTime(iso) {
  return WEEKDAY.format(new Date(iso));
}

/** Date and time in the reader's zone. */
export function fullTime(iso) {
  return FULL.format(new Date(iso));
}

/** `14:03:11` today, `Mar 2, 14:03` on other days, with the year when it is another one, in the reader's zone. */
export function shortTime(iso) {
  const moment = new Date(iso);
  const today = new Date(now());
  if (moment.toDateString() === today.toDateString()) {
    return CLOCK.format(moment);
  }
  return (moment.getFullYear() === today.getFullYear() ? DAY : DAY_OF_YEAR).format(moment);
}

/** `2026-03-02 12:00:00 UTC`. */
export function utcTime(iso) {
  return new Date(iso).toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
}

/** `12,345`. */
export function count(number) {
  return String(number).replace(THOUSANDS, ',');
}

/** How long something took: `840 ms`, `2.1 s`, then as `duration`. */
export function took(ms) {
  if (ms < 1_000) {
    return ms + ' ms';
  }
  return ms < 10_000 ? (ms / 1_000).toFixed(1) + ' s' : duration(ms);
}

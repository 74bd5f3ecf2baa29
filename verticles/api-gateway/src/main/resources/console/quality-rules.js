import { Mistake } from './mistake.js';

/**
 * What candles are doubted for, in words, and what admins can change about that, as questions for `tw-action-dialog`. What
 * is said of one series goes before what is said of all.
 */
const PATH = '/api/v1/quality-rules/';
const FROM_NOW_ON = 'Candles that arrive from now on are judged by it, on every node within 30 seconds.';

const NUMBER = /^\d{1,7}(\.\d{1,6})?$/;

const RULES = {
  'high-below-low': { text: () => 'its highest price is below its lowest' },
  'outside-range': { text: () => 'it opens or closes outside of its own range' },
  'not-positive': { text: () => 'a price is zero or less' },
  'negative-volume': { text: () => 'its volume is less than nothing' },
  jump: {
    text: (threshold) => 'one of its prices is ' + threshold + ' times its neighbours’ close, or 1/' + threshold + ' of it',
    threshold: { label: 'Times', hint: 'One of its prices is so many times its neighbours’ close, or that fraction of it.' },
  },
  frozen: {
    text: (threshold) => 'the price has not moved for ' + threshold + ' candles, although there was trade',
    threshold: { label: 'Candles', hint: 'So many in a row have one price, although there was trade.' },
  },
};

/** When a candle is doubted, said of the candle. */
export function whenDoubted({ rule, threshold }) {
  return RULES[rule]?.text(threshold) ?? (threshold === null ? rule : rule + ' ' + threshold);
}

/** `BTCUSD/1h`, or `all`. */
export function seriesOf({ symbol, timeframe }) {
  return symbol ? symbol + '/' + timeframe : 'all';
}

/** `jump`, or `jump of BTCUSD/1h`. */
export function nameOf(setting) {
  return setting.rule + (setting.symbol ? ' of ' + seriesOf(setting) : '');
}

/** Says something else of the same series. */
export function ruleQuestion(api, setting, done) {
  const { rule, symbol, timeframe } = setting;
  return {
    title: 'Edit ' + nameOf(setting),
    text: FROM_NOW_ON,
    confirm: 'Save',
    fields: settingFields(setting),
    act: (values, key) => say(api, rule, symbol ? { symbol, timeframe } : {}, values, key).then(done),
  };
}

/** Says something else of one of these series. */
export function exceptionQuestion(api, setting, series, done) {
  const names = series.map(seriesOf);
  return {
    title: 'Exception to ' + setting.rule,
    text: 'Something else for one series. ' + FROM_NOW_ON,
    confirm: 'Save',
    fields: [
      { name: 'series', label: 'Series', type: 'select', value: names[0], isRequired: true, options: names.map((name) => [name, name]) },
      ...settingFields(setting),
    ],
    act: (values, key) => say(api, setting.rule, partsOf(values.series), values, key).then(done),
  };
}

/** Lets what is said of all series hold for this one again. */
export function takeBackQuestion(api, setting, done) {
  const { rule, symbol, timeframe } = setting;
  return {
    title: 'Take back ' + nameOf(setting),
    text: 'What holds for all series holds for this one again.',
    isGrave: true,
    confirm: 'Take it back',
    act: ({ reason }) => api.delete(PATH + rule, { symbol, timeframe, reason }).then(done),
  };
}

function settingFields({ rule, on, threshold }) {
  const isOn = {
    name: 'on', label: 'Candles are doubted for it', type: 'select', value: String(on), isRequired: true,
    options: [['true', 'Yes'], ['false', 'No']],
  };
  const known = RULES[rule]?.threshold ?? { label: 'Threshold' };
  return threshold === null ? [isOn] : [isOn, { ...known, name: 'threshold', type: 'number', value: threshold, isRequired: true }];
}

/** A rule that measures against nothing has no field for it. */
async function say(api, rule, series, { on, threshold = null, reason }, key) {
  if (threshold !== null && !NUMBER.test(threshold)) {
    throw new Mistake('threshold', 'A number, such as 10 or 2.5.');
  }
  return api.put(PATH + rule, { ...series, on: on === 'true', threshold, reason }, key);
}

function partsOf(name) {
  const [symbol, timeframe] = name.split('/');
  return { symbol, timeframe };
}

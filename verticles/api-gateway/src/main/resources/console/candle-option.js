import { formerWords } from './former-values.js';
import { count, fullTime } from './format.js';
import { KINDS, confirmed } from './kinds.js';

const FORMER_SHOWN = 3;

const AXIS_TIMES = [
  [3_600_000, { hour: '2-digit', minute: '2-digit', hour12: false }],
  [86_400_000, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }],
  [Infinity, { year: 'numeric', month: 'short', day: 'numeric' }],
];

/**
 * What ECharts is told of a chart: candles above their volume, and behind both the stretches that are missing.
 *
 * @param slots from `slotsOf`
 * @param former from `formerValues`
 * @param chosen when the candle opened that somebody looks at, in milliseconds; null when nobody does
 * @param stretches pieces from `placed`
 * @param colours by the names of `--ink`, `--up` and so on
 * @param fills of the kinds of stretches
 * @param stepMs how long a candle lasts
 */
export function optionOf({ slots, former, chosen, stretches, colours, fills, stepMs }) {
  const format = new Intl.DateTimeFormat(undefined, AXIS_TIMES.find(([most]) => stepMs < most)[1]);
  return {
    animation: false,
    textStyle: { fontFamily: colours.font, color: colours.ink },
    grid: [
      { left: 12, right: 64, top: 12, bottom: 118, outerBoundsMode: 'none' },
      { left: 12, right: 64, height: 56, bottom: 48, outerBoundsMode: 'none' },
    ],
    axisPointer: {
      link: [{ xAxisIndex: 'all' }],
      label: { backgroundColor: colours.ink, color: colours.surface },
    },
    tooltip: tooltipOf({ slots, former, stretches, colours }),
    xAxis: [timeAxis(0, slots, format, colours, false), timeAxis(1, slots, format, colours, true)],
    yAxis: [priceAxis(colours), volumeAxis(colours)],
    series: [
      stretchSeries(stretches, fills, 0),
      stretchSeries(stretches, fills, 1),
      candleSeries(slots, colours),
      volumeSeries(slots, colours),
      markSeries('restated', 'diamond', colours.warn, placesOf(slots, ({ at, candle }) => former.has(at) && candle.high), -9),
      markSeries('chosen', 'triangle', colours.accent, placesOf(slots, ({ at, candle }) => at === chosen && candle.low), 10),
    ],
  };
}

/** Where the reader can look at a part of it; told once, because it is the reader's from then on. */
export function zoomOf(colours, first, last) {
  const both = { xAxisIndex: [0, 1], startValue: first, endValue: last, minValueSpan: 10, filterMode: 'weakFilter' };
  return [
    { ...both, type: 'inside', zoomOnMouseWheel: true, moveOnMouseMove: true, moveOnMouseWheel: false },
    {
      ...both,
      type: 'slider',
      bottom: 8,
      height: 20,
      showDetail: false,
      brushSelect: false,
      borderColor: colours.line,
      fillerColor: colours['idle-soft'],
      backgroundColor: 'transparent',
      dataBackground: { lineStyle: { color: colours.muted, opacity: 0.5 }, areaStyle: { opacity: 0 } },
      selectedDataBackground: { lineStyle: { color: colours.accent }, areaStyle: { opacity: 0 } },
      handleStyle: { color: colours.surface, borderColor: colours.muted },
      moveHandleStyle: { color: colours.muted, opacity: 0.4 },
      emphasis: { handleStyle: { borderColor: colours.accent }, moveHandleStyle: { color: colours.accent } },
    },
  ];
}

function timeAxis(gridIndex, slots, format, colours, isLabelled) {
  return {
    type: 'category',
    gridIndex,
    data: slots.map(({ at }) => at),
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisPointer: { label: { show: isLabelled, formatter: ({ value }) => fullTime(Number(value)) } },
    axisLabel: {
      show: isLabelled,
      color: colours.muted,
      hideOverlap: true,
      alignMinLabel: 'left',
      alignMaxLabel: 'right',
      formatter: (value) => format.format(new Date(Number(value))),
    },
  };
}

function priceAxis(colours) {
  return {
    scale: true,
    position: 'right',
    // The lowest price would touch the greatest volume.
    axisLabel: { color: colours.muted, verticalAlignMinLabel: 'bottom' },
    splitLine: { lineStyle: { color: colours.line, opacity: 0.7 } },
  };
}

function volumeAxis(colours) {
  return {
    gridIndex: 1,
    position: 'right',
    splitNumber: 1,
    axisLabel: { color: colours.muted, showMinLabel: false, hideOverlap: true, verticalAlignMaxLabel: 'top' },
    splitLine: { show: false },
    axisPointer: { show: false },
  };
}

function candleSeries(slots, colours) {
  return {
    name: 'candles',
    type: 'candlestick',
    data: slots.map(({ candle }) => (candle ? [candle.open, candle.close, candle.low, candle.high].map(Number) : '-')),
    itemStyle: { color: colours.up, color0: colours.down, borderColor: colours.up, borderColor0: colours.down },
    barMaxWidth: 18,
  };
}

function volumeSeries(slots, colours) {
  return {
    name: 'volume',
    type: 'bar',
    xAxisIndex: 1,
    yAxisIndex: 1,
    // As wide as its candle, at every zoom.
    barCategoryGap: '50%',
    barMaxWidth: 18,
    data: slots.map(({ candle }) => (candle
      ? {
        value: Number(candle.volume),
        itemStyle: { color: Number(candle.close) < Number(candle.open) ? colours.down : colours.up, opacity: 0.55 },
      }
      : '-')),
  };
}

/** Above or below some candles. */
function markSeries(name, symbol, color, data, offset) {
  return { name, type: 'scatter', symbol, symbolSize: 8, symbolOffset: [0, offset], itemStyle: { color }, silent: true, z: 5, data };
}

/** Where the slots are of whose candles something is told; beside each the price at which it is told. */
function placesOf(slots, priceOf) {
  return slots.flatMap((slot, index) => (slot.candle && priceOf(slot) ? [[index, Number(priceOf(slot))]] : []));
}

/** Drawn by hand, because areas of a category axis begin and end in the middle of a place. */
function stretchSeries(stretches, fills, axis) {
  return {
    name: 'stretches-' + axis,
    type: 'custom',
    xAxisIndex: axis,
    yAxisIndex: axis,
    silent: true,
    clip: true,
    z: 0,
    encode: { x: [0, 1], y: [] },
    data: stretches.map(({ first, last }) => [first, last]),
    renderItem: ({ coordSys, dataIndex }, api) => {
      const half = api.size([1, 0])[0] / 2;
      const left = Math.max(api.coord([api.value(0), 0])[0] - half, coordSys.x);
      const right = Math.min(api.coord([api.value(1), 0])[0] + half, coordSys.x + coordSys.width);
      return right <= left ? null : {
        type: 'rect',
        shape: { x: left, y: coordSys.y, width: Math.max(right - left, 1), height: coordSys.height },
        style: { fill: fills[stretches[dataIndex].kind] },
      };
    },
  };
}

/** Text only: whatever a browser would read as a document has no place in a drawing. */
function tooltipOf({ slots, former, stretches, colours }) {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    axisPointer: { type: 'cross', crossStyle: { color: colours.muted }, lineStyle: { color: colours.muted } },
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.ink, fontFamily: colours.font, fontSize: 13, lineHeight: 18 },
    confine: true,
    formatter: ([first]) => (first ? readingOf({ slots, former, stretches }, first.dataIndex).join('\n') : ''),
  };
}

/** What is to be read of one place, line by line. */
function readingOf({ slots, former, stretches }, index) {
  const slot = slots[index];
  if (!slot) {
    return [];
  }
  const { at, candle } = slot;
  if (!candle) {
    const stretch = stretches.find(({ first, last }) => first <= index && index <= last);
    return [fullTime(at), ...(stretch ? stretchWords(stretch) : ['no candle'])];
  }
  return [
    fullTime(at) + (candle.final ? '' : ' · still forming'),
    'O ' + candle.open + '  H ' + candle.high,
    'L ' + candle.low + '  C ' + candle.close,
    'Volume ' + candle.volume,
    ...(former.get(at) ?? []).slice(0, FORMER_SHOWN).map(formerWords),
    'Click: where it came from',
  ];
}

function stretchWords({ kind, candles, confirmations, attempts, last_error: error }) {
  const { word, text } = KINDS[kind];
  return [
    count(candles) + (candles === 1 ? ' candle ' : ' candles ') + word,
    kind === 'proven-empty' && confirmations ? confirmed(confirmations) : text,
    kind === 'quarantined' ? error : attempts ? attempts + (attempts === 1 ? ' attempt' : ' attempts') + (error ? ', last: ' + error : '') : null,
  ].filter(Boolean);
}

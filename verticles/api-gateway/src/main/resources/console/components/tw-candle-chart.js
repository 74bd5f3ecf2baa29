import { LitElement, css, html } from 'lit';
import { firstFrom, placed, slotsOf } from '../candle-slots.js';
import { optionOf, zoomOf } from '../candle-option.js';
import { KINDS } from '../kinds.js';
import { lengthOf } from '../timeframes.js';
import { shared } from './shared-styles.js';
import { fillOf } from './stretch-fills.js';

const SHOWN_FIRST = 160;
const NEAR_THE_EDGE = 10;
const NAMES = ['ink', 'muted', 'line', 'surface', 'accent', 'up', 'down', 'warn', 'info', 'idle', 'idle-soft', 'down-soft', 'warn-soft', 'info-soft', 'font'];

/**
 * Candles and their volume, drawn by ECharts. Tells of `edge` when the reader comes to the beginning of what is there, and
 * of `looked` (`from`, `to`, `isNewest`) when somebody has moved to another part of it, and of `chosen` (when it opened, in
 * milliseconds) when somebody wants to know more of a candle.
 */
class CandleChart extends LitElement {
  static properties = {
    candles: { attribute: false },
    pieces: { attribute: false },
    /** What restated candles said before, as `formerValues` tells it. */
    former: { attribute: false },
    /** When the candle opened that somebody looks at, in milliseconds; null when nobody does. */
    chosen: { attribute: false },
    timeframe: { attribute: false },
    /** Where to look first: `from` and `to` in ISO form; without them at the newest. */
    range: { attribute: false },
    label: { attribute: false },
  };

  static styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .canvas {
        height: clamp(20rem, 58vh, 34rem);
        touch-action: pan-y;
        border-radius: 8px;
      }
    `,
  ];

  #chart = null;
  #slots = [];
  #stretches = [];
  #sizes = new ResizeObserver(() => this.#chart?.resize());
  #themes = new MutationObserver(() => this.#retheme());
  #scheme = matchMedia('(prefers-color-scheme: dark)');

  connectedCallback() {
    super.connectedCallback();
    this.#themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.#scheme.addEventListener('change', this.#retheme);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#themes.disconnect();
    this.#sizes.disconnect();
    this.#scheme.removeEventListener('change', this.#retheme);
    this.#chart?.dispose();
    this.#chart = null;
  }

  render() {
    return html`<div class="canvas" tabindex="0" role="application" aria-roledescription="chart" aria-label=${this.label}
      aria-describedby="keys" @keydown=${this.#pressed}></div>
      <p class="hidden-visually" id="keys">Arrow keys move, plus and minus zoom, Home and End go to the ends, Enter tells
        of the newest candle in sight.</p>`;
  }

  async updated() {
    if (this.candles.length === 0) {
      return;
    }
    const first = this.#slots[0]?.at;
    const until = Math.max(0, ...this.pieces.map((piece) => Date.parse(piece.until)));
    this.#slots = slotsOf(this.candles, this.timeframe, until);
    this.#stretches = placed(this.pieces, this.#slots);
    if (this.#chart) {
      this.#draw(first);
    } else {
      await this.#begin();
    }
  }

  async #begin() {
    const { init } = await import('echarts');
    if (this.#chart || !this.isConnected) {
      return;
    }
    const canvas = this.renderRoot.querySelector('.canvas');
    this.#chart = init(canvas, null, { renderer: 'canvas' });
    this.#sizes.observe(canvas);
    const [from, to] = this.#lookFirst();
    this.#chart.setOption({ ...this.#option(), dataZoom: zoomOf(this.#colours(), from, to) });
    this.#chart.on('datazoom', () => this.#looked());
    this.#chart.getZr().on('mousewheel', () => this.#nearEdge());
    this.#chart.getZr().on('click', ({ offsetX, offsetY }) => this.#clicked([offsetX, offsetY]));
  }

  /** The reader keeps on looking at the same candles, or at the newest when that is where the reader was. */
  #draw(firstBefore) {
    const [start, end] = this.#view();
    const wasNewest = end >= this.#slots.length - 2;
    const moved = firstBefore === undefined ? 0 : firstFrom(this.#slots, firstBefore);
    this.#chart.setOption(this.#option(), { replaceMerge: ['series'] });
    if (moved > 0) {
      this.#look(start + moved, end + moved);
    } else if (wasNewest && end < this.#slots.length - 1) {
      this.#look(start + 1, this.#slots.length - 1);
    }
  }

  #option() {
    const colours = this.#colours();
    const fills = Object.fromEntries(Object.entries(KINDS).map(([kind, { look }]) => [kind, fillOf(kind, look, colours)]));
    return optionOf({
      slots: this.#slots,
      former: this.former,
      chosen: this.chosen,
      stretches: this.#stretches,
      colours,
      fills,
      stepMs: lengthOf(this.timeframe),
    });
  }

  #lookFirst() {
    const { from, to } = this.range;
    const last = to ? firstFrom(this.#slots, Date.parse(to)) - 1 : this.#slots.length - 1;
    return [from ? firstFrom(this.#slots, Date.parse(from)) : Math.max(0, last - SHOWN_FIRST), Math.max(last, 1)];
  }

  /** The first and the last place that is seen. */
  #view() {
    const [{ startValue, endValue }] = this.#chart.getOption().dataZoom;
    return [startValue, endValue];
  }

  #look(startValue, endValue) {
    const last = this.#slots.length - 1;
    const width = Math.min(endValue - startValue, last);
    const start = Math.max(0, Math.min(startValue, last - width));
    this.#chart.dispatchAction({ type: 'dataZoom', startValue: start, endValue: start + width });
  }

  #looked() {
    const [start, end] = this.#view();
    const detail = {
      from: new Date(this.#slots[start].at).toISOString(),
      to: new Date((this.#slots[end + 1] ?? this.#slots[end]).at).toISOString(),
      isNewest: end >= this.#slots.length - 1,
    };
    this.dispatchEvent(new CustomEvent('looked', { detail }));
    this.#nearEdge();
  }

  #nearEdge() {
    if (this.#view()[0] <= NEAR_THE_EDGE) {
      this.dispatchEvent(new Event('edge'));
    }
  }

  #clicked(place) {
    const gridIndex = [0, 1].find((index) => this.#chart.containPixel({ gridIndex: index }, place));
    if (gridIndex !== undefined) {
      this.#choose(Math.round(this.#chart.convertFromPixel({ gridIndex }, place)[0]));
    }
  }

  #choose(index) {
    const slot = this.#slots[index];
    if (slot?.candle) {
      this.dispatchEvent(new CustomEvent('chosen', { detail: slot.at }));
    }
  }

  /** The newest place in sight that has a candle. */
  #newestSeen() {
    const [start, end] = this.#view();
    return this.#slots.findLastIndex(({ candle }, index) => candle && start <= index && index <= end);
  }

  #pressed = (event) => {
    if (!this.#chart || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const [start, end] = this.#view();
    const width = end - start;
    const step = Math.max(1, Math.round(width / 8));
    const act = {
      ArrowLeft: () => this.#look(start - step, end - step),
      ArrowRight: () => this.#look(start + step, end + step),
      '+': () => this.#look(start + step, end - step),
      '-': () => this.#look(start - step, end + step),
      Home: () => this.#look(0, width),
      End: () => this.#look(this.#slots.length - 1 - width, this.#slots.length - 1),
      Enter: () => this.#choose(this.#newestSeen()),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
      this.#nearEdge();
    }
  };

  #colours() {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue('--' + name).trim()]));
  }

  #retheme = () => {
    if (this.#chart) {
      this.#chart.setOption({ ...this.#option(), dataZoom: zoomOf(this.#colours(), ...this.#view()) }, { replaceMerge: ['series'] });
    }
  };
}

customElements.define('tw-candle-chart', CandleChart);

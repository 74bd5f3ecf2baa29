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
 * of `looked` (`from`, `to`, `isNewest`) when somebody has moved to another part of it.
 */
class CandleChart extends LitElement {
  static properties = {
    candles: { attribute: false },
    pieces: { attribute: false },
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
      <p class="hidden-visually" id="keys">Arrow keys move, plus and minus zoom, Home and End go to the ends.</p>`;
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
    return optionOf({ slots: this.#slots, stretches: this.#stretches, colours, fills, stepMs: lengthOf(this.timeframe) });
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

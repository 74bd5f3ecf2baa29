import { LitElement, css, html, svg } from 'lit';

const WIDTH = 120;
const HEIGHT = 32;
const MARGIN = 3;

/** A small line of past values. A drawing only: what it says stands beside it in words. */
class Sparkline extends LitElement {
  static properties = {
    values: { attribute: false },
    direction: { reflect: true, type: Number },
  };

  static styles = css`
    :host {
      display: block;
      width: 100%;
      height: 32px;
      color: var(--idle);
    }

    :host([direction='1']) {
      color: var(--up);
    }

    :host([direction='-1']) {
      color: var(--down);
    }

    svg {
      display: block;
      width: 100%;
      height: 100%;
      overflow: visible;
    }

    .line {
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.6;
      stroke-linejoin: round;
      stroke-linecap: round;
      vector-effect: non-scaling-stroke;
    }

    .area {
      fill: currentcolor;
      opacity: 0.1;
    }

    .still {
      stroke: var(--line);
      stroke-width: 1.5;
      stroke-dasharray: 3 4;
      vector-effect: non-scaling-stroke;
    }
  `;

  render() {
    return html`
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        ${this.values?.length > 1 ? this.#line() : svg`<path class="still" d="M0 ${HEIGHT / 2}H${WIDTH}" />`}
      </svg>
    `;
  }

  #line() {
    const path = 'M' + points(this.values).join('L');
    return svg`
      <path class="area" d="${path}V${HEIGHT}H0Z" />
      <path class="line" d=${path} />
    `;
  }
}

function points(values) {
  const lowest = Math.min(...values);
  const span = Math.max(...values) - lowest;
  const step = WIDTH / (values.length - 1);
  const height = HEIGHT - 2 * MARGIN;
  return values.map((value, i) => {
    const share = span === 0 ? 0.5 : (value - lowest) / span;
    return (i * step).toFixed(1) + ' ' + (HEIGHT - MARGIN - share * height).toFixed(1);
  });
}

customElements.define('tw-sparkline', Sparkline);

import { LitElement, css, html } from 'lit';
import { shared } from './shared-styles.js';

/** A document as text. */
class Json extends LitElement {
  static properties = {
    value: { attribute: false },
    /** What is said when there is none. */
    none: {},
  };

  static styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      pre {
        margin: 0;
        max-height: 20rem;
        overflow: auto;
        background: var(--raised);
        border: 1px solid var(--line);
        border-radius: 8px;
        padding: 0.6rem 0.8rem;
        font: 0.8125rem/1.5 ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  render() {
    return this.value === null
      ? html`<p class="muted">${this.none}</p>`
      : html`<pre tabindex="0">${JSON.stringify(this.value, null, 2)}</pre>`;
  }
}

customElements.define('tw-json', Json);

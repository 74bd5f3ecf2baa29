import { LitElement, css, html } from 'lit';
import { shared } from './shared-styles.js';

const SHORTCUTS = [
  ['/', 'Find'],
  ['1', 'Prices'],
  ['2', 'Candles'],
  ['3', 'Jobs'],
  ['4', 'Schedules'],
  ['5', 'Nodes'],
  ['6', 'System'],
  ['t', 'Light or dark'],
  ['?', 'This list'],
  ['Esc', 'Close it'],
];

/** The list of keyboard shortcuts. */
class Shortcuts extends LitElement {
  static styles = [
    shared,
    css`
      dialog {
        width: min(24rem, calc(100vw - 2rem));
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
        padding: 1.5rem;
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }

      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.6rem 1.25rem;
        align-items: center;
        margin: 1.25rem 0;
      }

      dd {
        margin: 0;
      }

      kbd {
        display: inline-block;
        min-width: 2rem;
        text-align: center;
        font: inherit;
        font-weight: 600;
        background: var(--raised);
        border: 1px solid var(--line);
        border-bottom-width: 2px;
        border-radius: 6px;
        padding: 0.05rem 0.5rem;
      }
    `,
  ];

  render() {
    return html`
      <dialog aria-labelledby="title">
        <h2 id="title">Keyboard shortcuts</h2>
        <dl>${SHORTCUTS.map(([key, meaning]) => html`<dt><kbd>${key}</kbd></dt><dd>${meaning}</dd>`)}</dl>
        <form method="dialog"><button class="button">Close</button></form>
      </dialog>
    `;
  }

  show() {
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog.open) {
      dialog.showModal();
    }
  }
}

customElements.define('tw-shortcuts', Shortcuts);

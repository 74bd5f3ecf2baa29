import { LitElement, html, nothing } from 'lit';
import { newKey } from '../api.js';
import { Mistake } from '../mistake.js';
import { dialogs } from './dialog-styles.js';
import { fireStyles } from './fire-styles.js';
import { forms } from './form-styles.js';
import { shared } from './shared-styles.js';

const REASON = { name: 'reason', label: 'Reason', type: 'text', isRequired: true, hint: 'Kept in the audit.', longest: 500 };

/**
 * Asks for what an action needs, always with a reason, does it, and shows at each field what the server says is wrong with
 * it. Closes when the action is done; the focus goes back to where it was.
 */
class ActionDialog extends LitElement {
  static properties = {
    question: { state: true },
    problem: { state: true },
    isBusy: { state: true },
    aside: { attribute: false },
  };

  static styles = [shared, forms, dialogs, fireStyles];

  #key;
  #keyOf;

  /**
   * @param question `title`; `text` below it; `fields` before the reason: `name`, `label`, `type` (as of an input, or
   *   `select` with `options`, or `textarea`), `value`, `hint`, `isRequired`; `confirm`, the button's text; `isWide` for
   *   many fields; `isGrave` for what takes something away; `act(values, key)`, which gives a promise;
   *   `onInput(values, dialog)`, which may set `dialog.aside`, shown below the fields
   */
  async ask(question) {
    this.question = { fields: [], onInput: () => {}, ...question };
    this.problem = null;
    this.aside = nothing;
    this.isBusy = false;
    this.#keyOf = null;
    await this.updateComplete;
    this.#form().reset();
    this.#dialog().showModal();
    this.#form().querySelector('input, select, textarea').focus();
    this.question.onInput(this.#values(), this);
  }

  render() {
    return html`
      <dialog class=${this.question?.isWide ? 'wide' : ''} aria-labelledby="title" @close=${this.#closed}>
        ${this.question ? this.#content(this.question) : nothing}
      </dialog>
    `;
  }

  #content({ title, text, fields, confirm, isGrave }) {
    return html`
      <form @submit=${this.#submit} @input=${this.#changed} novalidate aria-busy=${this.isBusy}>
        <h2 id="title">${title}</h2>
        ${text ? html`<p class="muted">${text}</p>` : nothing}
        ${fields.length > 0 ? html`<div class="fields">${fields.map((field) => this.#field(field))}</div>` : nothing}
        ${this.aside}
        ${this.#field(REASON)}
        <div role="alert" class="problem">${this.#problem()}</div>
        <div class="buttons">
          <button type="button" class="button" @click=${this.#close}>Leave it</button>
          <button class="button primary ${isGrave ? 'grave' : ''}" ?disabled=${this.isBusy}>${confirm}</button>
        </div>
      </form>
    `;
  }

  #field({ name, label, hint, ...rest }) {
    const mistake = this.problem?.messageFor(name) ?? '';
    return html`
      <div class="field">
        <label for=${name}>${label}${rest.isRequired ? nothing : html` <span class="muted optional">optional</span>`}</label>
        ${this.#control(name, rest, mistake)}
        ${hint ? html`<span class="hint" id="${name}-hint">${hint}</span>` : nothing}
        <span class="mistake" id="${name}-mistake">${mistake}</span>
      </div>
    `;
  }

  #control(name, { type, value = '', options, isRequired, placeholder, longest }, mistake) {
    const described = name + '-mistake ' + name + '-hint';
    if (type === 'select') {
      return html`<select id=${name} name=${name} aria-describedby=${described} aria-invalid=${mistake !== ''}>
        ${options.map(([key, word]) => html`<option value=${key} ?selected=${key === value}>${word}</option>`)}
      </select>`;
    }
    if (type === 'textarea') {
      return html`<textarea id=${name} name=${name} aria-describedby=${described} aria-invalid=${mistake !== ''}
        ?required=${isRequired} spellcheck="false" .defaultValue=${value}></textarea>`;
    }
    return html`<input id=${name} name=${name} type=${type} aria-describedby=${described} aria-invalid=${mistake !== ''}
      ?required=${isRequired} maxlength=${longest ?? nothing} placeholder=${placeholder ?? nothing} autocomplete="off"
      step=${type === 'number' ? 'any' : nothing} .defaultValue=${value} />`;
  }

  #problem() {
    if (!this.problem) {
      return nothing;
    }
    const names = [...this.question.fields, REASON].map(({ name }) => name);
    const rest = this.problem.messagesBeside(names);
    return html`<p>${[this.problem.message, ...rest].join(' ')}</p>`;
  }

  #changed() {
    this.question.onInput(this.#values(), this);
  }

  async #submit(event) {
    event.preventDefault();
    const missing = this.#form().querySelector(':invalid');
    if (missing) {
      this.problem = new Mistake(missing.name, 'Please fill this in.');
      missing.focus();
      return;
    }
    this.isBusy = true;
    try {
      const values = this.#values();
      await this.question.act(values, this.#keyFor(values));
      this.#close();
    } catch (problem) {
      this.problem = problem;
      await this.updateComplete;
      this.#form().querySelector('[aria-invalid="true"]')?.focus();
    } finally {
      this.isBusy = false;
    }
  }

  /** Sent again as it was, it is the same request; changed, it is another one. */
  #keyFor(values) {
    const content = JSON.stringify(values);
    if (content !== this.#keyOf) {
      this.#keyOf = content;
      this.#key = newKey();
    }
    return this.#key;
  }

  #values() {
    return Object.fromEntries([...new FormData(this.#form())].map(([name, value]) => [name, value.trim()]));
  }

  #closed() {
    // The button that asked may be gone, since it did what it was for: then the focus is nowhere, or still in here.
    if (document.activeElement === document.body || this.renderRoot.activeElement) {
      this.dispatchEvent(new CustomEvent('adrift', { bubbles: true, composed: true }));
    }
  }

  #close() {
    this.#dialog().close();
  }

  #dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  #form() {
    return this.renderRoot.querySelector('form');
  }
}

customElements.define('tw-action-dialog', ActionDialog);

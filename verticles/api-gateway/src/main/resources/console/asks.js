/** Lets a page's dialog ask: a component tells its page what, and the page has the dialog. */
export function ask(component, question) {
  component.dispatchEvent(new CustomEvent('ask', { detail: question, bubbles: true, composed: true }));
}

/** What somebody typed cannot be sent; told as the server's problems are. */
export class Mistake extends Error {
  #field;
  #words;

  constructor(field, words) {
    super('That cannot be sent yet.');
    this.#field = field;
    this.#words = words;
  }

  messageFor(field) {
    return field === this.#field ? this.#words : '';
  }

  messagesBeside() {
    return [];
  }
}

/** The different texts of a column: each is kept once and known by its position. */
export class WordList {
  /** The texts in the order in which they came. */
  readonly words: string[] = [];
  readonly #codes = new Map<string, number>();

  /** The position of a text, which is new or known. */
  codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.words.length);
    return this.words.push(text) - 1;
  }
}

/**
 * HTML that is put together from hostile texts. What stands in a gap of html`…` is text and stays text, unless it is
 * HTML of this tag; gaps in tags stand between double quotes.
 */

/** Text that is HTML; only the tag makes it. */
export class Html {
  readonly #text: string

  private constructor(text: string) {
    this.#text = text
  }

  /** The tag. @returns the HTML, with every string and number in it escaped. */
  static of(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
    return new Html(strings.reduce((before, text, place) => before + written(values[place - 1]!) + text))
  }

  toString(): string {
    return this.#text
  }
}

export type Part = Html | string | number | readonly Part[]

export const html = Html.of

function written(part: Part): string {
  if (part instanceof Html) return part.toString()
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return part.map(written).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Controls other than line ends are no characters of HTML or XML at all, and neither are halves of a pair. */
const impossible = /[^\P{C}\n\t]/gu

function escaped(text: string): string {
  return text
    .replace(impossible, (character) => (/\p{Cf}/u.test(character) ? character : '\u{fffd}'))
    .replace(/[&<>"']/g, (character) => entities[character]!)
}

/**
 * Sentences for people, in two languages. A sentence is written in English where it is needed, as t`…`, and said in
 * the language of whoever reads it; French is looked up by the English words, so that no text has a second name.
 *
 *   t`${person} calls ${friend}.`      is looked up as      {0} calls {1}.
 *
 * `npm run check` (lab/rules/translations.ts) fails for what has no French, and for French that nobody says any more.
 */

export type Language = 'en' | 'fr'
export const languages: readonly Language[] = ['en', 'fr']

export type Value = string | number | Sentence | Decimal

/** A number as English writes it: whoever says it in another language has another mark in it. */
export interface Decimal {
  readonly decimal: string
}

/** @param digits behind the point. */
export function decimal(amount: number, digits: number): Decimal {
  return { decimal: amount.toFixed(digits) }
}

/** What is said, and what stands in its gaps: data as it is, or sentences in their turn. */
export interface Sentence {
  /** English, with `{0}`, `{1}` and so on where the values go. */
  readonly text: string
  readonly values: readonly Value[]
  /** Whether it stands alone, whatever its first part is: with a capital, and a full stop. */
  readonly whole?: true
}

/** Something that a person reads: a sentence, or a text of the catalogue, which is English too. */
export type Words = Sentence | string

/** Says it in one language. */
export type Say = (words: Words) => string

/** French by the English that it stands for; gaps may change their places. */
export type Dictionary = Readonly<Record<string, string>>

/** The tag of a template: what it says is a sentence. */
export function t(strings: TemplateStringsArray, ...values: readonly Value[]): Sentence {
  const text = strings.reduce((before, part, place) => `${before}{${place - 1}}${part}`)
  return { text, values }
}

/** @returns several sentences as one. */
export function together(sentences: readonly Sentence[], between = ' '): Sentence {
  const text = sentences.map((_, place) => `{${place}}`).join(between)
  return { text, values: sentences }
}

/** @returns the same as a sentence that stands alone. */
export function whole(sentence: Sentence): Sentence {
  return { ...sentence, whole: true }
}

/** @returns a text of the catalogue as a sentence: it is looked up as a whole, whatever stands in it. */
export function literal(text: string): Sentence {
  return { text, values: [] }
}

/**
 * @param worded the words of a language for an English text, its gaps not filled yet.
 * @param point the mark in its decimals. @returns what says it in that language.
 */
export function sayer(worded: (text: string) => string, point: '.' | ','): Say {
  const say: Say = (words) => {
    const sentence = typeof words === 'string' ? literal(words) : words
    return set(sentence, filled(worded(sentence.text), sentence.values, say, point))
  }
  return say
}

export const english: Say = sayer((text) => text, '.')

/**
 * @param missing told of what the dictionary does not hold; it is said in English then.
 * @param last a last change to a text in the dictionary's language, its gaps not filled yet.
 * @returns what says it in the dictionary's language.
 */
export function speaker(
  dictionary: Dictionary,
  missing: (text: string) => void = () => {},
  last: (text: string) => string = (text) => text,
): Say {
  return sayer((text) => {
    const known = Object.hasOwn(dictionary, text) ? dictionary[text] : undefined
    if (known === undefined && hasWords(text)) missing(text)
    return last(known ?? text)
  }, ',')
}

/** Whether there is anything to translate but gaps and what stands between them. */
export function hasWords(text: string): boolean {
  return /\p{L}/u.test(text.replace(/\{\d+\}/g, ''))
}

function set({ whole: alone }: Sentence, said: string): string {
  if (!alone) return said
  const ended = /[.!?…][”»\s]*$/u.test(said) ? said : `${said}.`
  return ended.charAt(0).toUpperCase() + ended.slice(1)
}

/**
 * Strings among the values are data: they are not looked up. French `de` and `que` give up their e before a vowel, so
 * what is written `de {0}` is said « de Bob », and « d’Alice ».
 */
function filled(text: string, values: readonly Value[], say: Say, point: string): string {
  return text.replace(
    /(?:(?<!\p{L})(d|qu)e )?\{(\d+)\}/giu,
    (gap, elided: string | undefined, place: string) => {
      const value = values[Number(place)]
      if (value === undefined) return gap
      const put = said(value, say, point)
      if (elided === undefined) return put
      return /^[aeiouâàéèêëîïôû]/i.test(put) ? `${elided}’${put}` : gap.replace(/\{.*/, () => put)
    },
  )
}

function said(value: Value, say: Say, point: string): string {
  if (typeof value === 'object') return 'decimal' in value ? value.decimal.replace('.', point) : say(value)
  return typeof value === 'number' ? counted(value, point) : value
}

/** Digits are grouped from five on; what is no amount, such as a port, is text. */
function counted(value: number, point: string): string {
  const digits = String(value).replace('.', point)
  const between = point === ',' ? '\u202f' : ','
  return /^-?\d{5,}$/.test(digits) ? digits.replace(/\B(?=(?:\d{3})+$)/g, between) : digits
}

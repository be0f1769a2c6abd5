/** How French is set, as a rule over every sentence and the page README.fr.md. Pure. */

interface Rule {
  readonly wrong: RegExp
  readonly asks: string
}

/** U+202F, as the Imprimerie nationale sets it; before a colon U+00A0. */
const rules: readonly Rule[] = [
  { wrong: /(?<!\u00a0):(?=\s|$)/u, asks: 'U+00A0 before a colon' },
  { wrong: /(?<![\u202f;!?])[;!?](?=[\s\u202f)»…]|$)/u, asks: 'U+202F before ; ! and ?' },
  { wrong: /«(?!\u202f)|(?<!\u202f)»/u, asks: 'U+202F after « and before »' },
  { wrong: /'/u, asks: '’ for an apostrophe' },
  { wrong: /"/u, asks: '« » for quotation marks' },
  { wrong: /\.{3}/u, asks: '… for three dots' },
  { wrong: /\d \d{3}(?!\d)/u, asks: 'U+202F between groups of digits' },
  { wrong: /\d\.\d/u, asks: 'a comma in a number' },
  {
    wrong: /(?:[\d}]|\b)[\s\u00a0\u202f]?(?:[kKMG]i?B|B)(?![\p{L}\d])/u,
    asks: 'ko, Mo, Mio and o for sizes',
  },
  {
    wrong: /\b(?:BROKEN|DETECTED|RESISTED|PASSED|NONCONFORMING|INCONCLUSIVE)\b/u,
    asks: 'verdicts in French',
  },
]

/** What is typed, and names of things: they are the same in every language. */
const code: readonly RegExp[] = [
  /\{ .*? \}/gu,
  /\b[\w-]+\(.*?\)/gu,
  /\bhttps?:\S+/gu,
  /\b\d+(?:\.\d+){3}\b/gu,
  // Versions, and parts of documents.
  /(?:\b(?:SSL|version|section|Node)[ \u00a0]|§|\bv)\d+(?:\.\d+)+/gu,
  /"\$\w+"/gu,
  // Paths, as the chat takes them.
  /\/send bob "[^"]*"|"quotes"/gu,
]

/** @returns what a French text should have otherwise. */
export function misset(french: string): string[] {
  const prose = code.reduce((text, typed) => text.replace(typed, 'x'), french)
  return rules.filter(({ wrong }) => wrong.test(prose)).map(({ asks }) => asks)
}

/** @returns whether an English sentence has the quotation marks and apostrophes of a typewriter; help and code may. */
export function isTyped(english: string): boolean {
  const prose = code.reduce((text, typed) => text.replace(typed, 'x'), english)
  return !english.startsWith('Usage: ') && /"|\p{L}'\p{L}|\.{3}/u.test(prose)
}

/** @returns the prose of a page in Markdown: without code, addresses, tables' lines, and HTML. */
export function proseOf(page: string): string[] {
  return page
    .replace(/^```.*?^```/gmsu, '')
    .split('\n')
    .filter((line) => !/^ {4}/u.test(line) && !/^\s*<|^\|[ :|-]+\|$/u.test(line))
    .map((line) =>
      line
        .replace(/`[^`]*`/gu, 'x')
        .replace(/\]\([^)]*\)/gu, ']')
        .replace(/<[^>]*>/gu, ' '),
    )
}

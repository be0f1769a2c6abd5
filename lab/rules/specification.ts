/**
 * The rules of PROTOCOL.md, each by the id that stands behind it, and what is wrong with these ids. Pure: the page
 * goes in.
 */

export interface SpecifiedRule {
  /** Section and number within it, such as 5.3-8. */
  readonly id: string
  /** The sentence, table row or line of a formula up to its id, as it stands on the page. */
  readonly text: string
}

/** Sections whose rules bind programs: the others say what is meant, what is not given, and what the prototype does. */
const binding = /^([2-9]|11)(\.|$)/

/** What makes a sentence a rule. */
const normative =
  /\b(must|refused|refuses|only|at most|exactly|never)\b|`[A-Z]+_[A-Z_]+`|`(MALFORMED|TRUNCATED)`/i

const ruleId = /\[(\d+(?:\.\d+)?-\d+)\]/g

/** @returns all rules that have an id, in the order of the page. */
export function rulesOf(page: string): SpecifiedRule[] {
  return passages(page).flatMap(({ text }) =>
    sentences(text).flatMap((sentence) => {
      const parts = sentence.split(ruleId)
      return parts.flatMap((part, place) =>
        place % 2 === 1 ? [{ id: part, text: parts[place - 1]!.replace(/^[|,;. -]+/, '').trim() }] : [],
      )
    }),
  )
}

/** @returns one sentence for each rule without an id, each id in the wrong section, and each that is there twice. */
export function idComplaints(page: string): string[] {
  const rules = rulesOf(page)
  const ids = rules.map(({ id }) => id)
  return [
    ...passages(page).flatMap(({ text, section }) =>
      sentences(text).flatMap((sentence) => {
        const stray = [...sentence.matchAll(ruleId)].filter(([, id]) => !id!.startsWith(`${section}-`))
        return [
          ...stray.map(([, id]) => `PROTOCOL.md has the rule ${id} in section ${section}.`),
          ...(normative.test(sentence) && !/\[[\d.]+-\d+\]\s*\|?$/.test(sentence)
            ? [`PROTOCOL.md, section ${section}, has a rule without an id: ${sentence.trim()}`]
            : []),
        ]
      }),
    ),
    ...[...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))].map(
      (id) => `PROTOCOL.md has the id ${id} twice.`,
    ),
  ]
}

/** What probes are for that is no rule of PROTOCOL.md: what the directory's own description promises. */
export const BESIDES = 'api'

/**
 * @param rules ids of the page. @param probed those that something is sent for. @param excused those with a reason.
 * @returns one sentence for each rule without either or with both, and for each id that is no rule's.
 */
export function probeComplaints(
  rules: readonly string[],
  probed: readonly string[],
  excused: readonly string[],
): string[] {
  const named = [...new Set([...probed, ...excused])].filter((id) => id !== BESIDES)
  return [
    ...rules.flatMap((id) =>
      probed.includes(id) || excused.includes(id)
        ? []
        : [
            `The rule ${id} of PROTOCOL.md has no probe: add one to one of scenarios/specified-*probes.ts, or say in scenarios/unprobed-rules.ts why there is none.`,
          ],
    ),
    ...rules.flatMap((id) =>
      probed.includes(id) && excused.includes(id)
        ? [
            `The rule ${id} of PROTOCOL.md has a probe, and scenarios/unprobed-rules.ts says that it has none.`,
          ]
        : [],
    ),
    ...excused.flatMap((id, place) =>
      excused.indexOf(id) < place ? [`scenarios/unprobed-rules.ts has the rule ${id} twice.`] : [],
    ),
    ...named.filter((id) => !rules.includes(id)).map((id) => `PROTOCOL.md has no rule ${id}.`),
  ]
}

interface Passage {
  readonly section: string
  readonly text: string
}

/** The lines that can hold rules: without headings, heads of tables, diagrams, and what gives reasons. */
function passages(page: string): Passage[] {
  const lines = page.split('\n')
  let section = ''
  let block: string | undefined
  let inReasons = false
  return lines.flatMap((line, place) => {
    const heading = /^#+ (?:(\d+(?:\.\d+)?)\b)?/.exec(line)
    if (block === undefined && heading) {
      section = heading[1] ?? ''
      inReasons = false
      return []
    }
    if (line.startsWith('```')) {
      block = block === undefined ? line : undefined
      return []
    }
    if (!binding.test(section) || line.trim() === '') return []
    if (block !== undefined) return ruleIn(line) ? [{ section, text: line }] : []
    if (line.startsWith('Why:')) inReasons = true
    else if (!line.startsWith('- ')) inReasons = false
    const isHead = /^\|[-| ]+\|$/.test(line) || /^\|[-| ]+\|$/.test(lines[place + 1] ?? '')
    if (inReasons || isHead || line.startsWith('**Why')) return []
    return [{ section, text: line.replace(/\*Why[^*]*\*:.*/, '') }]
  })
}

function ruleIn(line: string): boolean {
  return /\[\d+(\.\d+)?-\d+\]/.test(line)
}

/** A row of a table is one. A sentence keeps the id behind it. */
function sentences(text: string): string[] {
  if (text.startsWith('|')) return [text]
  return text
    .split(/(?<=[.!?](?:\*\*)?(?: \[[\d.]+-\d+\])?)\s+(?=[A-Z*`"(])/)
    .filter((sentence) => sentence.trim() !== '')
}

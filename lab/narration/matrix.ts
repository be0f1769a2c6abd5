/**
 * The matrix: every attack beside every profile that it meets, with the verdicts. Pure: what runs have shown, or what
 * the catalogue expects, goes in; lines come out, as text for a terminal or as a table in Markdown.
 */

import { decimal, type Say, type Sentence, t } from '../../peers/language/sentence'
import type { Verdict } from '../history/events'
import type { ActVerdict } from '../judge/verdict'
import { verdictWords } from '../judge/verdict-words'
import { english } from '../language/typed'
import type { ScenarioOutcome } from '../run/run-all'
import type { Act, Scenario } from '../scenario/scenario'
import { beside, fold, wrapText } from '../text/layout'

/** What the peers and the directory of an act run with: one defence less, the first version, or everything. */
const columns = ['weakened', 'prototype', 'hardened'] as const
type Column = (typeof columns)[number]

interface Cell {
  readonly column: Column
  /** What tells the act from others in its column; empty for the plain one. */
  readonly label: string
  readonly verdict: Verdict
  readonly expected: Verdict
  readonly asExpected: boolean
}

export interface MatrixRow {
  readonly scenario: Scenario
  readonly cells: readonly Cell[]
  /** How long it took; null where nothing was run. */
  readonly milliseconds: number | null
  /** Why there are no verdicts. */
  readonly failure: string | null
}

/** @returns a row for each scenario, with what its acts declare. */
export function expectedRows(scenarios: readonly Scenario[]): MatrixRow[] {
  return scenarios.map((scenario) => ({
    scenario,
    cells: scenario.acts.map((act) => cell(act, { verdict: act.expected, asExpected: true })),
    milliseconds: null,
    failure: null,
  }))
}

/** @returns a row for each scenario that was run, with what came of it. */
export function outcomeRows(
  scenarios: readonly Scenario[],
  outcomes: readonly ScenarioOutcome[],
): MatrixRow[] {
  return scenarios.flatMap((scenario) => {
    const outcome = outcomes.find(({ scenario: name }) => name === scenario.name)
    if (!outcome) return []
    const { acts, milliseconds, failure = null } = outcome
    const cells = scenario.acts.flatMap((act) => {
      const judged = acts.find(({ name }) => name === act.name)
      return judged ? [cell(act, judged)] : []
    })
    return [{ scenario, cells, milliseconds, failure }]
  })
}

/** @returns the matrix as a table in Markdown. The last column is the time, and nothing else depends on the run. */
export function matrixInMarkdown(rows: readonly MatrixRow[], say: Say = english): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line([
      say(t`scenario`),
      say(t`what happens`),
      say(t`one defence taken away`),
      say(t`prototype`),
      say(t`hardened`),
      say(t`seconds`),
    ]),
    line(['---', '---', '---', '---', '---', '---:']),
    ...rows.map(({ scenario, cells, milliseconds, failure }) =>
      line([
        `\`${scenario.name}\``,
        say(scenario.title),
        ...columns.map((column) =>
          cells
            .filter((cell) => cell.column === column)
            .map((cell) => `${say(spoken(cell))}${cell.label && ` \`${cell.label}\``}`)
            .join('<br>'),
        ),
        failure === null ? say(seconds(milliseconds)) : say(t`failed`),
      ]),
    ),
  ]
}

/** @returns the matrix for a terminal of `width` characters, at least 80. */
export function matrixAsText(rows: readonly MatrixRow[], width: number, say: Say = english): string[] {
  const room = Math.max(80, Math.min(width, 140)) - 22 - 3 * 2
  const narrow = Math.floor(room * 0.28)
  const widths = [22, room - 2 * narrow, narrow, narrow]
  const head = [t`attack`, t`one defence taken away`, t`prototype`, t`hardened`].map((words, column) =>
    wrapText(say(words), widths[column] ?? 0),
  )
  const lines = rows.flatMap(({ scenario, cells, milliseconds, failure }) => {
    const name = [
      scenario.name,
      `  ${failure === null ? say(t`${seconds(milliseconds)} s`) : say(t`failed`)}`,
    ]
    const verdicts = columns.map((column, place) =>
      cells
        .filter((cell) => cell.column === column)
        .flatMap((cell) => cellLines(cell, widths[place + 1] ?? 0, say)),
    )
    return beside([name, ...verdicts], widths)
  })
  return [...beside(head, widths), '─'.repeat(22 + 6 + room), ...lines]
}

function cellLines(cell: Cell, width: number, say: Say): string[] {
  const { label } = cell
  const verdict = say(spoken(cell))
  const whole = `${verdict} ${label}`.trim()
  if (whole.length <= width) return [whole]
  // A long name is cut behind a hyphen, and moved in as far as its longest part leaves room.
  const words = label.replaceAll('-', '- ')
  const longest = Math.max(...words.split(' ').map(({ length }) => length))
  const indent = ' '.repeat(Math.max(0, Math.min(2, width - longest)))
  const lines = wrapText(words, width, indent).map((line) => line.replaceAll('- ', '-'))
  return [...fold(verdict, width), ...lines]
}

function spoken({ verdict, expected, asExpected }: Cell): Sentence {
  const word = verdictWords[verdict]
  if (asExpected) return word
  return verdict === expected ? t`${word} (for another reason)` : t`${word} (not ${verdictWords[expected]})`
}

function seconds(milliseconds: number | null): Sentence {
  return milliseconds === null ? t`` : t`${decimal(milliseconds / 1000, 1)}`
}

function cell(act: Act, judged: Pick<ActVerdict, 'verdict' | 'asExpected'>): Cell {
  const { verdict, asExpected } = judged
  const column = columnOf(act)
  const plain = act.name === column
  const label = plain ? '' : act.name.replace(new RegExp(`^${column}-|-${column}$`), '')
  return { column, label, verdict, expected: act.expected, asExpected }
}

/** @returns with what the peers and the directory of an act run. */
export function columnOf({ profile, directory }: Pick<Act, 'profile' | 'directory'>): Column {
  if (profile === 'prototype') return 'prototype'
  return profile === 'hardened' && directory === 'hardened' ? 'hardened' : 'weakened'
}

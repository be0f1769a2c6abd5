/** The last picture of a scenario: its acts by what they are, in what they differ, what became of each, and the sentence to take home. */

import { t } from '../../peers/language/sentence'
import { verdictWords } from '../judge/verdict-words'
import { plainOutcome } from '../narration/plain-outcome'
import { differenceOf, hasDifferingLine } from '../scenario/differing-line'
import { bigLetters, bigWidth } from './big-letters'
import type { Row } from './cells'
import type { DashboardState } from './dashboard-state'
import { largeWords } from './large-words'
import type { RenderContext } from './render-context'
import { atMost, block, ends, row, span, wrapped } from './rows'
import { outcomeOf, styleOf } from './signs'

/** Longer lines are hard to read. */
const WIDEST = 100
/** The same beside large letters. */
const WIDEST_LARGE = 140
/** Rows that the title may take in large letters. */
const LARGE_HEAD = 11
/** Rows that a line of code may take. */
const MOST_CODE = 2
const ALL = Number.POSITIVE_INFINITY

/** How much is said of each act: rows for its title and for what became of it, and where there is one for its code. */
interface Detail {
  readonly title: number
  readonly outcome: number
  readonly code: 'always' | 'where a line differs' | 'never'
}

/** From most to least. What became of the users is cut last. */
const details: readonly Detail[] = [
  { title: ALL, outcome: ALL, code: 'always' },
  { title: ALL, outcome: ALL, code: 'where a line differs' },
  // A title says in words in what an act differs: it is not cut for the code.
  { title: ALL, outcome: ALL, code: 'never' },
  { title: 1, outcome: ALL, code: 'always' },
  { title: 1, outcome: ALL, code: 'where a line differs' },
  { title: 1, outcome: ALL, code: 'never' },
  { title: 1, outcome: 2, code: 'where a line differs' },
  { title: 1, outcome: 1, code: 'where a line differs' },
  { title: 1, outcome: 1, code: 'never' },
]

/** @param isLarge whether the sentence to take home is for those in the last row. @returns exactly `height` rows. */
export function endRows(
  state: DashboardState,
  columns: number,
  height: number,
  isLarge: boolean,
  context: RenderContext,
): Row[] {
  const { outline, verdicts } = state
  const { signs, say } = context
  const width = Math.min(isLarge ? WIDEST_LARGE : WIDEST, columns - 4)
  const asTold = verdicts.filter((one) => one?.asExpected).length
  const count = say(t`${asTold} of ${verdicts.length} as expected`)
  const head = wrapped(say(outline.title), width - count.length - 2).map((line, place) =>
    ends(row(line, 'bold'), row(place === 0 ? count : ''), width, signs.cut),
  )
  const large = isLarge
    ? largeWords(say(outline.lesson), width, Math.floor(height / 3), 'bold', context)
    : null
  const lesson = large ?? wrapped(say(outline.lesson), width).map((line) => row(line, 'bold'))
  const last = row(say(t`Played by real programs; every byte: npm run report ${outline.scenario}`), 'faint')
  const acts = (detail: Detail): Row[][] =>
    outline.acts.map((_, place) => actRows(state, place, detail, width, context))
  const largeHead = isLarge ? largeWords(say(outline.title), width, LARGE_HEAD, 'bold', context) : null
  const largeActs = isLarge ? largeActsOf(state, width, context) : null
  // Where there is room, the acts stand apart.
  const apart = (of: readonly Row[][]): Row[] => of.flatMap((one) => [...one, row('')])
  const pictures = [
    ...(largeActs
      ? [
          () => [
            ...(largeHead ? [...largeHead, row(''), row(count)] : head),
            row(''),
            ...apart(largeActs),
            ...lesson,
            row(''),
            last,
          ],
          () => [...head, row(''), ...apart(largeActs), ...lesson, row(''), last],
          () => [...head, row(''), ...apart(largeActs), ...lesson],
        ]
      : []),
    () => [...head, row(''), ...apart(acts(details[0]!)), ...lesson, row(''), last],
    () => [...head, row(''), ...acts(details[0]!).flat(), row(''), ...lesson, row(''), last],
    ...details.map((detail) => () => [...head, ...acts(detail).flat(), row(''), ...lesson]),
  ]
  const found = pictures.map((one) => one()).find((rows) => rows.length <= height)
  const room = Math.max(0, height - head.length - lesson.length - 1)
  const rows = found ?? [...head, ...briefly(state, width, context).slice(0, room), row(''), ...lesson]
  const above = Math.max(0, Math.floor((height - rows.length) / 2))
  const left = span(' '.repeat(Math.max(0, Math.floor((columns - width) / 2))))
  return block(
    [...Array.from({ length: above }, () => row('')), ...rows.map((one) => [left, ...one])],
    columns,
    height,
    signs.cut,
  )
}

function actRows(
  { outline, verdicts }: DashboardState,
  place: number,
  detail: Detail,
  width: number,
  { signs, say }: RenderContext,
  isNamed = true,
): Row[] {
  const act = outline.acts[place]!
  const verdict = verdicts[place]
  const title = atMost(wrapped(say(act.title), width - 2), detail.title, width - 2, signs.cut)
  const { profile, directory } = act
  const hasCode =
    detail.code === 'always' || (detail.code !== 'never' && hasDifferingLine(profile, directory))
  const difference = hasCode ? differenceOf(profile, directory) : null
  const code = difference
    ? atMost(wrapped(say(difference), width - 2), MOST_CODE, width - 2, signs.cut).map((line) =>
        row(`  ${line}`, 'faint'),
      )
    : []
  if (!verdict) return [...title.map((line) => row(`  ${line}`)), ...code]
  const style = styleOf(verdict.verdict)
  const sign = `${signs[outcomeOf(verdict.verdict)]} `
  const word = isNamed ? `  ${say(verdictWords[verdict.verdict])}  ` : '  '
  const room = width - word.length
  const told = atMost(wrapped(say(plainOutcome(verdict)), room), detail.outcome, room, signs.cut)
  const doubt = verdict.asExpected
    ? []
    : [row(`  ${say(t`but ${verdictWords[verdict.expected]} was expected`)}`, 'bad')]
  return [
    ...title.map((line, at) => [span(at === 0 ? sign : '  ', style), span(line)]),
    ...code,
    ...told.map((line, at) => [span(at === 0 ? word : ' '.repeat(word.length), style), span(line)]),
    ...doubt,
  ]
}

/** Columns between what became of an act and what it was, where that stands in large letters. */
const BESIDE = 3

/** @returns each act beside what became of it, in letters for those in the last row; null before all are judged. */
function largeActsOf(state: DashboardState, width: number, context: RenderContext): Row[][] | null {
  const { verdicts, outline } = state
  const words = verdicts.map((one) => (one ? context.say(verdictWords[one.verdict]) : ''))
  if (words.includes('')) return null
  const wide = Math.max(...words.map((word) => bigWidth(word))) + BESIDE
  return outline.acts.map((_, place) => {
    const verdict = verdicts[place]!
    const letters = bigLetters(words[place]!, context.look, 3)
    const beside = actRows(state, place, details[0]!, width - wide, context, false)
    return Array.from({ length: Math.max(letters.length, beside.length) }, (_, y) => [
      span((letters[y] ?? '').padEnd(wide), styleOf(verdict.verdict)),
      ...(beside[y] ?? []),
    ])
  })
}

/** Of very many acts each in one row. */
function briefly({ outline, verdicts }: DashboardState, width: number, { signs, say }: RenderContext): Row[] {
  return outline.acts.map((act, place): Row => {
    const verdict = verdicts[place]
    const word = verdict
      ? `${signs[outcomeOf(verdict.verdict)]} ${say(verdictWords[verdict.verdict])}  `
      : '  '
    const style = verdict ? (verdict.asExpected ? styleOf(verdict.verdict) : 'bad') : 'plain'
    const room = width - word.length
    const [title = ''] = atMost(wrapped(say(act.title), room), 1, room, signs.cut)
    return [span(word, style), span(title)]
  })
}

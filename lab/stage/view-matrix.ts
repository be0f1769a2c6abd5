/** What a talk has played, each scenario by the title of its card, with the verdicts: those of the hardened messenger at the right. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { ActVerdict } from '../judge/verdict'
import { verdictWords } from '../judge/verdict-words'
import { columnOf } from '../narration/matrix'
import type { Row, Span } from './cells'
import type { PlayedPart } from './dashboard-state'
import type { RenderContext } from './render-context'
import { row, span, toWidth, wrapped } from './rows'
import { outcomeOf, styleOf } from './signs'

const columns = [
  ['weakened', t`one defence taken away`],
  ['prototype', t`prototype`],
  ['hardened', t`hardened`],
] as const satisfies readonly (readonly [ReturnType<typeof columnOf>, Sentence])[]

/** Columns before those of a verdict. */
const GAP = 2

/** @returns rows of exactly `width` columns, the names of the columns first. */
export function matrixRows(played: readonly PlayedPart[], width: number, context: RenderContext): Row[] {
  const { say, signs } = context
  const lines = played.map(({ called, outline, verdicts }) => ({
    name: say(called ?? outline.title),
    cells: columns.map(([column]) =>
      outline.acts.flatMap((act, place): Span[] => {
        const verdict = verdicts[place]
        return verdict && columnOf(act) === column ? verdictSpans(verdict, context) : []
      }),
    ),
  }))
  const wide = Math.max(...lines.flatMap(({ cells }) => cells.flat().map(({ text }) => text.length)))
  const room = width - columns.length * (wide + GAP)
  const heads = columns.map(([, words]) => wrapped(say(words), wide).map((line) => span(line, 'bold')))
  return [{ name: '', cells: heads }, ...lines].flatMap(({ name, cells }) => {
    const names = wrapped(name, room)
    const height = Math.max(names.length, ...cells.map(({ length }) => length))
    return Array.from({ length: height }, (_, y): Row => {
      const beside = cells.flatMap((spans) =>
        toWidth([span(' '.repeat(GAP)), ...spans.slice(y, y + 1)], GAP + wide, signs.cut),
      )
      return [...toWidth(row(names[y] ?? ''), room, signs.cut), ...beside]
    })
  })
}

/** One below the other: what was found, and whether people found it out. */
function verdictSpans(
  { verdict, expected, asExpected, grounds }: ActVerdict,
  { say, signs, look }: RenderContext,
): Span[] {
  const told = span(`${signs[outcomeOf(verdict)]} ${say(verdictWords[verdict])}`, styleOf(verdict))
  const byPeople = verdict === 'DETECTED' && grounds.raised.some(({ by }) => by === 'users')
  if (asExpected) return byPeople ? [told, span(`  ${say(t`compared`)}`)] : [told]
  return [told, span(`(${look.unicode ? '≠' : '!='} ${say(verdictWords[expected])})`, 'bad')]
}

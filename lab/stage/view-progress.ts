/** One line through the acts: those that are over with their verdicts, the one that runs and its beat, those to come. */

import { t } from '../../peers/language/sentence'
import { verdictWords } from '../judge/verdict-words'
import type { Row, Span } from './cells'
import type { DashboardState } from './dashboard-state'
import type { RenderContext } from './render-context'
import { span, toWidth, widthOf } from './rows'
import { outcomeOf, styleOf } from './signs'
import type { BeatPlace } from './ui'

/** What is said of the acts, besides a sign for each and where in the one that runs the run is. */
interface Detail {
  /** By its name, or by its number. */
  readonly isNamed: boolean
  readonly withVerdict: boolean
  /** How long an act took. */
  readonly withTime: boolean
  /** A line from one to the next. */
  readonly withLine: boolean
}

/** What is given up where there is no room for all, from everything on. */
const details: readonly Detail[] = [
  { isNamed: true, withVerdict: true, withTime: true, withLine: true },
  { isNamed: true, withVerdict: true, withTime: true, withLine: false },
  { isNamed: true, withVerdict: true, withTime: false, withLine: false },
  { isNamed: true, withVerdict: false, withTime: false, withLine: false },
  { isNamed: false, withVerdict: true, withTime: false, withLine: false },
  { isNamed: false, withVerdict: false, withTime: false, withLine: false },
]

/** @returns one row; where there is no room for everything, the act that runs says most. */
export function progressRow(
  state: DashboardState,
  beat: BeatPlace | null,
  width: number,
  context: RenderContext,
): Row {
  const rows = details.map((detail) => line(state, beat, detail, context))
  return toWidth(rows.find((one) => widthOf(one) <= width) ?? rows.at(-1)!, width, context.signs.cut)
}

function line(state: DashboardState, beat: BeatPlace | null, detail: Detail, context: RenderContext): Row {
  const { signs } = context
  const { isNamed, withVerdict, withLine } = detail
  return state.outline.acts.flatMap((_, place): Span[] => {
    const isPast = place <= state.act
    const bar = (isPast ? signs.heavy : signs.horizontal).repeat(2)
    const gap = withLine ? ` ${bar} ` : isNamed || withVerdict ? '  ' : ' '
    const between = place === 0 ? [] : [span(gap, isPast ? 'plain' : 'line')]
    return [...between, ...actSpans(state, place, beat, detail, context)]
  })
}

function actSpans(
  { outline, act, verdicts, took }: DashboardState,
  place: number,
  beat: BeatPlace | null,
  { isNamed, withVerdict, withTime }: Detail,
  { signs, look, say, text }: RenderContext,
): Span[] {
  const name = text(outline.acts[place]!.name)
  const called = isNamed ? name : `${place + 1}`
  const verdict = verdicts[place]
  const isHere = place === act
  if (!verdict)
    return isHere
      ? [span(`${signs.running} ${isNamed || withVerdict ? name : called}`, 'bold'), ...beatSpans(beat)]
      : [span(`${signs.toCome} ${called}`, 'faint')]
  const style = styleOf(verdict.verdict)
  const word = withVerdict ? ` ${say(verdictWords[verdict.verdict])}` : ''
  const unequal = look.unicode ? '≠' : '!='
  const doubt = verdict.asExpected
    ? ''
    : withVerdict
      ? ` (${unequal} ${say(verdictWords[verdict.expected])})`
      : '(!)'
  const lasted = took[place] ?? null
  const time = withTime && lasted !== null ? ` ${say(t`${Math.max(1, Math.round(lasted / 1_000))} s`)}` : ''
  return [
    span(`${signs[outcomeOf(verdict.verdict)]} ${called}${word}`, style),
    ...(doubt ? [span(doubt, 'bad')] : []),
    span(time, 'faint'),
    ...(isHere ? beatSpans(beat) : []),
  ]
}

function beatSpans(beat: BeatPlace | null): Span[] {
  return beat === null ? [] : [span(` ${beat.at}${beat.of === null ? '' : `/${beat.of}`}`, 'bold')]
}

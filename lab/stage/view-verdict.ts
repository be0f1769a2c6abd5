/** The verdict of an act, large, with what fell or what saved it; and what stands there before: what happens now. */

import { propertyNames } from '../judge/property-names'
import type { ActVerdict } from '../judge/verdict'
import { joined } from '../language/joining'
import { type Sentence, t, together } from '../language/sentence'
import { bigLetters, bigLines, bigWidth, letterHeight } from './big-letters'
import type { Row, Style } from './cells'
import type { DashboardState } from './dashboard-state'
import type { RenderContext } from './render-context'
import { atMost, block, hanging, row, span, wrapped } from './rows'
import { outcomeOf, signOfTone, styleOf, styleOfTone } from './signs'

/** @returns what became of the users, in a few words. */
function outcome({ verdict, broken, alarms }: ActVerdict): Sentence {
  switch (verdict) {
    case 'BROKEN':
      return t`What fell: ${together(
        broken.map((property) => propertyNames[property]),
        ', ',
      )}`
    case 'DETECTED':
      return t`Saved by the alarm ${alarms.join(', ')}`
    case 'RESISTED':
      return t`The attack failed`
    case 'PASSED':
      return t`Everything worked`
    case 'NONCONFORMING':
      return t`A program departs from the protocol`
    case 'INCONCLUSIVE':
      return t`This shows nothing`
  }
}

function expectation({ verdict, expected, asExpected }: ActVerdict): Sentence {
  if (asExpected) return t`as expected`
  return verdict === expected ? t`not for the declared reason` : t`but ${expected} was expected`
}

/** Rows of the largest verdicts: letters of ten rows, a gap, and two lines of what became of the users. */
export function largestRows({ look }: RenderContext): number {
  return 11 + 2 * (letterHeight(3, look) + 1)
}

/** @returns exactly `height` rows: the verdict in letters as large as there is room for, and why beside or below it. */
export function verdictRows(
  verdict: ActVerdict,
  width: number,
  height: number,
  context: RenderContext,
): Row[] {
  if (height < 5 || bigWidth(verdict.verdict) > width) return inWords(verdict, width, height, context)
  return height >= largestRows(context)
    ? largest(verdict, width, height, context)
    : large(verdict, width, height, context)
}

/** Where there is no room for letters of five rows. */
function inWords(verdict: ActVerdict, width: number, height: number, context: RenderContext): Row[] {
  const sign = context.signs[outcomeOf(verdict.verdict)]
  const first = span(`${sign} ${verdict.verdict}  `, styleOf(verdict.verdict))
  const fell = hanging('', context.say(outcome(verdict)), width, 'bold')
  const rows = [[first, ...expectedRow(verdict, context)], ...fell]
  return block(
    [...rows, ...reasons(verdict, width, height - rows.length, context)],
    width,
    height,
    context.signs.cut,
  )
}

function large(verdict: ActVerdict, width: number, height: number, context: RenderContext): Row[] {
  const style = styleOf(verdict.verdict)
  const letters = bigLetters(verdict.verdict, context.look, 5)
  const words = (room: number, rows: number): Row[] => {
    const first = [...hanging('', context.say(outcome(verdict)), room, 'bold'), expectedRow(verdict, context)]
    return [...first, ...reasons(verdict, room, rows - first.length, context)]
  }
  const beside = width - bigWidth(verdict.verdict) - 3
  // A column of text that is too narrow to read stands below.
  return beside < 28
    ? block(
        [...letters.map((line) => row(line, style)), ...words(width, height - 5)],
        width,
        height,
        context.signs.cut,
      )
    : sideBySide(letters, style, words(beside, height), beside, width, height, context)
}

/** For those in the last row of the room: every dot of the letters two rows high. */
function largest(verdict: ActVerdict, width: number, height: number, context: RenderContext): Row[] {
  const style = styleOf(verdict.verdict)
  const stretch = bigWidth(verdict.verdict, 3) + 28 <= width ? 3 : 2
  const letters = bigLetters(verdict.verdict, context.look, 5, stretch).flatMap((line) => [line, line])
  const beside = Math.max(0, width - bigWidth(verdict.verdict, stretch) - 3)
  const right = [row(''), expectedRow(verdict, context), row(''), ...reasons(verdict, beside, 7, context)]
  return block(
    [
      ...sideBySide(letters, style, right, beside, width, 10, context),
      row(''),
      ...largeWords(context.say(outcome(verdict)), width, height - 11, 'bold', context),
    ],
    width,
    height,
    context.signs.cut,
  )
}

function sideBySide(
  letters: readonly string[],
  style: Style,
  right: readonly Row[],
  beside: number,
  width: number,
  height: number,
  { signs }: RenderContext,
): Row[] {
  return block(right, beside, height, signs.cut).map((line, place) => [
    span((letters[place] ?? '').padEnd(width - beside), style),
    ...line,
  ])
}

function expectedRow(verdict: ActVerdict, { signs, say }: RenderContext): Row {
  const { asExpected } = verdict
  return row(
    `${asExpected ? signs.good : signs.bad} ${say(expectation(verdict))}`,
    asExpected ? 'bold' : 'bad',
  )
}

/** @returns lines of large letters, as many as there is room for; a sentence that has no such words is small. */
function largeWords(
  said: string,
  width: number,
  height: number,
  style: Style,
  context: RenderContext,
): Row[] {
  const each = letterHeight(3, context.look) + 1
  const most = Math.floor((height + 1) / each)
  const lines = most > 0 ? bigLines(said, width) : null
  if (!lines || lines.length === 0) {
    const small = atMost(wrapped(said, width), height, width, context.signs.cut)
    return small.map((line) => row(line, style))
  }
  const shown = lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} ...`] : lines
  return shown
    .flatMap((line) => [...bigLetters(line, context.look, 3).map((dots) => row(dots, style)), row('')])
    .slice(0, -1)
}

function reasons({ reasons: all }: ActVerdict, width: number, height: number, context: RenderContext): Row[] {
  if (all.length === 0 || width < 1) return []
  const lines = (most: number): string[] => wrapped(context.say(joined(all.slice(0, most))), width)
  // Behind the one that is cut there may be more of them: a cut says how many.
  const further = all.filter((_, place) => place > 0 && lines(place).length > height).length
  const { cut } = context.signs
  const hint = further > 0 && width > 12 ? `${cut} (+${further})` : cut
  return atMost(lines(all.length), height, width, hint).map((line) => row(line))
}

/** @returns exactly `height` rows: the current step in one sentence, in large letters where there is room. */
export function nowRows(
  { now }: DashboardState,
  width: number,
  height: number,
  context: RenderContext,
): Row[] {
  if (now === null) return block([], width, height, context.signs.cut)
  const style = now.tone === 'plain' ? 'bold' : styleOfTone(now.tone)
  const sign = signOfTone(now.tone, context.signs)
  const room = width - sign.length
  const said = context.say(now.words)
  const lines =
    height > letterHeight(3, context.look) * 2
      ? largeWords(said, room, height, style, context)
      : atMost(wrapped(said, room), height, room, context.signs.cut).map((line) => row(line, style))
  const rows = lines.map((line, place) => [
    span(place === 0 ? sign : ' '.repeat(sign.length), style),
    ...line,
  ])
  const above = height > 2 ? Math.max(0, Math.floor((height - rows.length) / 2)) : 0
  return block([...Array.from({ length: above }, () => row('')), ...rows], width, height, context.signs.cut)
}

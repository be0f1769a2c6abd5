/** The verdict of an act, large, with what fell or what saved it; and what stands there before: what happens now. */

import { type Sentence, t, together } from '../../peers/language/sentence'
import type { ActVerdict } from '../judge/verdict'
import { verdictWords } from '../judge/verdict-words'
import { plainOutcome } from '../narration/plain-outcome'
import { bigLetters, bigWidth, letterHeight, twiceAsHigh } from './big-letters'
import { captionOf } from './caption'
import type { Row, Style } from './cells'
import type { DashboardState } from './dashboard-state'
import { largeWords } from './large-words'
import type { RenderContext } from './render-context'
import { atMost, block, row, span, wrapped } from './rows'
import { outcomeOf, signOfTone, styleOf, styleOfTone } from './signs'

function expectation({ verdict, expected, asExpected }: ActVerdict): Sentence {
  if (asExpected && verdict === 'BROKEN') return t`as expected: this version falls`
  if (asExpected) return verdict === 'PASSED' ? t`as expected` : t`as expected: this version holds`
  return verdict === expected
    ? t`but for another reason than expected`
    : t`but ${verdictWords[expected]} was expected`
}

/** Rows of letters that are to be read in the room, and rows of those for the last row of it. */
const LETTERS = 5
const LARGEST = 2 * LETTERS
/** Lines of large letters that one sentence may take: more of them are slower to read than small ones. */
const MOST_LINES = 4

/**
 * @param most rows that there are for it.
 * @param isLarge whether there are letters for those in the last row of the room.
 * @returns the verdict in letters as large as there is room for; what became of the users, in sentences; and why.
 */
export function verdictRows(
  verdict: ActVerdict,
  width: number,
  most: number,
  isLarge: boolean,
  context: RenderContext,
): Row[] {
  if (most < LETTERS || bigWidth(wordOf(verdict, context)) > width)
    return inWords(verdict, width, most, context)
  return isLarge ? largest(verdict, width, most, context) : large(verdict, width, most, context)
}

function wordOf({ verdict }: ActVerdict, { say }: RenderContext): string {
  return say(verdictWords[verdict])
}

/** Where there is no room for letters of five rows. */
function inWords(verdict: ActVerdict, width: number, most: number, context: RenderContext): Row[] {
  const sign = context.signs[outcomeOf(verdict.verdict)]
  const first = span(`${sign} ${wordOf(verdict, context)}  `, styleOf(verdict.verdict))
  return told([[first, ...expectedRow(verdict, context)]], verdict, width, most, context)
}

function large(verdict: ActVerdict, width: number, most: number, context: RenderContext): Row[] {
  const style = styleOf(verdict.verdict)
  const word = wordOf(verdict, context)
  const letters = bigLetters(word, context.look, LETTERS)
  const beside = width - bigWidth(word) - 3
  // A column of text that is too narrow to read stands below.
  if (beside < 28)
    return told(
      [...letters.map((line) => row(line, style)), expectedRow(verdict, context)],
      verdict,
      width,
      most,
      context,
    )
  const words = told([expectedRow(verdict, context)], verdict, beside, most, context)
  const height = Math.max(LETTERS, words.length)
  return sideBySide(letters, style, words, beside, width, height, context)
}

/** For those in the last row of the room: every dot of the letters two rows high. */
function largest(verdict: ActVerdict, width: number, most: number, context: RenderContext): Row[] {
  const style = styleOf(verdict.verdict)
  const word = wordOf(verdict, context)
  const stretch = bigWidth(word, 3) + 28 <= width ? 3 : 2
  const letters = twiceAsHigh(bigLetters(word, context.look, LETTERS, stretch))
  const beside = Math.max(0, width - bigWidth(word, stretch) - 3)
  const right = [
    row(''),
    expectedRow(verdict, context),
    row(''),
    ...reasons(verdict, beside, LARGEST - 3, context),
  ]
  const said = context.say(plainOutcome(verdict))
  const below = Math.min(most - LARGEST - 1, MOST_LINES * (letterHeight(3, context.look) + 1) - 1)
  return [
    ...sideBySide(letters, style, right, beside, width, LARGEST, context),
    row(''),
    ...(largeWords(said, width, below, 'bold', context) ?? smallWords(said, width, below, 'bold', context)),
  ]
}

/** @returns the head, what became of the users, and as many of the reasons as there is room for. */
function told(
  head: readonly Row[],
  verdict: ActVerdict,
  width: number,
  most: number,
  context: RenderContext,
): Row[] {
  const room = Math.max(1, most - head.length)
  const outcome = smallWords(context.say(plainOutcome(verdict)), width, room, 'bold', context)
  return [...head, ...outcome, ...reasons(verdict, width, room - outcome.length, context)]
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
  const words = say(expectation(verdict))
  if (!verdict.asExpected) return row(`${signs.bad} ${words}`, 'bad')
  // A tick beside a version that fell would be read as praise of it.
  return row(verdict.verdict === 'BROKEN' ? words : `${signs.good} ${words}`, 'bold')
}

function smallWords(
  said: string,
  width: number,
  most: number,
  style: Style,
  { signs }: RenderContext,
): Row[] {
  return atMost(wrapped(said, width), most, width, signs.cut).map((line) => row(line, style))
}

function reasons({ reasons: all }: ActVerdict, width: number, height: number, context: RenderContext): Row[] {
  if (all.length === 0 || width < 1) return []
  const lines = (most: number): string[] => wrapped(context.say(together(all.slice(0, most))), width)
  // Behind the one that is cut there may be more of them: a cut says how many.
  const further = all.filter((_, place) => place > 0 && lines(place).length > height).length
  const { cut } = context.signs
  const hint = further > 0 && width > 12 ? `${cut} (+${further})` : cut
  return atMost(lines(all.length), height, width, hint).map((line) => row(line))
}

/** Lines of large letters that the sentence of a beat may take. */
const MOST_NOW = 3

/**
 * @param most rows that there are for it.
 * @param isLarge whether it stands in large letters where it can.
 * @returns the current step in one sentence.
 */
export function nowRows(
  state: DashboardState,
  width: number,
  most: number,
  isLarge: boolean,
  context: RenderContext,
): Row[] {
  const now = captionOf(state) ?? state.now
  if (now === null) return []
  const style = now.tone === 'plain' ? 'bold' : styleOfTone(now.tone)
  const sign = signOfTone(now.tone, context.signs)
  const room = width - sign.length
  const said = context.say(now.words)
  const tall = MOST_NOW * (letterHeight(3, context.look) + 1) - 1
  const large = isLarge ? largeWords(said, room, Math.min(most, tall), style, context) : null
  return (large ?? smallWords(said, room, most, style, context)).map((line, place) => [
    span(place === 0 ? sign : ' '.repeat(sign.length), style),
    ...line,
  ])
}

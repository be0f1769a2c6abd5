/** The verdict of an act, large, with what fell or what saved it; and what stands there before: what happens now. */

import type { Property } from '../events'
import { type Sentence, t, together } from '../language/sentence'
import type { ActVerdict } from '../verdict'
import { bigLetters, bigLines, bigWidth } from './big-letters'
import type { Row } from './cells'
import type { Pen } from './pen'
import { atMost, block, hanging, row, span, wrapped } from './rows'
import type { Show } from './show'
import { outcomeOf, signOfTone, styleOf, styleOfTone } from './signs'

const properties: Readonly<Record<Property, Sentence>> = {
  secrecy: t`secrecy`,
  authenticity: t`authenticity`,
  order: t`order`,
  completeness: t`completeness`,
  identity: t`identity`,
  privacy: t`privacy`,
  routing: t`routing`,
  containment: t`containment`,
  display: t`display`,
  availability: t`availability`,
}

/** @returns what became of the users, in a few words. */
function outcome({ verdict, broken, alarms }: ActVerdict): Sentence {
  switch (verdict) {
    case 'BROKEN':
      return t`What fell: ${together(
        broken.map((property) => properties[property]),
        ', ',
      )}`
    case 'DETECTED':
      return t`Saved by the alarm ${alarms.join(', ')}`
    case 'RESISTED':
      return t`Nothing was read, forged or lost`
    case 'PASSED':
      return t`Everything worked`
    case 'INCONCLUSIVE':
      return t`This shows nothing`
  }
}

function expectation({ verdict, expected, asExpected }: ActVerdict): Sentence {
  if (asExpected) return t`as expected`
  return verdict === expected ? t`not for the declared reason` : t`but ${expected} was expected`
}

/** @returns exactly `height` rows: the verdict in large letters, where there is room, and why beside or below it. */
export function verdictRows(verdict: ActVerdict, width: number, height: number, pen: Pen): Row[] {
  const { signs, look } = pen
  const style = styleOf(verdict.verdict)
  const expected = row(
    `${verdict.asExpected ? signs.good : signs.bad} ${pen.say(expectation(verdict))}`,
    verdict.asExpected ? 'bold' : 'bad',
  )
  if (height < 5 || bigWidth(verdict.verdict) > width) {
    const title = [
      span(`${signs[outcomeOf(verdict.verdict)]} ${verdict.verdict}`, style),
      span('  '),
      ...expected,
    ]
    const fell = hanging('', pen.say(outcome(verdict)), width, 'bold')
    return block(
      [title, ...fell, ...reasons(verdict, width, height - 1 - fell.length, pen)],
      width,
      height,
      signs.cut,
    )
  }
  const stretch = height >= 8 && bigWidth(verdict.verdict, 2) <= width / 2 ? 2 : 1
  const letters = bigLetters(verdict.verdict, look, 5, stretch)
  const beside = width - bigWidth(verdict.verdict, stretch) - 3
  const words = (room: number, rows: number): Row[] => {
    const first = [...largeWords(outcome(verdict), room, rows - 3, pen), expected]
    return [...first, ...reasons(verdict, room, rows - first.length, pen)]
  }
  if (beside < 28) {
    const below = words(width, height - 5)
    return block([...letters.map((line) => row(line, style)), ...below], width, height, signs.cut)
  }
  const right = block(words(beside, height), beside, height, signs.cut)
  return right.map((line, place) => [span((letters[place] ?? '').padEnd(width - beside), style), ...line])
}

/** In large letters where that leaves room for the rest; else bold. */
function largeWords(words: Sentence, width: number, height: number, pen: Pen): Row[] {
  const said = pen.say(words)
  const lines = pen.look.unicode ? bigLines(said, width) : null
  if (lines === null || lines.length * 4 > height) return hanging('', said, width, 'bold')
  return lines.flatMap((line) => [...bigLetters(line, pen.look, 3).map((dots) => row(dots, 'bold')), row('')])
}

function reasons({ why }: ActVerdict, width: number, height: number, pen: Pen): Row[] {
  return atMost(wrapped(pen.say(why), width), height, width, pen.signs.cut).map((line) => row(line))
}

/** @returns exactly `height` rows: the current step in one sentence, large where there is room. */
export function nowRows({ now }: Show, width: number, height: number, pen: Pen): Row[] {
  if (now === null) return block([], width, height, pen.signs.cut)
  const style = now.tone === 'plain' ? 'bold' : styleOfTone(now.tone)
  const sign = signOfTone(now.tone, pen.signs)
  const said = pen.say(now.words)
  const lines = pen.look.unicode && height >= 7 ? bigLines(said, width - 6) : null
  if (lines !== null && lines.length > 0 && lines.length * 4 - 1 <= height) {
    const indent = ' '.repeat(6)
    const rows = lines.flatMap((line, place) =>
      bigLetters(line, pen.look, 3)
        .map((dots, at) => row((place === 0 && at === 1 ? `  ${sign}`.padEnd(6) : indent) + dots, style))
        .concat([row('')]),
    )
    return block(rows, width, height, pen.signs.cut)
  }
  const text = atMost(wrapped(said, width - sign.length), height, width - sign.length, pen.signs.cut)
  const rows = text.map((line, place) => row((place === 0 ? sign : ' '.repeat(sign.length)) + line, style))
  const margin = Math.max(0, Math.floor((height - rows.length) / 2))
  return block(
    [...Array.from({ length: height > 2 ? margin : 0 }, () => row('')), ...rows],
    width,
    height,
    pen.signs.cut,
  )
}

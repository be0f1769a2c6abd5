/** A card: a title and a text in the middle of the picture, large where there is room. */

import type { Words } from '../../peers/language/sentence'
import type { Row } from './cells'
import { largeWords } from './large-words'
import type { RenderContext } from './render-context'
import { atMost, block, centred, row, wrapped } from './rows'

/** Longer lines are hard to read. */
const WIDEST = 76

/** @returns exactly `height` rows. */
export function cardRows(
  title: Words,
  text: Words,
  width: number,
  height: number,
  context: RenderContext,
): Row[] {
  const { cut } = context.signs
  const inner = Math.min(WIDEST, width - 4)
  const words = wrapped(context.say(text), inner)
  const large = largeTitle(context.say(title), width - 4, height - Math.min(words.length, 6) - 2, context)
  const head = large ?? wrapped(context.say(title), inner).map((line) => row(line, 'bold'))
  const room = height - head.length - 1
  const body = atMost(words, room, inner, cut).map((line) =>
    row(line.padEnd(Math.min(inner, longest(words)))),
  )
  const rows = [...head, row(''), ...body].map((line) => centred(line, width, cut))
  const above = Math.max(0, Math.floor((height - rows.length) / 2))
  return block([...Array.from({ length: above }, () => row('')), ...rows], width, height, cut)
}

function longest(lines: readonly string[]): number {
  return Math.max(...lines.map(({ length }) => length))
}

/** Null where it has no room. */
function largeTitle(title: string, width: number, height: number, context: RenderContext): Row[] | null {
  const tall = height >= 14 && context.look.unicode ? 5 : 3
  const rows = largeWords(title, width, height - 1, 'bold', context, tall)
  return rows && [...rows, row('')]
}

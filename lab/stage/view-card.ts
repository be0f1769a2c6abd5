/** A card: a title and a text in the middle of the picture, large where there is room. */

import type { Words } from '../../peers/language/sentence'
import { letterHeight } from './big-letters'
import type { Row, Size } from './cells'
import { largeWords } from './large-words'
import type { RenderContext } from './render-context'
import { atMost, block, centred, row, wrapped } from './rows'

/** Longer lines are hard to read. */
const WIDEST = 76
/** The same where people sit far away. */
const WIDEST_LARGE = 120
/** Columns of what stands below the text. */
const WIDEST_TABLE = 100
/** Columns of large letters: as wide as that they are still read as lines. */
const WIDEST_LETTERS = 180

/** Lines of large letters: more of them are slower to read than small ones, even where nothing else is to be seen. */
const MOST_LINES = 10

/**
 * @param isLarge whether the text is for those in the last row, too, where it has room.
 * @param below what stands below the text, of as many columns as it is told; left out where there is no room.
 * @returns exactly `rows` rows.
 */
export function cardRows(
  title: Words,
  text: Words,
  size: Size,
  isLarge: boolean,
  context: RenderContext,
  below: (width: number) => readonly Row[] = () => [],
): Row[] {
  const { columns } = size
  const { cut } = context.signs
  const under = below(Math.min(WIDEST_TABLE, columns - 4))
  const least = 1 + wrapped(context.say(text), Math.min(WIDEST, columns - 4)).length + 1
  const added = under.length > 0 && least + 1 + under.length <= size.rows ? [row(''), ...under] : []
  const height = size.rows - added.length
  const inner = Math.min(isLarge ? WIDEST_LARGE : WIDEST, columns - 4)
  const words = wrapped(context.say(text), inner)
  // No title is so large that a line of the text is left out for it.
  const large = largeTitle(context.say(title), columns - 4, height - words.length - 2, context)
  const head = large ?? wrapped(context.say(title), inner).map((line) => row(line, 'bold'))
  const room = height - head.length - 1
  const tall = MOST_LINES * (letterHeight(3, context.look) + 1) - 1
  const letters = isLarge
    ? largeWords(
        context.say(text),
        Math.min(WIDEST_LETTERS, columns - 4),
        Math.min(room, tall),
        'plain',
        context,
      )
    : null
  // What does not have room in large letters stands loosely, so that it is read line by line.
  const spread = isLarge && 2 * words.length <= room ? words.flatMap((line) => [line, '']) : words
  const body =
    letters ??
    atMost(spread, room, inner, cut).map((line) => row(line.padEnd(Math.min(inner, longest(words)))))
  const rows = [...head, row(''), ...body, ...added].map((line) => centred(line, columns, cut))
  const above = Math.max(0, Math.floor((size.rows - rows.length) / 2))
  return block([...Array.from({ length: above }, () => row('')), ...rows], columns, size.rows, cut)
}

function longest(lines: readonly string[]): number {
  return Math.max(...lines.map(({ length }) => length))
}

/** Null where it has no room. */
function largeTitle(title: string, width: number, height: number, context: RenderContext): Row[] | null {
  const tall = height >= 14 && context.look.unicode ? 5 : 3
  const rows =
    largeWords(title, width, height - 1, 'bold', context, tall) ??
    largeWords(title, width, height - 1, 'bold', context, 3)
  return rows && [...rows, row('')]
}

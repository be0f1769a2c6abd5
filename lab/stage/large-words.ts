/** Words in large letters, for those in the last row of the room. */

import { bigLetters, bigLines, type Height } from './big-letters'
import type { Row, Style } from './cells'
import type { RenderContext } from './render-context'
import { row } from './rows'

/** @returns the words in large letters; null where they do not all have room. */
export function largeWords(
  said: string,
  width: number,
  height: number,
  style: Style,
  { look }: RenderContext,
  tall: Height = 3,
): Row[] | null {
  const lines = bigLines(said, width)
  if (!lines || lines.length === 0) return null
  const rows = lines.flatMap((line) => [
    ...bigLetters(line, look, tall).map((dots) => row(dots, style)),
    row(''),
  ])
  return rows.length - 1 <= height ? rows.slice(0, -1) : null
}

/** Under the picture: how much of a secret the attacker says that she knows, as a bar. */

import { t } from '../../peers/language/sentence'
import type { Row } from './cells'
import type { RenderContext } from './render-context'
import { centred, row, span } from './rows'
import type { Digits } from './scene'

/** Columns of the bar at most. */
const WIDEST = 60
/** From so many rows on the bar is two rows high. */
const ROOMY = 4

/** @returns at most `most` rows: what it is above, the bar below. */
export function digitsRows(
  { known, of }: Digits,
  width: number,
  most: number,
  { look, say, signs }: RenderContext,
): Row[] {
  const long = Math.min(WIDEST, width - 8)
  const filled = Math.floor((long * known) / Math.max(1, of))
  const [full, empty] = look.unicode ? ['█', '░'] : ['#', '.']
  const bar = [span(full!.repeat(filled), 'bad'), span(empty!.repeat(long - filled), 'faint')]
  const words = say(t`what Mallory knows of the secret: ${known} of ${of} binary digits`)
  const high = most >= ROOMY ? 2 : 1
  return [
    centred(row(words), width, signs.cut),
    ...Array.from({ length: high }, () => centred(bar, width, signs.cut)),
  ].slice(0, most)
}

/** In the attacker's box, at its foot: the copies of closed letters that she has by now, an envelope each. */

import { t } from '../../peers/language/sentence'
import type { Canvas } from './canvas'
import type { DashboardState } from './dashboard-state'
import type { RenderContext } from './render-context'
import { closedThatWentBy } from './scene'
import type { Standing } from './view-beliefs'
import { writeIn } from './view-leg'

/** Rows that it takes. */
export const STOCK_ROWS = 2

/** @param foot the last row of the box. */
export function drawStock(
  canvas: Canvas,
  attacker: Standing,
  foot: number,
  state: DashboardState,
  { look, say }: RenderContext,
): void {
  const { scene, conversation } = state
  // Where she has opened some, they are not closed any more.
  if (conversation !== 'attack' || !scene.copies || scene.moves.some(({ kept }) => kept)) return
  const count = closedThatWentBy(scene)
  if (count === 0) return
  const words = say(count === 1 ? t`1 closed copy` : t`${count} closed copies`)
  const envelopes = Array.from({ length: count }, () => (look.unicode ? '✉' : '#')).join(' ')
  if (envelopes.length <= attacker.width - 4) writeIn(canvas, attacker, foot - 1, envelopes, 'bad')
  writeIn(canvas, attacker, foot, words, 'bad')
}

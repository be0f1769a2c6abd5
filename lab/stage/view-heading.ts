/** The head of the picture: what the act is about, in a sentence, and which one it is. */

import type { Row } from './cells'
import type { DashboardState } from './dashboard-state'
import type { RenderContext } from './render-context'
import { atMost, ends, row, wrapped } from './rows'

/** Of the whole picture: a sentence that needs more of it is cut, which happens in small windows alone. */
const SHARE = 1 / 5

/** @param height of the whole picture. */
export function headingRows(
  { outline, act }: DashboardState,
  width: number,
  height: number,
  context: RenderContext,
): Row[] {
  const { cut } = context.signs
  const scenario = context.text(outline.scenario)
  const played = outline.acts[act]
  const where = played ? `${scenario} ${act + 1}/${outline.acts.length}` : scenario
  const room = Math.max(8, width - where.length - 2)
  const lines = atMost(
    wrapped(context.say(played?.title ?? outline.title), room),
    Math.max(1, Math.floor(height * SHARE)),
    room,
    cut,
  )
  return lines.map((line, place) => ends(row(line, 'bold'), row(place === 0 ? where : ''), width, cut))
}

/** Before anything goes from one to the other: who is who, and where the attacker stands. */

import { type Sentence, t } from '../../peers/language/sentence'
import { ATTACKER, isOnPath, type Position } from '../scenario/scenario'
import type { Canvas } from './canvas'
import type { Row } from './cells'
import type { DashboardState } from './dashboard-state'
import type { RenderContext } from './render-context'
import { centred, row, wrapped } from './rows'
import { shownIn } from './scene'
import { seal } from './seals'
import type { Standing } from './view-beliefs'
import { writeIn } from './view-leg'

/** What being there gives her. */
const places: Readonly<Record<Exclude<Position, 'nowhere'>, Sentence>> = {
  path: t`All that they send goes by her. She can read, hold and change what is not locked.`,
  tap: t`She gets a copy of all that they send, and can change nothing.`,
  directory: t`She is the directory: whoever wants a key or an address asks her.`,
  relay: t`She is the relay: all that they send goes through her.`,
  outsider: t`She stands outside, and can call anybody.`,
}

/** @returns whether an act or a conversation has just begun, and nobody has done anything yet. */
export function isBeginning({ now, act, verdicts, scene, loot }: DashboardState): boolean {
  const isSeen = scene.words !== null || scene.keys.length > 0 || loot.length > 0 || scene.uncalled !== null
  return act >= 0 && now?.begins === true && verdicts[act] === null && !isSeen && shownIn(scene).length === 0
}

/** Each with a key of their own, she where she stands, and the lines on which they will talk. */
export function drawCast(
  canvas: Canvas,
  people: readonly Standing[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
  { outline }: DashboardState,
  { say, signs }: RenderContext,
): void {
  const { peers, position } = outline
  const middle = (top + bottom) >> 1
  for (const [place, one] of people.entries()) {
    const next = people[place + 1]
    const isLine = next && (isOnPath(position) || ![one.name, next.name].includes(ATTACKER))
    if (isLine)
      canvas.put(one.x + one.width, middle, signs.horizontal.repeat(next.x - one.x - one.width), 'faint')
    if (one.name !== ATTACKER) {
      writeIn(canvas, one, middle - 1, say(t`own key`), 'plain')
      writeIn(canvas, one, middle, seal(one.name, peers), one.style)
    } else if (position !== 'nowhere') {
      const lines = wrapped(say(places[position]), one.width - 4)
      if (lines.length >= bottom - top) continue
      const start = top + 1 + ((bottom - top - 1 - lines.length) >> 1)
      for (const [line, text] of lines.entries()) canvas.put(one.x + 2, start + line, text, 'bad')
    }
  }
}

/** @returns what is at stake, in at most `most` rows. */
export function stakeRows(
  { outline }: DashboardState,
  width: number,
  most: number,
  { say, signs }: RenderContext,
): Row[] {
  const lines = wrapped(say(outline.title), Math.max(1, width - 4))
  return lines.length > most ? [] : lines.map((line) => centred(row(line, 'bold'), width, signs.cut))
}

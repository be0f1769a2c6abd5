/** One leg of a way in the picture: a line from one to the other with what goes along it, and words in somebody's box. */

import { t } from '../../peers/language/sentence'
import { ATTACKER } from '../scenario/scenario'
import { person } from '../text/format-names'
import type { Canvas } from './canvas'
import { type Cargo, isOpen, pluralName } from './cargo'
import type { Style } from './cells'
import type { DashboardState } from './dashboard-state'
import { labelOf } from './frame-parts'
import { LARGE_REACH, LARGEST_REACH, largeCargo } from './large-cargo'
import { isUnanswered, MANY, type Passage } from './passages'
import type { RenderContext } from './render-context'
import { cargoSpan, holderOf, shortSign } from './seals'
import type { Standing } from './view-beliefs'

/** Rows that a passage takes in which all is as large as can be: the picture, and what it is. */
export const LARGEST_PITCH = 2 * LARGEST_REACH + 2
/** Rows above and below, that they take at most. */
const MOST_SPREAD = 2
/** Columns of the line that are seen beside what is large. */
const LEAST_LINE = 2

export interface Drawing {
  readonly canvas: Canvas
  readonly people: readonly Standing[]
  readonly y: number
  /** Rows from one passage to the next: with more than one, what it is is said below it. */
  readonly pitch: number
  readonly state: DashboardState
  readonly context: RenderContext
}

/** A line from one to the other with what goes along it; as far as it has come. */
export function drawLeg(
  { canvas, y, pitch, state, context }: Drawing,
  from: Standing,
  to: Standing,
  cargo: Cargo,
  progress: number,
  passage: Passage,
): void {
  const { times, overtaking } = passage
  const rightwards = from.x < to.x
  const [left, right] = rightwards ? [from, to] : [to, from]
  const start = left.x + left.width
  const length = right.x - start
  const { peers } = state.outline
  const holder = holderOf(cargo, state)
  const drawn = cargoSpan(cargo, holder, peers, context)
  const counted = times > 1 ? `${context.look.unicode ? '×' : 'x'}${times} ` : ''
  const label = overtaking ? labelOf(passage.sent || passage.got, overtaking.left - 1) : ''
  const many = overtaking ? `${label} ` : counted
  const plural = pluralName(cargo, times)
  const room = length - 4 - many.length
  const short = drawn.text.length > room ? shortSign(cargo, context) : null
  const whole = plural ? ` ${context.say(plural)} ` : ''
  const single = ` ${(short ?? drawn.text).slice(0, Math.max(short ? 1 : 3, room))} ${many}`
  const named = whole !== '' && whole.length + 2 <= length ? whole : single
  // Many small ones are seen to be many: where there is no room for more, how many there are is enough.
  const text = times >= MANY && length < named.length + 2 ? ` ${many}` : named
  if (length < text.length + 2) return
  const { signs } = context
  const way = Math.max(0, Math.min(1, progress))
  const covered = Math.round((length - 1) * way)
  const isMany = times >= MANY
  // What she has altered is hers from there on, though it be called the same.
  const isHers = from.name === ATTACKER && (isMany || (passage.changed && cargo.is === 'other'))
  const style = isHers ? 'bad' : drawn.style
  const line = (isMany ? `${signs.many} `.repeat(covered) : signs.heavy.repeat(covered)).slice(0, covered)
  // Many are seen to be many: they come in more than one row.
  const spread = isMany ? Math.min(MOST_SPREAD, (pitch - 1) >> 1) : 0
  for (let row = y - spread; row <= y + spread; row++)
    canvas.put(rightwards ? start : start + length - covered, row, line, style)
  if (way >= 1)
    canvas.put(
      rightwards ? start + length - 1 : start,
      y,
      isUnanswered(passage) ? signs.bad : rightwards ? signs.right : signs.left,
      isUnanswered(passage) ? 'bad' : style,
    )
  const reaches = [LARGEST_REACH, LARGE_REACH] as const
  const large = reaches
    .filter((reach) => pitch >= 2 * reach + 2)
    .map((reach) => largeCargo(cargo, holder, reach, context.look.unicode))
    .find((rows) => rows !== null && rows[0]!.length + LEAST_LINE <= length)
  const rows = large ?? [text]
  const wide = rows[0]!.length
  // At rest it lies in the middle of its way.
  const front = Math.round((length - wide) * way)
  const offset = way >= 1 ? Math.floor((length - wide) / 2) : rightwards ? front : length - wide - front
  const reach = rows.length >> 1
  for (const [row, drawnRow] of rows.entries()) canvas.put(start + offset, y - reach + row, drawnRow, style)
  if (pitch < 2 || (holder === null && !isOpen(cargo)) || way < 1) return
  const words =
    holder === null
      ? t`anybody can read`
      : cargo.is === 'key'
        ? t`the key of ${person(holder)}`
        : t`for ${person(holder)} alone`
  const caption = context.say(overtaking ? t`letter ${label}` : words)
  if (caption.length <= length)
    canvas.put(start + Math.floor((length - caption.length) / 2), y + reach + 1, caption, drawn.style)
}

export function writeIn(
  canvas: Canvas,
  { x, width }: Standing,
  y: number,
  words: string,
  style: Style,
): void {
  const room = width - 2
  const text = words.length > room ? words.slice(0, Math.max(0, room)) : words
  canvas.put(x + 1 + Math.max(0, Math.floor((room - text.length) / 2)), y, text, style)
}

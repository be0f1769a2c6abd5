/** Mallory's view: the frames that come by, taken apart as far as anybody can, and what she makes of them. */

import { t } from '../../peers/language/sentence'
import { person } from '../text/format-names'
import { dissect } from '../wire/dissect'
import type { Row, Size } from './cells'
import type { CapturedFrame, DashboardState } from './dashboard-state'
import type { RenderContext } from './render-context'
import { hanging, row, span, widthOf } from './rows'
import { signOfTone, styleOfTone } from './signs'
import type { Ui } from './ui'
import { tail } from './view-pane'

/** @returns who she is, what she does, and where there is room, how many frames came by. */
export function attackerTitle(
  { outline, act, frames, conversation }: DashboardState,
  width: number,
  context: RenderContext,
): Row {
  // What is seen of a control stays when it is over.
  const isControl = conversation === 'before' || conversation === 'after'
  const attack = outline.acts[act]?.attack ?? null
  if (attack === null && outline.position === 'nowhere')
    return [span(context.say(t`Nobody in between`), 'bold')]
  const what = attack === null ? '' : `  ${isControl ? context.say(t`does nothing`) : context.text(attack)}`
  const title = [span('Mallory', 'bad'), span(what)]
  const last = frames.at(-1)
  const more = last ? [...title, span(`  ${context.say(t`frames: ${last.number}`)}`)] : title
  return widthOf(more) > width ? title : more
}

/** @returns at most `height` rows: frames above, loot below; the one there is most of gives way to the other. */
export function attackerRows(
  state: DashboardState,
  ui: Ui,
  { columns: width, rows: height }: Size,
  context: RenderContext,
): Row[] {
  const focused = ui.focus === 1
  const progress = progressRows(state, width, context)
  const room = height - progress.length
  const most = Math.max(Math.ceil(room / 2), room - state.frames.length - 1)
  const loot = lootRows(state, width, most + (focused ? ui.scroll : 0), context)
  const forLoot = Math.min(loot.length, most)
  const forFrames = Math.max(0, room - forLoot - (loot.length > 0 ? 1 : 0))
  const frames = frameRows(state, ui, width, forFrames, context)
  return [
    ...frames,
    ...Array.from({ length: room - forLoot - frames.length }, () => row('')),
    ...tail(loot, forLoot, focused ? ui.scroll : 0),
    ...progress,
  ].slice(0, height)
}

/** @returns with how many rows nothing of it is cut. */
export function attackerNeeds(state: DashboardState, width: number, context: RenderContext): number {
  const loot = lootRows(state, width, Number.POSITIVE_INFINITY, context).length
  return state.frames.length + loot + (loot > 0 ? 1 : 0) + progressRows(state, width, context).length
}

/** @returns the attacker in so many lines: what she did last, and the newest frame. */
export function foldedAttacker(
  state: DashboardState,
  ui: Ui,
  width: number,
  lines: number,
  context: RenderContext,
): Row[] {
  const title = attackerTitle(state, width, context)
  if (lines < 2) return [title]
  const last = state.loot.at(-1)
  if (!last) return [title, frameRows(state, { ...ui, frame: null }, width, 1, context)[0] ?? row('')]
  return [
    title,
    [span(signOfTone(last.tone, context.signs)), span(context.say(last.words), styleOfTone(last.tone))],
  ]
}

/** How far she says that she is. */
function progressRows({ progress }: DashboardState, width: number, context: RenderContext): Row[] {
  return progress === null ? [] : hanging('', context.say(progress), width, 'bold')
}

function lootRows({ loot }: DashboardState, width: number, most: number, context: RenderContext): Row[] {
  const rows: Row[] = []
  for (let place = loot.length - 1; place >= 0 && rows.length < most; place--) {
    const { tone, words } = loot[place]!
    const one = hanging(signOfTone(tone, context.signs), context.say(words), width, styleOfTone(tone))
    // What is not there from its beginning cannot be understood.
    if (rows.length > 0 && rows.length + one.length > most) break
    rows.unshift(...one)
  }
  return rows
}

/** The newest, or those around the one that is chosen. */
function frameRows(
  { frames }: DashboardState,
  ui: Ui,
  width: number,
  height: number,
  context: RenderContext,
): Row[] {
  const chosen = ui.frame === null ? -1 : frames.findIndex(({ number }) => number === ui.frame)
  const end =
    chosen < 0 ? frames.length : Math.min(frames.length, Math.max(height, chosen + Math.ceil(height / 2)))
  return frames
    .slice(Math.max(0, end - height), end)
    .map((frame) => frameRow(frame, frame.number === ui.frame, width, context))
}

/** Whose protocol it is stands in the title of the act. */
function shortKind(kind: string): string {
  return kind.replace(/^prototype /, '')
}

/** The sign before the number says which one is chosen, also where nothing is coloured. */
function frameRow(frame: CapturedFrame, chosen: boolean, width: number, context: RenderContext): Row {
  const bytes = Buffer.from(frame.bytes, 'base64')
  const { kind, summary } = dissect(bytes)
  const number = String(frame.number).padStart(3)
  const to = `${context.look.unicode ? '→' : '->'} ${context.text(person(frame.to))}`
  const size = context.say(t`${bytes.length} B`)
  const start = `${chosen ? context.signs.running : ' '}${number} ${to.padEnd(8)} ${size.padStart(7)}  ${context.text(shortKind(kind))}`
  // Half of it would say less than nothing.
  const whole = `${start}  ${context.say(summary)}`
  return row(whole.length <= width ? whole : start, chosen ? 'chosen' : 'plain')
}

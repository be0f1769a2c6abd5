/** Mallory's view: the frames that come by, taken apart as far as anybody can, and what she makes of them. */

import { t } from '../language/sentence'
import { person } from '../narration/describe'
import { dissect } from '../wire/dissect'
import type { Row, Size } from './cells'
import type { Frame, Show } from './dashboard-state'
import type { Pen } from './render-context'
import { hanging, row, span } from './rows'
import { signOfTone, styleOfTone } from './signs'
import type { Ui } from './ui'
import { tail } from './view-pane'

export function attackerTitle({ program, act, frames, phase }: Show, pen: Pen): Row {
  const isControl = phase === 'before' || phase === 'after'
  const attack = program.acts[act]?.attack ?? null
  if (attack === null && program.position === 'nowhere') return [span(pen.say(t`Nobody in between`), 'bold')]
  const what = attack === null ? '' : `  ${isControl ? pen.say(t`does nothing`) : pen.text(attack)}`
  return [
    span('Mallory', 'bad'),
    span(what),
    ...(frames.length > 0 ? [span(`  ${pen.say(t`frames: ${frames.at(-1)!.number}`)}`)] : []),
  ]
}

/** @returns at most `height` rows: frames above, loot below; the one there is most of gives way to the other. */
export function attackerRows(show: Show, ui: Ui, { columns: width, rows: height }: Size, pen: Pen): Row[] {
  const focused = ui.focus === 1
  const progress = show.progress === null ? [] : [row(pen.say(show.progress), 'bold')]
  const room = height - progress.length
  const loot = lootRows(show, width, room + (focused ? ui.scroll : 0), pen)
  const forLoot = Math.min(loot.length, Math.max(Math.ceil(room / 2), room - show.frames.length - 1))
  const forFrames = Math.max(0, room - forLoot - (loot.length > 0 ? 1 : 0))
  const frames = frameRows(show, ui, width, forFrames, pen)
  return [
    ...frames,
    ...Array.from({ length: room - forLoot - frames.length }, () => row('')),
    ...tail(loot, forLoot, focused ? ui.scroll : 0),
    ...progress,
  ].slice(0, height)
}

/** @returns the attacker in so many lines: what she did last, and the newest frame. */
export function foldedAttacker(show: Show, ui: Ui, width: number, lines: number, pen: Pen): Row[] {
  const title = attackerTitle(show, pen)
  if (lines < 2) return [title]
  const last = show.loot.at(-1)
  if (!last) return [title, frameRows(show, { ...ui, frame: null }, width, 1, pen)[0] ?? row('')]
  return [title, [span(signOfTone(last.tone, pen.signs)), span(pen.say(last.words), styleOfTone(last.tone))]]
}

function lootRows({ loot }: Show, width: number, most: number, pen: Pen): Row[] {
  const rows: Row[] = []
  for (let place = loot.length - 1; place >= 0 && rows.length < most; place--) {
    const { tone, words } = loot[place]!
    rows.unshift(...hanging(signOfTone(tone, pen.signs), pen.say(words), width, styleOfTone(tone)))
  }
  return rows
}

/** The newest, or those around the one that is chosen. */
function frameRows({ frames }: Show, ui: Ui, width: number, height: number, pen: Pen): Row[] {
  const chosen = ui.frame === null ? -1 : frames.findIndex(({ number }) => number === ui.frame)
  const end =
    chosen < 0 ? frames.length : Math.min(frames.length, Math.max(height, chosen + Math.ceil(height / 2)))
  return frames
    .slice(Math.max(0, end - height), end)
    .map((frame) => frameRow(frame, frame.number === ui.frame, width, pen))
}

/** The sign before the number says which one is chosen, also where nothing is coloured. */
function frameRow(frame: Frame, chosen: boolean, width: number, pen: Pen): Row {
  const bytes = Buffer.from(frame.bytes, 'base64')
  const { kind, summary } = dissect(bytes)
  const number = String(frame.number).padStart(4)
  const to = `${pen.look.unicode ? '→' : '->'} ${pen.text(person(frame.to))}`
  const size = pen.say(t`${bytes.length} B`)
  const start = `${chosen ? pen.signs.running : ' '}${number} ${to.padEnd(8)} ${size.padStart(7)}  ${pen.text(kind)}`
  const rest = width - start.length - 2
  return row(rest < 10 ? start : `${start}  ${pen.say(summary)}`, chosen ? 'chosen' : 'plain')
}

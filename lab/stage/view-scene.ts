/** The picture of a beat: who stands where, what went from one to the other, and what was done to it on the way. */

import { t } from '../../peers/language/sentence'
import { ATTACKER, DIRECTORY } from '../scenario/scenario'
import { lasting } from '../steps/conversation-steps'
import { person } from '../text/format-names'
import { Canvas } from './canvas'
import type { Row } from './cells'
import type { DashboardState, RunOutline } from './dashboard-state'
import { copiesOf, deedOf } from './passage-deed'
import { isUnanswered, MANY, type Passage } from './passages'
import type { RenderContext } from './render-context'
import { atMost, wrapped } from './rows'
import { type BeatScene, shownIn } from './scene'
import { cargoSpan, holderOf, seal, styleOfOwner } from './seals'
import { drawBeliefs, type Standing } from './view-beliefs'
import { drawCast, isBeginning } from './view-cast'
import { type Drawing, drawLeg, LARGEST_PITCH, writeIn } from './view-leg'
import { drawStock, STOCK_ROWS } from './view-stock'
import { waysOf } from './ways'

/** With less, there is a line for what goes on and nothing else. */
const LEAST_ROWS = 5
/** What she does is read at every size. */
const LEAST_MIDDLE = 16
/** Columns between two who stand there. */
const LEAST_GAP = 6
/** Rows of a box beside which there is room for a line that goes past hers. */
const LEAST_PAST = 6
/** What she did last, in words. */
const MOST_DEEDS = 4

/** @returns exactly `height` rows. */
export function sceneRows(
  state: DashboardState,
  width: number,
  height: number,
  context: RenderContext,
): Row[] {
  const canvas = new Canvas(width, height)
  const people = standingsOf(state, width)
  const below = height >= LEAST_ROWS + 4 ? 2 : height >= LEAST_ROWS + 1 ? 1 : 0
  const box = { top: height >= LEAST_ROWS ? 1 : 0, bottom: height - below - 1 }
  const isBelow = isCall(state.scene) && box.bottom - box.top >= LEAST_PAST
  // Past her is where she does not stand.
  const hers = { ...box, bottom: isBelow ? box.bottom - 3 : box.bottom }
  for (const one of people) drawStanding(canvas, one, one.name === ATTACKER ? hers : box, state, context)
  drawDeeds(canvas, people, box, state, context)
  drawPassages(canvas, people, box, state, context)
  drawUncalled(canvas, people, box, state, context)
  drawPassed(canvas, people, box, state, context)
  if (isBeginning(state)) drawCast(canvas, people, box, state, context)
  if (below > 0) drawBeliefs(canvas, people, box.bottom + 1, below, state, context)
  return canvas.rows()
}

function standingsOf({ outline, scene }: DashboardState, width: number): Standing[] {
  const { peers, position } = outline
  const side = Math.max(11, Math.min(24, Math.floor(width / 8)))
  const middle = Math.max(LEAST_MIDDLE, Math.min(36, Math.floor(width / 4)))
  const first: Standing = { name: peers[0], x: 1, width: side, style: 'first' }
  const second: Standing = { name: peers[1], x: width - side - 1, width: side, style: 'second' }
  const attacker = (x: number): Standing => ({
    name: ATTACKER,
    x: Math.floor(x),
    width: middle,
    style: 'bad',
  })
  switch (position) {
    case 'path':
    case 'tap':
    case 'directory':
    case 'relay':
      return [first, attacker((width - middle) / 2), second]
    case 'outsider': {
      const all = shownIn(scene)
      // Where the two were led to her, she stands between them.
      if (all.some(({ taken }) => taken)) return [first, attacker((width - middle) / 2), second]
      const isAsked = all.some(({ from, to }) => from === DIRECTORY || to === DIRECTORY)
      // Whoever asks it stands beside it, as she does.
      if (all.some(({ from, to }) => from === peers[0] && to === DIRECTORY)) {
        const gap = (width - 2 - 3 * side - LEAST_MIDDLE) / 3
        const asked = { name: DIRECTORY, x: Math.floor(1 + side + gap), width: side, style: 'plain' } as const
        const her = { ...attacker(1 + 2 * (side + gap)), width: LEAST_MIDDLE }
        if (gap > LEAST_GAP) return [first, asked, her, second]
      }
      const room = isAsked ? LEAST_MIDDLE : middle
      const her = { ...attacker(width - room - 1), width: room }
      // Whoever is asked stands beside her, where nothing that she sends to others comes by; all make room.
      const gap = (width - 2 - 3 * side - room) / 3
      return isAsked && gap > LEAST_GAP
        ? [
            first,
            { ...second, x: Math.floor(1 + side + gap) },
            { ...her, x: Math.floor(1 + 2 * (side + gap)) },
            { name: DIRECTORY, x: width - side - 1, width: side, style: 'plain' },
          ]
        : [first, { ...second, x: Math.floor((width - side) / 2) }, her]
    }
    case 'nowhere':
      return [first, second]
  }
}

interface Box {
  readonly top: number
  readonly bottom: number
}

/** So many columns a name may reach beyond its box: half of what is between two. */
const BEYOND = 6

/** Where she is the directory or the relay, nobody else is: that is said where there is room for it. */
function calledIn(
  name: string,
  width: number,
  { peers, position }: RunOutline,
  { say, text }: RenderContext,
): string {
  const who = `${text(person(name))} ${seal(name, peers)}`
  const office =
    position === 'directory' ? t`${who}, the directory` : position === 'relay' ? t`${who}, the relay` : null
  const whole = name === ATTACKER && office ? say(office) : who
  return whole.length <= width + BEYOND ? whole : who
}

function drawStanding(
  canvas: Canvas,
  { name, x, width, style }: Standing,
  { top, bottom }: Box,
  { outline }: DashboardState,
  context: RenderContext,
): void {
  const words =
    name === DIRECTORY ? ` ${context.say(t`Directory`)} ` : ` ${calledIn(name, width, outline, context)} `
  const { corners, horizontal, vertical } = context.signs
  if (bottom - top < 2) {
    canvas.put(x, top, words, style)
    return
  }
  const bar = horizontal.repeat(width - 2)
  canvas.put(x, top, `${corners[0]}${bar}${corners[1]}`, style)
  for (let y = top + 1; y < bottom; y++) {
    canvas.put(x, y, vertical, style)
    canvas.put(x + width - 1, y, vertical, style)
  }
  canvas.put(x, bottom, `${corners[3]}${bar}${corners[2]}`, style)
  canvas.put(x + Math.max(0, Math.floor((width - words.length) / 2)), Math.max(0, top - 1), words, style)
}

/** What she did where nobody sees her pass: in words, the newest last. */
function drawDeeds(
  canvas: Canvas,
  people: readonly Standing[],
  { top, bottom }: Box,
  { progress, scene }: DashboardState,
  context: RenderContext,
): void {
  const attacker = people.find(({ name }) => name === ATTACKER)
  const goesBy = shownIn(scene).some(({ left, taken, from, to }) => {
    return taken || left === null || from === ATTACKER || to === ATTACKER
  })
  if (!attacker || goesBy || isCall(scene)) return
  const [room, rows] = [attacker.width - 4, bottom - top - 1]
  const deeds = [...scene.deeds.slice(-MOST_DEEDS), ...(progress === null ? [] : [progress])].map((words) =>
    wrapped(context.say(words), room),
  )
  // What does not fit is the oldest.
  while (deeds.length > 1 && deeds.flat().length > rows) deeds.shift()
  const lines = atMost(deeds.flat(), rows, room, context.signs.cut)
  const start = top + 1 + Math.floor((rows - lines.length) / 2)
  for (const [line, text] of lines.entries()) canvas.put(attacker.x + 2, start + line, text, 'bad')
}

/** Whoever does not even call says so. */
function drawUncalled(
  canvas: Canvas,
  people: readonly Standing[],
  { top, bottom }: Box,
  { scene }: DashboardState,
  context: RenderContext,
): void {
  const who = people.find(({ name }) => name === scene.uncalled)
  if (who)
    writeIn(canvas, who, (top + bottom) >> 1, `${context.signs.warn} ${context.say(t`no call`)}`, 'warn')
}

/** How much time went by before what is to be seen, on the line from one to the other. */
function drawPassed(
  canvas: Canvas,
  people: readonly Standing[],
  { top }: Box,
  { scene }: DashboardState,
  { say, signs }: RenderContext,
): void {
  if (scene.passed === 0) return
  const words = ` ${say(t`${lasting(scene.passed)} later`)} `
  for (const [place, { x, width }] of people.slice(0, -1).entries()) {
    const [start, end] = [x + width, people[place + 1]!.x]
    const margin = (end - start - words.length) >> 1
    if (margin < 0) continue
    canvas.put(start, top, signs.horizontal.repeat(end - start), 'warn')
    canvas.put(start + margin, top, words, 'warn')
  }
}

/** One after the other, from above; where there is no room for all, the last ones. */
function drawPassages(
  canvas: Canvas,
  people: readonly Standing[],
  { top, bottom }: Box,
  state: DashboardState,
  context: RenderContext,
): void {
  const room = Math.max(1, bottom - top - 1)
  const shown = newest(shownIn(state.scene), room)
  const pitch = Math.max(1, Math.min(LARGEST_PITCH, Math.floor(room / Math.max(1, shown.length))))
  const start = top + 1 + Math.floor((room - shown.length * pitch) / 2)
  if (isCall(state.scene)) {
    const past = bottom - top >= LEAST_PAST ? bottom - 1 : top + 1 + (room >> 1)
    drawCall(canvas, people, past, context)
  }
  const rowOf = (place: number): number => start + place * pitch + ((pitch - 1) >> 1)
  for (const [place, passage] of shown.entries()) {
    const drawing = { canvas, people, y: rowOf(place), pitch, state, context }
    drawPassage(drawing, passage, rowOf(onwardPlace(shown, place)))
  }
  // What she does to what goes by stands in her box as well.
  const attacker = people.find(({ name }) => name === ATTACKER)
  if (attacker && rowOf(shown.length - 1) < bottom - STOCK_ROWS)
    drawStock(canvas, attacker, bottom - 1, state, context)
}

/**
 * @returns the last ones; what stands for many is among them, whatever came after it, and beside what she does so often her
 * single calls give way to what others do.
 */
function newest(all: readonly Passage[], most: number): readonly Passage[] {
  const many = all.filter(({ times }) => times >= MANY).slice(-most)
  const isHers = ({ from, to }: Passage): boolean => from === ATTACKER || to === ATTACKER
  const others = all.filter(({ times }) => times < MANY)
  const isFlood = many.some(isHers)
  // What is given up first stands first.
  const ranked = isFlood ? [...others.filter(isHers), ...others.filter((one) => !isHers(one))] : others
  const kept = new Set([...many, ...ranked.slice(Math.max(0, ranked.length - most + many.length))])
  return all.filter((one) => kept.has(one))
}

/** @returns the row at which what came is drawn: letters that overtook others come in above them. */
function onwardPlace(shown: readonly Passage[], place: number): number {
  const { from, to, overtaking } = shown[place]!
  if (!overtaking) return place
  const rows = shown.flatMap((one, at) => (one.overtaking && one.from === from && one.to === to ? [at] : []))
  return rows[overtaking.came - 1] ?? place
}

/** Whether the two talk by another way, and nothing else is to be seen. */
function isCall(scene: BeatScene): boolean {
  return scene.keys.length > 1 && scene.keys.every(({ wasKnown }) => !wasKnown) && shownIn(scene).length === 0
}

/** By another way, past whoever stands between them. */
function drawCall(canvas: Canvas, people: readonly Standing[], y: number, context: RenderContext): void {
  const [first, last] = [people[0]!, people.at(-1)!]
  const start = first.x + first.width
  const length = last.x - start
  const words = ` ${context.say(t`by telephone, past Mallory`)} `
  canvas.put(start, y, context.signs.horizontal.repeat(Math.max(0, length)), 'good')
  canvas.put(start + Math.max(0, Math.floor((length - words.length) / 2)), y, words, 'good')
}

/** @param onwardRow the row in which it goes on from the attacker. */
function drawPassage(drawing: Drawing, passage: Passage, onwardRow: number): void {
  const { people, context, canvas, y, state } = drawing
  const { progress } = passage
  const { left, byHer, onward } = waysOf(passage, state)
  const attacker = people.find(({ name }) => name === ATTACKER)
  const from = people.find(({ name }) => name === (left === null ? ATTACKER : passage.from))
  const to = people.find(({ name }) => name === passage.to)
  const further = { ...drawing, y: onwardRow }
  if (passage.kept && attacker) drawCopy(drawing, attacker, passage)
  else if (!attacker || !byHer) {
    if (from && to && from !== to) drawLeg(drawing, from, to, onward!, progress, passage)
    if (from && from !== attacker && isUnanswered(passage))
      writeIn(canvas, from, y, context.say(t`no answer`), 'bad')
    // She is the directory: what she gives is seen beside her.
    if (attacker && from === attacker && onward?.is === 'address') {
      const given = deedOf(passage, null, 'none')
      if (given) writeIn(canvas, attacker, y, context.say(given.words), given.style)
    }
    // What she asks, and what she is told, is named where there is room for it.
    const isAsked = [passage.from, passage.to].includes(DIRECTORY)
    const isNamed = onward?.is === 'other' && onward.called !== 'TCP'
    if (attacker && isAsked && isNamed && (from === attacker || to === attacker)) {
      const { text, style } = cargoSpan(onward, null, state.outline.peers, context)
      writeIn(canvas, attacker, y, text, from === attacker ? 'bad' : style)
    }
  } else {
    const second = left === null ? progress : progress * 2 - 1
    if (left && from && from !== attacker)
      drawLeg(drawing, from, attacker, left, Math.min(1, progress * 2), passage)
    if (onward && to && to !== attacker && second >= 0)
      drawLeg(further, attacker, to, onward, second, passage)
    const deed = second >= 0 ? deedOf({ ...passage, left }, to ? null : passage.to, copiesOf(state)) : null
    if (deed) writeIn(canvas, attacker, y, context.say(deed.words), deed.style)
  }
  if (to && to !== attacker && progress >= 1 && passage.came) arrived(further, to, passage)
}

/** What she has already is opened where she is. */
function drawCopy({ canvas, y, state, context }: Drawing, attacker: Standing, passage: Passage): void {
  const deed = deedOf(passage, null, 'taken')
  if (!deed || !passage.left) return
  const { text } = cargoSpan(passage.left, holderOf(passage.left, state), state.outline.peers, context)
  const words = context.say(deed.words)
  const both = `${text} ${words}`
  writeIn(canvas, attacker, y, both.length <= attacker.width - 2 ? both : words, deed.style)
}

/** What became of it where it went. */
function arrived({ canvas, y, context, state }: Drawing, to: Standing, passage: Passage): void {
  const { peers } = state.outline
  if (passage.refused) writeIn(canvas, to, y, `${context.signs.warn} ${context.say(t`refuses`)}`, 'warn')
  else if (passage.came?.is === 'key')
    writeIn(canvas, to, y, seal(passage.came.of, peers), styleOfOwner(passage.came.of, peers))
  else if (passage.read) writeIn(canvas, to, y, context.say(t`reads`), 'plain')
}

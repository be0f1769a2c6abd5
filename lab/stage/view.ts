/** The view: draws a show as rows. Pure; what it returns is as large as the screen, to the column. */

import { t } from '../language/sentence'
import { rowsOf } from './big-letters'
import type { Row, Size } from './cells'
import type { Show } from './dashboard-state'
import type { Look } from './look'
import { type Pen, penFor } from './render-context'
import { block, row, span, toWidth, wrapped } from './rows'
import type { Pane, Ui } from './ui'
import { attackerRows, attackerTitle, foldedAttacker } from './view-attacker'
import { cardRows } from './view-card'
import { frameRows, frameTitle } from './view-frame'
import { headingRows } from './view-heading'
import { helpRows, keysRow } from './view-keys'
import { drawLink, hasRoomForLarge, type LinkScale } from './view-link'
import { head, insideOf, pane, whereabouts } from './view-pane'
import { foldedSeat, seatRows, seatTitle } from './view-peer-pane'
import { progressRow } from './view-progress'
import { largestRows, nowRows, verdictRows } from './view-verdict'

/** Smaller windows show nothing but that they are too small. */
const SMALLEST: Size = { columns: 40, rows: 12 }
/** From here on panes stand side by side. */
const WIDE: Size = { columns: 100, rows: 20 }
/** From here on there are large letters, for those in the last row. */
const LARGE: Size = { columns: 150, rows: 48 }

const panes: readonly Pane[] = [0, 1, 2]

/** @returns exactly `size.rows` rows of exactly `size.columns` columns. */
export function draw(show: Show, ui: Ui, size: Size, look: Look): Row[] {
  const pen = penFor(ui.language, look)
  const { columns, rows } = size
  if (!holds(size, SMALLEST)) {
    const { columns: width, rows: height } = SMALLEST
    const words = pen.say(t`The window is too small: ${width} columns and ${height} rows are needed.`)
    return finished(
      wrapped(words, Math.max(1, columns)).map((line) => row(line)),
      size,
      pen,
    )
  }
  const bottom = [progressRow(show, columns, pen), keysRow(ui, show, columns, pen)]
  const room = { columns, rows: rows - bottom.length }
  const picture = show.card
    ? cardRows(show.card.title, show.card.text, columns, room.rows, pen)
    : drawAct(show, ui, room, holds(size, LARGE), pen)
  return finished([...block(picture, columns, room.rows, pen.signs.cut), ...bottom], size, pen)
}

function drawAct(show: Show, ui: Ui, { columns, rows }: Size, large: boolean, pen: Pen): Row[] {
  const scale = scaleOf(show, { columns, rows }, large)
  const verdict = show.phase === null ? (show.verdicts[show.act] ?? null) : null
  const middle = middleRows(rows, large, verdict !== null, pen)
  const gap = rows >= 30 ? [row('')] : []
  const top = [
    ...headingRows(show, columns, rows, large, pen),
    ...gap,
    ...drawLink(show, columns, scale, pen),
    ...gap,
    ...(verdict ? verdictRows(verdict, columns, middle, pen) : nowRows(show, columns, middle, pen)),
  ]
  const room = { columns, rows: rows - top.length }
  return [...top, ...drawPanes(show, ui, room, large, pen)]
}

function scaleOf(show: Show, { columns, rows }: Size, large: boolean): LinkScale {
  if (large && hasRoomForLarge(show, columns)) return 'large'
  return rows >= 28 && columns >= 60 ? 'box' : 'word'
}

/** How many rows what happens now has, or the verdict. */
function middleRows(rows: number, large: boolean, verdict: boolean, pen: Pen): number {
  if (large) return verdict ? largestRows(pen) : (rowsOf(3, pen.look) + 1) * 3
  if (rows >= 34) return 6
  if (verdict) return rows >= 20 ? 6 : 2
  return 2
}

function drawPanes(show: Show, ui: Ui, size: Size, large: boolean, pen: Pen): Row[] {
  const { columns, rows } = size
  const over = (title: Row, all: readonly Row[]): Row[] => {
    const { rows: height } = insideOf(size)
    const where = whereabouts(all, height, ui.scroll)
    return pane([...title, ...where], head(all, height, ui.scroll), columns, rows, false, pen)
  }
  const { columns: width } = insideOf(size)
  if (ui.open === 'help') return over([span(pen.say(t`Keys`), 'bold')], helpRows(ui, width, pen))
  const frame = ui.open === 'frame' ? show.frames.find(({ number }) => number === ui.frame) : undefined
  if (frame) return over(frameTitle(frame, pen), frameRows(frame, width, pen))
  if (show.act < 0) return cardRows(show.program.title, show.program.about, columns, rows, pen)
  return holds({ columns, rows: rows + 8 }, WIDE)
    ? besideEachOther(show, ui, size, large, pen)
    : folded(show, ui, size, pen)
}

function besideEachOther(show: Show, ui: Ui, { columns, rows }: Size, large: boolean, pen: Pen): Row[] {
  // What is left over goes to the attacker, who has most to say.
  const side = Math.floor(columns / 3)
  const drawn = panes.map((place) =>
    drawPane(show, ui, place, place === 1 ? columns - 2 * side : side, rows, large, pen),
  )
  return Array.from({ length: rows }, (_, place) => drawn.flatMap((one) => one[place] ?? []))
}

/** The pane in focus is large, the others are a line or two each. */
function folded(show: Show, ui: Ui, { columns, rows }: Size, pen: Pen): Row[] {
  const lines = rows >= 12 ? 2 : 1
  const height = Math.max(0, rows - 2 * lines)
  return panes.flatMap((place) => {
    if (place === ui.focus) return drawPane(show, ui, place, columns, height, false, pen)
    const seat = seatAt(show, place)
    const short = seat ? foldedSeat(seat, columns, lines, pen) : foldedAttacker(show, ui, columns, lines, pen)
    return block(short, columns, lines, pen.signs.cut)
  })
}

function drawPane(
  show: Show,
  ui: Ui,
  place: Pane,
  width: number,
  height: number,
  large: boolean,
  pen: Pen,
): Row[] {
  const inside = insideOf({ columns: width, rows: height })
  const seat = seatAt(show, place)
  const chosen = place === ui.focus
  const rows = seat
    ? seatRows(seat, inside, chosen ? ui.scroll : 0, large, pen)
    : attackerRows(show, ui, inside, pen)
  const title = seat ? seatTitle(seat, inside.columns - 4, pen) : attackerTitle(show, pen)
  return pane(title, rows, width, height, chosen, pen)
}

function seatAt({ seats }: Show, place: Pane) {
  return place === 1 ? null : seats[place === 0 ? 0 : 1]
}

function holds(size: Size, least: Size): boolean {
  return size.columns >= least.columns && size.rows >= least.rows
}

/** To the column; spaces at which no line was to be broken are spaces like others now. */
function finished(rows: readonly Row[], { columns, rows: height }: Size, { signs }: Pen): Row[] {
  return block(rows, columns, height, signs.cut).map((one) =>
    toWidth(one, columns, signs.cut).map(({ text, style }) => ({
      text: text.replaceAll('\u00a0', ' '),
      style,
    })),
  )
}

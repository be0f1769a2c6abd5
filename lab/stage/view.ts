/** The view: draws the state as rows. Pure; what it returns is as large as the screen, to the column. */

import { type FrameOpener, frameOpener } from '../conformance/opened-frame'
import { t } from '../language/sentence'
import { letterHeight } from './big-letters'
import type { Row, Size } from './cells'
import { listed } from './context-events'
import type { DashboardState, EventTrail } from './dashboard-state'
import { type RenderContext, renderContext } from './render-context'
import { block, row, span, toWidth, wrapped } from './rows'
import type { TerminalCapabilities } from './terminal-capabilities'
import type { Pane, Ui } from './ui'
import { attackerRows, attackerTitle, foldedAttacker } from './view-attacker'
import { cardRows } from './view-card'
import { frameRows, frameTitle } from './view-frame'
import { headingRows } from './view-heading'
import { keyHelpRows, keysRow } from './view-keys'
import { drawLink, hasRoomForLarge, type LinkScale } from './view-link'
import { head, insideOf, pane, whereabouts } from './view-pane'
import { foldedPeerPane, peerPaneRows, peerPaneTitle } from './view-peer-pane'
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
export function draw(state: DashboardState, ui: Ui, size: Size, look: TerminalCapabilities): Row[] {
  const context = renderContext(ui.language, look)
  const { columns, rows } = size
  if (!holds(size, SMALLEST)) {
    const { columns: width, rows: height } = SMALLEST
    const words = context.say(t`The window is too small: ${width} columns and ${height} rows are needed.`)
    return finished(
      wrapped(words, Math.max(1, columns)).map((line) => row(line)),
      size,
      context,
    )
  }
  const bottom = [progressRow(state, columns, context), keysRow(ui, state, columns, context)]
  const room = { columns, rows: rows - bottom.length }
  const picture = state.card
    ? cardRows(state.card.title, state.card.text, columns, room.rows, context)
    : drawAct(state, ui, room, holds(size, LARGE), context)
  return finished([...block(picture, columns, room.rows, context.signs.cut), ...bottom], size, context)
}

function drawAct(
  state: DashboardState,
  ui: Ui,
  { columns, rows }: Size,
  large: boolean,
  context: RenderContext,
): Row[] {
  const scale = scaleOf(state, { columns, rows }, large)
  const verdict = state.phase === null ? (state.verdicts[state.act] ?? null) : null
  const middle = middleRows(rows, large, verdict !== null, context)
  const gap = rows >= 30 ? [row('')] : []
  const top = [
    ...headingRows(state, columns, rows, large, context),
    ...gap,
    ...drawLink(state, columns, scale, context),
    ...gap,
    ...(verdict ? verdictRows(verdict, columns, middle, context) : nowRows(state, columns, middle, context)),
  ]
  const room = { columns, rows: rows - top.length }
  return [...top, ...drawPanes(state, ui, room, large, context)]
}

function scaleOf(state: DashboardState, { columns, rows }: Size, large: boolean): LinkScale {
  if (large && hasRoomForLarge(state, columns)) return 'large'
  return rows >= 28 && columns >= 60 ? 'box' : 'word'
}

/** How many rows what happens now has, or the verdict. */
function middleRows(rows: number, large: boolean, verdict: boolean, context: RenderContext): number {
  if (large) return verdict ? largestRows(context) : (letterHeight(3, context.look) + 1) * 3
  if (rows >= 34) return 6
  if (verdict) return rows >= 20 ? 6 : 2
  return 2
}

/** What was told of sessions is the same value until more is: then what came of it is, too. */
const openers = new WeakMap<EventTrail, FrameOpener>()

function openerOf({ told }: DashboardState): FrameOpener {
  if (told === null) return () => null
  const opener = openers.get(told) ?? frameOpener(listed(told))
  openers.set(told, opener)
  return opener
}

function drawPanes(state: DashboardState, ui: Ui, size: Size, large: boolean, context: RenderContext): Row[] {
  const { columns, rows } = size
  const over = (title: Row, all: readonly Row[]): Row[] => {
    const { rows: height } = insideOf(size)
    const where = whereabouts(all, height, ui.scroll)
    return pane([...title, ...where], head(all, height, ui.scroll), columns, rows, false, context)
  }
  const { columns: width } = insideOf(size)
  if (ui.open === 'help') return over([span(context.say(t`Keys`), 'bold')], keyHelpRows(ui, width, context))
  const frame = ui.open === 'frame' ? state.frames.find(({ number }) => number === ui.frame) : undefined
  if (frame) {
    const opened = openerOf(state)(frame.from, Buffer.from(frame.bytes, 'base64'))
    return over(frameTitle(frame, context), frameRows(frame, opened, width, context))
  }
  if (state.act < 0) return cardRows(state.outline.title, state.outline.about, columns, rows, context)
  return holds({ columns, rows: rows + 8 }, WIDE)
    ? besideEachOther(state, ui, size, large, context)
    : folded(state, ui, size, context)
}

function besideEachOther(
  state: DashboardState,
  ui: Ui,
  { columns, rows }: Size,
  large: boolean,
  context: RenderContext,
): Row[] {
  // What is left over goes to the attacker, who has most to say.
  const side = Math.floor(columns / 3)
  const drawn = panes.map((place) =>
    drawPane(state, ui, place, place === 1 ? columns - 2 * side : side, rows, large, context),
  )
  return Array.from({ length: rows }, (_, place) => drawn.flatMap((one) => one[place] ?? []))
}

/** The pane in focus is large, the others are a line or two each. */
function folded(state: DashboardState, ui: Ui, { columns, rows }: Size, context: RenderContext): Row[] {
  const lines = rows >= 12 ? 2 : 1
  const height = Math.max(0, rows - 2 * lines)
  return panes.flatMap((place) => {
    if (place === ui.focus) return drawPane(state, ui, place, columns, height, false, context)
    const peerPane = peerPaneAt(state, place)
    const short = peerPane
      ? foldedPeerPane(peerPane, columns, lines, context)
      : foldedAttacker(state, ui, columns, lines, context)
    return block(short, columns, lines, context.signs.cut)
  })
}

function drawPane(
  state: DashboardState,
  ui: Ui,
  place: Pane,
  width: number,
  height: number,
  large: boolean,
  context: RenderContext,
): Row[] {
  const inside = insideOf({ columns: width, rows: height })
  const peerPane = peerPaneAt(state, place)
  const chosen = place === ui.focus
  const rows = peerPane
    ? peerPaneRows(peerPane, inside, chosen ? ui.scroll : 0, large, context)
    : attackerRows(state, ui, inside, context)
  const title = peerPane
    ? peerPaneTitle(peerPane, inside.columns - 4, context)
    : attackerTitle(state, context)
  return pane(title, rows, width, height, chosen, context)
}

function peerPaneAt({ peerPanes }: DashboardState, place: Pane) {
  return place === 1 ? null : peerPanes[place === 0 ? 0 : 1]
}

function holds(size: Size, least: Size): boolean {
  return size.columns >= least.columns && size.rows >= least.rows
}

/** To the column; spaces at which no line was to be broken are spaces like others now. */
function finished(rows: readonly Row[], { columns, rows: height }: Size, { signs }: RenderContext): Row[] {
  return block(rows, columns, height, signs.cut).map((one) =>
    toWidth(one, columns, signs.cut).map(({ text, style }) => ({
      text: text.replaceAll('\u00a0', ' '),
      style,
    })),
  )
}

/** The view: draws the state as rows. Pure; what it returns is as large as the screen, to the column. */

import { t } from '../../peers/language/sentence'
import { type FrameOpener, frameOpener } from '../conformance/opened-frame'
import { ATTACKER } from '../scenario/scenario'
import type { Row, Size } from './cells'
import { listed } from './context-events'
import type { DashboardState, EventTrail, KeyStatus, PeerPane } from './dashboard-state'
import { playedBy } from './reduce'
import { type RenderContext, renderContext } from './render-context'
import { block, row, span, toWidth, wrapped } from './rows'
import { shownIn } from './scene'
import type { TerminalCapabilities } from './terminal-capabilities'
import type { Pane, Ui } from './ui'
import { attackerNeeds, attackerRows, attackerTitle, foldedAttacker } from './view-attacker'
import { cardRows } from './view-card'
import { endRows } from './view-end'
import { frameRows, frameTitle } from './view-frame'
import { headingRows } from './view-heading'
import { keyHelpRows, keysRow } from './view-keys'
import { matrixRows } from './view-matrix'
import { head, insideOf, pane, whereabouts } from './view-pane'
import { foldedPeerPane, isLargeIn, isShortIn, peerPaneRows, peerPaneTitle } from './view-peer-pane'
import { progressRow } from './view-progress'
import { sceneRows } from './view-scene'
import { nowRows, verdictRows } from './view-verdict'
import { wordsRows } from './view-words'

/** Smaller windows show nothing but that they are too small. */
export const SMALLEST: Size = { columns: 40, rows: 12 }
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
  const line = state.card?.isOfTalk ? row('') : progressRow(state, ui.beat, columns, context)
  const bottom = [line, keysRow(ui, state, columns, context)]
  const room = { columns, rows: rows - bottom.length }
  const picture = state.card
    ? cardRows(state.card.title, state.card.text, room, holds(size, LARGE), context, (width) =>
        state.card?.isLast ? matrixRows(playedBy(state), width, context) : [],
      )
    : drawAct(state, ui, room, holds(size, LARGE), context)
  return finished([...block(picture, columns, room.rows, context.signs.cut), ...bottom], size, context)
}

/** Of what is left for it, the picture has at least so much, whatever is to be said of it; beside a verdict less. */
const PICTURE_SHARE = 0.4
const PICTURE_BESIDE_VERDICT = 0.3
/** Of what is left for the picture, the panes below it have at most so much; with less than so many rows they are not there. */
const PANES_SHARE = 0.45
const LEAST_PANES = 9

/** The picture of what happens above, what it means below it; where there is room for them, the panes of the three. */
function drawAct(
  state: DashboardState,
  ui: Ui,
  { columns, rows }: Size,
  large: boolean,
  context: RenderContext,
): Row[] {
  if (state.ended && ui.open === 'nothing' && !ui.zoomed) return endRows(state, columns, rows, large, context)
  if (state.act < 0 && ui.open === 'nothing')
    return cardRows(state.outline.title, state.outline.about, { columns, rows }, large, context)
  const heading = headingRows(state, columns, rows, context)
  const left = rows - heading.length
  const isOver = ui.open !== 'nothing' || ui.zoomed
  const share = state.phase === null && state.verdicts[state.act] ? PICTURE_BESIDE_VERDICT : PICTURE_SHARE
  const most = Math.max(1, left - Math.ceil(left * share))
  const told = ui.open === 'nothing' ? toldRows(state, !isOver, columns, most, large, context) : []
  const size = { columns, rows: left - told.length }
  if (isOver) return [...heading, ...drawPanes(state, ui, size, context), ...told]
  const lower = columns >= WIDE.columns ? Math.floor(size.rows * PANES_SHARE) : 0
  const layout = layoutOf(state, columns, large, context)
  const below =
    lower < LEAST_PANES ? 0 : Math.min(lower, Math.max(LEAST_PANES, neededRows(state, layout, context)))
  const picture = sceneRows(state, columns, size.rows - below, context)
  const panes = below > 0 ? besideEachOther(state, ui, below, layout, context) : []
  return [...heading, ...picture, ...told, ...panes]
}

/**
 * What is said of the picture: the verdict, or the words that went and one sentence. It has as many rows as it needs; words
 * and sentences never less than usual, so that the picture stays where it is from one letter to the next.
 */
function toldRows(
  state: DashboardState,
  withWords: boolean,
  columns: number,
  most: number,
  large: boolean,
  context: RenderContext,
): Row[] {
  const [usual, words] = most >= 20 ? [3, 6] : most >= 11 ? [3, 5] : most >= 8 ? [2, 3] : [1, 0]
  const verdict = state.phase === null ? state.verdicts[state.act] : null
  if (verdict) {
    const rows = verdictRows(verdict, columns, most, large, context)
    return padded(rows, Math.min(most, usual + words), false)
  }
  const now = padded(nowRows(state, columns, most, large, context), Math.min(most, usual), usual > 2)
  const room = most - now.length
  const said = withWords && words > 0 ? wordsRows(state, columns, room, large, context) : []
  return said.length > 0 ? [...padded(said, Math.min(room, words), true), ...now] : now
}

/** @returns the rows, and empty ones around or below them where they are fewer. */
function padded(rows: readonly Row[], least: number, isCentred: boolean): Row[] {
  const missing = Math.max(0, least - rows.length)
  const above = isCentred ? Math.floor(missing / 2) : 0
  return [
    ...Array.from({ length: above }, () => row('')),
    ...rows,
    ...Array.from({ length: missing - above }, () => row('')),
  ]
}

/** What was told of sessions is the same value until more is: then what came of it is, too. */
const openers = new WeakMap<EventTrail, FrameOpener>()

function openerOf({ told }: DashboardState): FrameOpener {
  if (told === null) return () => null
  const opener = openers.get(told) ?? frameOpener(listed(told))
  openers.set(told, opener)
  return opener
}

function drawPanes(state: DashboardState, ui: Ui, size: Size, context: RenderContext): Row[] {
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
  return folded(state, ui, size, context)
}

/** Of the columns, the pane in which something has come to pass has so much. */
const LIVELY_SHARE = 0.4

/** @returns the pane in which something has come to pass in this beat; null where none stands out. */
function liveliest({ scene, outline }: DashboardState): Pane | null {
  const of = (name: string): Pane => (name === ATTACKER ? 1 : name === outline.peers[0] ? 0 : 2)
  const refused = shownIn(scene).findLast((one) => one.refused)
  if (refused) return of(refused.to)
  const { words } = scene
  if (!words) return null
  if (words.got !== null && words.got !== words.wrote) return of(words.to)
  return words.known !== null ? 1 : words.got === null ? null : of(words.to)
}

function widthsOf(state: DashboardState, columns: number): readonly [number, number, number] {
  const lively = liveliest(state)
  if (lively === null) {
    // What is left over goes to the attacker, who has most to say.
    const side = Math.floor(columns / 3)
    return [side, columns - 2 * side, side]
  }
  const wide = Math.floor(columns * LIVELY_SHARE)
  const side = Math.floor((columns - wide) / 2)
  const last = columns - wide - side
  return lively === 0 ? [wide, side, last] : lively === 1 ? [side, wide, last] : [side, last, wide]
}

/** Whether what stands in large letters does so in the panes of both: in one alone it would seem to be said of that one. */
function bothLarge(
  { peerPanes }: DashboardState,
  [first, , second]: readonly [number, number, number],
  context: RenderContext,
): boolean {
  const inside = [first, second].map((columns) => insideOf({ columns, rows: MOST_PANES }).columns)
  return peerPanes.every((one, place) => isLargeIn(one, inside[place]!, context))
}

/** Panes never need more rows than these: a larger window has a larger picture. */
const MOST_PANES = 30

/** How the panes stand beside each other. */
interface Layout {
  readonly widths: readonly [number, number, number]
  /** Whether the states of both users stand there in large letters. */
  readonly isLarge: boolean
  /** The states that are said in a word or two: what is the same of both is said in the same words. */
  readonly shortly: readonly KeyStatus[]
}

function layoutOf(state: DashboardState, columns: number, large: boolean, context: RenderContext): Layout {
  const widths = widthsOf(state, columns)
  const [first, , second] = widths.map(titleRoom)
  const [one, other] = state.peerPanes
  const shortly = [...shortIn(one, first!, context), ...shortIn(other, second!, context)]
  return { widths, shortly, isLarge: large && bothLarge(state, widths, context) }
}

/** Of a pane of so many columns. */
function titleRoom(columns: number): number {
  return insideOf({ columns, rows: MOST_PANES }).columns - 4
}

/** @returns the state if it has no room there but in a word or two. */
function shortIn(peerPane: PeerPane, room: number, context: RenderContext): KeyStatus[] {
  return isShortIn(peerPane, room, context) ? [peerPane.trust] : []
}

/** @returns rows with which no pane would be cut, or {@link MOST_PANES}. */
function neededRows(state: DashboardState, { widths, isLarge }: Layout, context: RenderContext): number {
  const needed = panes.map((place) => {
    const inside = insideOf({ columns: widths[place], rows: MOST_PANES })
    const peerPane = peerPaneAt(state, place)
    return peerPane
      ? peerPaneRows(peerPane, state, inside, 0, isLarge ? 'large' : 'words', context).length
      : attackerNeeds(state, inside.columns, context)
  })
  return Math.min(MOST_PANES, Math.max(...needed) + 2)
}

function besideEachOther(
  state: DashboardState,
  ui: Ui,
  rows: number,
  layout: Layout,
  context: RenderContext,
): Row[] {
  const drawn = panes.map((place) => drawPane(state, ui, place, layout.widths[place], rows, layout, context))
  return Array.from({ length: rows }, (_, place) => drawn.flatMap((one) => one[place] ?? []))
}

/** The pane in focus is large, the others are a line or two each. */
function folded(state: DashboardState, ui: Ui, { columns, rows }: Size, context: RenderContext): Row[] {
  const lines = rows >= 12 ? 2 : 1
  const height = Math.max(0, rows - 2 * lines)
  return panes.flatMap((place) => {
    if (place === ui.focus) return drawPane(state, ui, place, columns, height, null, context)
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
  layout: Layout | null,
  context: RenderContext,
): Row[] {
  const inside = insideOf({ columns: width, rows: height })
  const peerPane = peerPaneAt(state, place)
  const chosen = place === ui.focus
  const detail = ui.zoomed ? 'whole' : layout?.isLarge ? 'large' : 'words'
  const rows = peerPane
    ? peerPaneRows(peerPane, state, inside, chosen ? ui.scroll : 0, detail, context)
    : attackerRows(state, ui, inside, context)
  const room = inside.columns - 4
  const title = peerPane
    ? peerPaneTitle(peerPane, room, layout?.shortly ?? shortIn(peerPane, room, context), detail, context)
    : attackerTitle(state, room, context)
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

/** The link between the peers, where the attacker sits on it, and the frames that fly over it. */

import { t } from '../language/sentence'
import { person } from '../text/format-names'
import { bigLetters, bigWidth, letterHeight } from './big-letters'
import { Canvas } from './canvas'
import type { Row, Style } from './cells'
import type { DashboardState, Flight } from './dashboard-state'
import type { RenderContext } from './render-context'

/** How large the nodes are: a word, a word in a box, a large word in a box. */
export type LinkScale = 'word' | 'box' | 'large'

interface Node {
  readonly name: string
  readonly lines: readonly string[]
  readonly width: number
  readonly style: Style
  /** Upper left corner. */
  readonly x: number
  readonly y: number
}

const ATTACKER = 'mallory'
const DIRECTORY = 'directory'

/** @returns how many rows {@link drawLink} takes. */
export function linkRows({ outline }: DashboardState, scale: LinkScale, context: RenderContext): number {
  const height = heightOf(scale, context)
  return isBelow(outline.position) ? height + stemOf(scale) + (scale === 'large' ? 3 : height) : height
}

export function drawLink(
  state: DashboardState,
  width: number,
  scale: LinkScale,
  context: RenderContext,
): Row[] {
  const canvas = new Canvas(width, linkRows(state, scale, context))
  const nodes = place(state, width, scale, context)
  const line = Math.floor(heightOf(scale, context) / 2)
  drawLines(canvas, nodes, line, state, scale, context)
  for (const flight of state.flights) drawFlight(canvas, flight, nodes, line, scale, context)
  for (const node of nodes) drawNode(canvas, node, scale, context)
  return canvas.rows()
}

function isBelow(position: DashboardState['outline']['position']): boolean {
  return position === 'tap' || position === 'directory'
}

/** Rows between the line and what hangs from it. */
function stemOf(scale: LinkScale): number {
  return scale === 'word' ? 0 : 1
}

function heightOf(scale: LinkScale, { look }: RenderContext): number {
  return scale === 'word' ? 1 : scale === 'box' ? 3 : letterHeight(3, look) + 2
}

function place(state: DashboardState, width: number, scale: LinkScale, context: RenderContext): Node[] {
  const { position, peers } = state.outline
  const [first, second] = peers
  const top = (name: string, style: Style, x: (width: number) => number): Node => {
    const lines = linesOf(context.text(person(name)), scale, context)
    const wide = widthOfNode(lines, scale)
    return { name, lines, width: wide, style, x: Math.floor(x(wide)), y: 0 }
  }
  const below = (name: string, style: Style): Node => {
    const lines = [name === DIRECTORY ? context.say(t`Directory`) : context.text(person(name))]
    const wide = widthOfNode(lines, scale)
    const y = heightOf(scale, context) + stemOf(scale)
    return { name, lines, width: wide, style, x: Math.floor((width - wide) / 2), y }
  }
  const middle = (wide: number) => (width - wide) / 2
  const end = (wide: number) => width - wide
  const left = top(first, 'bold', () => 0)
  switch (position) {
    case 'path':
      return [left, top(ATTACKER, 'bad', middle), top(second, 'bold', end)]
    case 'directory':
      return [left, top(ATTACKER, 'bad', middle), top(second, 'bold', end), below(DIRECTORY, 'bold')]
    case 'tap':
      return [left, top(second, 'bold', end), below(ATTACKER, 'bad')]
    case 'outsider': {
      const attacker = top(ATTACKER, 'bad', end)
      const gap = Math.floor(width / 10) + 2
      return [left, top(second, 'bold', (wide) => attacker.x - gap - wide), attacker]
    }
    case 'nowhere':
      return [left, top(second, 'bold', end)]
  }
}

function linesOf(name: string, scale: LinkScale, { look }: RenderContext): readonly string[] {
  return scale === 'large' ? bigLetters(name, look, 3) : [name]
}

function widthOfNode(lines: readonly string[], scale: LinkScale): number {
  const longest = Math.max(0, ...lines.map(({ length }) => length))
  return scale === 'word' ? longest : longest + 4
}

/** Whether large names leave room for a link between them. */
export function hasRoomForLarge({ outline }: DashboardState, width: number): boolean {
  const names = [...outline.peers, ...(outline.position === 'nowhere' ? [] : [ATTACKER])]
  return names.reduce((sum, name) => sum + bigWidth(person(name)) + 4, 0) <= width * 0.7
}

function drawNode(
  canvas: Canvas,
  { lines, width, style, x, y }: Node,
  scale: LinkScale,
  context: RenderContext,
): void {
  if (scale === 'word') {
    for (const line of lines) canvas.put(x, y, line, style)
    return
  }
  const { corners, horizontal, vertical } = context.signs
  const bar = horizontal.repeat(Math.max(0, width - 2))
  canvas.put(x, y, `${corners[0]}${bar}${corners[1]}`, style)
  for (const [place, line] of lines.entries())
    canvas.put(x, y + 1 + place, `${vertical} ${line} ${vertical}`, style)
  canvas.put(x, y + 1 + lines.length, `${corners[3]}${bar}${corners[2]}`, style)
}

/** The line from peer to peer, and what hangs from it. */
function drawLines(
  canvas: Canvas,
  nodes: readonly Node[],
  line: number,
  state: DashboardState,
  scale: LinkScale,
  context: RenderContext,
): void {
  const { horizontal, vertical, downFrom } = context.signs
  const [from, to] = ends(nodes, state.outline.peers)
  if (!from || !to) return
  const start = from.x + from.width
  // A name without a box has a space at its side.
  const gap = scale === 'word' ? 1 : 0
  canvas.put(start + gap, line, horizontal.repeat(Math.max(0, to.x - start - 2 * gap)), 'line')
  const attacker = nodes.find(({ name }) => name === ATTACKER)
  if (gap > 0 && attacker?.y === 0 && state.outline.position !== 'outsider')
    canvas.put(attacker.x - gap, line, ' '.repeat(attacker.width + 2 * gap))
  const hanging = nodes.find(({ y }) => y > 0)
  if (!hanging) return
  const stem = hanging.x + Math.floor(hanging.width / 2)
  if (state.outline.position === 'tap') canvas.put(stem, line, downFrom, 'line')
  for (let y = line + 1; y < hanging.y; y++) canvas.put(stem, y, vertical, 'line')
}

/** @returns the nodes at both ends of the link. */
function ends(nodes: readonly Node[], [first, second]: readonly [string, string]) {
  return [nodes.find(({ name }) => name === first), nodes.find(({ name }) => name === second)] as const
}

/**
 * A frame on its way: half of it lies before the attacker and half after her. What flies to a node that is not on the
 * picture is not drawn.
 */
function drawFlight(
  canvas: Canvas,
  { frame, from, to, progress }: Flight,
  nodes: readonly Node[],
  line: number,
  scale: LinkScale,
  context: RenderContext,
): void {
  const onLine = nodes.filter(({ y }) => y === 0)
  const sender = onLine.find(({ name }) => name === from)
  const receiver = onLine.find(({ name }) => name === to)
  if (!sender || !receiver || sender === receiver) return
  const stop = onLine.find(({ name, x }) => name === ATTACKER && x > sender.x !== x > receiver.x)
  const hops = stop ? [sender, stop, receiver] : [sender, receiver]
  const way = Math.min(0.999, Math.max(0, progress)) * (hops.length - 1)
  const hop = Math.floor(way)
  const [one, other] = [hops[hop]!, hops[hop + 1]!]
  const number = String(frame)
  const rightwards = one.x < other.x
  const [first, last] = rightwards ? [one, other] : [other, one]
  const label = rightwards ? `${number}${context.signs.right}` : `${context.signs.left}${number}`
  const text = scale === 'word' ? label : ` ${label} `
  const start = first.x + first.width + 1
  const room = last.x - 1 - start - text.length
  if (room < 0) return
  const x = start + Math.round(room * (rightwards ? way - hop : 1 - (way - hop)))
  const blank = ' '.repeat(text.length)
  if (scale === 'large') canvas.put(x, line - 1, blank, 'chosen')
  canvas.put(x, line, text, 'chosen')
  if (scale === 'large') canvas.put(x, line + 1, blank, 'chosen')
}

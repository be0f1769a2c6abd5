/**
 * A machine as a picture: a card for each state, in the order in which they are reached, with what keeps the state or ends
 * the conversation inside; an arrow for each way to another state. What differs from the hardened machine is red.
 */

import { wrapText } from '../text/layout'
import { xmlText } from '../text/xml'
import { accessWords } from './mealy'
import { ELSE, type NamedMachine } from './page'
import { type DrawnEdge, drawnEdges } from './red'

const CARD = 340
const GAP = 270
const MARGIN = 30
const LINE = 16
const HEAD = 34
const BETWEEN = 36
const TOP = 80
/** Letters in a line of a card, and of what stands on an arrow. */
const CARD_LETTERS = 46
const ARROW_LETTERS = 33

const GROUND = '#f5f7f9'
const INK = '#1c2733'
const MUTED = '#5d6873'
const RED = '#c4161c'
const LINE_COLOUR = '#8a95a1'

interface Line {
  readonly text: string
  readonly colour: string
  readonly indent: number
}

interface Card {
  readonly state: number
  readonly name: string
  readonly lines: readonly Line[]
  readonly column: number
  readonly x: number
  y: number
  readonly height: number
}

interface Arrow {
  readonly from: Card
  readonly to: Card
  readonly isRed: boolean
  readonly lines: readonly string[]
}

/** @returns the picture as an SVG document. */
export function drawing(title: string, hardened: NamedMachine, named: NamedMachine): string {
  const { names } = named
  const over = names.indexOf('over')
  const edges = drawnEdges(hardened, named)
  const cards = cardsOf(named, edges, over)
  const arrows = cards.flatMap((from) =>
    cards.flatMap((to) =>
      [false, true].flatMap((isRed): Arrow[] => {
        const its = edges[from.state]!.filter(
          (edge) => edge.to === to.state && (edge.instead !== null) === isRed,
        )
        return from === to || its.length === 0 ? [] : [{ from, to, isRed, lines: its.flatMap(onArrow) }]
      }),
    ),
  )
  const columns = Math.max(...cards.map(({ column }) => column)) + 1
  const gaps = Math.max(columns - 1, ...arrows.map(({ from, to }) => gapOf(from, to) + 1))
  const drawn = Array.from({ length: gaps }, (_, column) => arrowsIn(column, arrows))
  const bottom = Math.max(...cards.map(({ y, height }) => y + height), ...drawn.map((each) => each.bottom))
  const width = 2 * MARGIN + columns * CARD + gaps * GAP
  const height = bottom + MARGIN + 24
  const isRed = edges.some((each) => each.some(({ instead }) => instead !== null))
  const more = names.some((name) => name.endsWith('′'))
    ? ' ′ marks a state that the hardened one does not have.'
    : ''
  const legend = isRed ? 'Red: what the hardened messenger does otherwise.' : ''
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="12">`,
    `<title>${xmlText(title)}</title>`,
    `<defs>${marker('tip', LINE_COLOUR)}${marker('red', RED)}</defs>`,
    `<rect width="${width}" height="${height}" fill="${GROUND}"/>`,
    text(MARGIN, 40, title, { colour: INK, size: 20, bold: true }),
    text(width - MARGIN, 40, legend, { colour: RED, size: 14, anchor: 'end' }),
    ...drawn.map((each) => each.svg),
    ...cards.map(drawCard),
    text(
      MARGIN,
      height - 16,
      `■ ends the conversation. ↻ leaves the state as it is. An arrow leads to another state.${more}`,
      { colour: MUTED, size: 12 },
    ),
    '</svg>',
    '',
  ].join('\n')
}

function cardsOf({ machine, names }: NamedMachine, edges: readonly DrawnEdge[][], over: number): Card[] {
  const bottoms: number[] = []
  const words = accessWords(machine)
  return [...machine.states.keys()]
    .filter((state) => state !== over)
    .map((state) => {
      const column = words[state]!.length
      const inside = edges[state]!.filter(({ to }) => to === state || to === over)
      const lines = inside.flatMap((edge) => inCard(edge, edge.to === over))
      const height = HEAD + lines.length * LINE + 12
      const y = bottoms[column] ?? TOP
      bottoms[column] = y + height + BETWEEN
      return { state, name: names[state]!, lines, column, x: MARGIN + column * (CARD + GAP), y, height }
    })
}

function inCard({ inputs, output, instead }: DrawnEdge, ends: boolean): Line[] {
  const colour = instead === null ? INK : RED
  const what = inputs.join('; ') || ELSE
  const answer = ends ? output.replace(/, closed$/, '').replace(/^closed$/, 'closed at once') : output
  const lines = (letters: string, shade: string, indent: number) =>
    wrapText(letters, CARD_LETTERS - indent / 6).map((each) => ({ text: each, colour: shade, indent }))
  return [
    ...lines(what, colour, 0),
    ...lines(`${ends ? '■' : '↻'} ${answer}`, instead === null ? MUTED : RED, 14),
    ...(instead === null ? [] : lines(`hardened: ${instead}`, MUTED, 14)),
  ]
}

function onArrow({ inputs, output, instead }: DrawnEdge): string[] {
  const lines = [
    ...wrapText(inputs.join('; ') || ELSE, ARROW_LETTERS),
    ...wrapText(`→ ${output}`, ARROW_LETTERS),
  ]
  return instead === null ? lines : [...lines, ...wrapText(`(hardened: ${instead})`, ARROW_LETTERS)]
}

/** Draws the arrows in the gap behind a column, one below the other: lines first, what stands on them above all lines. */
function arrowsIn(column: number, arrows: readonly Arrow[]): { svg: string; bottom: number } {
  const left = MARGIN + column * (CARD + GAP) + CARD
  const ofGap = arrows
    .filter(({ from, to }) => gapOf(from, to) === column)
    .toSorted((one, other) => Math.min(one.from.y, one.to.y) - Math.min(other.from.y, other.to.y))
  let at = TOP + 8
  const paths: string[] = []
  const labels: string[] = []
  for (const [nth, { from, to, isRed, lines }] of ofGap.entries()) {
    at = Math.max(at, Math.min(from.y, to.y) + 4)
    const level = at + lines.length * LINE + 4
    // Each turns at a place of its own.
    const turn = 8 + (nth % 6) * 4
    const side = (card: Card) => (card.column > column ? left + GAP : left)
    const inner = (card: Card) => (card.column > column ? left + GAP - turn : left + turn)
    const end = side(to) + (to.column > column ? -3 : 3)
    const [y1, y2] = [within(level, from), within(level, to)]
    const [colour, width, tip] = isRed ? [RED, 2.5, 'red'] : [LINE_COLOUR, 1.5, 'tip']
    const corner = `L${inner(from)} ${y1} L${inner(from)} ${level} L${inner(to)} ${level} L${inner(to)} ${y2}`
    paths.push(
      `<path d="M${side(from)} ${y1} ${corner} L${end} ${y2}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" marker-end="url(#${tip})"/>`,
    )
    for (const [row, line] of lines.entries())
      labels.push(
        text(left + GAP / 2, at + (row + 1) * LINE - 4, line, {
          colour: isRed ? RED : INK,
          anchor: 'middle',
          size: 12,
        }),
      )
    at = level + 14
  }
  return { svg: [...paths, ...labels].join('\n'), bottom: at }
}

/** The gap in which an arrow is drawn: the one behind the state that lies further to the left, or before a far one. */
function gapOf(from: Card, to: Card): number {
  return to.column > from.column ? to.column - 1 : Math.min(from.column, to.column)
}

function within(level: number, { y, height }: Card): number {
  return Math.min(Math.max(level, y + 18), y + height - 10)
}

function drawCard({ name, lines, x, y, height }: Card): string {
  return [
    `<rect x="${x}" y="${y}" width="${CARD}" height="${height}" rx="8" fill="#fff" stroke="${LINE_COLOUR}"/>`,
    text(x + 14, y + 23, name, { colour: INK, size: 14, bold: true }),
    ...lines.map((line, nth) =>
      text(x + 14 + line.indent, y + HEAD + (nth + 1) * LINE - 4, line.text, {
        colour: line.colour,
        size: 12,
      }),
    ),
  ].join('\n')
}

interface TextStyle {
  readonly colour: string
  readonly size: number
  readonly bold?: boolean
  readonly anchor?: 'middle' | 'end'
}

function text(x: number, y: number, letters: string, { colour, size, bold, anchor }: TextStyle): string {
  const more = `${bold ? ' font-weight="600"' : ''}${anchor ? ` text-anchor="${anchor}" stroke="${GROUND}" stroke-width="4" paint-order="stroke"` : ''}`
  return `<text x="${x}" y="${y}" fill="${colour}" font-size="${size}"${more}>${xmlText(letters)}</text>`
}

function marker(id: string, colour: string): string {
  return `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 L8 4 L0 8 Z" fill="${colour}"/></marker>`
}

/** The rows of a diagram as SVG: how high each is, and what is drawn of it where. */

import type { Say } from '../../peers/language/sentence'
import type { DiagramRow, Fold, Leg, MessageRow } from './diagram-row'
import { type Html, html } from './html'
import { foldLabel, legWords, tags } from './label'
import { setInLines, widthOfText } from './typesetting'

export const SIZE = 14
/** On the left: the number of the event and its mark. */
export const GUTTER = 84
export const COLUMN = 216
const LINE = 18
const GAP = 10
const MOST_NOTE = 330
const HEAD_OF_ARROW = 11

/** Where participants stand, and who says the words. */
export interface RowGeometry {
  readonly width: number
  readonly x: (id: string) => number
  readonly say: Say
}

/** A row that waits for its place from the top. */
export interface Drawn {
  readonly height: number
  /** Behind the lifelines. */
  readonly behind: (y: number) => Html
  readonly inFront: (y: number) => Html
}

/** @returns one or several, one below the other. */
export function drawRow(row: DiagramRow | Fold, frame: RowGeometry): Drawn[] {
  if (row.row === 'fold') return [fold(row, frame)]
  if (row.row === 'note') return [note(row, row.over, frame)]
  return row.legs.map((leg, place) => message(row, leg, place, frame))
}

export function textAt(x: number, y: number, text: string, kind: string, anchor = 'middle'): Html {
  return html`<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`
}

function message(row: MessageRow, leg: Leg, place: number, frame: RowGeometry): Drawn {
  const [start, end] = [frame.x(leg.from), frame.x(leg.to)]
  const towards = Math.sign(end - start)
  const lines = setInLines(frame.say(legWords(row, place)), Math.abs(end - start) - 20, SIZE)
  const height = Math.max(lines.length * LINE + GAP + 14, least(row))
  const middle = (start + end) / 2
  const width = Math.max(...lines.map((line) => widthOfText(line, SIZE)))
  return {
    height,
    behind: (y) => band(row, y, height, frame),
    inFront: (y) => {
      const at = y + height - 12
      const kind = row.isFrame ? leg.mark : `read ${leg.mark}`
      const tip = `${end},${at} ${end - towards * HEAD_OF_ARROW},${at - 6} ${end - towards * HEAD_OF_ARROW},${at + 6}`
      // The words stand before the lines of those whom they pass.
      return html`<rect class="behind ${row.mark}" x="${round(middle - width / 2)}" y="${y + 3}" width="${round(width)}" height="${lines.length * LINE}"/>
${lines.map((line, place) => textAt(middle, y + 16 + place * LINE, line, 'words'))}
<line class="line ${kind}" x1="${start}" y1="${at}" x2="${end - towards * (HEAD_OF_ARROW - 2)}" y2="${at}"/>
<polygon class="head ${leg.mark}" points="${tip}"/>
${place === 0 ? inGutter(row, y, frame) : ''}`
    },
  }
}

function note(row: DiagramRow, over: readonly string[], frame: RowGeometry): Drawn {
  const places = over.map(frame.x)
  const most = Math.max(MOST_NOTE, Math.max(...places) - Math.min(...places) + 120)
  const lines = frame
    .say(row.words)
    .split('\n')
    .flatMap((line) => setInLines(line, most - 24, SIZE))
  const inner = Math.max(...lines.map((line) => widthOfText(line, SIZE)))
  const width = Math.max(inner + 24, Math.max(...places) - Math.min(...places) + 60)
  const middle = (Math.max(...places) + Math.min(...places)) / 2
  const left = Math.max(GUTTER, Math.min(middle - width / 2, frame.width - width - 6))
  const height = Math.max(lines.length * LINE + 12 + GAP, least(row))
  return {
    height,
    behind: (y) => band(row, y, height, frame),
    inFront: (
      y,
    ) => html`<rect class="box ${row.mark}" x="${round(left)}" y="${y + 4}" width="${round(width)}" height="${height - GAP}" rx="3"/>
${lines.map((line, place) => textAt(round(left + width / 2), y + 22 + place * LINE, line, 'words'))}
${inGutter(row, y, frame)}`,
  }
}

function fold(row: Fold, { width, say }: RowGeometry): Drawn {
  const lines = setInLines(say(foldLabel(row)), width - GUTTER - 20, SIZE)
  const middle = GUTTER + (width - GUTTER) / 2
  return {
    height: lines.length * LINE + 18,
    behind: () => html``,
    inFront: (
      y,
    ) => html`<rect class="behind" x="${GUTTER}" y="${y + 2}" width="${width - GUTTER - 4}" height="${lines.length * LINE + 12}"/>
${lines.map((line, place) => textAt(middle, y + 20 + place * LINE, line, 'fold'))}`,
  }
}

/** The number and the mark below it need their room, also where the words are few. */
function least({ mark }: DiagramRow): number {
  return mark === 'plain' ? 0 : 44
}

/** What is not everyday is marked over the whole width. */
function band({ mark }: DiagramRow, y: number, height: number, { width }: RowGeometry): Html {
  if (mark === 'plain') return html``
  return html`<rect class="band ${mark}" x="0" y="${y + 1}" width="${width}" height="${height - 2}"/>`
}

function inGutter({ number, mark }: DiagramRow, y: number, { say }: RowGeometry): Html {
  const count = textAt(8, y + 18, `#${number}`, 'small', 'start')
  if (mark === 'plain') return count
  const word = say(tags[mark])
  const width = round(widthOfText(word, 11) + 8)
  return html`${count}
<rect class="tag ${mark}" x="6" y="${y + 22}" width="${width}" height="15" rx="2"/>
${textAt(6 + width / 2, y + 33.5, word, 'on-tag')}`
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

/** A diagram as a picture. Pure: text stays text, and no font or style is fetched. */

import { type Say, t } from '../../peers/language/sentence'
import type { Diagram, Participant } from './diagram'
import { diagramStyle } from './diagram-style'
import { type Html, html } from './html'
import { COLUMN, type Drawn, drawRow, GUTTER, type RowGeometry, SIZE, textAt } from './svg-rows'
import { setInLines } from './typesetting'

const HEAD = 60
const FOOT = 8

/** @returns the whole diagram as the text of an SVG file that needs nothing else. */
export function svgFile(diagram: Diagram, say: Say, title: string): string {
  const frame = frameOf(diagram, say)
  const rows = diagram.rows.flatMap((row) => drawRow(row, frame))
  // In XML, unlike in HTML, what stands in a style is text like any other.
  const head = html`<title>${title}</title><style>${diagramStyle}</style>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${picture(diagram.participants, frame, rows, head)}\n`
}

function frameOf({ participants }: Diagram, say: Say): RowGeometry {
  const places = new Map(participants.map(({ id }, place) => [id, GUTTER + COLUMN * (place + 0.5)]))
  const width = GUTTER + COLUMN * participants.length + FOOT
  return { width, x: (id) => places.get(id) ?? GUTTER, say }
}

function picture(
  participants: readonly Participant[],
  frame: RowGeometry,
  rows: readonly Drawn[],
  head: Html,
): Html {
  const { width, x, say } = frame
  let foot = HEAD
  const tops = rows.map((row) => {
    const top = foot
    foot += row.height
    return top
  })
  const height = foot + FOOT
  const lines = participants.map(
    ({ id }) => html`<line class="life" x1="${x(id)}" y1="40" x2="${x(id)}" y2="${height - 2}"/>`,
  )
  return html`<svg class="diagram" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${head}
<rect class="paper" x="0" y="0" width="${width}" height="${height}"/>
${rows.map((row, place) => row.behind(tops[place]!))}
${lines}
${participants.map((one) => nameBox(one, x(one.id), say))}
${rows.map((row, place) => row.inFront(tops[place]!))}
</svg>`
}

function nameBox({ name, isAttacker }: Participant, x: number, say: Say): Html {
  const [label = ''] = setInLines(name, COLUMN - 40, SIZE + 1)
  const kind = isAttacker ? 'box attack' : 'box'
  return html`<rect class="${kind}" x="${x - COLUMN / 2 + 10}" y="4" width="${COLUMN - 20}" height="42" rx="4"/>
${textAt(x, isAttacker ? 22 : 30, label, 'name')}
${isAttacker ? textAt(x, 39, say(t`the attacker`), 'small') : ''}`
}

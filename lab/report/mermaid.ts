/** A diagram as the source of a Mermaid sequence diagram, for slides and notes. Pure. */

import type { Say } from '../../peers/language/sentence'
import { linesOf } from '../text/layout'
import type { Diagram } from './diagram'
import type { DiagramRow, Fold } from './diagram-row'
import { labelOf, legLabel } from './label'

/** @returns the source, line by line. */
export function mermaid({ participants, rows }: Diagram, say: Say): string[] {
  // Names are hostile, and some words mean something here: participants go by number.
  const ids = new Map(participants.map(({ id }, place) => [id, `p${place}`]))
  return [
    'sequenceDiagram',
    ...participants.map(({ id, name }) => `  participant ${ids.get(id)} as ${harmless(name)}`),
    ...rows.flatMap((row) => lineOf(row, ids, say)),
  ]
}

function lineOf(row: DiagramRow | Fold, ids: ReadonlyMap<string, string>, say: Say): string[] {
  const text = broken(say(labelOf(row)))
  const everybody = [...ids.values()]
  if (row.row === 'fold') return [`  Note over ${everybody[0]},${everybody.at(-1)}: ${text}`]
  const lines =
    row.row === 'message'
      ? row.legs.map((leg, place) => {
          const words = broken(say(legLabel(row, place)))
          return `${ids.get(leg.from)}${row.isFrame ? '->>' : '-->>'}${ids.get(leg.to)}: ${words}`
        })
      : [`Note over ${row.over.map((id) => ids.get(id)).join(',')}: ${text}`]
  if (row.mark === 'plain') return lines.map((line) => `  ${line}`)
  const colour = row.mark === 'attack' ? 'rgba(200, 40, 40, 0.15)' : 'rgba(220, 150, 0, 0.2)'
  return [`  rect ${colour}`, ...lines.map((line) => `    ${line}`), '  end']
}

/** Long labels would make the picture as wide as they are. */
function broken(text: string): string {
  const lines = linesOf(text.split(' '), (line) => line.length <= 42)
  return lines.map(harmless).join('<br/>')
}

/** Whatever is more than a letter or a plain sign may be syntax: it is written as a character reference. */
function harmless(text: string): string {
  return text.replace(/[^\p{L}\p{N} ,.!?’“”«»…\u00a0-]/gu, (character) => `#${character.codePointAt(0)};`)
}

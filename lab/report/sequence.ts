/**
 * A diagram in the page: each row an arrow, or two, or a note, in lanes that are as wide as there is room. A frame opens to
 * its bytes; what each knows stands beside, with the row since which. Nothing of it needs a script. Pure.
 */

import { type Say, t } from '../../peers/language/sentence'
import type { FrameOpener } from '../conformance/opened-frame'
import { ATTACKER } from '../scenario/scenario'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import { cargoWords } from './act-picture'
import type { Diagram, Participant } from './diagram'
import type { DiagramRow, Fold, Leg, MessageRow } from './diagram-row'
import { frameDetails } from './frame-details'
import { type Html, html } from './html'
import type { Fact } from './knows'
import { foldLabel, tags } from './label'
import { lookOf, seal } from './seal'

/** More than these are no picture. */
export const MOST_LANES = 8
/** Facts of one that are told. */
const MOST_FACTS = 14

interface Lanes {
  readonly peers: readonly string[]
  readonly say: Say
  /** From 1; where somebody has no lane, the last one. */
  readonly lane: (id: string) => number
}

/**
 * @param rowOf where in the diagram an event stands, by its number.
 * @param most so many frames open to their bytes: those that the attacker touched or a program refused, and the first ones.
 */
export function sequence(
  { participants, rows }: Diagram,
  peers: readonly string[],
  facts: readonly Fact[],
  rowOf: (number: number) => number,
  open: FrameOpener,
  most: number,
  say: Say,
): Html {
  const shown = participants.slice(0, MOST_LANES)
  const ids = shown.map(({ id }) => id)
  const lane = (id: string): number => (ids.includes(id) ? ids.indexOf(id) + 1 : ids.length)
  const lanes: Lanes = { peers, say, lane }
  const people = ids.filter((id) => peers.includes(id) || id === ATTACKER)
  const withBytes = rows.filter((row): row is MessageRow => row.row === 'message' && row.isFrame)
  const telling = withBytes.filter(({ mark, refused }) => mark !== 'plain' || refused)
  const opened = new Set([...new Set([...telling, ...withBytes])].slice(0, most))
  const details = (row: MessageRow): Html | null =>
    opened.has(row) ? frameDetails(row, people, open, say) : null
  return html`<div class="play"><div class="seq n${shown.length}">${shown.map(() => html`<span class="life"></span>`)}
<div class="heads lanes">${shown.map((one) => head(one, lanes))}</div>
<ol>${rows.map((row) => rowHtml(row, lanes, details))}</ol></div>
${knows(people, facts, rowOf, peers, say)}</div>`
}

function head({ id, name, isAttacker }: Participant, { peers, say, lane }: Lanes): Html {
  return html`<div class="head at-${lane(id)} ${lookOf(id, peers)}">${peers.includes(id) || isAttacker ? html`${seal(id, peers)} ` : ''}<b>${name}</b>${isAttacker ? html` <small>${say(t`the attacker`)}</small>` : ''}</div>`
}

function rowHtml(row: DiagramRow | Fold, lanes: Lanes, details: (row: MessageRow) => Html | null): Html {
  const { say, lane } = lanes
  if (row.row === 'fold') return html`<li class="row fold">${say(foldLabel(row))}</li>`
  const begins = row.begins ? html`<p class="beat">${say(row.begins)}</p>` : ''
  const number = html`<span class="n">#${row.number}${row.mark === 'plain' ? '' : html` <b class="tag ${row.mark}">${say(tags[row.mark])}</b>`}</span>`
  const kind = row.mark === 'plain' ? 'row' : `row ${row.mark}`
  if (row.row === 'note') {
    const [from, to] = [Math.min(...row.over.map(lane)), Math.max(...row.over.map(lane))]
    const place = from === to ? `at-${from}` : 'over'
    return html`<li class="${kind}">${begins}<div class="lanes">${number}<span class="note ${place}">${say(row.words)}</span></div></li>`
  }
  const deed = row.deed
    ? html`<span class="deed at-${lane(ATTACKER)}${row.mark === 'attack' ? ' bad' : ''}">${say(row.deed)}</span>`
    : ''
  const refusal = row.refused
    ? html`<span class="refuses at-${lane(row.legs.at(-1)!.to)}">${say(t`refuses`)}</span>`
    : ''
  const arrows = html`${number}${row.legs.map((leg, place) => legHtml(leg, row, place, lanes))}${deed}${refusal}`
  const inside = details(row)
  return inside === null
    ? html`<li class="${kind}">${begins}<div class="lanes">${arrows}</div></li>`
    : html`<li class="${kind}">${begins}<details><summary class="lanes">${arrows}</summary>${inside}</details></li>`
}

function legHtml(leg: Leg, row: MessageRow, place: number, { peers, lane, say }: Lanes): Html {
  const { from, to, cargo, holder, mark, words } = leg
  const [one, other] = [lane(from), lane(to)]
  const way = `go-${Math.min(one, other)}-${Math.max(one, other)} ${one < other ? 'r' : 'l'}`
  const isSame = place > 0 && say(row.legs[0]!.words) === say(words)
  const isNamed = row.isFrame && cargo !== null && (cargo.is !== 'other' || isLetter(cargo.called))
  const sign =
    isNamed && (cargo.is === 'key' || cargo.is === 'letter') ? html`${seal(holder, peers, cargo.is)} ` : ''
  const what = isNamed
    ? html`${sign}${cargoWords(cargo, holder, say)}${isSame ? '' : html` <small>${say(words)}</small>`}`
    : printable(say(words), 300)
  return html`<span class="leg ${way}${mark === 'plain' ? '' : ` ${mark}`}${row.isFrame ? '' : ' told'}"><span class="w">${what}</span></span>`
}

/** What is a letter of which nobody can say that it is closed. */
function isLetter(called: string): boolean {
  return called === 'open' || called === 'RECORD'
}

/** What each knows, one below the other, each with the row since which. */
function knows(
  people: readonly string[],
  facts: readonly Fact[],
  rowOf: (number: number) => number,
  peers: readonly string[],
  say: Say,
): Html {
  return html`<aside class="knows" tabindex="0"><h5>${say(t`What each knows, and since when`)}</h5>${people.map(
    (name) => {
      const all = facts.filter(({ who }) => who === name)
      const more = all.length - MOST_FACTS
      return html`<div class="${lookOf(name, peers)}"><p>${seal(name, peers)} <b>${person(name)}</b></p>${
        all.length === 0 ? html`<p class="faint">${say(t`nothing that matters here`)}</p>` : ''
      }<ul>${all.slice(0, MOST_FACTS).map(({ number, words }) => html`<li data-r="${rowOf(number)}"><small>#${number}</small> ${say(words)}</li>`)}</ul>${
        more > 0 ? html`<p class="faint">${say(t`… and ${more} more.`)}</p>` : ''
      }</div>`
    },
  )}</aside>`
}

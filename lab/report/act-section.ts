/** One act of a run in the report: its verdict and what it rests on, how it went, and the evidence. Pure. */

import { decimal, type Say, type Sentence, t, whole } from '../../peers/language/sentence'
import { frameOpener } from '../conformance/opened-frame'
import type { Property } from '../history/events'
import type { Events } from '../history/selectors'
import { refusalsOfStrangers } from '../judge/detection'
import { propertyNames } from '../judge/property-names'
import type { ActVerdict } from '../judge/verdict'
import { verdictWords } from '../judge/verdict-words'
import { columnOf } from '../narration/matrix'
import { plainOutcome } from '../narration/plain-outcome'
import type { Defence } from '../scenario/defence'
import type { Act, Position } from '../scenario/scenario'
import { captionOf } from '../stage/caption'
import { printable } from '../text/printable'
import { beginningOf, type Diagram, diagram, phaseOf } from './diagram'
import type { FrameName } from './diagram-row'
import { type EvidenceItem, type EvidenceTrace, evidence } from './evidence'
import { folded } from './fold'
import { type Html, html } from './html'
import { type Fact, facts } from './knows'
import { leadSection } from './lead-section'
import { probeSection } from './probe-section'
import { sequence } from './sequence'
import type { ActStory, StoryBeat } from './story'

/** Of many exhibits and traces, the first stand for all; the diagram and the verdict know them all. */
const EXHIBITS = 8
const TRACES = 4

export interface ActOfReport {
  readonly number: number
  readonly of: number
  readonly verdict: ActVerdict
  /** As the catalogue has it; undefined where it has another one by now. */
  readonly act: Act | undefined
  readonly events: Events
  readonly anchor: string
  /** Where the attacker stood. */
  readonly position: Position
  readonly story: ActStory
  /** What it goes without, and where the code of that stands. */
  readonly without: readonly { readonly defence: Defence; readonly anchor: string }[]
}

/** @returns the act's diagram, folded where it is long, and what each came to know. */
export function diagramOf(
  { events, verdict, story }: Pick<ActOfReport, 'events' | 'verdict' | 'story'>,
  name: FrameName,
): { readonly drawn: Diagram; readonly known: readonly Fact[] } {
  const started = beginningOf(events)
  const position = started?.attack == null ? null : started.position
  const refusals = refusalsOfStrangers(verdict.grounds.raised)
  const { peers } = story.outline
  const caption = ({ state }: StoryBeat) => captionOf(state)?.words ?? null
  const whole = diagram(story.beats, peers, position, name, refusals, caption)
  const rows = whole.rows.filter((row) => row.row !== 'fold')
  return { drawn: folded(whole), known: facts(story.beats, rows, peers) }
}

/** @param most so many of its frames open to their bytes. */
export function actSection(one: ActOfReport, name: FrameName, most: number, say: Say): Html {
  const { number, of, verdict, act, events, anchor, story } = one
  const { drawn, known } = diagramOf(one, name)
  const title = say(t`Act ${number} of ${of}: ${printable(verdict.name)}`)
  const attacked = verdict.attack !== null
  const phase = phaseOf(events, attacked ? 'attack' : 'honest')
  return html`<article id="${anchor}" class="hit ${hitOf(one)}">
<h3>${title}</h3>
${act ? html`<p>${say(act.title)}</p>` : ''}
${verdictOf(one, say)}
${leadSection(story, say)}
<h4>${say(attacked ? t`The attack, as the history has it` : t`The conversation, as the history has it`)}</h4>
${
  drawn.rows.length === 0
    ? html`<p>${say(t`Nothing of it stands in the history.`)}</p>`
    : sequence(drawn, story.outline.peers, known, placeIn(drawn, story), frameOpener(events), most, say)
}
${drawn.rows.some(({ row }) => row === 'fold') ? html`<p class="faint">${say(t`The picture is shortened: of what happens again and again, the first three and the last are drawn, and the rest is counted.`)}</p>` : ''}
<h4>${say(t`What the verdict rests on`)}</h4>
<ul class="reasons">${verdict.reasons.map((reason) => html`<li>${printable(say(reason), 900)}</li>`)}</ul>
${about(one, say)}
${evidenceTable(evidence(events, verdict), say)}
${probeSection(events, phase, say)}
</article>`
}

/** @returns by what an act is chosen: its verdict, where she stood, with which profile. */
export function hitOf({ verdict, position, act }: ActOfReport): string {
  return [verdict.verdict, `pos-${position}`, ...(act ? [columnOf(act)] : [])].join(' ')
}

/** @returns by the number of an event the last row that is drawn of what went before it, and of itself. */
function placeIn({ rows }: Diagram, { beats }: ActStory): (number: number) => number {
  const order = new Map(
    beats.flatMap(({ events }) => events.map(({ number }) => number)).map((number, place) => [number, place]),
  )
  const first = (row: Diagram['rows'][number]): number =>
    order.get(row.row === 'fold' ? row.first : row.number) ?? 0
  const places = rows.map(first)
  return (number) =>
    Math.max(
      0,
      places.findLastIndex((place) => place <= (order.get(number) ?? 0)),
    )
}

function verdictOf({ verdict: judged, events }: ActOfReport, say: Say): Html {
  const { verdict, expected, asExpected, broken } = judged
  const declared = beginningOf(events)?.breaks ?? []
  const besides = declared.length === 0 ? [] : broken.filter((property) => !declared.includes(property))
  const expectation = asExpected
    ? html`${say(whole(t`as expected`))}`
    : html`<span class="surprise">${say(whole(verdict === expected ? t`but for another reason than expected` : t`but ${verdictWords[expected]} was expected`))}</span>`
  return html`<p class="verdict"><span class="badge ${verdict}">${say(verdictWords[verdict])}</span> ${say(plainOutcome(judged))}</p>
<p>${expectation}${besides.length > 0 ? html` <strong>${say(whole(t`besides, this fell and was not expected to: ${named(besides, say).join(', ')}`))}</strong>` : ''}</p>`
}

const controlWords = { PASSED: verdictWords.PASSED, FAILED: t`FAILED`, NONE: t`NONE` } as const

function about({ verdict, act, events, without }: ActOfReport, say: Say): Html {
  const started = beginningOf(events)
  const [before, after] = [verdict.control.before, verdict.control.after].map((one) => controlWords[one])
  const rows: (readonly [Sentence, Html | string])[] = [
    [
      t`Expected`,
      printable(
        [
          say(verdictWords[verdict.expected]),
          ...named(started?.breaks ?? [], say),
          ...(started?.alarms ?? []),
        ].join(', '),
      ),
    ],
    [t`Attack`, printable(verdict.attack ?? say(t`none`))],
    [t`Profile of the peers`, html`<code>${printable(verdict.profile)}</code>`],
    ...(act ? [[t`Profile of the directory`, html`<code>${act.directory}</code>`] as const] : []),
    [
      t`Controls`,
      say(
        verdict.attack === null
          ? t`the conversation itself: ${before!}`
          : t`before the attack ${before!}, after it ${after!}`,
      ),
    ],
    ...(verdict.broken.length > 0
      ? [[t`Properties that fell`, named(verdict.broken, say).join(', ')] as const]
      : []),
    ...(verdict.alarms.length > 0
      ? [[t`Alarms, confirmed by what Mallory did`, printable(verdict.alarms.join(', '))] as const]
      : []),
    ...(without.length > 0
      ? [
          [
            t`Defence taken away`,
            html`${without.map(({ defence, anchor }, place) => html`${place > 0 ? ', ' : ''}<a href="#${anchor}">${defence.member}</a>`)}`,
          ] as const,
        ]
      : []),
  ]
  return html`<dl>${rows.map(([name, value]) => html`<dt>${say(name)}</dt><dd>${value}</dd>`)}</dl>`
}

function named(properties: readonly Property[], say: Say): string[] {
  return properties.map((property) => say(propertyNames[property]))
}

function evidenceTable(exhibits: readonly EvidenceItem[], say: Say): Html {
  if (exhibits.length === 0)
    return html`<p>${say(t`Nothing in this act is a text that nobody else can know; the numbers stand in the verdict.`)}</p>`
  // One or two more are shown themselves: to say that they are left out takes no less room.
  const shown = exhibits.length <= EXHIBITS + 2 ? exhibits : exhibits.slice(0, EXHIBITS)
  const more = exhibits.length - shown.length
  const head = [t`What`, t`The text`, t`Where it appeared`].map((title) => say(title))
  return html`<table class="cards">
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${shown.map(
    ({ what, text, traces }) =>
      html`<tr><td data-th="${head[0]!}">${say(what)}</td><td data-th="${head[1]!}" class="text">${printable(text, 160)}</td><td data-th="${head[2]!}">${tracesOf(traces, say)}</td></tr>`,
  )}</tbody></table>
${more > 0 ? html`<p class="faint">${say(t`… and ${more} more.`)}</p>` : ''}`
}

function tracesOf(traces: readonly EvidenceTrace[], say: Say): Html {
  if (traces.length === 0) return html`${say(t`nowhere`)}`
  const more = traces.length - TRACES
  const items = traces.slice(0, TRACES).map(({ number, at, where, isHers }) => {
    const place = say(t`${where} (event ${number}, at ${decimal(at / 1000, 3)} s)`)
    return html`<li>${isHers ? html`<span class="hers">${place}</span>` : place}</li>`
  })
  return html`<ul>${items}${more > 0 ? html`<li>${say(t`… and ${more} more.`)}</li>` : ''}</ul>`
}

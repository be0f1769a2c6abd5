/** One act of a run in the report: its verdict and what it rests on, how it went, and the evidence. Pure. */

import type { Property } from '../history/events'
import type { Events } from '../history/selectors'
import { refusalsOfStrangers } from '../judge/detection'
import { propertyNames } from '../judge/property-names'
import type { ActVerdict } from '../judge/verdict'
import { type Say, type Sentence, t } from '../language/sentence'
import type { Defence } from '../scenario/defence'
import type { Act, Scenario } from '../scenario/scenario'
import { printable } from '../text/printable'
import { beginningOf, type Diagram, diagram, type FrameName, phaseOf } from './diagram'
import { type EvidenceItem, evidence, type Trace } from './evidence'
import { folded } from './fold'
import { frameSection } from './frame-section'
import { type Html, html } from './html'
import { svgSheets } from './svg'

/** As high as pictures may be for their width, that two of them stand on a page of A4. */
const SHEET = 0.7
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
  /** What it goes without, and where the code of that stands. */
  readonly without: readonly { readonly defence: Defence; readonly anchor: string }[]
}

/** @returns the act's diagram, folded where it is long. */
export function diagramOf(
  { events, verdict }: Pick<ActOfReport, 'events' | 'verdict'>,
  scenario: Scenario | undefined,
  name: FrameName,
): Diagram {
  const started = beginningOf(events)
  const attacked = started?.attack != null
  const position = attacked ? started.position : null
  const phase = phaseOf(events, attacked ? 'attack' : 'honest')
  const refusals = refusalsOfStrangers(verdict.grounds.raised)
  return folded(diagram(phase, peersOf(events, scenario), position, name, refusals))
}

/** Where the catalogue does not know them: those who have keys of users. */
function peersOf(events: Events, scenario: Scenario | undefined): string[] {
  const there = new Set(
    events.flatMap((event) => (event.event === 'ready' && 'fingerprint' in event ? [event.node] : [])),
  )
  const known = scenario?.peers ?? []
  return [
    ...known.filter((name) => there.size === 0 || there.has(name)),
    ...[...there].filter((name) => !known.includes(name as never)),
  ]
}

export function actSection(
  one: ActOfReport,
  scenario: Scenario | undefined,
  name: FrameName,
  say: Say,
): Html {
  const { number, of, verdict, act, events, anchor } = one
  const drawn = diagramOf(one, scenario, name)
  const title = say(t`Act ${number} of ${of}: ${printable(verdict.name)}`)
  const sheets = svgSheets(drawn, say, title, SHEET)
  const attacked = verdict.attack !== null
  const exhibits = evidence(events, verdict)
  return html`<article id="${anchor}">
<h3>${title}</h3>
${act ? html`<p>${say(act.title)}</p>` : ''}
${verdictOf(verdict, say)}
${facts(one, say)}
<h4>${say(attacked ? t`The attack, as the history has it` : t`The conversation, as the history has it`)}</h4>
${drawn.rows.length === 0 ? html`<p>${say(t`Nothing of it stands in the history.`)}</p>` : sheets.map((sheet) => html`<figure>${sheet}</figure>`)}
${drawn.rows.some(({ row }) => row === 'fold') ? html`<p class="faint">${say(t`The picture is shortened: of what happens again and again, the first three and the last are drawn, and the rest is counted.`)}</p>` : ''}
<h4>${say(t`Evidence`)}</h4>
${evidenceTable(exhibits, say)}
${frameSection(events, phaseOf(events, attacked ? 'attack' : 'honest'), say)}
</article>`
}

function verdictOf({ verdict, expected, asExpected, reasons }: ActVerdict, say: Say): Html {
  const expectation = asExpected
    ? html`${say(t`as expected`)}`
    : html`<span class="surprise">${say(verdict === expected ? t`but for another reason than expected` : t`but ${expected} was expected`)}</span>`
  return html`<p class="verdict"><span class="badge ${verdict}">${verdict}</span> ${expectation}</p>
<ul class="reasons">${reasons.map((reason) => html`<li>${printable(say(reason), 900)}</li>`)}</ul>`
}

function facts({ verdict, act, events, without }: ActOfReport, say: Say): Html {
  const started = beginningOf(events)
  const { before, after } = verdict.control
  const rows: (readonly [Sentence, Html | string])[] = [
    [
      t`Expected`,
      printable(
        [verdict.expected, ...named(started?.breaks ?? [], say), ...(started?.alarms ?? [])].join(', '),
      ),
    ],
    [t`Attack`, printable(verdict.attack ?? say(t`none`))],
    [t`Profile of the peers`, html`<code>${printable(verdict.profile)}</code>`],
    ...(act ? [[t`Profile of the directory`, html`<code>${act.directory}</code>`] as const] : []),
    [
      t`Controls`,
      say(
        verdict.attack === null
          ? t`the conversation itself: ${before}`
          : t`before the attack ${before}, after it ${after}`,
      ),
    ],
    ...(verdict.broken.length > 0
      ? [[t`Properties that fell`, named(verdict.broken, say).join(', ')] as const]
      : []),
    ...(verdict.alarms.length > 0
      ? [[t`Alarms that are borne out`, printable(verdict.alarms.join(', '))] as const]
      : []),
    ...(without.length > 0
      ? [
          [
            t`Goes without`,
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
  return html`<div class="scroll"><table>
<thead><tr><th>${say(t`What`)}</th><th>${say(t`The text`)}</th><th>${say(t`Where it appeared`)}</th></tr></thead>
<tbody>${shown.map(
    ({ what, text, traces }) =>
      html`<tr><td>${say(what)}</td><td class="text">${printable(text, 160)}</td><td>${tracesOf(traces, say)}</td></tr>`,
  )}</tbody></table></div>
${more > 0 ? html`<p class="faint">${say(t`… and ${more} more.`)}</p>` : ''}`
}

function tracesOf(traces: readonly Trace[], say: Say): Html {
  if (traces.length === 0) return html`${say(t`nowhere`)}`
  const more = traces.length - TRACES
  const items = traces.slice(0, TRACES).map(({ number, at, where, isHers }) => {
    const place = say(t`${where} (event ${number}, at ${(at / 1000).toFixed(3)} s)`)
    return html`<li>${isHers ? html`<span class="hers">${place}</span>` : place}</li>`
  })
  return html`<ul>${items}${more > 0 ? html`<li>${say(t`… and ${more} more.`)}</li>` : ''}</ul>`
}

/** One recorded run in the report: what the scenario is about, its acts, the defences as code, how to repeat it. */

import { decimal, literal, type Say, type Sentence, t } from '../../peers/language/sentence'
import type { Events } from '../history/selectors'
import { type ActVerdict, judge, type MissingAct, missingActs } from '../judge/verdict'
import { verdictWords } from '../judge/verdict-words'
import { asTyped } from '../language/typed'
import { takenAway } from '../narration/explain'
import type { Defence } from '../scenario/defence'
import type { Act, Position, Scenario } from '../scenario/scenario'
import { outlineFrom } from '../stage/recording'
import { printable } from '../text/printable'
import { isCapturable } from '../wire/pcapng'
import { type ActOfReport, actSection } from './act-section'
import { type Code, defenceSection } from './defence-section'
import { beginningOf } from './diagram'
import type { FrameName } from './diagram-row'
import { fileSize } from './file-size'
import { type Html, html } from './html'
import { plainName, type Recorded } from './recorded'
import { commandFor } from './repeat'
import { storyOf } from './story'

/** A handshake, and as many letters as show how the others go on. */
const MOST_FRAMES = 10
/** On a page of a hundred acts: it shall go by mail, and be no more than 3 MB. */
const FEW_FRAMES = 2

/** @returns so many frames of an act open to their bytes. @param isOnly whether the page is about one run alone. */
export function framesThatOpen(isOnly: boolean): number {
  return isOnly ? MOST_FRAMES : FEW_FRAMES
}

export interface RunOfReport {
  readonly recorded: Recorded
  /** As the catalogue has it; undefined where it has none of that name. */
  readonly scenario: Scenario | undefined
  readonly acts: readonly ActOfReport[]
  /** Announced, but not in the history. */
  readonly missing: readonly MissingAct[]
  readonly taken: readonly { readonly defence: Defence; readonly anchor: string }[]
  readonly anchor: string
}

/** A file that the report offers besides: the capture. */
export interface Attachment {
  readonly href: string
  readonly file: string
  readonly bytes: number
}

/** Judges what was recorded. @returns what there is to report of it. */
export function runOfReport(
  recorded: Recorded,
  catalogue: readonly Scenario[],
  defences: readonly Defence[],
): RunOfReport {
  const scenario = catalogue.find(({ name }) => name === recorded.scenario)
  const history = recorded.events
  const anchor = plainName(recorded.scenario)
  const verdicts = judge(history, recorded.damaged)
  const missing = missingActs(history)
  const outline = outlineFrom(history, catalogue)
  const anchored = (defence: Defence) => ({
    defence,
    anchor: `${anchor}-without-${plainName(`${defence.of} ${defence.profile}`)}`,
  })
  const acts = verdicts.map((verdict, place): ActOfReport => {
    const events = history.filter(({ act }) => act === verdict.name)
    const act = knownAct(scenario, verdict, events)
    const without = scenario && act ? takenAway({ ...scenario, acts: [act] }, defences) : []
    return {
      number: place + 1,
      of: verdicts.length + missing.length,
      verdict,
      act,
      events,
      anchor: `${anchor}-act-${place + 1}`,
      without: without.map(anchored),
      position: positionOf(events),
      story: storyOf(events, { ...outline, position: positionOf(events) }),
    }
  })
  const taken = defences.filter((defence) =>
    acts.some(({ without }) => without.some((one) => one.defence === defence)),
  )
  return { recorded, scenario, acts, missing, taken: taken.map(anchored), anchor }
}

/** Nobody stands anywhere where nobody attacks. */
function positionOf(events: Events): Position {
  const started = beginningOf(events)
  return started?.attack == null ? 'nowhere' : started.position
}

/** What was recorded counts: an act that has another profile by now is another one. */
function knownAct(scenario: Scenario | undefined, { name }: ActVerdict, events: Events): Act | undefined {
  const act = scenario?.acts.find((one) => one.name === name)
  return act?.profile === beginningOf(events)?.profile ? act : undefined
}

/** @param isOnly whether the page is about this run alone: then its title stands on top already. */
export function runSection(
  run: RunOfReport,
  capture: Attachment | null,
  frameName: FrameName,
  code: Code,
  say: Say,
  isOnly: boolean,
): Html {
  const { recorded, scenario, acts, missing, taken, anchor } = run
  const { flaw } = recorded
  return html`<section id="${anchor}" class="run hits">
${isOnly ? '' : html`<h2>${titleOf(run, say)}</h2>`}
${scenario ? html`<p>${say(scenario.about)}</p>` : html`<p>${say(t`The catalogue has no scenario of this name.`)}</p>`}
${scenario?.source ? html`<p class="faint">${say(t`Published: ${scenario.source}`)}</p>` : ''}
${scenario && scenario.has.length > 0 ? html`<p>${say(t`Besides, Mallory has:`)} ${scenario.has.map(say).join(', ')}</p>` : ''}
${flaw ? html`<p class="warning">${say(t`This history is not whole.`)} ${say(flaw)} ${say(t`What could be read is judged as it stands.`)}</p>` : ''}
<p><strong>${say(asExpected(run))}</strong></p>
${aboutRun(run, capture, say)}
${overview(run, say)}
${isOnly ? html`<h2>${say(t`The acts`)}</h2>` : ''}
${acts.map((act) => actSection(act, frameName, framesThatOpen(isOnly), say))}
${missing.map(({ name, why }) => html`<article><h3>${printable(name)}</h3><p class="verdict"><span class="badge INCONCLUSIVE">INCONCLUSIVE</span> ${say(why)}</p></article>`)}
${
  taken.length > 0
    ? html`<article><h3>${say(t`The defences of ${recorded.scenario}, as code`)}</h3>
<p class="faint">${say(t`Cut out of the source files of this checkout when the report was made.`)}</p>
${taken.map(({ defence, anchor }) => defenceSection(defence, anchor, code, say))}</article>`
    : ''
}
${acts.some(({ verdict }) => verdict.profile === 'prototype') ? html`<p>${say(t`The prototype is a protocol of its own, without any of these defences: peers/protocol/prototype/prototype.ts.`)}</p>` : ''}
</section>`
}

/** @returns how many acts went as the catalogue says; an act that is missing did not. */
export function asExpected({ acts, missing }: Pick<RunOfReport, 'acts' | 'missing'>): Sentence {
  const expected = acts.filter(({ verdict }) => verdict.asExpected).length
  return t`${expected} of ${acts.length + missing.length} acts as expected.`
}

function aboutRun({ recorded, scenario }: RunOfReport, capture: Attachment | null, say: Say): Html {
  const { name, began, runtime, seed, events } = recorded
  const unknown = say(t`not recorded`)
  const command = commandFor(scenario, events, runtime, seed)
  const rows: (readonly [Sentence, Html | string])[] = [
    [
      t`Recorded`,
      html`${began === null ? unknown : `${began.toISOString().slice(0, 19).replace('T', ' ')} UTC`}, <code>${printable(name)}</code>`,
    ],
    [t`Events`, say(t`${events.length}, over ${decimal(endOf(events) / 1000, 1)} s`)],
    [t`Runtime`, runtime ?? unknown],
    [t`Seed`, html`<code>${seed ?? unknown}</code>`],
    [t`To repeat it`, command === null ? unknown : html`<code class="command">${command}</code>`],
    ...(capture ? [[t`Capture`, captureLink(capture, say)] as const] : []),
    ...(capture === null && isCapturable(events)
      ? [
          [
            t`Capture`,
            html`<code class="command">${asTyped('npm run lab capture')} ${printable(name)}</code>`,
          ] as const,
        ]
      : []),
  ]
  return html`<dl>${rows.map(([what, value]) => html`<dt>${say(what)}</dt><dd>${value}</dd>`)}</dl>`
}

/** When the last event was; many are more than a function takes. */
function endOf(events: Events): number {
  return events.reduce((last, { at }) => Math.max(last, at), 0)
}

function captureLink({ href, file, bytes }: Attachment, say: Say): Html {
  const from = href.startsWith('data:') ? t`in this file` : t`beside this file`
  return html`<a href="${href}" download="${file}">${file}</a> (${say(t`${fileSize(bytes)}, ${from}; ${t`pcapng, for Wireshark`}`)})`
}

export function titleOf({ recorded, scenario }: RunOfReport, say: Say): string {
  const name = printable(recorded.scenario)
  return scenario ? say(t`${name}: ${literal(scenario.title)}`) : name
}

function overview({ acts }: RunOfReport, say: Say): Html {
  const head = [t`Act`, t`Profile`, t`Verdict`, t`Expected`].map((title) => say(title))
  return html`<table class="cards">
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${acts.map(({ anchor, verdict: { name, profile, verdict, expected, asExpected } }) => {
    const mark = asExpected
      ? say(verdictWords[expected])
      : html`<span class="surprise">${say(verdictWords[expected])} ≠</span>`
    const cells = [
      html`<a href="#${anchor}">${printable(name)}</a>`,
      html`<code>${printable(profile)}</code>`,
      html`<span class="badge ${verdict}">${say(verdictWords[verdict])}</span>`,
      mark,
    ]
    return html`<tr>${cells.map((cell, place) => html`<td data-th="${head[place]!}">${cell}</td>`)}</tr>`
  })}</tbody></table>`
}

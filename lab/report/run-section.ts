/** One recorded run in the report: what the scenario is about, its acts, the defences as code, how to repeat it. */

import type { Events } from '../history/selectors'
import { type ActVerdict, judge, missingActs } from '../judge/verdict'
import { type Say, type Sentence, t } from '../language/sentence'
import { takenAway } from '../narration/explain'
import type { Defence } from '../scenario/defence'
import type { Act, Scenario } from '../scenario/scenario'
import { printable } from '../text/printable'
import { type ActOfReport, actSection } from './act-section'
import { type Code, defenceSection } from './defence-section'
import { beginningOf, type FrameName } from './diagram'
import { type Html, html } from './html'
import { plainName, type Recorded } from './recorded'
import { commandFor } from './repeat'

export interface RunOfReport {
  readonly recorded: Recorded
  /** As the catalogue has it; undefined where it has none of that name. */
  readonly scenario: Scenario | undefined
  readonly acts: readonly ActOfReport[]
  /** Announced, but not in the history. */
  readonly missing: readonly string[]
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
  const verdicts = judge(history)
  const missing = missingActs(history)
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
    }
  })
  const taken = defences.filter((defence) =>
    acts.some(({ without }) => without.some((one) => one.defence === defence)),
  )
  return { recorded, scenario, acts, missing, taken: taken.map(anchored), anchor }
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
  return html`<section id="${anchor}">
${isOnly ? '' : html`<h2>${titleOf(run, say)}</h2>`}
${scenario ? html`<p>${say(scenario.about)}</p>` : html`<p>${say(t`The catalogue has no scenario of this name.`)}</p>`}
${scenario?.source ? html`<p class="faint">${say(t`Published: ${scenario.source}`)}</p>` : ''}
${scenario && scenario.has.length > 0 ? html`<p>${say(t`Besides, Mallory has:`)} ${scenario.has.map(say).join(', ')}</p>` : ''}
${flaw ? html`<p class="warning">${say(t`This history is not whole.`)} ${say(flaw)} ${say(t`What could be read is judged as it stands.`)}</p>` : ''}
<p><strong>${say(asExpected(run))}</strong></p>
${aboutRun(run, capture, say)}
${overview(run, say)}
${acts.map((act) => actSection(act, scenario, frameName, say))}
${missing.map((name) => html`<article><h3>${printable(name)}</h3><p class="verdict"><span class="badge INCONCLUSIVE">INCONCLUSIVE</span> ${say(t`The history ends before this act.`)}</p></article>`)}
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
    [t`Events`, say(t`${events.length}, over ${(endOf(events) / 1000).toFixed(1)} s`)],
    [t`Runtime`, runtime ?? unknown],
    [t`Seed`, html`<code>${seed ?? unknown}</code>`],
    [t`To repeat it`, command === null ? unknown : html`<code class="command">${command}</code>`],
    ...(capture ? [[t`Capture`, captureLink(capture, say)] as const] : []),
  ]
  return html`<dl>${rows.map(([what, value]) => html`<dt>${say(what)}</dt><dd>${value}</dd>`)}</dl>`
}

/** When the last event was; many are more than a function takes. */
function endOf(events: Events): number {
  return events.reduce((last, { at }) => Math.max(last, at), 0)
}

function captureLink({ href, file, bytes }: Attachment, say: Say): Html {
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
  const from = href.startsWith('data:') ? t`in this file` : t`beside this file`
  return html`<a href="${href}" download="${file}">${file}</a> (${size}, ${say(from)}; ${say(t`pcapng, for Wireshark`)})`
}

export function titleOf({ recorded, scenario }: RunOfReport, say: Say): string {
  return `${printable(recorded.scenario)}${scenario ? `: ${say(scenario.title)}` : ''}`
}

function overview({ acts }: RunOfReport, say: Say): Html {
  const head = [t`Act`, t`Profile`, t`Verdict`, t`Expected`]
  return html`<div class="scroll"><table class="narrow">
<thead><tr>${head.map((title) => html`<th>${say(title)}</th>`)}</tr></thead>
<tbody>${acts.map(({ anchor, verdict: { name, profile, verdict, expected, asExpected } }) => {
    const mark = asExpected ? expected : html`<span class="surprise">${expected} ≠</span>`
    return html`<tr><td><a href="#${anchor}">${printable(name)}</a></td><td><code>${printable(profile)}</code></td><td><span class="badge ${verdict}">${verdict}</span></td><td>${mark}</td></tr>`
  })}</tbody></table></div>`
}

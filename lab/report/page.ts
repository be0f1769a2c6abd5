/** The report as one HTML page that needs nothing else: no script, no font, no picture from anywhere. Pure. */

import { createHash } from 'node:crypto'
import { type Language, type Say, type Sentence, t } from '../language/sentence'
import type { Surroundings } from '../runtime/surroundings'
import type { Scenario } from '../scenario/scenario'
import type { Code } from './defence-section'
import type { FrameName } from './diagram'
import { type Html, html } from './html'
import { tags } from './label'
import { matrixSection } from './matrix-section'
import { type Attachment, asExpected, type RunOfReport, runSection, titleOf } from './run-section'
import { style } from './style'

export interface ReportPage {
  readonly runs: readonly RunOfReport[]
  /** All scenarios, where the report is on the whole matrix; null where it is on one run. */
  readonly matrix: readonly Scenario[] | null
  /** By the scenario's name. */
  readonly captures: ReadonlyMap<string, Attachment>
  readonly surroundings: Surroundings
  readonly frameName: FrameName
  readonly code: Code
}

/** Nothing is loaded and nothing runs, whatever should have got into the page: only its own style counts. */
const policy = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ')

export function reportPage(report: ReportPage, language: Language, say: Say): string {
  const { runs, matrix, captures, frameName, code } = report
  const title = headingOf(report, say)
  const body = html`<header>
<p class="faint">${say(t`Report of the lab: what was recorded, judged from its history alone`)}</p>
<h1>${title}</h1>
${matrix ? html`<p><strong>${say(asExpected(sumOf(runs)))}</strong></p>${matrixSection(matrix, runs, say)}` : ''}
</header>
${runs.map((run) => runSection(run, captures.get(run.recorded.scenario) ?? null, frameName, code, say, matrix === null))}
${reading(say)}
${limits(say)}
${madeWith(report.surroundings, say)}`
  const page = html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`
  return `<!doctype html>\n${page}`
}

function headingOf({ runs, matrix }: ReportPage, say: Say): string {
  const [run] = runs
  return matrix || !run ? say(t`The matrix: every attack, every profile`) : titleOf(run, say)
}

function sumOf(runs: readonly RunOfReport[]): Pick<RunOfReport, 'acts' | 'missing'> {
  return { acts: runs.flatMap(({ acts }) => acts), missing: runs.flatMap(({ missing }) => missing) }
}

function reading(say: Say): Html {
  const verdicts: readonly (readonly [string, Sentence])[] = [
    ['BROKEN', t`a property fell: the attacker read, forged, learned or blocked what she should not`],
    [
      'DETECTED',
      t`none fell, and an honest program raised the alarm that is due, for what the attacker really did`,
    ],
    ['RESISTED', t`none fell though the attacker acted, and honest users were served`],
    ['PASSED', t`nobody attacked, and all that was said arrived`],
    [
      'NONCONFORMING',
      t`a program of an honest user did not do what PROTOCOL.md says, whatever else happened`,
    ],
    [
      'INCONCLUSIVE',
      t`nothing can be concluded: a control failed, a program ended, or the attacker never acted`,
    ],
  ]
  return html`<section class="end first"><h2>${say(t`How to read this`)}</h2>
<dl>${verdicts.map(([verdict, means]) => html`<dt><span class="badge ${verdict}">${verdict}</span></dt><dd>${say(means)}</dd>`)}</dl>
<ul>${[
    t`#12 at the left of a picture is the event in line 12 of the history, and so is “event 12” in a table; times are seconds since the run began.`,
    t`A solid arrow is a frame, drawn to where it was seen: what Mallory passes on of it is seen by what arrives. A dashed arrow is what a program says that it did or got.`,
    t`What Mallory does is marked ${tags.attack}, with thick lines; what users are warned of, or was found on their screens, is marked ${tags.alarm}, with thick broken lines.`,
    t`Controls are the same conversation before and after the attack, with an attacker who does nothing: it has to go well and without an alarm.`,
  ].map((one) => html`<li>${say(one)}</li>`)}</ul></section>`
}

function limits(say: Say): Html {
  return html`<section class="end"><h2>${say(t`What this does not show`)}</h2>
<ul>${[
    t`RESISTED says that this attacker read, forged and blocked nothing in this run, not that nobody ever could.`,
    t`Repeating a run with its seed makes the same texts; keys, ports and times are other ones.`,
    t`What Mallory’s program says of her own connections and guesses is taken from it; that she read something is not: the text shows it.`,
    t`In the runtime “processes” all programs run on one machine, and the networks between them are tables of names; in “containers” they are networks.`,
    t`The code, the versions and the texts of the catalogue are those of the checkout that made this report, not of the run.`,
  ].map((one) => html`<li>${say(one)}</li>`)}</ul></section>`
}

function madeWith(made: Surroundings, say: Say): Html {
  const { node, platform, project, packages, revision, isChanged } = made
  const commit =
    revision === null
      ? say(t`no repository`)
      : html`<code>${revision}</code>${isChanged ? ` ${say(t`(with changes that are not committed)`)}` : ''}`
  const rows: readonly (readonly [Sentence, Html | string])[] = [
    [t`Project`, project],
    [t`Revision`, commit],
    [t`Node.js`, node],
    [t`Platform`, platform],
    [t`Packages`, packages.join(', ')],
  ]
  return html`<section class="end"><h2>${say(t`Made with`)}</h2>
<dl>${rows.map(([name, value]) => html`<dt>${say(name)}</dt><dd>${value}</dd>`)}</dl></section>`
}

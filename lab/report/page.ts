/** The report as one HTML page that needs nothing else: no font, no picture, no script from anywhere. Pure. */

import { createHash } from 'node:crypto'
import { type Language, type Say, type Sentence, t } from '../../peers/language/sentence'
import type { AtlasProfile } from '../atlas/atlas'
import type { Verdict } from '../history/events'
import { verdictWords } from '../judge/verdict-words'
import type { Surroundings } from '../runtime/surroundings'
import { ATTACKER, type Scenario } from '../scenario/scenario'
import { person } from '../text/format-names'
import { atlasSection } from './atlas-section'
import type { Code } from './defence-section'
import type { FrameName } from './diagram-row'
import { filterFields } from './filters'
import { type Html, html } from './html'
import { tags } from './label'
import { matrixSection } from './matrix-section'
import { purposeSection } from './purpose-section'
import {
  type Attachment,
  asExpected,
  framesThatOpen,
  type RunOfReport,
  runSection,
  titleOf,
} from './run-section'
import { script } from './script'
import { seal } from './seal'
import { styleOf } from './style'

export interface ReportPage {
  readonly runs: readonly RunOfReport[]
  /** All scenarios, where the report is on the whole matrix; null where it is on one run. */
  readonly matrix: readonly Scenario[] | null
  /** With the matrix: what becomes of each bit of a session. */
  readonly atlas: readonly AtlasProfile[]
  /** Of the one run, where there is one. */
  readonly capture: Attachment | null
  readonly surroundings: Surroundings
  readonly frameName: FrameName
  readonly code: Code
}

/** Nothing is loaded, whatever should have got into the page: only its own style counts, and its own script runs. */
function policyFor(style: string): string {
  return [
    `default-src 'none'`,
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

export function reportPage(report: ReportPage, language: Language, say: Say): string {
  const { runs, matrix, atlas, capture, frameName, code } = report
  const title = headingOf(report, say)
  const style = styleOf(matrix !== null)
  const body = html`<header>
<p class="faint">${say(t`Report of the lab: what was recorded, judged from its history alone`)}</p>
<h1>${title}</h1>
${legend(say)}
<div class="tools"></div>
${matrix ? html`<p><strong>${say(asExpected(sumOf(runs)))}</strong></p>` : ''}
</header>
${matrix ? filterFields(sumOf(runs).acts, say) : ''}
<main>
${matrix ? matrixSection(matrix, runs, say) : ''}
${runs.map((run) => runSection(run, capture, frameName, code, say, matrix === null))}
${matrix ? atlasSection(atlas, say) : ''}
</main>
<footer>
${reading(matrix !== null, say)}
${limits(say)}
${purposeSection(say)}
${madeWith(report.surroundings, say)}
</footer>`
  const head = html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>`
  const start = html`<body class="${matrix ? 'many' : 'one'}" data-play="${say(t`Play`)}" data-pause="${say(t`Pause`)}" data-first="${say(t`To the beginning`)}" data-back="${say(t`One step back`)}" data-next="${say(t`One step on`)}" data-last="${say(t`To the end`)}" data-moment="${say(t`Moment`)}" data-open="${say(t`Open all bytes`)}" data-close="${say(t`Close all bytes`)}">`
  // Style and script are ours and no HTML: what stands in them is not escaped.
  return `<!doctype html>
${head}
<style>${style}</style>
</head>
${start}
${body}
<script>${script}</script>
</body>
</html>
`
}

function headingOf({ runs, matrix }: ReportPage, say: Say): string {
  const [run] = runs
  return matrix || !run ? say(t`The matrix: every attack, every profile`) : titleOf(run, say)
}

function sumOf(runs: readonly RunOfReport[]): Pick<RunOfReport, 'acts' | 'missing'> {
  return { acts: runs.flatMap(({ acts }) => acts), missing: runs.flatMap(({ missing }) => missing) }
}

/** What verdicts and seals mean: before anything is told with them. */
function legend(say: Say): Html {
  const verdicts: readonly (readonly [Verdict, Sentence])[] = [
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
  const people = ['alice', 'bob']
  return html`<div class="legend"><p>${[...people, ATTACKER].map((name) => html`<span class="who">${seal(name, people)} ${person(name)}</span> `)}${say(t`A key has the colour, the initial and the shape of its owner; a letter, those of whoever can open it.`)}</p>
<dl>${verdicts.map(([verdict, means]) => html`<dt><span class="badge ${verdict}">${say(verdictWords[verdict])}</span></dt><dd>${say(means)}</dd>`)}</dl></div>`
}

function reading(isMatrix: boolean, say: Say): Html {
  return html`<section class="end first"><h2>${say(t`How to read this`)}</h2>
<ul>${[
    t`#12 at the left of a picture is the event in line 12 of the history, and so is “event 12” in a table; times are seconds since the run began.`,
    t`Rows stand in an order in which nothing is read before it was written; of what went on independently the numbers tell what was recorded first. What left somebody and what came of it stand in one row; a row with a frame opens to its bytes.`,
    t`In an open frame “4 +12” is a field of 12 bytes, before which there are 4 others: touch it, and its bytes light up; its name leads to what it is for. On paper a frame stands with its fields, and with its bytes where it was open when it was printed.`,
    isMatrix
      ? t`On this page at most ${framesThatOpen(false)} frames of an act open, first of all those that Mallory touched or that a program refused. “npm run report NAME”, with the name of a run as it stands here under “Recorded”, makes a page of that run alone, in which ${framesThatOpen(true)} open.`
      : t`Of each act at most ${framesThatOpen(true)} frames open, first of all those that Mallory touched or that a program refused; the history has the bytes of all.`,
    t`A solid arrow is a frame; a dashed arrow is what Mallory’s program says that she did.`,
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

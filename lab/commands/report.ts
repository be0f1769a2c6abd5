/** `npm run report`: recorded runs as one HTML file, and their diagrams and captures as files of their own. */

import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { languageOf } from '../../peers/language/choice'
import { type Language, languages, type Say, type Sentence, t } from '../../peers/language/sentence'
import { keptAtlas } from '../atlas/kept-atlas'
import { attempt } from '../history/history-file'
import { historyPath, RUNS } from '../history/run-folder'
import { LabError, UsageError } from '../language/lab-error'
import { sayIn } from '../language/language'
import { sourceCode } from '../narration/source-code'
import { diagramOf } from '../report/act-section'
import { CARRIED, type Capture, captureOf } from '../report/capture'
import { fileSize } from '../report/file-size'
import { frameName } from '../report/frame-name'
import { mermaid } from '../report/mermaid'
import { reportPage } from '../report/page'
import { datedName, newestRuns, plainName, readRun } from '../report/recorded'
import { type RunOfReport, runOfReport } from '../report/run-section'
import { svgFile } from '../report/svg'
import { surroundings } from '../runtime/surroundings'
import type { Defence } from '../scenario/defence'
import type { Scenario } from '../scenario/scenario'
import { printable } from '../text/printable'
import { exitStatus } from './exit-status'
import { flags, oneOf, refuseSwallowed } from './options'

export const reportHelp: Sentence = t`Usage: npm run report [RUN] [-- FLAGS]

Writes a recorded run as one HTML file that needs no network. RUN is a folder of .lab/runs, its name, or a history file;
without it, the latest run. "npm run report all" takes the newest whole run of each scenario, with the matrix.

  --out FILE          where to (report-NAME-TIME.html here, if it is not said; TIME is the run's)
  --diagrams FOLDER   also writes each act's diagram there, as SVG and as Mermaid source
  --lang en|fr        the language (otherwise the environment's)
  --help              this text
`

interface ReportOptions {
  /** Undefined is the latest run, `all` the newest of each scenario. */
  readonly run: string | undefined
  readonly out: string | undefined
  readonly diagrams: string | undefined
  readonly lang: Language
  readonly help: boolean
}

/** @throws UsageError with one sentence. */
export function reportOptions(args: readonly string[], env: NodeJS.ProcessEnv): ReportOptions {
  const { values, positionals } = flags(args, {
    out: 'string',
    diagrams: 'string',
    lang: 'string',
    help: 'boolean',
  })
  oneOf('--lang', values.lang, languages)
  if (positionals.length > 1)
    throw new UsageError(t`One run at a time, or all: ${positionals.join(' ')} are several.`)
  const { out, diagrams, help } = values
  return { run: positionals[0], out, diagrams, lang: languageOf(args, env), help: help !== undefined }
}

/** @returns the exit status. @throws UsageError, LabError */
export function reportCommand(
  catalogue: { readonly scenarios: readonly Scenario[]; readonly defences: readonly Defence[] },
  args: readonly string[],
): number {
  refuseSwallowed(process.env)
  const options = reportOptions(args, process.env)
  const say = sayIn(options.lang)
  if (options.help) return tell([say(reportHelp).trimEnd()])
  const { scenarios, defences } = catalogue
  const isAll = options.run === 'all'
  const paths = isAll ? [...newestRuns(scenarios, RUNS).values()] : [pathOf(options.run)]
  if (paths.length === 0)
    throw new LabError(t`There is no whole run of any scenario: npm run scenario all makes them.`)
  const runs = paths.map((path) => runOfReport(readRun(path), scenarios, defences))
  const name = isAll ? 'all' : runs[0]!.recorded.scenario
  const all = runs.map(({ recorded }) => recorded)
  const out = options.out ?? `report-${datedName(name, all)}.html`
  mustBeThere(dirname(out))
  // On the whole matrix captures would be most of what is sent.
  const capture = isAll ? null : captureOf(runs[0]!.recorded, CARRIED, say)
  const page = reportPage(
    {
      runs,
      matrix: isAll ? scenarios : null,
      atlas: isAll ? keptAtlas : [],
      capture: capture?.attachment ?? null,
      surroundings: surroundings(),
      frameName,
      code: sourceCode,
    },
    options.lang,
    say,
  )
  const written = [
    t`${write(out, page)}: the report on ${nameOf(runs, isAll)}, ${fileSize(Buffer.byteLength(page))}`,
    ...(capture?.beside ? [besides(capture, capture.beside, dirname(out))] : []),
  ]
  if (options.diagrams !== undefined)
    for (const path of writeDiagrams(runs, options.diagrams, say)) written.push(t`${path}: a diagram`)
  const missing = isAll ? scenarios.filter(({ name }) => !all.some(({ scenario }) => scenario === name)) : []
  if (missing.length > 0)
    written.push(t`No whole run is recorded of: ${missing.map(({ name }) => name).join(', ')}`)
  const flawed = runs.flatMap(({ recorded: { flaw } }) =>
    flaw ? [t`The history is not whole: ${flaw}`] : [],
  )
  return tell([...written, ...flawed].map((line) => printable(say(line), 2000)))
}

/** What is told of a page: of whom it is. */
function nameOf(runs: readonly RunOfReport[], isAll: boolean): Sentence {
  if (isAll) return t`the newest whole runs of ${runs.length} scenarios`
  return t`the run ${printable(runs[0]!.recorded.name)} of ${printable(runs[0]!.recorded.scenario)}`
}

function besides({ attachment: { file } }: Capture, bytes: Uint8Array, folder: string): Sentence {
  return t`${write(join(folder, file), bytes)}: its capture, too large to be carried in the page`
}

/** Each act's diagram twice: as a picture, and as source for whoever wants to change it. */
function writeDiagrams(runs: readonly RunOfReport[], folder: string, say: Say): string[] {
  attempt(folder, () => mkdirSync(folder, { recursive: true }))
  return runs.flatMap(({ recorded, acts }) =>
    acts.flatMap(({ number, verdict, events, story }) => {
      const { drawn } = diagramOf({ events, verdict, story }, frameName)
      const path = join(folder, `${plainName(recorded.scenario)}-${number}-${plainName(verdict.name)}`)
      const title = `${printable(recorded.scenario)}: ${printable(verdict.name)}`
      return [
        write(`${path}.svg`, svgFile(drawn, say, title)),
        write(`${path}.mmd`, `${mermaid(drawn, say).join('\n')}\n`),
      ]
    }),
  )
}

/** A history may be a file of any name. */
function pathOf(given: string | undefined): string {
  const isFile = given !== undefined && existsSync(given) && statSync(given).isFile()
  return isFile ? given : historyPath(given)
}

function mustBeThere(folder: string): void {
  if (!existsSync(folder))
    throw new LabError(t`There is no folder ${printable(folder)} to write the report to.`)
}

function write(path: string, content: string | Uint8Array): string {
  attempt(path, () => writeFileSync(path, content))
  return path
}

function tell(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`)
  return exitStatus.asExpected
}

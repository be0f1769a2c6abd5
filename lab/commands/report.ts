/** `npm run report`: recorded runs as one HTML file, and their diagrams and captures as files of their own. */

import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { attempt } from '../history/history-file'
import { historyPath, RUNS } from '../history/run-folder'
import { LabError, UsageError } from '../language/lab-error'
import { languageOf, sayIn } from '../language/language'
import { type Language, languages, type Say, type Sentence, t } from '../language/sentence'
import { sourceCode } from '../narration/source-code'
import { diagramOf } from '../report/act-section'
import { CARRIED, type Capture, captureOf } from '../report/capture'
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
  const paths = options.run === 'all' ? [...newestRuns(scenarios, RUNS).values()] : [pathOf(options.run)]
  if (paths.length === 0)
    throw new LabError(t`There is no whole run of any scenario: npm run scenario all makes them.`)
  const runs = paths.map((path) => runOfReport(readRun(path), scenarios, defences))
  const name = options.run === 'all' ? 'all' : runs[0]!.recorded.scenario
  const all = runs.map(({ recorded }) => recorded)
  const out = options.out ?? `report-${datedName(name, all)}.html`
  mustBeThere(dirname(out))
  const captures = capturesOf(runs, say)
  const page = reportPage(
    {
      runs,
      matrix: options.run === 'all' ? scenarios : null,
      captures: new Map([...captures].map(([of, { attachment }]) => [of, attachment])),
      surroundings: surroundings(),
      frameName,
      code: sourceCode,
    },
    options.lang,
    say,
  )
  const written = [write(out, page), ...besides(captures, dirname(out))]
  if (options.diagrams !== undefined) written.push(...writeDiagrams(runs, options.diagrams, say))
  const flawed = runs.flatMap(({ recorded: { flaw } }) =>
    flaw ? [t`The history is not whole: ${flaw}`] : [],
  )
  return tell([...written.map((path) => printable(path)), ...flawed.map(say)])
}

/** As long as there is room in the page, captures are carried in it. */
function capturesOf(runs: readonly RunOfReport[], say: Say): Map<string, Capture> {
  const captures = new Map<string, Capture>()
  let room = CARRIED
  for (const { recorded } of runs) {
    const capture = captureOf(recorded, room, say)
    if (!capture) continue
    captures.set(recorded.scenario, capture)
    if (capture.beside === null) room -= capture.attachment.bytes
  }
  return captures
}

function besides(captures: ReadonlyMap<string, Capture>, folder: string): string[] {
  return [...captures.values()].flatMap(({ attachment: { file }, beside }) =>
    beside === null ? [] : [write(join(folder, file), beside)],
  )
}

/** Each act's diagram twice: as a picture, and as source for whoever wants to change it. */
function writeDiagrams(runs: readonly RunOfReport[], folder: string, say: Say): string[] {
  attempt(folder, () => mkdirSync(folder, { recursive: true }))
  return runs.flatMap(({ recorded, scenario, acts }) =>
    acts.flatMap(({ number, verdict, events }) => {
      const drawn = diagramOf({ events, verdict }, scenario, frameName)
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

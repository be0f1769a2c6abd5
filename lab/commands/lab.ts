/** `npm run lab`, or `p2p-lab`: what is missing here, what is left over, judging a recorded run again, and writing the matrix down. */

import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { version } from '../../package.json'
import { nearest } from '../../peers/command-line/nearest'
import { languageOf } from '../../peers/language/choice'
import { languages, type Say, t, together, type Words } from '../../peers/language/sentence'
import { doubtOf } from '../attestation/bundle'
import { attempt, readDamagedHistory } from '../history/history-file'
import { historyPath, shown } from '../history/run-folder'
import { damageOf } from '../history/salvage'
import { judge, missingActs } from '../judge/verdict'
import { verdictWords } from '../judge/verdict-words'
import { LabError, UsageError } from '../language/lab-error'
import { sayIn } from '../language/language'
import { clean } from '../runtime/clean'
import type { Scenario } from '../scenario/scenario'
import { printable, printableLines } from '../text/printable'
import { bundleRun } from './bundle'
import { capture } from './capture'
import { doctor } from './doctor'
import { embed, MATRIX } from './embed'
import { exitStatus, statusOf } from './exit-status'
import { flags, oneOf, refuseSwallowed } from './options'
import { verifyFile } from './verify'

const help = t`Usage: npm run lab COMMAND [-- FLAGS]

  scenario [NAME] lists the scenarios, or plays one
  demo NAME       plays one in the dashboard, step by step
  replay [RUN]    shows a recorded run in the dashboard
  report [RUN]    writes a recorded run as one HTML file; of these four, each has a --help of its own
  doctor          what the lab needs, and whether it is there
  clean           removes what killed runs have left behind
  clean -- --all  also the builds and images that the next run would use
  verdict [RUN]   judges a recorded run again, from its history alone (RUN: a folder of .lab/runs, or a file)
  capture [RUN] [FILE]
                  writes what came in at Mallory in a recorded run to a file that Wireshark opens
                  (pcapng; capture.pcapng beside the run where no FILE is named; the sessions' keys
                  beside it, for the script secure-p2p.lua, whose place is told then)
  bundle RUN FILE writes a recorded run as one signed file, for somebody who was not there
  verify FILE     whether such a file is what was signed, and whether a run can have been so; needs no network
  verify FILE -- --key FINGERPRINT
                  also that it was signed with this key, as bundle has printed it
  matrix FILE     writes the table that comes in on stdin between the marks in FILE:
                  npm run -s scenario all -- --markdown | npm run -s lab matrix README.md

  --lang en|fr    the language (otherwise the environment's)
  --version       which version this is
  --help          this text

verdict and verify end with 0 where every act is as expected, 1 where one differs or the file does not hold,
2 inconclusive; 64 usage, 70 a file that cannot be read.
`

/** How many words each command takes. */
const takes = new Map(
  Object.entries({ doctor: 0, clean: 0, verdict: 1, capture: 2, bundle: 2, verify: 1, matrix: 1 }),
)

/** @returns the exit status. @throws UsageError, LabError */
export async function labCommand(
  { scenarios }: { readonly scenarios: readonly Scenario[] },
  args: readonly string[],
): Promise<number> {
  refuseSwallowed(process.env)
  const { values, positionals: typed } = flags(args, {
    all: 'boolean',
    help: 'boolean',
    lang: 'string',
    key: 'string',
    version: 'boolean',
  })
  oneOf('--lang', values.lang, languages)
  const say = sayIn(languageOf(args, process.env))
  const print = printer(say)
  const [command, ...positionals] = typed
  if (values.version !== undefined) return print([`p2p-lab ${version}`])
  if (values.help !== undefined || command === undefined || command === 'help') {
    return print([say(help).trimEnd()])
  }
  if (values.all !== undefined && command !== 'clean') throw new UsageError(t`--all goes with clean.`)
  if (values.key !== undefined && command !== 'verify') throw new UsageError(t`--key goes with verify.`)
  if (positionals.length > (takes.get(command) ?? Number.POSITIVE_INFINITY))
    throw new UsageError(t`${command} takes no ${positionals.at(-1) ?? ''}.`)
  switch (command) {
    case 'doctor': {
      const findings = await doctor()
      const marks = { true: say(t`ok`), false: say(t`MISSING`), warn: say(t`note`) }
      const wide = Math.max(...Object.values(marks).map(({ length }) => length))
      print(
        findings.map(({ ok, what, todo }) => {
          return t`${marks[`${ok}`].padEnd(wide)}  ${what}${todo ? t` ${todo}` : ''}`
        }),
      )
      return findings.some(({ ok }) => ok === false) ? exitStatus.labFailed : exitStatus.asExpected
    }
    case 'clean': {
      const removed = await clean({ all: values.all !== undefined })
      return print(removed.length > 0 ? removed : [t`Nothing is left over.`])
    }
    case 'verdict': {
      const path = historyPath(positionals[0])
      const { events: history, damaged } = readDamagedHistory(path)
      const verdicts = judge(history, damaged)
      const of = history.flatMap((event) => (event.event === 'run-started' ? [event.scenario] : []))
      print([t`${of[0] ?? t`A run`}, from ${shown(realpathSync(path))}:`])
      const missing = missingActs(history)
      const damage = damageOf(damaged)
      const doubt = doubtOf(
        attempt(path, () => readFileSync(path), 'read'),
        scenarios,
      )
      print([
        ...verdicts.map(({ name, verdict, expected, asExpected, reasons }) => {
          const expectation = asExpected ? t`as expected` : t`but ${verdictWords[expected]} was expected`
          return t`${name}: ${verdictWords[verdict]}, ${expectation}. ${printable(say(together(reasons)), 600)}`
        }),
        ...missing.map(({ name, why }) => t`${name}: ${verdictWords.INCONCLUSIVE}. ${why}`),
        ...(damage === null ? [] : [damage]),
        ...(doubt === null ? [] : [t`This is no whole run of the catalogue as it was recorded: ${doubt}`]),
      ])
      const whole = verdicts.length > 0 && missing.length === 0 && damage === null
      return statusOf(verdicts) || (whole ? exitStatus.asExpected : exitStatus.inconclusive)
    }
    case 'capture':
      return print(capture(historyPath(positionals[0]), positionals[1], say))
    case 'bundle': {
      const [run, file] = positionals
      if (run === undefined || file === undefined)
        throw new UsageError(
          t`bundle needs the RUN and the FILE to write: npm run lab bundle latest run.intoto.jsonl`,
        )
      return print(await bundleRun(run, file, scenarios))
    }
    case 'verify': {
      const [file] = positionals
      if (file === undefined)
        throw new UsageError(t`verify needs the FILE that npm run lab bundle has written.`)
      const { lines, status } = verifyFile(file, values.key, scenarios, say)
      print(lines)
      return status
    }
    case 'matrix': {
      const [file] = positionals
      if (file === undefined) throw new UsageError(t`matrix needs the FILE to write to, such as README.md.`)
      if (process.stdin.isTTY)
        throw new UsageError(t`matrix reads the table from stdin: see npm run lab -- --help.`)
      const table = await text(process.stdin)
      if (!isMatrix(table)) throw new LabError(t`What came in on stdin is no matrix: nothing is written.`)
      const page = embed(
        attempt(file, () => readFileSync(file, 'utf8'), 'read'),
        table,
      )
      if (page === null) throw new LabError(t`${file} has no ${MATRIX.begin} … ${MATRIX.end}, once each.`)
      attempt(file, () => writeFileSync(file, page))
      return print([t`The matrix in ${file} is written.`])
    }
    default: {
      const meant = nearest(command, [...takes.keys()])
      throw new UsageError(
        t`There is no command ${command}${meant ? t`: did you mean ${meant}?` : '.'}\n\n${help}`,
      )
    }
  }
}

/** Whether a text is the matrix in Markdown, in one of the languages. */
function isMatrix(text: string): boolean {
  return languages.some((language) => text.startsWith(`| ${sayIn(language)(t`scenario`)} |`))
}

/** @returns what prints lines for people, and the exit status when all is well. */
function printer(say: Say): (lines: readonly Words[]) => number {
  return (lines) => {
    process.stdout.write(`${printableLines(lines.map(say).join('\n'))}\n`)
    return exitStatus.asExpected
  }
}

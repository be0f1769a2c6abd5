/** `npm run lab`: what is missing here, what is left over, judging a recorded run again, and writing the matrix down. */

import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { clean } from './clean'
import { doctor } from './doctor'
import { embed, MATRIX } from './embed'
import { exitStatus, statusOf } from './exit-status'
import { attempt, readHistory } from './history-file'
import { LabError } from './lab-error'
import { nearest } from './nearest'
import { flags, UsageError } from './options'
import { printable, printableLines } from './printable'
import { historyPath, shown } from './run-folder'
import { judge, missingActs } from './verdict'

const help = `Usage: npm run lab COMMAND

  doctor          what the lab needs, and whether it is there
  clean           removes what killed runs have left behind
  clean -- --all  also the builds and images that the next run would use
  verdict [RUN]   judges a recorded run again, from its history alone (RUN: a folder of .lab/runs, or a file)
  matrix FILE     writes the table that comes in on stdin between the marks in FILE:
                  npm run -s scenario all -- --markdown | npm run -s lab matrix README.md
`

/** @returns the exit status. @throws UsageError, LabError */
export async function labCommand(command: string | undefined, args: readonly string[]): Promise<number> {
  const { values, positionals } = flags(args, { all: 'boolean', help: 'boolean' })
  if (values.help !== undefined || command === undefined || command === 'help' || command === '--help') {
    return say([help.trimEnd()])
  }
  if (values.all !== undefined && command !== 'clean') throw new UsageError('--all goes with clean.')
  if (positionals.length > (command === 'verdict' || command === 'matrix' ? 1 : 0))
    throw new UsageError(`${command} takes no ${positionals.at(-1)}.`)
  switch (command) {
    case 'doctor': {
      const findings = await doctor()
      const marks = { true: 'ok     ', false: 'MISSING', warn: 'note   ' }
      say(findings.map(({ ok, what, todo }) => `${marks[`${ok}`]}  ${what}${todo ? ` ${todo}` : ''}`))
      return findings.some(({ ok }) => ok === false) ? exitStatus.labFailed : exitStatus.asExpected
    }
    case 'clean': {
      const removed = await clean({ all: values.all !== undefined })
      return say(removed.length > 0 ? removed : ['Nothing is left over.'])
    }
    case 'verdict': {
      const path = historyPath(positionals[0])
      const history = readHistory(path)
      const verdicts = judge(history)
      const of = history.flatMap((event) => (event.event === 'run-started' ? [event.scenario] : []))
      say([`${of[0] ?? 'A run'}, from ${shown(realpathSync(path))}:`])
      const missing = missingActs(history)
      say([
        ...verdicts.map(({ name, verdict, expected, asExpected, why }) => {
          const expectation = asExpected ? 'as expected' : `but ${expected} was expected`
          return `${name}: ${verdict}, ${expectation}. ${printable(why, 600)}.`
        }),
        ...missing.map((name) => `${name}: INCONCLUSIVE. The history ends before this act.`),
      ])
      const whole = verdicts.length > 0 && missing.length === 0
      return statusOf(verdicts) || (whole ? exitStatus.asExpected : exitStatus.inconclusive)
    }
    case 'matrix': {
      const [file] = positionals
      if (file === undefined) throw new UsageError('matrix needs the FILE to write to, such as README.md.')
      if (process.stdin.isTTY)
        throw new UsageError('matrix reads the table from stdin: see npm run lab -- --help.')
      const table = await text(process.stdin)
      if (!table.startsWith('| scenario |'))
        throw new LabError('What came in on stdin is no matrix: nothing is written.')
      const page = embed(
        attempt(file, () => readFileSync(file, 'utf8'), 'read'),
        table,
      )
      if (page === null) throw new LabError(`${file} has no ${MATRIX.begin} … ${MATRIX.end}, once each.`)
      attempt(file, () => writeFileSync(file, page))
      return say([`The matrix in ${file} is written.`])
    }
    default: {
      const meant = nearest(command, ['doctor', 'clean', 'verdict', 'matrix'])
      throw new UsageError(
        `There is no command ${command}${meant ? `: did you mean ${meant}?` : '.'}\n\n${help}`,
      )
    }
  }
}

function say(lines: readonly string[]): number {
  process.stdout.write(`${printableLines(lines.join('\n'))}\n`)
  return exitStatus.asExpected
}

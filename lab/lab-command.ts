/** `npm run lab`: what is missing here, what is left over, and judging a recorded run again. */

import { clean } from './clean'
import { doctor } from './doctor'
import { exitStatus, statusOf } from './exit-status'
import { readHistory } from './history-file'
import { nearest } from './nearest'
import { flags, UsageError } from './options'
import { printable, printableLines } from './printable'
import { historyPath } from './run-folder'
import { judge, missingActs } from './verdict'

const help = `Usage: npm run lab COMMAND

  doctor          what the lab needs, and whether it is there
  clean           removes what killed runs have left behind
  clean -- --all  also the builds and images that the next run would use
  verdict [RUN]   judges a recorded run again, from its history alone (RUN: a folder of .lab/runs, or a file)
`

/** @returns the exit status. @throws UsageError, LabError */
export async function labCommand(command: string | undefined, args: readonly string[]): Promise<number> {
  const { values, positionals } = flags(args, { all: 'boolean', help: 'boolean' })
  if (values.help !== undefined || command === undefined || command === 'help' || command === '--help') {
    return say([help.trimEnd()])
  }
  if (values.all !== undefined && command !== 'clean') throw new UsageError('--all goes with clean.')
  if (positionals.length > (command === 'verdict' ? 1 : 0))
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
      const history = readHistory(historyPath(positionals[0]))
      const verdicts = judge(history)
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
    default: {
      const meant = nearest(command, ['doctor', 'clean', 'verdict'])
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

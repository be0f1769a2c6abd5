/** The lab's command line: `npm run scenario`, `npm run demo`, `npm run lab` and the others. */

import { languageOf } from '../../peers/language/choice'
import { t } from '../../peers/language/sentence'
import { defences } from '../../scenarios/ablation'
import { scenarios } from '../../scenarios/catalogue'
import { tour } from '../../scenarios/tour'
import { LabError, UsageError } from '../language/lab-error'
import { sayIn } from '../language/language'
import { refusals } from '../scenario/alarms'
import { printableLines } from '../text/printable'
import { demoCommand } from './demo'
import { exitStatus } from './exit-status'
import { labCommand } from './lab'
import { replayCommand } from './replay'
import { reportCommand } from './report'
import { scenarioCommand } from './scenario'

/** 128 and the signal's number, as shells have it. */
const signalStatus: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, EPIPE: 141, SIGTERM: 143 }

async function main(): Promise<number> {
  const typed = process.argv.slice(2)
  const [command, ...args] = typed
  const say = sayIn(languageOf(typed, process.env))
  const aborted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => aborted.abort(signal))
  }
  // Whoever reads our output may stop reading, as `head` does: then the run ends like after Ctrl-C.
  process.stdout.on('error', () => aborted.abort('EPIPE'))
  process.stderr.on('error', () => {})
  try {
    switch (command) {
      case 'scenario':
        return await scenarioCommand({ scenarios, defences, refusals }, args, aborted.signal)
      case 'demo':
        return await demoCommand({ scenarios, tour }, args, aborted.signal)
      case 'replay':
        return await replayCommand({ scenarios, tour }, args, aborted.signal)
      case 'report':
        return reportCommand({ scenarios, defences }, args)
      default:
        return await labCommand({ scenarios }, typed)
    }
  } catch (error) {
    if (aborted.signal.aborted) {
      const reason = String(aborted.signal.reason)
      process.stderr.write(`${say(t`Stopped by ${reason}: everything that was started has been removed.`)}\n`)
      return signalStatus[reason] ?? 143
    }
    if (error instanceof UsageError) {
      process.stderr.write(`${printableLines(say(error.words))}\n`)
      return exitStatus.usage
    }
    if (error instanceof LabError) {
      process.stderr.write(`${printableLines(say(error.words))}\n`)
      return exitStatus.labFailed
    }
    const stack = (error instanceof Error && error.stack) || String(error)
    process.stderr.write(`${printableLines(say(t`The lab has a defect: ${stack}`))}\n`)
    return exitStatus.labFailed
  }
}

// Should nothing be left that main() could wait for, Node ends by itself: a run that came to nothing is no success.
process.exitCode = exitStatus.labFailed
void main().then(async (status) => {
  // An engine that keeps a call open, and whatever else is open yet, does not keep the lab: all is done.
  await Promise.all([process.stdout, process.stderr].map(written))
  process.exit(status)
})

/** Settles when all that was written to this stream is out, or never will be. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve())
  })
}

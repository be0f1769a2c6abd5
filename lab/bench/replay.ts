/**
 * `npm run bench replay`: how long a jump takes in a recording of ten minutes, beside folding all that stands before it,
 * which is what a jump would take if nothing were kept. The recording is made of real ones.
 */

import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { HistoryEvent } from '../history/events'
import { readHistory } from '../history/history-file'
import { RUNS } from '../history/run-folder'
import { recordingOf } from '../stage/recording'
import { initialState, reduce } from '../stage/reduce'
import { openReplay, seek } from '../stage/replay'
import { median } from './ratio'

const TEN_MINUTES = 600_000
/** What the slowest jump may take, in milliseconds. */
const LIMIT = 200
const JUMPS = 300

/** @returns whether the limit holds. */
export async function benchReplay(): Promise<boolean> {
  const [dense, usual] = [await recorded('flood'), await recorded('padding-oracle')]
  const history = repeated(dense, usual)
  const recording = recordingOf(history, [])
  const { outline: program, inputs } = recording
  process.stdout.write(
    `a jump in a recording of ${Math.round(history.at(-1)!.at / 60_000)} minutes, ${history.length} events, beside folding it\n`,
  )
  const yardstick = timed(() => void inputs.reduce(reduce, initialState(program)))
  let replay = openReplay(recording)
  const jumps = Array.from({ length: JUMPS }, () => {
    const to = Math.floor(Math.random() * inputs.length)
    return timed(() => {
      replay = seek(replay, to)
    })
  })
  const slowest = Math.max(...jumps)
  const holds = slowest < LIMIT
  process.stdout.write(
    `  ${JUMPS} jumps: folding all ${yardstick.toFixed(0)} ms, a jump ${median(jumps).toFixed(1)} ms, the slowest ` +
      `${slowest.toFixed(1)} ms, ${(yardstick / slowest).toFixed(0)} times faster (less than ${LIMIT} ms: ${holds ? 'holds' : 'DOES NOT HOLD'})\n`,
  )
  return holds
}

/** @returns the newest whole history of a scenario; one is recorded where there is none. */
async function recorded(scenario: string): Promise<readonly HistoryEvent[]> {
  const whole = (existsSync(RUNS) ? readdirSync(RUNS) : []).filter(
    (name) => name.includes(`-${scenario}-`) && existsSync(join(RUNS, name, 'verdict.json')),
  )
  const newest = whole.sort().at(-1)
  if (newest) return readHistory(join(RUNS, newest, 'history.jsonl'))
  const args = ['run', '-s', 'scenario', scenario, '--', '--quick', '--json', '--runtime', 'processes']
  const { stdout } = await promisify(execFile)('npm', args, {
    cwd: join(RUNS, '..', '..'),
    maxBuffer: 2 ** 26,
  })
  return readHistory(join(RUNS, '..', '..', JSON.parse(stdout).run, 'history.jsonl'))
}

/** @returns the first once, then the second again and again: acts get a number, and clocks run on. */
function repeated(first: readonly HistoryEvent[], again: readonly HistoryEvent[]): HistoryEvent[] {
  const all: HistoryEvent[] = []
  for (let round = 0, at = 0; at < TEN_MINUTES; round += 1) {
    for (const event of round === 0 ? first : again) {
      if (event.event === 'run-started') continue
      all.push({ ...event, number: all.length + 1, act: `${event.act} ${round}`, at: at + event.at })
    }
    at = all.at(-1)!.at
  }
  return all
}

function timed(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

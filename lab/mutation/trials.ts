/**
 * Tries changes in as many processes as there are cores. One that does not come back is killed, and leaves nothing. No
 * threads: the compiler does not bear that one of them is ended while others use it.
 */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Trial {
  /** The source that is changed: from `start` to before `end` stands `by`. */
  readonly path: string
  readonly start: number
  readonly end: number
  readonly by: string
}

/** `endless`: the tests do not come to an end, or need all memory; `meaningless`: it is no program any more. */
export type MutantStatus = 'killed' | 'survived' | 'endless' | 'meaningless'

/**
 * What a process says of a trial: why its tests cannot be used at all, or that it begins, and without which tests, as they are
 * too slow; and then what came of it.
 */
export type Said =
  | { readonly unusable: string }
  /** The tests of its room take so long without any change. */
  | { readonly begun: true; readonly slow: readonly string[]; readonly time: number }
  | { readonly outcome: MutantStatus }

/** The tests of one change may take so much longer than those of none, on a machine that has other things to do. */
const PATIENCE = 5
/** And so long in any case, as small tests take no time at all. */
const LEAST_PATIENCE_MS = 10_000
/** What it may take to compile and load all tests of a room, and to run them without any change. */
const LOADING_MS = 300_000
/** What a process may take: the judge and its tests need a tenth of it. */
const MOST_MEMORY_MB = 1024

/** Node knows no TypeScript by itself. */
const COMPILED = join(__dirname, '..', '..', 'peers', 'system', 'compiled.cjs')

/** @returns the tests of the room in which a source stands. */
export function testsBeside(path: string): string[] {
  return readdirSync(dirname(path))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(dirname(path), name))
}

interface TrialOptions {
  readonly processes: number
  readonly onOutcome: (place: number, outcome: MutantStatus) => void
  /** Told the titles of tests that are left out. */
  readonly onSlow?: (titles: readonly string[]) => void
  /** Ends all of them. */
  readonly signal: AbortSignal
  readonly leastPatience?: number
}

/** @throws where the tests fail without any change, or none is there. */
export async function tryAll(trials: readonly Trial[], options: TrialOptions): Promise<void> {
  const failed = new AbortController()
  const signal = AbortSignal.any([options.signal, failed.signal])
  const waiting = trials.entries()
  const lane = async () => {
    let child: ChildProcess | null = null
    try {
      for (let next = waiting.next(); !next.done && !signal.aborted; next = waiting.next()) {
        const [place, trial] = next.value
        child ??= startChild()
        const outcome = await outcomeIn(child, trial, { ...options, signal })
        if (outcome === null) return
        options.onOutcome(place, outcome)
        if (outcome === 'endless') {
          await end(child)
          child = null
        }
      }
    } catch (error) {
      failed.abort()
      throw error
    } finally {
      if (child) await end(child)
    }
  }
  await Promise.all(Array.from({ length: options.processes }, lane))
}

function startChild(): ChildProcess {
  const execArgv = ['-r', COMPILED, `--max-old-space-size=${MOST_MEMORY_MB}`]
  // What tests write, or Node where memory runs out, is for nobody.
  const child = fork(join(__dirname, 'trial.ts'), [], {
    execArgv,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // Between two trials, and of the second one of two that both fail, nobody asks.
  return child.on('error', () => {})
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** @returns null where it was ended from outside. */
function outcomeIn(
  child: ChildProcess,
  trial: Trial,
  { leastPatience = LEAST_PATIENCE_MS, onSlow, signal }: TrialOptions,
): Promise<MutantStatus | null> {
  return new Promise((resolve, reject) => {
    let begun = false
    const settle = (how: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('error', onError).off('exit', onEnd)
      signal.removeEventListener('abort', onAbort)
      how()
    }
    const unusable = (why: string) =>
      settle(() => reject(new Error(`${trial.path}: its tests cannot be used: ${why}.`)))
    const onError = ({ message }: Error) => unusable(message)
    const onEnd = () =>
      begun ? settle(() => resolve('endless')) : unusable('they do not come to an end, without any change')
    const onAbort = () => settle(() => resolve(null))
    const onMessage = (said: Said) => {
      if ('begun' in said) {
        begun = true
        onSlow?.(said.slow)
        clearTimeout(timer)
        timer = setTimeout(onEnd, Math.max(leastPatience, PATIENCE * said.time))
      } else if ('outcome' in said) settle(() => resolve(said.outcome))
      else unusable(said.unusable)
    }
    let timer = setTimeout(onEnd, LOADING_MS)
    child.on('message', onMessage).on('error', onError).on('exit', onEnd)
    signal.addEventListener('abort', onAbort)
    child.send(trial)
  })
}

/** A search on several cores: processes of the same program, each a shard. */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { isMallorys } from '../../attacks/terms/trace'
import type { SearchOptions } from './options'
import type { FoundAttack, SearchProgress, search } from './search'

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 5_000

type Searched = Awaited<ReturnType<typeof search>>

/** Calls back every few seconds. @returns what is to be called whenever there is progress. */
export function every(tell: (progress: SearchProgress) => void) {
  let toldAt = performance.now()
  return (progress: SearchProgress): void => {
    const now = performance.now()
    if (now - toldAt < PROGRESS_MS) return
    toldAt = now
    tell(progress)
  }
}

/**
 * Searches in several processes, each a shard; with --first the first that finds something ends them all.
 * @param program what each of them runs, with the flags of a shard.
 */
export async function byWorkers(
  program: string,
  profile: string,
  options: SearchOptions,
  stopped: AbortSignal,
  show: (progress: SearchProgress) => void,
): Promise<Searched> {
  const { workers, seed, time, first, corpus } = options
  const latest = new Map<number, SearchProgress>()
  const tell = every(show)
  const children = new Set<ChildProcess>()
  const end = () => {
    for (const child of children) child.kill('SIGINT')
  }
  stopped.addEventListener('abort', end)
  const results = await Promise.all(
    Array.from({ length: workers }, async (_, shard) => {
      const child = fork(
        program,
        [
          ...['--profile', profile, '--seed', `${seed}`, '--for', `${Math.ceil(time / 1_000)}s`, '--json'],
          ...['--shard', `${shard + 1}/${workers}`, ...(first ? ['--first'] : [])],
          ...(corpus === null ? [] : ['--corpus', corpus]),
        ],
        { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
      )
      children.add(child)
      child.on('message', (progress: SearchProgress) => {
        latest.set(shard, progress)
        tell(together([...latest.values()]))
      })
      const [said, [code]] = await Promise.all([text(child.stdout!), once(child, 'exit')])
      children.delete(child)
      if (code !== 0 && code !== 1) throw new Error(`a worker has ended by itself (${code}).`)
      const result: SearchProgress & Pick<Searched, 'found'> = JSON.parse(said)
      if (first && result.found.length > 0) end()
      return result
    }),
  )
  const found = new Map<string, FoundAttack>()
  for (const one of results.flatMap((result) => result.found)) {
    const before = found.get(one.property)
    if (!before || stepsOf(one) < stepsOf(before)) found.set(one.property, one)
  }
  return { found: [...found.values()], progress: together(results) }
}

const stepsOf = ({ trace }: FoundAttack) => trace.steps.filter(isMallorys).length

/** What two shards reach may be the same: the most that one of them reaches is surely reached. */
function together(all: readonly SearchProgress[]): SearchProgress {
  return {
    executions: all.reduce((sum, one) => sum + one.executions, 0),
    kept: all.reduce((sum, one) => sum + one.kept, 0),
    features: Math.max(...all.map(({ features }) => features)),
  }
}

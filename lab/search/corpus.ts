/**
 * What searches keep, on the disk: for each profile and shard a file with a line for each trace that reached something new.
 * A search that was killed has lost at most the line that it was writing; shards may lie in one folder, or be put together.
 */

import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { changesIn, definitionsWith } from '../../attacks/terms/conversations'
import type { Definitions } from '../../attacks/terms/term'
import type { Trace } from '../../attacks/terms/trace'

export interface Corpus {
  /** What lies there, of all shards. */
  readonly traces: readonly Trace[]
  readonly add: (trace: Trace) => void
}

/** @throws Error where the folder can't be read or written. */
export function corpusIn(folder: string, profile: string, shard: number, shards: number): Corpus {
  mkdirSync(folder, { recursive: true })
  const own = join(folder, `${profile}.${shard + 1}-of-${shards}.jsonl`)
  const names = readdirSync(folder).filter(
    (name) => name.startsWith(`${profile}.`) && name.endsWith('.jsonl'),
  )
  const texts = new Map(names.map((name) => [join(folder, name), readFileSync(join(folder, name), 'utf8')]))
  // Whatever a kill has left of a line ends here.
  if (!(texts.get(own) ?? '\n').endsWith('\n')) appendFileSync(own, '\n')
  return {
    traces: [...texts.values()].flatMap((text) => text.split('\n').flatMap(read)),
    add: (trace) => appendFileSync(own, `${written(trace)}\n`),
  }
}

/** @returns a line: what she computes as in honest conversations is left out. */
function written({ steps, definitions }: Trace): string {
  return JSON.stringify({ steps, changed: changesIn(definitions) })
}

/** @returns the trace of a line; none where it is damaged. */
function read(line: string): Trace[] {
  try {
    const { steps, changed } = JSON.parse(line) as Pick<Trace, 'steps'> & { readonly changed: Definitions }
    return Array.isArray(steps) ? [{ steps, definitions: definitionsWith(changed) }] : []
  } catch {
    return []
  }
}

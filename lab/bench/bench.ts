/**
 * `npm run bench`: the project's figures, each a ratio to a yardstick in the same run. `npm run bench -- NAME` runs
 * one part. Exit status 1 if a limit does not hold, 64 for a name that is no part.
 */

import { costs, directory, limitsHold } from './own-limits'
import { peerComparisons } from './peers'
import { type BenchComparison, compare } from './ratio'
import { benchReplay } from './replay'
import { benchMatrix, benchMitm } from './scenarios'
import { stageComparisons } from './stage'

const each = (comparisons: readonly BenchComparison[]) => async (): Promise<boolean> => {
  let holds = true
  for (const comparison of comparisons) holds = (await compare(comparison)) && holds
  return holds
}

const parts: Readonly<Record<string, () => Promise<boolean>>> = {
  handshake: each(peerComparisons.handshake),
  chat: each(peerComparisons.chat),
  file: each(peerComparisons.file),
  relay: each(peerComparisons.relay),
  past: each(peerComparisons.past),
  costs: () => limitsHold(costs),
  directory: () => limitsHold(directory),
  mitm: benchMitm,
  matrix: benchMatrix,
  replay: benchReplay,
  demo: each(stageComparisons.demo),
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(parts, name))
  if (unknown !== undefined) {
    process.stderr.write(`${unknown} is no part of the bench: ${Object.keys(parts).join(', ')}.\n`)
    return 64
  }
  let holds = true
  for (const [name, run] of Object.entries(parts)) {
    if (names.length === 0 || names.includes(name)) holds = (await run()) && holds
  }
  return holds ? 0 : 1
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status
})

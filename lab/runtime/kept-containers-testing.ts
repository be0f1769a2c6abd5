/**
 * For tests: the containers runtime with containers and networks that outlive an act, and serve the next one in which the
 * same nodes stand in the same places. To start and remove a container takes the engine five times as long as Node takes
 * to start in it, and of the catalogue's acts most differ in what the nodes are told only.
 *
 * Each act has programs of its own, started in these containers by `lab/suite/carrier.cjs`; containers and networks are
 * made by the runtime that users' runs have. What measures a program's memory is not for it: there the carrier is first.
 */

import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Build } from './build'
import { findEngine } from './engine'
import { listImages, removeImage } from './engine-objects'
import { GRACE_MS, onlyOnce } from './processes'
import type { NodeSpec, Nodes, RunningNode, Runtime } from './runtime'

const SUITE = join(__dirname, '..', 'suite')

/** Keys are not given out twice in an act: each node has a share of them, by its place among the others. */
const WITH_KEYS = `require('./quick-wasm.cjs');require('./test-keys.cjs').replaceGeneration(null, Number(process.env.LAB_KEY_SHARE));`

/** @returns the same programs in another folder, each behind a carrier and with RSA keys of the suite's. */
export function carriedBuild(built: Build, folder: string): Build {
  cpSync(built.folder, folder, { recursive: true })
  const programs = Object.keys(built.files) as (keyof Build['files'])[]
  for (const program of programs) {
    const bundle = join(folder, `${program}.cjs`)
    renameSync(bundle, join(folder, `carried-${program}.cjs`))
    writeFileSync(
      join(folder, `carried-${program}.cjs`),
      WITH_KEYS + readFileSync(built.files[program], 'utf8'),
    )
    copyFileSync(join(SUITE, 'carrier.cjs'), bundle)
  }
  for (const name of ['quick-wasm.cjs', 'test-keys.cjs', 'test-primes.txt'])
    copyFileSync(join(SUITE, name), join(folder, name))
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)))
  const files = Object.fromEntries(programs.map((program) => [program, join(folder, `${program}.cjs`)]))
  return { ...built, hash: hash.digest('hex').slice(0, 16), folder, files: files as Build['files'] }
}

/** Removes the images that were made of this build. */
export async function removeImagesOf({ hash }: Build): Promise<void> {
  const { engine } = await findEngine()
  if (!engine) return
  const images = await listImages(engine, 'secure-p2p-lab=1')
  for (const { name } of images) if (name.includes(hash)) await removeImage(engine, name)
}

/** Containers of one act after the other. */
interface KeptNodes {
  readonly key: string
  readonly nodes: Nodes
  hear: (node: string, line: string) => void
  isWhole: boolean
}

export interface KeptContainers {
  readonly runtime: Runtime
  /** How often containers were started, and how often some served again. */
  readonly count: { started: number; again: number }
  /** Removes all of them. No act may be under way. */
  close(): Promise<void>
}

/**
 * @param containers the runtime of containers, with a build of {@link carriedBuild}.
 * @param most so many are kept while they serve no act; beyond it, those that have waited longest are removed.
 */
export function keptContainers(containers: Runtime, most: number): KeptContainers {
  const waiting: KeptNodes[] = []
  const count = { started: 0, again: 0 }

  const freshOnes = async (key: string, specs: readonly NodeSpec[]): Promise<KeptNodes> => {
    count.started += 1
    const carriers = specs.map((spec) => ({ ...spec, args: [] }))
    const nodes = await containers.start(carriers, (node, line) => kept.hear(node, line))
    const kept: KeptNodes = { key, nodes, hear: () => {}, isWhole: true }
    for (const { exited } of nodes.nodes)
      void exited.then(() => {
        kept.isWhole = false
      })
    return kept
  }

  const giveBack = async (kept: KeptNodes): Promise<void> => {
    kept.hear = () => {}
    if (!kept.isWhole) return kept.nodes.stop()
    waiting.push(kept)
    if (waiting.length > most) await waiting.shift()!.nodes.stop()
  }

  const runtime: Runtime = {
    ...containers,
    async start(specs, onLine) {
      const key = JSON.stringify(
        specs.map(({ name, program, networks, data, besides }) => [name, program, networks, data, besides]),
      )
      const at = waiting.findIndex((one) => one.key === key && one.isWhole)
      if (at >= 0) count.again += 1
      const kept = at >= 0 ? waiting.splice(at, 1)[0]! : await freshOnes(key, specs)
      return playedIn(kept, specs, onLine, giveBack)
    },
  }
  const close = async () => void (await Promise.all(waiting.splice(0).map(({ nodes }) => nodes.stop())))
  return { runtime, count, close }
}

/** Starts the programs of one act in these containers. */
function playedIn(
  kept: KeptNodes,
  specs: readonly NodeSpec[],
  onLine: (node: string, line: string) => void,
  giveBack: (kept: KeptNodes) => Promise<void>,
): Nodes {
  type Ended = Awaited<RunningNode['exited']>
  const ends = new Map<string, (ended: Ended) => void>()
  kept.hear = (node, line) => {
    if (line.startsWith('>')) onLine(node, line.slice(1))
    else ends.get(node)?.(JSON.parse(line.slice(1)))
  }
  const nodes = kept.nodes.nodes.map((container, share): RunningNode => {
    const ended = new Promise<Ended>((resolve) => ends.set(container.name, resolve))
    container.send({ carry: specs[share]!.args, share })
    return {
      ...container,
      send: (command) => container.send({ say: command }),
      peakMemory: () => Promise.reject(new Error('the memory of a carried program cannot be told')),
      processorTime: () => Promise.reject(new Error('what a carried program works cannot be told')),
      exited: Promise.race([ended, container.exited]),
    }
  })
  const stop = onlyOnce(async () => {
    for (const container of kept.nodes.nodes) container.send({ end: true })
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 5 * GRACE_MS)
    })
    const all = Promise.all(nodes.map(({ exited }) => exited)).then(() => true)
    if (!(await Promise.race([all, late]))) kept.isWhole = false
    clearTimeout(timer)
    await giveBack(kept)
  })
  return { nodes, stop }
}

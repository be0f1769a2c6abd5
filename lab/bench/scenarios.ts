/**
 * `npm run bench mitm` and `npm run bench matrix`: how long scenarios take from command to verdict, beside the time
 * that starting and stopping the very same nodes takes, in turns in one run. Machines are noisy; the ratios of
 * neighbours are what counts.
 */

import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { scenarios } from '../../scenarios/catalogue'
import { mitm } from '../../scenarios/mitm'
import { claimRun } from '../history/run-owner'
import { ROOT } from '../place/place'
import { sideBySide } from '../run/side-by-side'
import { nodesOf } from '../run/topology'
import { build } from '../runtime/build'
import { chooseRuntime } from '../runtime/choose-runtime'
import { findEngine } from '../runtime/engine'
import type { NodeSpec, Runtime } from '../runtime/runtime'
import type { Act, Scenario } from '../scenario/scenario'
import { median } from './ratio'

interface Measured {
  /** What is typed after `npm run scenario`. */
  readonly command: readonly [name: string, ...flags: string[]]
  readonly scenarios: readonly Scenario[]
  readonly rounds: number
  /** What it may take at most, as a multiple of its nodes' bare start and stop. */
  readonly limits: Readonly<Record<Runtime['name'], number>>
  /** @returns milliseconds of the bare start and stop of the same nodes. */
  readonly bare: (acts: readonly Staged[], runtime: Runtime) => Promise<number>
}

interface Staged {
  readonly scenario: Scenario
  readonly act: Act
}

/** @returns whether the limits hold. */
export function benchMitm(): Promise<boolean> {
  return bench({
    command: ['mitm'],
    scenarios: [mitm],
    rounds: 5,
    limits: { processes: 3, containers: 2 },
    bare: (acts, runtime) =>
      timed(() =>
        sideBySide(acts, availableParallelism(), (staged) => start(specsOf(staged, runtime), runtime)),
      ),
  })
}

/** So many nodes of each program, evenly from all acts, are started. */
const SAMPLE = 5

/**
 * The whole matrix, and its short form: beside the sum of the bare starts, each node's by itself, divided by the cores.
 * Nodes that start together share the cores already, and what they take so must not be divided once more. A sample of each
 * program's nodes stands for all of them: 440 one after the other would take longer than the matrix.
 * @returns whether the limits hold.
 */
export async function benchMatrix(): Promise<boolean> {
  const cores = availableParallelism()
  const bare: Measured['bare'] = async (acts, runtime) => {
    // Who shares another one's computer cannot start alone in a container, and is the smallest of all: it is not counted.
    const each = acts.flatMap((staged) => specsOf(staged, runtime)).filter(({ besides }) => !besides)
    let sum = 0
    for (const program of new Set(each.map((node) => node.program))) {
      const nodes = each.filter((node) => node.program === program)
      const sample = Array.from(
        { length: SAMPLE },
        (_, place) => nodes[Math.floor((place * nodes.length) / SAMPLE)]!,
      )
      const took = await timed(() => sideBySide(sample, 1, (node) => start([node], runtime)))
      sum += (took / SAMPLE) * nodes.length
    }
    return sum / cores
  }
  const matrix = { scenarios, rounds: 1, limits: { processes: 3, containers: 3 }, bare }
  const quick = await bench({ ...matrix, command: ['all', '--quick'] })
  return (await bench({ ...matrix, command: ['all'] })) && quick
}

async function bench(measured: Measured): Promise<boolean> {
  const built = await build()
  const owner = claimRun()
  try {
    const runtimes: Runtime['name'][] = (await findEngine()).engine
      ? ['processes', 'containers']
      : ['processes']
    if (runtimes.length === 1) process.stdout.write('No container engine answers here: processes only.\n')
    let holds = true
    for (const name of runtimes)
      holds = (await compare(measured, await chooseRuntime(name, { build: built, owner }))) && holds
    return holds
  } finally {
    await owner.release()
  }
}

async function compare(measured: Measured, runtime: Runtime): Promise<boolean> {
  const { rounds: count, limits, bare } = measured
  const acts = measured.scenarios.flatMap((scenario) => scenario.acts.map((act) => ({ scenario, act })))
  const nodes = acts.reduce((sum, staged) => sum + specsOf(staged, runtime).length, 0)
  const what = measured.command.join(' ')
  process.stdout.write(`${what} in ${runtime.name}: ${acts.length} acts, ${nodes} nodes\n`)
  // Not counted: images are made and files are read into memory.
  await start(specsOf(acts[0]!, runtime), runtime)
  if (count > 1) await command(measured, runtime)
  const rounds: { readonly bare: number; readonly run: number }[] = []
  for (let round = 1; round <= count; round += 1) {
    const times = { bare: await bare(acts, runtime), run: await timed(() => command(measured, runtime)) }
    rounds.push(times)
    const ratio = (times.run / times.bare).toFixed(2)
    process.stdout.write(
      `  round ${round}: bare ${seconds(times.bare)}, command to verdict ${seconds(times.run)}, ratio ${ratio}\n`,
    )
  }
  const ratio = median(rounds.map(({ bare, run }) => run / bare))
  const limit = limits[runtime.name]
  process.stdout.write(
    `  median: bare ${seconds(median(rounds.map(({ bare }) => bare)))}, ` +
      `command to verdict ${seconds(median(rounds.map(({ run }) => run)))}, ` +
      `ratio ${ratio.toFixed(2)} (at most ${limit}: ${ratio <= limit ? 'holds' : 'DOES NOT HOLD'})\n`,
  )
  return ratio <= limit
}

function specsOf({ scenario, act }: Staged, runtime: Runtime): NodeSpec[] {
  return nodesOf(scenario, act, runtime)
}

/** Starts nodes together, waits until each is ready, and stops them. */
function start(specs: readonly NodeSpec[], runtime: Runtime): Promise<void> {
  const ready = new Set<string>()
  return new Promise<void>((resolve, reject) => {
    const started = runtime.start(specs, (node, line) => {
      if (line.includes('"event":"ready"')) ready.add(node)
      if (ready.size === specs.length) void started.then(({ stop }) => stop()).then(resolve, reject)
    })
    // One that ends before all are ready never says so.
    const ended = started.then(({ nodes }) => Promise.race(nodes.map(({ exited }) => exited)))
    ended
      .then(({ stderr }) => {
        if (ready.size < specs.length) reject(new Error(`a node ended by itself: ${stderr}`))
      })
      .catch(reject)
  })
}

/** The command as a user gives it, until it has exited. */
async function command({ command: [name, ...flags] }: Measured, runtime: Runtime): Promise<void> {
  const args = ['run', '-s', 'scenario', name, '--', ...flags, '--json', '--runtime', runtime.name]
  const { stdout } = await promisify(execFile)('npm', args, { cwd: ROOT, maxBuffer: 2 ** 26 })
  const result: { run: string; scenarios?: readonly { run: string }[] } = JSON.parse(stdout)
  for (const { run } of result.scenarios ?? [result]) await rm(join(ROOT, run), { recursive: true })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}

/**
 * `npm run bench mitm`: how long `mitm` takes from command to verdict, beside the time that starting and stopping
 * the very same nodes takes, in turns in one run. Machines are noisy; the ratios of neighbours are what counts.
 */

import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mitm } from '../scenarios/mitm'
import { median } from './bench-ratio'
import { build } from './build'
import { chooseRuntime } from './choose-runtime'
import { findEngine } from './engine'
import { claimRun } from './run-owner'
import type { Runtime } from './runtime'
import type { Act } from './scenario'
import { sideBySide } from './side-by-side'
import { nodesOf } from './topology'

const ROOT = join(__dirname, '..')
const ROUNDS = 5
/** What `mitm` may take at most, as a multiple of its nodes' bare start and stop. */
const LIMITS = { processes: 3, containers: 2 } as const

/** @returns whether the limits hold. */
export async function benchMitm(): Promise<boolean> {
  const built = await build()
  const owner = claimRun()
  try {
    const runtimes: Runtime['name'][] = (await findEngine()).engine
      ? ['processes', 'containers']
      : ['processes']
    if (runtimes.length === 1) process.stdout.write('No container engine answers here: processes only.\n')
    let holds = true
    for (const name of runtimes)
      holds = (await compare(await chooseRuntime(name, { build: built, owner }))) && holds
    return holds
  } finally {
    await owner.release()
  }
}

async function compare(runtime: Runtime): Promise<boolean> {
  const nodes = mitm.acts.reduce((sum, act) => sum + nodesOf(mitm, act, runtime).length, 0)
  process.stdout.write(`mitm in ${runtime.name}: ${mitm.acts.length} acts, ${nodes} nodes\n`)
  // Not counted: images are made and files are read into memory.
  await bare(runtime)
  await command(runtime)
  const rounds: { readonly bare: number; readonly run: number }[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const times = { bare: await timed(() => bare(runtime)), run: await timed(() => command(runtime)) }
    rounds.push(times)
    const ratio = (times.run / times.bare).toFixed(2)
    process.stdout.write(
      `  round ${round}: bare ${seconds(times.bare)}, command to verdict ${seconds(times.run)}, ratio ${ratio}\n`,
    )
  }
  const ratio = median(rounds.map(({ bare, run }) => run / bare))
  const limit = LIMITS[runtime.name]
  process.stdout.write(
    `  median: bare ${seconds(median(rounds.map(({ bare }) => bare)))}, ` +
      `command to verdict ${seconds(median(rounds.map(({ run }) => run)))}, ` +
      `ratio ${ratio.toFixed(2)} (at most ${limit}: ${ratio <= limit ? 'holds' : 'DOES NOT HOLD'})\n`,
  )
  return ratio <= limit
}

/** Starts the same nodes, as many acts side by side as in a run, waits until each is ready, and stops them. */
function bare(runtime: Runtime): Promise<void> {
  return sideBySide(mitm.acts, availableParallelism(), (act: Act) => {
    const specs = nodesOf(mitm, act, runtime)
    const ready = new Set<string>()
    return new Promise<void>((resolve, reject) => {
      const started = runtime.start(specs, (node, line) => {
        if (line.includes('"event":"ready"')) ready.add(node)
        if (ready.size === specs.length) void started.then(({ stop }) => stop()).then(resolve, reject)
      })
      started.catch(reject)
    })
  })
}

/** The command as a user gives it, until it has exited. */
async function command(runtime: Runtime): Promise<void> {
  const args = ['run', '-s', 'scenario', 'mitm', '--', '--json', '--runtime', runtime.name]
  const { stdout } = await promisify(execFile)('npm', args, { cwd: ROOT, maxBuffer: 2 ** 24 })
  await rm(join(ROOT, JSON.parse(stdout).run), { recursive: true })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}

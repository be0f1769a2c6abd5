/** Ctrl-C and kill -9 at random moments of a run: nothing may be left, and two runs may not disturb each other. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { OWNER_LABEL } from '../history/run-owner'
import { ROOT } from '../place/place'
import { type Engine, findEngine } from '../runtime/engine'
import { listContainers, listNetworks } from '../runtime/engine-objects'
import { isWhole, playedIn } from '../suite/extent-testing'
import { withSources, withSuite } from '../suite/programs-testing'

/** Moments in milliseconds after the start, spread over a run; random, and told when a test fails. */
function moments(count: number, span: number): number[] {
  return Array.from({ length: count }, (_, n) => Math.round(((n + Math.random()) * span) / count))
}

interface Lab {
  readonly process: ChildProcess
  /** Where this lab makes its scratch folders: all its node processes live there. */
  readonly scratch: string
  readonly output: () => string
}

function lab(
  args: readonly string[],
  scratch = mkdtempSync(join(tmpdir(), 'interrupt-')),
  preloaded = withSources,
): Lab {
  const child = spawn(process.execPath, [...preloaded, 'lab/commands/cli.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: scratch },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return { process: child, scratch, output: () => output }
}

async function ended({
  process: child,
}: Lab): Promise<{ status: number | null; signal: NodeJS.Signals | null }> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return { status: child.exitCode, signal: child.signalCode }
}

/** What is left of a lab: folders, processes, containers, networks. */
async function left({ process: child, scratch }: Lab, engine: Engine | undefined): Promise<string[]> {
  const processes = readdirSync('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(scratch)
    } catch {
      return false
    }
  })
  const owned = engine
    ? [...(await listContainers(engine, OWNER_LABEL)), ...(await listNetworks(engine, OWNER_LABEL))]
    : []
  const mine = owned.filter(({ labels }) => labels[OWNER_LABEL]?.split(':')[1] === String(child.pid))
  return [
    ...readdirSync(scratch).filter((name) => name.startsWith('secure-p2p-lab')),
    ...processes.map((pid) => `process ${pid}`),
    ...mine.map(({ name }) => name),
  ]
}

async function interrupt(
  t: ExecutionContext,
  runtime: string,
  signal: NodeJS.Signals,
  moment: number,
): Promise<void> {
  const { engine } = await findEngine()
  const run = lab(['scenario', 'mitm', '--runtime', runtime])
  const timer = setTimeout(() => run.process.kill(signal), moment)
  const { status, signal: killedBy } = await ended(run)
  clearTimeout(timer)
  const told = `${signal} after ${moment} ms in ${runtime}: ${run.output()}`
  if (signal === 'SIGKILL' && killedBy) {
    const cleaner = lab(['clean'], run.scratch)
    t.is((await ended(cleaner)).status, 0, `${told}${cleaner.output()}`)
  } else t.true([0, 130].includes(status ?? -1) || killedBy === signal, `status ${status}, ${told}`)
  t.deepEqual(await left(run, engine), [], told)
  rmSync(run.scratch, { recursive: true })
}

const runtimes = process.env.LAB_CONTAINERS === '1' ? ['processes', 'containers'] : ['processes']

/** Each is a user's run, with all that is bundled for it: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test.serial, turn, 3)

for (const runtime of process.platform === 'linux' ? runtimes : []) {
  for (const [turn, signal] of (['SIGINT', 'SIGKILL'] as const).entries()) {
    inTurn(turn)(`${signal} at random moments leaves nothing in ${runtime}`, async (t) => {
      const span = runtime === 'containers' ? 8000 : 4000
      for (const moment of moments(isWhole ? 4 : 1, span)) await interrupt(t, runtime, signal, moment)
    })
  }
}

inTurn(2)('two runs at once do not disturb each other', async (t) => {
  const begin = (runtime: string) =>
    lab(
      ['scenario', 'eavesdrop', '--profile', 'plaintext', '--quick', '--runtime', runtime],
      undefined,
      withSuite,
    )
  // Two of each, or in a sample one of each, two where there is one kind.
  const runs = (isWhole ? [...runtimes, ...runtimes] : [runtimes[0]!, runtimes.at(-1)!]).map(begin)
  for (const run of runs) {
    t.is((await ended(run)).status, 0, run.output())
    rmSync(run.scratch, { recursive: true })
  }
})

/**
 * `npm run reach [-- KIND+KIND…]`: whether two people behind two routers reach each other with nothing set up, by which way, and how long it
 * takes until the first word. The routers translate addresses for real, in network namespaces that go with the processes in
 * them, however this ends.
 */

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../place/place'
import type { Reached } from './inside'
import { mappingKinds, type RouterKind, routerKinds, SYSTEM } from './routers'

/** Milliseconds in which the first word has to arrive where two are relayed. */
export const MOST_MS = 3_000
/** Processes that are in namespaces of their own, and end with whoever started them. */
const APART = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']

export type RouterPair = readonly [RouterKind, RouterKind]

/** Each kind with each. */
export const allPairs: readonly RouterPair[] = routerKinds.flatMap((one) =>
  routerKinds.map((other) => [one, other] as const),
)
/** Routers that map ports, before one of each other kind. */
export const mappingPairs: readonly RouterPair[] = mappingKinds.flatMap((kind) =>
  routerKinds.map((other) => [kind, other] as const),
)

/** Two homes that have IPv6, and one before a home that has none. */
export const ipv6Pairs: readonly RouterPair[] = [
  ['ipv6', 'ipv6'],
  ['ipv6', 'symmetric'],
]
export const hasIpv6 = existsSync('/proc/net/if_inet6')

/** @returns what is missing here to play it, as the end of a sentence; null where nothing is. */
export function missing(programs: readonly string[] = ['unshare', 'ip', 'nft', 'mount']): string | null {
  for (const program of programs) {
    const { error } = spawnSync(program, ['--version'], { stdio: 'ignore', env: SYSTEM })
    if (error) return `there is no ${program} here`
  }
  const tried = spawnSync('unshare', [...APART, 'ip', 'link', 'add', 'one', 'type', 'bridge'], {
    stdio: 'ignore',
    env: SYSTEM,
  })
  return tried.status === 0 ? null : 'network namespaces are not allowed here'
}

/** Builds what a package installs. @returns the folder, which is the caller's to remove. */
export function buildPrograms(folder: string): string {
  const built = join(folder, 'dist')
  const { status, stderr } = spawnSync(
    process.execPath,
    ['-r', 'ts-node/register', 'lab/packing/packing.ts', built],
    { cwd: ROOT, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
  return built
}

/** Plays these pairs, one after the other. @param onReached is told of each when it is over. */
export async function playPairs(
  pairs: readonly RouterPair[],
  programs: string,
  folder: string,
  onReached: (reached: Reached) => void = () => {},
): Promise<Reached[]> {
  const names = pairs.map((pair) => pair.join('+'))
  const inside = ['-r', 'ts-node/register', join(__dirname, 'inside.ts'), programs, folder, ...names]
  const child = spawn('unshare', [...APART, process.execPath, ...inside], {
    cwd: ROOT,
    // It ends with its stdin, so also when this program is killed.
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const all: Reached[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const reached = JSON.parse(line) as Reached
    all.push(reached)
    onReached(reached)
  }
  return all
}

/** The one word for both: a port is mapped at one side only, and the other one just dials it. */
export function wayOf({ ways }: Reached): string {
  if (!ways) return 'not reached'
  return ways.find((way) => way !== 'direct') ?? 'direct'
}

function row(reached: Reached): string {
  const [one, other] = reached.pair
  return `  ${one.padEnd(17)} ${other.padEnd(17)} ${wayOf(reached).padEnd(12)} ${String(reached.ms).padStart(6)} ms`
}

async function main(named: readonly string[]): Promise<number> {
  const lack = missing()
  if (lack !== null) {
    process.stdout.write(`This needs Linux, root, and network namespaces, and ${lack}: nothing was tried.\n`)
    return 0
  }
  const folder = mkdtempSync(join(tmpdir(), 'reach-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))
  const noMapper = missing(['miniupnpd'])
  const every = [...allPairs, ...(noMapper === null ? mappingPairs : []), ...(hasIpv6 ? ipv6Pairs : [])]
  const pairs = named.length === 0 ? every : every.filter((pair) => named.includes(pair.join('+')))
  process.stdout.write(
    `  ${'behind Alice'.padEnd(17)} ${'behind Bob'.padEnd(17)} ${'way'.padEnd(12)} first word\n`,
  )
  const all = await playPairs(pairs, buildPrograms(folder), folder, (reached) =>
    process.stdout.write(`${row(reached)}\n`),
  )
  if (noMapper !== null) process.stdout.write(`A router that maps ports was not tried: ${noMapper}.\n`)
  if (!hasIpv6) process.stdout.write('IPv6 was not tried: there is none here.\n')
  const there = all.filter(({ ways }) => ways !== null)
  const late = there.filter(({ ms }) => ms > MOST_MS)
  process.stdout.write(
    `${there.length} of ${pairs.length} pairs reach each other; the first word takes more than ${MOST_MS} ms in ${late.length}.\n`,
  )
  return there.length === pairs.length && late.length === 0 ? 0 : 1
}

if (require.main === module)
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status
  })

/**
 * What is played inside of the namespaces that reach.ts made: a directory with a relay in the open, and Alice and Bob, each in a
 * home behind a router, with the commands that a package installs. One line of JSON for each pair of routers.
 */

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type Home, INTERNET, makeHome, makeInternet, type RouterKind } from './routers'

/** How two reached each other: of each side the word that it says, and the time until the first word was there. */
export interface Reached {
  readonly pair: readonly [RouterKind, RouterKind]
  /** Null where nothing arrived in time. */
  readonly ways: readonly [alice: string, bob: string] | null
  /** From when both programs run to the first word, in milliseconds. */
  readonly ms: number
}

/** Milliseconds after which nobody is waited for any more: that is a pair that did not reach each other. */
const PATIENCE = 30_000

interface Told {
  readonly event: string
  readonly [field: string]: unknown
}

/** A program that says a JSON object a line. */
class Agent {
  readonly events: Told[] = []
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: Interface
  #commands = 0

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
    this.#child.on('error', () => {})
    this.#lines = createInterface({ input: this.#child.stdout })
    this.#lines.on('line', (line) => this.events.push(JSON.parse(line) as Told))
  }

  /** @returns the first event of this kind. @throws Error where it does not come in time. */
  async until(event: string): Promise<Told> {
    const signal = AbortSignal.timeout(PATIENCE)
    for (;;) {
      const found = this.events.find((one) => one.event === event)
      if (found) return found
      await once(this.#lines, 'line', { signal })
    }
  }

  /** How the friend is reached, by what was told last. */
  get way(): string {
    return String(this.events.findLast(({ event }) => event === 'online' || event === 'way')?.way)
  }

  do(command: object): void {
    this.#commands += 1
    this.#child.stdin.write(`${JSON.stringify({ id: this.#commands, ...command })}\n`)
  }

  async close(): Promise<void> {
    this.#child.stdin.end()
    if (this.#child.exitCode === null) await once(this.#child, 'exit')
  }
}

async function main([programs = '', folder = '', ...pairs]: readonly string[]): Promise<void> {
  makeInternet()
  const home = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder }
  const url = `https://${INTERNET}`
  const program = (name: string) => join(programs, `${name}.cjs`)
  const directoryArgs = [
    '--tls',
    '--listen',
    `${INTERNET}:443`,
    '--relay',
    '--log',
    'none',
    '--scrypt-cost',
    '10',
  ]
  const directory = spawn(process.execPath, [program('p2p-directory'), ...directoryArgs], {
    env: home,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const env = {
    ...home,
    P2P_PASSPHRASE: 'a long passphrase',
    P2P_PASSWORD: 'a password for the directory',
    P2P_CERTIFICATE: await fingerprintOf(directory.stdout),
  }
  const open = (name: string, where: Home | null): Agent => {
    const args = [program('p2p'), 'agent', '--home', join(folder, name), '--name', name, '--directory', url]
    if (where === null) return new Agent(process.execPath, [...args, '--listen', '127.0.0.1:0'], env)
    return new Agent('ip', ['netns', 'exec', `home-${where}`, process.execPath, ...args], env)
  }
  await befriend(open('alice', null), open('bob', null))
  for (const pair of pairs) {
    const kinds = pair.split('+') as [RouterKind, RouterKind]
    const leave = (['a', 'b'] as const).map((place, side) => makeHome(place, kinds[side]!, folder))
    const reached = await play(kinds, open('alice', 'a'), open('bob', 'b'))
    process.stdout.write(`${JSON.stringify(reached)}\n`)
    for (const away of leave) away()
  }
  directory.kill()
}

/** The two rows in which the directory prints the fingerprint of its certificate. */
async function fingerprintOf(output: Readable): Promise<string> {
  let printed = ''
  for await (const chunk of output) {
    printed += chunk
    const rows = printed.match(/^ {2}[0-9a-f ]{39}$/gm)
    if (rows?.length === 2) return rows.join('').replaceAll(' ', '')
  }
  throw new Error(`The directory did not start: ${printed}`)
}

async function befriend(alice: Agent, bob: Agent): Promise<void> {
  await Promise.all([alice.until('ready'), bob.until('ready')])
  alice.do({ do: 'add', name: 'bob' })
  await alice.until('done')
  bob.do({ do: 'add', name: 'alice' })
  await bob.until('done')
  alice.do({ do: 'refresh' })
  await Promise.all([alice.until('friend'), bob.until('online')])
  await Promise.all([alice.close(), bob.close()])
}

async function play(pair: [RouterKind, RouterKind], alice: Agent, bob: Agent): Promise<Reached> {
  try {
    await Promise.all([alice.until('ready'), bob.until('ready')])
    const began = performance.now()
    alice.do({ do: 'send', to: 'bob', text: 'hello' })
    await bob.until('message')
    const ms = Math.round(performance.now() - began)
    return { pair, ways: [alice.way, bob.way], ms }
  } catch {
    return { pair, ways: null, ms: PATIENCE }
  } finally {
    await Promise.all([alice.close(), bob.close()])
  }
}

// The process that everything here goes with.
process.stdin.resume().once('end', () => process.exit(1))
main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  },
)

/** The real programs, bundled once and started as processes: the directory, and messengers driven by JSON lines. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bundleOf } from '../../lab/suite/programs-testing'
import { Told } from '../session/peer-testing'

export const secrets = { P2P_PASSPHRASE: 'the passphrase of a test', P2P_PASSWORD: 'the password of a test' }

type Test = { teardown: (work: () => void) => void }

/** Everything that a test's programs need, in a folder that goes when the test does. */
export interface Programs {
  readonly folder: string
  readonly peer: string
  readonly directory: string
}

/** @param cheapHomes whether new homes are cheap to open; for users a start takes 128 MiB for the passphrase. */
export function bundle(t: Test, cheapHomes = true): Programs {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    peer: bundleOf('peers/cli/main.ts', cheapHomes),
    directory: bundleOf('directory/cli/main.ts'),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a line of JSON, looked into by the test that waits for it
type JsonLine = { readonly event: string } & Record<string, any>

/** A program that says JSON lines; what it says is kept in the order in which it came. */
export class Program extends Told<JsonLine> {
  readonly process: ChildProcessWithoutNullStreams
  readonly exited: Promise<unknown>
  errors = ''
  /** Whether what it says is passed over: whoever waits looks through all that is kept. */
  passesOver: (line: JsonLine) => boolean = () => false
  #commands = 0

  constructor(t: Test, file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    super()
    this.process = spawn(process.execPath, [file, ...args], { env: { ...process.env, ...secrets, ...env } })
    this.exited = once(this.process, 'close')
    t.teardown(() => void this.process.kill('SIGKILL'))
    this.process.stdin.on('error', () => {})
    this.process.stderr.setEncoding('utf8').on('data', (text) => {
      this.errors += text
    })
    createInterface({ input: this.process.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on(
      'line',
      (line) => {
        let said: JsonLine
        try {
          said = JSON.parse(line)
        } catch {
          // Half a line: it was killed while it wrote.
          return
        }
        if (!this.passesOver(said)) this.tell(said)
      },
    )
    void this.exited.then(() => this.tell({ event: 'exited' }))
  }

  /** @returns the answer's data. @throws Error if it failed, or if the program went before it answered. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  async ask(command: object): Promise<any> {
    const id = ++this.#commands
    this.process.stdin.write(`${JSON.stringify({ id, ...command })}\n`)
    const answer = await this.seen(() =>
      this.events.find(
        (event) => event.event === 'exited' || (event.id === id && /done|failed/.test(event.event)),
      ),
    )
    if (answer.event !== 'done')
      throw new Error(answer.message ?? `it ended before it answered: ${this.errors}`)
    return answer.data
  }

  /** As no program can prevent. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL')
    await this.exited
  }

  /** As its user ends it. */
  async end(): Promise<void> {
    this.process.stdin.end()
    await this.exited
  }
}

/** @returns the URL of a directory that runs until the test ends. */
export async function startDirectory(
  t: Test,
  programs: Programs,
  port = 0,
  ...more: string[]
): Promise<{ url: string; program: Program }> {
  const data = join(programs.folder, 'directory')
  const args = ['--node', '--data', data, '--listen', `127.0.0.1:${port}`, '--scrypt-cost', '10']
  const key = { DIRECTORY_KEY: '42'.repeat(32) }
  const program = new Program(t, programs.directory, [...args, ...more], key)
  const listening = await Promise.race([program.until('listening'), program.until('exited')])
  if (listening.event === 'exited') throw new Error(program.errors)
  return { url: `http://127.0.0.1:${listening.port}`, program }
}

/** Starts (again) the agent of a user. @returns it once it is ready. */
export async function startAgent(
  t: Test,
  programs: Programs,
  name: string,
  directory: string,
  ...more: string[]
): Promise<Program> {
  const home = join(programs.folder, name)
  const args = ['agent', '--home', home, '--name', name, '--directory', directory, '--listen', '127.0.0.1:0']
  const program = new Program(t, programs.peer, [...args, ...more])
  await program.seen(() => program.events.find(({ event }) => event === 'ready' || event === 'exited'))
  if (program.of('exited').length > 0) throw new Error(program.errors)
  return program
}

/** Alice and Bob ask each other, and are online. */
export async function befriend(alice: Program, bob: Program): Promise<void> {
  await alice.ask({ do: 'add', name: 'bob' })
  await bob.ask({ do: 'add', name: 'alice' })
  await alice.ask({ do: 'refresh' })
  await Promise.all([alice.until('online'), bob.until('online')])
}

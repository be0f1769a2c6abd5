/**
 * What a friend costs, measured from outside: Alice's real program as a process of its own, Carol's, who is her friend as
 * well, and friends of Alice's whose programs say what a test says, over real sockets.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { peakOf, processorTimeOf, statFile, statusFile } from '../../lab/runtime/usage'
import { bundle, type Program, type Programs, startAgent, startDirectory } from '../cli/programs-testing'
import { DirectoryClient } from '../directory/client'
import type { ApplicationMessage } from '../protocol/application'
import type { Identity } from '../protocol/identity'
import { identityOf, password } from '../session/peer-testing'
import { HostileFriend } from './hostile-testing'

/** Milliseconds between two messages of Carol's, and of Alice's to her. */
const TALKS_EVERY = 200
/** Milliseconds that a friend waits who was not let in. */
const CALLS_EVERY = 50
/** Friends are elsewhere: another address of this machine has a budget of handshakes of its own. */
const ELSEWHERE = '127.0.0.2'

export interface Costs {
  /** Bytes: the most that Alice's program had in memory, without what it had before. */
  readonly memory: number
  /** Milliseconds that it kept a processor busy, in the first second and in the rest of the time. */
  readonly first: number
  readonly rest: number
  /** How long the rest was. */
  readonly during: number
  /** What was done to it: sessions that were opened, bytes that went out there. */
  readonly sessions: number
  readonly sent: number
  /** Messages of others that were said meanwhile and arrived, how long half of them took at most, and all of them. */
  readonly delivered: number
  readonly median: number
  readonly longest: number
  /** Bytes that came to journal and history. */
  readonly disk: number
  /** Milliseconds that Alice's program keeps a processor busy until it answers, in the start before and the one after. */
  readonly startBefore: number
  readonly startAfter: number
}

/** What a friend does while Alice and Carol talk. */
export interface Hostile {
  /** Alice's program as it is now. */
  readonly alice: Program
  /** Aborted when the time is over. */
  readonly over: AbortSignal
  /** Opens a session with Alice. */
  call(): Promise<HostileFriend>
  /** Does the same in one session after the other, each until Alice ends it, until the time is over. */
  again(work: (friend: HostileFriend) => Promise<unknown>): Promise<void>
}

/** What everybody's programs need: made once for a test file. */
export class Neighbourhood {
  readonly #test: { teardown: (work: () => void) => void }
  readonly #programs: Programs
  readonly #directory: string
  /** Alice's key. */
  readonly #friends: Promise<Identity>
  readonly #carol: Program
  #alice: Program
  /** Of her last start. */
  #started = 0

  private constructor(
    test: { teardown: (work: () => void) => void },
    programs: Programs,
    directory: string,
    friends: Identity,
    alice: Program,
    carol: Program,
  ) {
    this.#test = test
    this.#programs = programs
    this.#directory = directory
    this.#friends = Promise.resolve(friends)
    this.#alice = alice
    this.#carol = carol
  }

  /** @param hostile names of the friends whose programs are the test's. */
  static async open(
    test: { teardown: (work: () => void) => void },
    hostile: readonly string[],
  ): Promise<Neighbourhood> {
    const programs = bundle(test)
    const { url } = await startDirectory(test, programs)
    const [alice, carol] = await Promise.all(
      ['alice', 'carol'].map((name) => startAgent(test, programs, name, url)),
    )
    await alice!.ask({ do: 'add', name: 'carol' })
    await carol!.ask({ do: 'add', name: 'alice' })
    await carol!.ask({ do: 'refresh' })
    await carol!.until('online')
    const accounts = await Promise.all(
      hostile.map(async (name) => {
        const account = new DirectoryClient(url)
        await account.register(name, password, await identityOf(name))
        await account.addFriend('alice')
        await alice!.ask({ do: 'add', name })
        return account
      }),
    )
    await alice!.ask({ do: 'refresh' })
    const { friends } = await accounts[0]!.friends()
    const { identity } = friends.find(({ name }) => name === 'alice')!
    const here = new Neighbourhood(test, programs, url, identity, alice!, carol!)
    await here.#restart()
    return here
  }

  /** What Alice's program says to her user, but for the words of friends. */
  get alice(): Program {
    return this.#alice
  }

  /** Milliseconds that Alice's program has kept a processor busy. */
  processor(): number {
    return processorOf(this.#alice)
  }

  /** Where a file may lie. */
  get folder(): string {
    return this.#programs.folder
  }

  /** A session of this friend's with Alice. */
  async call(name: string): Promise<HostileFriend> {
    return HostileFriend.reach(name, 'alice', this.#alice.of('ready')[0]!.listening, {
      friends: this.#friends,
      from: ELSEWHERE,
    })
  }

  /**
   * Measures what it costs that a friend does this for so long, beside a conversation of Alice and Carol.
   * @param seconds after the first one. @param until what must have happened before the time is over.
   */
  async measure(
    name: string,
    seconds: number,
    work: (hostile: Hostile) => Promise<unknown>,
    until?: Promise<unknown>,
  ): Promise<Costs> {
    const alice = this.#alice
    const pid = alice.process.pid!
    const processor = () => processorOf(alice)
    const status = () => readFileSync(statusFile(pid), 'utf8')
    const disk = this.#disk()
    const memory = residentOf(status())
    const startBefore = this.#started

    const time = new AbortController()
    const sessions: HostileFriend[] = []
    const call = async () => {
      const session = await this.call(name)
      sessions.push(session)
      if (time.signal.aborted) session.vanish()
      return session
    }
    const before = processor()
    const worked = work({ alice, over: time.signal, call, again: (what) => again(call, time.signal, what) })
    const talk = this.#talk(time.signal)
    const began = performance.now()
    await delay(1_000)
    const early = processor()
    const middle = performance.now()
    await Promise.all([delay(seconds * 1_000), until])
    const late = processor()
    const during = performance.now() - middle
    time.abort()
    for (const session of sessions) session.vanish()
    await worked
    const took = await talk
    const costs = {
      memory: peakOf(status()) - memory,
      first: ((early - before) * 1_000) / (middle - began),
      rest: late - early,
      during,
      sessions: sessions.length,
      sent: sessions.reduce((all, { sent }) => all + sent, 0),
      delivered: took.length,
      median: median(took),
      longest: Math.max(...took),
      disk: this.#disk() - disk,
      startBefore,
    }
    await this.#restart()
    return { ...costs, startAfter: this.#started }
  }

  /** Alice ends her program as users do, and starts it again. */
  async #restart(): Promise<void> {
    await this.#alice.end()
    const wentOff = this.#carol.of('online').length
    const alice = await startAgent(this.#test, this.#programs, 'alice', this.#directory)
    await alice.ask({ do: 'friends' })
    this.#started = processorOf(alice)
    alice.passesOver = ({ event, friend }) =>
      ['message', 'sent', 'delivered'].includes(event) && friend !== 'carol'
    this.#alice = alice
    await this.#carol.until('online', wentOff + 1)
    await alice.seen(() => alice.of('online').find(({ friend }) => friend === 'carol'))
  }

  /** Alice and Carol talk until the time is over. @returns how many milliseconds each message took; all arrived. */
  async #talk(over: AbortSignal): Promise<number[]> {
    const ends = [
      { from: this.#carol, to: 'alice' },
      { from: this.#alice, to: 'carol' },
    ]
    const said: Promise<number>[] = []
    const say = async ({ from, to }: { from: Program; to: string }) => {
      const began = performance.now()
      const { id } = await from.ask({ do: 'send', to, text: 'meanwhile' })
      await from.seen(() => from.events.find((event) => event.event === 'delivered' && event.id === id))
      return performance.now() - began
    }
    while (!over.aborted) {
      said.push(...ends.map(say))
      await delay(TALKS_EVERY)
    }
    return Promise.all(said)
  }

  /** Bytes of Alice's journal and history. */
  #disk(): number {
    const home = join(this.#programs.folder, 'alice')
    const pages = readdirSync(home, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && (entry.name.startsWith('journal') || entry.parentPath.endsWith('history')),
    )
    return pages.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
  }
}

async function again(
  call: () => Promise<HostileFriend>,
  over: AbortSignal,
  work: (friend: HostileFriend) => Promise<unknown>,
): Promise<void> {
  while (!over.aborted) {
    const session = await call()
    if (!session.isOver) await work(session)
    await session.ended
    await delay(CALLS_EVERY)
  }
}

/** Says it as fast as the socket takes it, for as long as there is a session. */
export function withoutEnd(
  friend: HostileFriend,
  message: (at: number) => ApplicationMessage,
  atOnce?: number,
): Promise<number> {
  return friend.flood(Number.POSITIVE_INFINITY, message, atOnce)
}

/** @returns milliseconds that a program has kept a processor busy. */
function processorOf({ process }: Program): number {
  return processorTimeOf(readFileSync(statFile(process.pid!), 'utf8'))
}

function median(all: readonly number[]): number {
  return [...all].sort((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0
}

/** @returns bytes that a program has in memory now, as Linux tells it. */
function residentOf(status: string): number {
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)![1]) * 1024
}

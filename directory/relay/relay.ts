/**
 * The relay: joins friends of whom neither reaches the other, because both sit behind routers that let nobody in. Both
 * dial out to it. It sees what any path between them sees, keeps nothing and reads nothing: the session is between the
 * two, and whom it joins to whom they find out for themselves.
 *
 * Somebody who wants to be called holds a line open. A friend's call is told on it with a token, under which the called
 * one dials in once more. All that others can cause here has a bound, and whoever causes it is the one who is refused.
 */

import { randomBytes } from 'node:crypto'
import { Budget } from '../limits/rates'
import { Refusal } from '../refusal'
import { type Half, join } from './joined'

/** What the relay bears. Times are in milliseconds. */
export interface RelayBounds {
  /** How long a call waits for the called one to dial in: two trips over a slow line. The token is good for as long. */
  readonly answer: number
  /** Calls of one account that wait: a messenger calls four friends at once. */
  readonly calls: number
  /** Lines in all: each costs a socket and some kilobytes. */
  readonly lines: number
  /** Joined pairs that one account called: more friends than anybody talks to at once. */
  readonly pairs: number
  /** Of these with the same friend: one that lasts, and one that takes its place. Nobody fills up somebody else's. */
  readonly pairsWithOne: number
  /** Joined pairs in all: two sockets each, which a system allows some thousands of. */
  readonly pairsInAll: number
  /** How long nothing is said in a pair: messengers ask each other whether they live after half a minute of silence. */
  readonly idle: number
  /** How often a line says that it lives: routers and proxies forget what is silent for a minute. */
  readonly beat: number
}

export const relayBounds: RelayBounds = {
  answer: 5_000,
  calls: 8,
  lines: 10_000,
  pairs: 64,
  pairsWithOne: 2,
  pairsInAll: 5_000,
  idle: 120_000,
  beat: 25_000,
}

/** Bytes that a line may have unread: whoever reads nothing of it loses it, and makes nothing grow. */
const MOST_UNREAD = 4_096

/** What goes out on a line: a friend calls. */
interface CallNotice {
  readonly name: string
  readonly token: string
}

interface Call {
  readonly caller: string
  readonly called: string
  /** Ends the waiting, with the called one's connection or with the reason why there is none. */
  readonly settle: (outcome: Half | Refusal) => void
}

/** Where somebody is told who calls, for as long as the login lasts with which it was opened. */
interface Line {
  readonly half: Half
  readonly isLoggedIn: () => boolean
}

export class Relay {
  readonly #bounds: RelayBounds
  /** Of each account the line on which it is told of calls: the newest one. */
  readonly #lines = new Map<string, Line>()
  /** Calls that wait, by the token that answers them. */
  readonly #calls = new Map<string, Call>()
  /** Who called whom, for each pair. */
  readonly #pairs = new Set<Pick<Call, 'caller' | 'called'>>()
  readonly #halves = new Set<Half>()
  // Somebody who comes online calls all friends at once; one of them is not disturbed more than every few seconds.
  readonly #callers = new Budget({ burst: 200, interval: 1_000 })
  readonly #callersOfOne = new Budget({ burst: 10, interval: 3_000 })

  constructor(bounds: RelayBounds = relayBounds) {
    this.#bounds = bounds
  }

  /** @returns how many lines, waiting calls and joined pairs there are. */
  get load(): { readonly lines: number; readonly calls: number; readonly pairs: number } {
    return { lines: this.#lines.size, calls: this.#calls.size, pairs: this.#pairs.size }
  }

  /** @throws Refusal BUSY where no more lines fit. */
  admitLine(name: string): void {
    if (!this.#lines.has(name) && this.#lines.size >= this.#bounds.lines) throw noRoom()
  }

  /**
   * From now on `name` is told on this connection who calls. One that was there before gives way.
   * @param isLoggedIn whether the login with which it was opened is still one: whose is ended hears of nobody any more.
   */
  hold(name: string, line: Half, isLoggedIn: () => boolean): void {
    this.#lines.get(name)?.half.destroy()
    this.#lines.set(name, { half: line, isLoggedIn })
    this.#halves.add(line)
    // Each at its own time: ten thousand logins that are looked up at once would keep everybody waiting.
    const beat = setInterval(() => {
      if (this.#lineOf(name) === line) this.#say(line, '\n')
    }, this.#bounds.beat)
    beat.unref()
    line.on('error', () => line.destroy())
    line.once('close', () => {
      clearInterval(beat)
      this.#halves.delete(line)
      if (this.#lines.get(name)?.half === line) this.#lines.delete(name)
    })
    // Nothing is said here by whoever waits.
    line.on('data', () => line.destroy())
    line.on('end', () => line.destroy())
    this.#say(line, '\n')
  }

  /**
   * Tells `called` that `caller` calls. Settles with the connection of `called`, as soon as they dial in.
   * @param caller whose friendship with `called` was looked up.
   * @throws Refusal NOT_WAITING where they hold no line, or do not dial in; TOO_MANY, BUSY.
   */
  async call(caller: string, called: string, now: number, gone: AbortSignal): Promise<Half> {
    const { calls, pairs, pairsWithOne, pairsInAll, answer } = this.#bounds
    const waiting = [...this.#calls.values()].filter((one) => one.caller === caller)
    const mine = [...waiting, ...this.#pairs].filter((one) => one.caller === caller)
    const withOne = mine.filter((one) => one.called === called)
    if (waiting.length >= calls || mine.length >= pairs || withOne.length >= pairsWithOne)
      throw tooMany(answer)
    for (const wait of [
      this.#callers.take(caller, now),
      this.#callersOfOne.take(`${caller} ${called}`, now),
    ]) {
      if (wait > 0) throw tooMany(wait)
    }
    if (this.#pairs.size + this.#calls.size >= pairsInAll) throw noRoom()
    const line = this.#lineOf(called)
    if (!line) throw new Refusal('NOT_WAITING')
    const token = randomBytes(32).toString('base64url')
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(new Refusal('NOT_WAITING')), answer)
      const settle = (outcome: Half | Refusal) => {
        clearTimeout(timer)
        this.#calls.delete(token)
        if (outcome instanceof Refusal) reject(outcome)
        else resolve(outcome)
      }
      gone.addEventListener('abort', () => settle(new Refusal('NOT_WAITING')), { once: true })
      this.#calls.set(token, { caller, called, settle })
      const notice: CallNotice = { name: caller, token }
      this.#say(line, `${JSON.stringify(notice)}\n`)
    })
  }

  /** @throws Refusal NO_CALL unless somebody who calls `name` waits under this token. */
  requireCall(name: string, token: string): void {
    // The token is a secret of 256 bits, and each serves once: there is nothing to measure in a comparison.
    if (this.#calls.get(token)?.called !== name) throw new Refusal('NO_CALL')
  }

  /** `name` has dialled in. @throws Refusal NO_CALL */
  answer(name: string, token: string, half: Half): void {
    this.requireCall(name, token)
    this.#calls.get(token)!.settle(half)
  }

  /** Joins the two: from here on what either says goes to the other. */
  join(caller: string, called: string, one: Half, other: Half): void {
    const pair = { caller, called }
    this.#pairs.add(pair)
    const halves = [one, other]
    for (const half of halves) this.#halves.add(half)
    join(one, other, this.#bounds.idle, () => {
      this.#pairs.delete(pair)
      for (const half of halves) this.#halves.delete(half)
    })
  }

  /** Ends everything. */
  stop(): void {
    for (const call of [...this.#calls.values()]) call.settle(new Refusal('NOT_WAITING'))
    for (const half of this.#halves) half.destroy()
  }

  #lineOf(name: string): Half | undefined {
    const line = this.#lines.get(name)
    if (line?.isLoggedIn()) return line.half
    line?.half.destroy()
    return undefined
  }

  #say(line: Half, text: string): void {
    if (line.writableLength > MOST_UNREAD) line.destroy()
    else line.write(text)
  }
}

function noRoom(): Refusal {
  return new Refusal('BUSY', 'The relay has no room left: try again in 10 seconds.', 10)
}

function tooMany(milliseconds: number): Refusal {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000))
  return new Refusal('TOO_MANY', undefined, seconds)
}

/**
 * What the directory lets one address, one name and one user do, so that nobody guesses passwords, collects names
 * or takes the whole of it. Whether a name exists plays no part in any of it.
 *
 * Failed logins make the next one wait. For one name from one address the wait grows fast. For the name from
 * wherever it grows slowly and stays below a minute, and an address from which the name logged in before does not
 * feel it: somebody who guesses from a thousand addresses does not lock the owner out. A login by key does not
 * feel any of it: there is nothing to guess, and so the owner's own program always gets in.
 *
 * Addresses are counted as {@link networkOf} says. All is kept in memory, and forgotten at a restart.
 */

import { networkOf } from '../../peers/system/ip-address'
import { Refusal } from '../refusal'
import { Budget, Delays, Familiar } from './rates'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A guess at a password or a code that has begun: it counts as failed until it is said to be otherwise. */
export interface Attempt {
  /** All of it was right. */
  succeeded(): void
  /** Neither right nor wrong: a code is missing, or the directory failed. */
  undecided(): void
}

export class RateLimits {
  // Many users may share an address, and a lab starts all of its peers behind one.
  readonly #requests = new Budget({ burst: 2_000, interval: SECOND / 100 })
  readonly #registrations = new Budget({ burst: 100, interval: MINUTE / 2 })
  readonly #keyLogins = new Budget({ burst: 300, interval: SECOND / 5 })
  readonly #friendRequests = new Budget({ burst: 100, interval: MINUTE / 2 })
  readonly #pairs = new Delays({ free: 5, first: 2 * SECOND, factor: 2, longest: 5 * MINUTE })
  readonly #names = new Delays({ free: 20, first: SECOND, factor: 1.2, longest: MINUTE })
  readonly #networks = new Delays({ free: 50, first: SECOND, factor: 1.2, longest: 5 * MINUTE })
  readonly #codes = new Delays({ free: 5, first: 2 * SECOND, factor: 2, longest: 5 * MINUTE })
  readonly #familiar = new Familiar()

  /**
   * Any request. Not counted from this machine itself: who runs programs here can have its processor anyway.
   * @throws Refusal TOO_MANY, as all of these.
   */
  request(address: string, now: number): void {
    if (!isLoopback(address)) refuseFor(this.#requests.take(networkOf(address), now))
  }

  /** An attempt to register, also one that is refused then: it says which names are taken. */
  registration(address: string, now: number): void {
    refuseFor(this.#registrations.take(networkOf(address), now))
  }

  /** Either half of a login by key. */
  keyLogin(address: string, now: number): void {
    refuseFor(this.#keyLogins.take(networkOf(address), now))
  }

  friendRequest(user: string, now: number): void {
    refuseFor(this.#friendRequests.take(user, now))
  }

  /** A login by password, before the password is looked at. */
  login(name: string, address: string, now: number): Attempt {
    const network = networkOf(address)
    const pair = `${name} ${network}`
    const counted: [Delays, string][] = [[this.#pairs, pair]]
    if (!this.#familiar.has(pair)) counted.push([this.#names, name], [this.#networks, network])
    refuseFor(Math.max(...counted.map(([delays, key]) => delays.wait(key, now))))
    const takeBack = counted.map(([delays, key]) => delays.fail(key, now))
    const undecided = () => {
      for (const each of takeBack) each()
    }
    return {
      undecided,
      succeeded: () => {
        undecided()
        this.#pairs.forget(pair)
        this.#familiar.add(pair)
      },
    }
  }

  /** A code that a user who is logged in sends to confirm or end their second factor. */
  code(user: string, now: number): Attempt {
    refuseFor(this.#codes.wait(user, now))
    const undecided = this.#codes.fail(user, now)
    return { undecided, succeeded: () => this.#codes.forget(user) }
  }
}

function refuseFor(milliseconds: number): void {
  if (milliseconds <= 0) return
  const seconds = Math.ceil(milliseconds / SECOND)
  const time = seconds === 1 ? '1 second' : `${seconds} seconds`
  throw new Refusal('TOO_MANY', `There were too many attempts: wait ${time} and try again.`, seconds)
}

/** @returns whether it is an address of this machine itself. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

/**
 * The messenger's standing with its directory: logged in by the identity key, the address published and fresh, friends
 * and requests known. It goes on when the directory goes and comes back; in between the last answers count.
 */

import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import type { PrivateIdentity } from '../protocol/identity'
import { type Backoff, waitBefore } from './backoff'
import { type DirectoryClient, refusalOf } from './client'
import type { DirectoryAccount, WantedFriends } from './directory-account'
import { type Endpoint, formatEndpoint } from './endpoint'
import { ownAddresses } from './near-address'

/** Milliseconds between two questions to the directory, and for how long a published address is left alone. */
export interface PollSchedule {
  readonly poll: number
  readonly publish: number
  readonly retry: Backoff
}

export const pollSchedule: PollSchedule = {
  poll: 20_000,
  publish: 6 * 60 * 60 * 1000,
  // A directory that was away is noticed twice as soon as an ordinary question comes: people may be waiting for it.
  retry: { first: 2_000, most: 10_000 },
}

export interface DirectorySyncOptions {
  readonly client: DirectoryClient
  readonly account: Pick<DirectoryAccount, 'enter' | 'publish' | 'friends' | 'recordOfAnother'>
  readonly name: string
  readonly identity: PrivateIdentity
  /** What friends are told to dial; `auto` leaves the host to the directory. */
  readonly published: Endpoint
  /** An IPv6 address of this computer's at which friends reach it besides, asked for each time; none if not given. */
  readonly also?: () => Promise<Endpoint | null>
  readonly now: () => number
  readonly random: () => number
  readonly onFriends: (friends: WantedFriends) => void
  /** The directory went (with the sentence that says why), or came back (null). */
  readonly onTrouble: (trouble: PeerError | null) => void
  /**
   * Another computer runs this identity. `older`: it began after this one, which leaves it to itself from now on and
   * asks no more. `newer`: it was there before, and this one goes on.
   */
  readonly onAnother: (which: 'older' | 'newer') => void
  readonly pollSchedule?: PollSchedule
  /** This computer's own addresses; the system's if not given. */
  readonly ownAddresses?: () => readonly string[]
}

export class DirectorySync {
  readonly #options: DirectorySyncOptions
  readonly #schedule: PollSchedule
  #timer: NodeJS.Timeout | null = null
  #failures = 0
  #trouble: PeerError | null = null
  #loggedIn = false
  #port: number
  #publishedAt = 0
  #publishedFrom = ''
  #address: string | null = null
  #also: string | null = null
  #stopped = false
  #running: Promise<void> | null = null

  constructor(options: DirectorySyncOptions) {
    this.#options = options
    this.#port = options.published.port
    this.#schedule = options.pollSchedule ?? pollSchedule
    options.account.enter(options.name, options.client)
  }

  get trouble(): PeerError | null {
    return this.#trouble
  }

  /** Where friends are told to find this peer; null before it was published. */
  get address(): string | null {
    return this.#address
  }

  /** Where they are told to find it besides; null where there is no such place. */
  get also(): string | null {
    return this.#also
  }

  /** Asks now, and then again and again. Settles after the first time, whether the directory answered or not. */
  start(): Promise<void> {
    return this.#turn()
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** Friends are told to dial another port from now on. */
  moved(port: number): void {
    this.#port = port
    this.#publishedAt = 0
    this.refresh().catch(() => {})
  }

  /**
   * Asks now. What is under way may have asked before whatever the caller has just done: it is waited for, and the
   * next one counts, for all who came meanwhile. @throws PeerError of the directory client.
   */
  async refresh(): Promise<void> {
    await this.#running
    await this.#turn()
    if (this.#trouble) throw this.#trouble
  }

  /** Does something that needs a login, and logs in (once more) where that is what is missing. */
  async ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    if (!this.#loggedIn) await this.#logIn()
    const answer = await this.#askLoggedIn(question)
    // Whoever asked has found out that it is back: no need to wait for the next question.
    if (this.#trouble && !this.#running && !this.#stopped) void this.#turn()
    return answer
  }

  async #askLoggedIn<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    try {
      return await question()
    } catch (error) {
      if (refusalOf(error) !== 'NOT_LOGGED_IN') throw error
      await this.#logIn()
      return question()
    }
  }

  async #logIn(): Promise<void> {
    const { client, name, identity } = this.#options
    try {
      await client.loginByKey(name, identity)
    } catch (error) {
      throw isUnknownKey(error) ? strangeDirectory(name, error) : error
    }
    this.#loggedIn = true
  }

  /** One at a time; whoever asks while one is under way gets that one's outcome. */
  #turn(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#running ??= this.#once().finally(() => {
      this.#running = null
      if (this.#stopped) return
      const { poll, retry } = this.#schedule
      const wait = this.#failures > 0 ? waitBefore(retry, this.#failures, this.#options.random()) : poll
      this.#timer = setTimeout(() => void this.#turn(), wait)
    })
    return this.#running
  }

  async #once(): Promise<void> {
    try {
      if (await this.#givesWay()) return
      await this.ask(() => this.#publishIfDue())
      this.#options.onFriends(await this.ask(() => this.#options.account.friends()))
      this.#failures = 0
      this.#report(null)
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      this.#failures += 1
      this.#report(error)
    }
  }

  /** Two that publish by turns would take each other's friends for ever: the one that began first gives way. */
  async #givesWay(): Promise<boolean> {
    const { account, onAnother } = this.#options
    if (!(await this.ask(() => account.recordOfAnother()))) return false
    const isOlder = this.#address !== null
    if (isOlder) this.stop()
    onAnother(isOlder ? 'older' : 'newer')
    return isOlder
  }

  /** At the start, when half of its life is over, and when this computer's own addresses have changed. */
  async #publishIfDue(): Promise<void> {
    const { account, published, now } = this.#options
    const place = (await this.#options.also?.()) ?? null
    const also = place && formatEndpoint(place)
    const from = [...(this.#options.ownAddresses ?? ownAddresses)(), also].sort().join(' ')
    const isFresh = now() - this.#publishedAt < this.#schedule.publish && now() >= this.#publishedAt
    if (isFresh && from === this.#publishedFrom) return
    const observed = await account.publish(published.host, this.#port, also ?? undefined)
    this.#publishedAt = now()
    this.#publishedFrom = from
    this.#also = also
    const host = published.host === 'auto' ? observed : published.host
    this.#address = formatEndpoint({ host, port: this.#port })
  }

  #report(trouble: PeerError | null): void {
    const before = this.#trouble
    this.#trouble = trouble
    if (before?.message !== trouble?.message) this.#options.onTrouble(trouble)
  }
}

function isUnknownKey(error: unknown): error is PeerError {
  return refusalOf(error) === 'BAD_KEY_LOGIN'
}

/** What has happened is not said by a directory, which says of no name whether it knows it. */
function strangeDirectory(name: string, { evidence }: PeerError): PeerError {
  return new PeerError(
    'DIRECTORY_REFUSED',
    t`The directory does not take this key for ${name}. Either it was set up anew and knows nobody any more, or ${name} has another key there (a newer installation of yours, or somebody who knows your password), or it is not told under which address it is reached. /register registers this key there.`,
    evidence,
  )
}

/**
 * Plays what a friend says with the messenger's own code: its parts as messenger-parts.ts wires them, with sessions, disk
 * and clock of the search's. All that goes in and comes out is noted, to be judged.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { noteIdentity, pinnedFingerprint } from '../../peers/contacts/contacts'
import { isAllowed } from '../../peers/contacts/key-policy'
import { DirectoryClient } from '../../peers/directory/client'
import { packHead } from '../../peers/files/pack'
import { type ContactStore, contactsInMemory } from '../../peers/home/contacts-file'
import { t } from '../../peers/language/sentence'
import { History } from '../../peers/messenger/history'
import { Journal } from '../../peers/messenger/journal'
import type { MessengerEvent } from '../../peers/messenger/messenger-api'
import { MessengerParts } from '../../peers/messenger/messenger-parts'
import { Trust } from '../../peers/messenger/trust'
import { type ApplicationMessage, decodeMessage } from '../../peers/protocol/application'
import { PeerError } from '../../peers/protocol/errors'
import { fingerprint, type Identity } from '../../peers/protocol/identity'
import type { SessionHandle } from '../../peers/session/registry'
import type { LabProfile } from '../../peers/weakened/catalogue'
import { FILM_BYTES, FriendProgram } from './friend-program'
import { HeldFiles } from './held-files'
import type { MessageStep, Saying } from './messages'
import { entropyFrom, type SearchedPeople } from './people'
import type { Random } from './random'

export type As = 'bob' | 'heir'

/** What went in or came out, in order. `step`: of which step, from 0 on. */
export type Happening = { readonly step: number } & (
  | { readonly is: 'heard'; readonly as: As; readonly message: ApplicationMessage | null }
  | { readonly is: 'wrote'; readonly as: As; readonly message: ApplicationMessage }
  | { readonly is: 'told'; readonly event: MessengerEvent }
  | { readonly is: 'ended'; readonly code: string }
  /** The user said a text while the friend was this one, or agreed to something. */
  | { readonly is: 'said'; readonly text: string; readonly to: As; readonly id: string }
  | { readonly is: 'agreed'; readonly what: 'accepts' | 'resends' | 'offers' }
)

export interface PlayedMessages {
  readonly noted: readonly Happening[]
  readonly files: HeldFiles
  /** Bytes that came from the friend, and that went onto the disk for journal and history. */
  readonly received: number
  readonly kept: number
  /** The most bytes that were ever written for a friend who reads nothing. */
  readonly mostUnread: number
  /** How often Alice's program was started again. */
  readonly restarts: number
  /** Milliseconds by Alice's clock. */
  readonly elapsed: number
  readonly crash: string | null
  /** What did not happen in the honest session at the end; null where all did. */
  readonly stuck: string | null
}

export const HOME = '/home/alice'
export const DOWNLOADS = `${HOME}/received`
export const PARTIALS = `${HOME}/partial`
/** Was there before anybody came. */
export const OWN_FILE = `${DOWNLOADS}/notes.txt`
export const OWN_WORDS = 'my own notes'
const FILM = `${HOME}/film`
const film = Buffer.alloc(FILM_BYTES)
/** Bytes that a socket takes before its program hears that it is full. */
const SOCKET_BYTES = 64 * 1024
/** Messages that are taken from a socket at once, whoever wants to wait in between. */
const AT_ONCE = 16
/** Turns of the event loop after which a program that is not done never will be. */
const MOST_TURNS = 20_000
const LATER = 2 * 3_600_000
/** Milliseconds that each step takes. */
const STEP = 7

export const contentOf = (isPack: boolean): Buffer => {
  const bytes = Buffer.from('ten bytes!')
  return isPack ? Buffer.concat([packHead([{ path: 'a', size: bytes.length }])!, bytes]) : bytes
}

/** @param random what this execution draws from. */
export async function playMessages(
  steps: readonly MessageStep[],
  profile: LabProfile,
  people: SearchedPeople,
  random: Random,
): Promise<PlayedMessages> {
  const table = new Table(profile, people, random)
  const failed = (error: unknown) => table.crashed(error)
  process.on('unhandledRejection', failed)
  try {
    await table.start()
    for (const step of steps) {
      await table.play(step)
      if (table.isOver) break
    }
    return await table.end()
  } finally {
    process.off('unhandledRejection', failed)
  }
}

/** A session, as Alice's program has it. */
interface Line {
  readonly id: string
  readonly as: As
  isHushed: boolean
  unread: number
  readonly inbox: Buffer[]
  pauses: number
}

class Table {
  readonly noted: Happening[] = []
  readonly #held = new HeldFiles()
  readonly #profile: LabProfile
  readonly #people: SearchedPeople
  readonly #random: Random
  readonly #contacts: ContactStore = contactsInMemory()
  readonly #friend: FriendProgram
  #kept: Buffer[] = []
  readonly #pages = new Map<string, Buffer>()
  #bytesKept = 0
  #received = 0
  #mostUnread = 0
  #parts!: MessengerParts
  #history!: History
  #lines: Line[] = []
  #goodbyes: Line[] = []
  #waiting: { readonly at: number; readonly go: () => void }[] = []
  #now = 1_000_000
  #step = 0
  #activity = 0
  #texts = 0
  #crash: string | null = null
  #stuck: string | null = null
  #restarts = 0

  constructor(profile: LabProfile, people: SearchedPeople, random: Random) {
    this.#profile = profile
    this.#people = people
    this.#random = random
    this.#friend = new FriendProgram(contentOf)
    for (const folder of [DOWNLOADS, PARTIALS]) this.#held.folder(folder)
    this.#held.put(OWN_FILE, Buffer.from(OWN_WORDS))
    this.#held.put(FILM, film)
  }

  get isOver(): boolean {
    return this.#crash !== null || this.#stuck !== null
  }

  crashed(error: unknown): void {
    this.#crash ??= error instanceof Error ? error.message : String(error)
  }

  async start(): Promise<void> {
    await this.#contacts.ask(['bob'])
    await this.#contacts.update((known) => noteIdentity(known, 'bob', this.#identity('bob')))
    await this.#begin()
  }

  async play(step: MessageStep): Promise<void> {
    const newest = this.#lines.at(-1)
    switch (step.do) {
      case 'open':
        this.#open(step.as)
        break
      case 'vanish':
        if (newest) this.#ended(newest)
        break
      case 'stop reading':
        if (newest) newest.isHushed = true
        break
      case 'read':
        if (newest) this.#read(newest)
        break
      case 'wait':
        await this.#wait(step.milliseconds)
        break
      case 'user':
        await this.#user(step.what)
        break
      case 'restart':
        this.#restarts += 1
        await this.#stop()
        await this.#begin()
        break
      case 'say':
        this.#say(step.what, step.times, this.#lines.at(-1 - step.in))
        break
    }
    await this.#quiet()
    await this.#wait(STEP)
    this.#step += 1
  }

  /** A friend comes whose program is as it should be: what is said on either side then must arrive. */
  async end(): Promise<PlayedMessages> {
    const elapsed = this.#now
    const unread = this.#mostUnread
    if (!this.isOver) {
      for (const line of [...this.#lines]) this.#ended(line)
      await this.#wait(LATER)
      await this.#user('reads')
      await this.#wait(LATER)
      this.#open(this.#pinned())
      await this.#quiet()
      const line = this.#lines.at(-1)
      if (!line) this.#stuck ??= 'the friend was not let in hours later'
      this.#say({ kind: 'have', stream: 'none', number: 0, isRight: true }, 1, line)
      await this.#quiet()
      this.#say({ kind: 'text', stream: 'last', number: 'next', size: 1 }, 1, line)
      await this.#user('says')
      await this.#quiet()
      this.#requireArrived()
    }
    await this.#stop()
    return {
      ...{ noted: this.noted, files: this.#held, received: this.#received, kept: this.#bytesKept },
      ...{
        mostUnread: unread,
        restarts: this.#restarts,
        elapsed: elapsed - 1_000_000,
        crash: this.#crash,
        stuck: this.#stuck,
      },
    }
  }

  #requireArrived(): void {
    const heard = this.noted.findLast((each) => each.is === 'heard' && each.message?.kind === 'item')
    const said = this.noted.findLast((each) => each.is === 'said')
    const isTold = this.noted.some(
      (each) =>
        each.is === 'told' && each.event.event === 'message' && each.event.text === (heard && textOf(heard)),
    )
    const isWritten = this.noted.some((each) => each.is === 'wrote' && said && textOf(each) === said.text)
    if (!isTold) this.#stuck ??= 'what the friend said in an honest session hours later did not arrive'
    else if (!isWritten) this.#stuck ??= 'what the user said in an honest session hours later was not sent'
  }

  #note(noted: HappeningNow): void {
    this.#activity += 1
    this.noted.push({ step: this.#step, ...noted } as Happening)
  }

  #identity(as: As): Identity {
    return this.#people[as === 'bob' ? 'bob' : 'mallory'].identity
  }

  #pinned(): As {
    const pinned = pinnedFingerprint(this.#contacts.contacts, 'bob')
    return pinned === fingerprint(this.#identity('bob')) ? 'bob' : 'heir'
  }

  /** Alice's program starts from what is on the disk. */
  async #begin(): Promise<void> {
    const journal = this.#journal()
    const { options } = this.#profile
    const { printing: _, ...exchanged } = options?.() ?? {}
    this.#parts = new MessengerParts({
      ...exchanged,
      account: { name: 'alice', directory: 'http://127.0.0.1:9' },
      identity: this.#people.alice.own,
      contacts: this.#contacts,
      journal,
      client: new DirectoryClient('http://127.0.0.1:9'),
      home: HOME,
      downloads: DOWNLOADS,
      partials: PARTIALS,
      entropy: entropyFrom(this.#random),
      now: () => this.#now,
      random: () => 0.5,
      callsByItself: () => false,
      onEvent: (event) => this.#note({ is: 'told', event }),
      files: this.#held.files,
      wait: (milliseconds) =>
        new Promise<void>((go) => this.#waiting.push({ at: this.#now + milliseconds, go })),
    })
    this.#history = new History(
      journal,
      (friend, line) => this.#parts.delivery.wasSent(friend, line),
      (friend) => void this.#parts.delivery.read(friend),
    )
    await this.#parts.transfers.restore(journal.store.transfers, journal.store.offers)
  }

  async #stop(): Promise<void> {
    for (const line of [...this.#lines]) this.#ended(line)
    const { transfers, delivery, redialer, betterWay } = this.#parts
    for (const { go } of this.#waiting.splice(0)) go()
    await this.#quiet()
    redialer.stop()
    betterWay.stop()
    void transfers.close()
    void delivery.stop()
    await this.#quiet()
    for (const { go } of this.#waiting.splice(0)) go()
    await this.#quiet()
  }

  #journal(): Journal {
    const count = (entries: readonly Uint8Array[]) => {
      this.#activity += 1
      this.#bytesKept += entries.reduce((sum, { length }) => sum + length, 0)
      return entries.map((entry) => Buffer.from(entry))
    }
    return new Journal({
      kept: [...this.#kept],
      path: `${HOME}/journal`,
      log: {
        append: async (entries) => void this.#kept.push(...count(entries)),
        replace: async (entries) => {
          this.#kept = count(entries)
        },
        close: async () => {},
      },
      pages: {
        write: async (content) => {
          const file = `page ${this.#pages.size}`
          this.#pages.set(file, count([content])[0]!)
          return { file, key: '' }
        },
        read: ({ file }) => this.#pages.get(file)!,
        remove: () => {},
      },
    })
  }

  /** What session-event-handler.ts does when a handshake is done. */
  #open(as: As): void {
    const { peer, delivery } = this.#parts
    const { sessions } = peer
    // Whoever has another key than the one that is pinned is refused in the handshake.
    if (as !== this.#pinned()) return
    const { session: id } = sessions.add('responder', null)
    const line: Line = { id, as, isHushed: false, unread: 0, inbox: [], pauses: 0 }
    sessions.attach(id, this.#handle(line) as SessionHandle)
    sessions.connected(id, 'bob')
    if (!isAllowed(this.#contacts, 'bob', 'converse') || !delivery.admits('bob', 'responder')) {
      sessions.remove(id)
      this.#note({ is: 'ended', code: 'not let in' })
      return
    }
    this.#lines.push(line)
    delivery.connected(id, 'bob', fingerprint(this.#identity(as)), 'direct')
  }

  #handle(line: Line): Pick<SessionHandle, 'sendData' | 'close' | 'abandon'> {
    return {
      sendData: (content) => {
        if (!this.#lines.includes(line)) throw new PeerError('NOT_CONNECTED')
        const message = decodeMessage(Buffer.from(content))
        if (!line.isHushed) this.#friend.reads(message)
        else {
          line.unread += content.length
          this.#mostUnread = Math.max(this.#mostUnread, line.unread)
        }
        this.#note({ is: 'wrote', as: line.as, message })
        return line.unread < SOCKET_BYTES
      },
      close: () => void this.#goodbyes.push(line),
      abandon: ({ code }) => {
        if (!this.#lines.includes(line)) return
        this.#note({ is: 'ended', code })
        this.#ended(line)
      },
    }
  }

  #ended(line: Line): void {
    if (!this.#lines.includes(line)) return
    this.#lines = this.#lines.filter((each) => each !== line)
    this.#parts.peer.sessions.remove(line.id)
    this.#parts.delivery.closed(line.id, 'bob')
  }

  #read(line: Line): void {
    line.isHushed = false
    line.unread = 0
    this.#parts.delivery.drained(line.id, 'bob')
  }

  #say(what: Saying, times: number, line: Line | undefined): void {
    if (!line) return
    for (let left = times; left > 0; left--) line.inbox.push(this.#friend.said(what))
    this.#feed(line)
  }

  /** As much as Alice's program takes for now. */
  #feed(line: Line): void {
    try {
      while (line.inbox.length > 0 && line.pauses === 0 && this.#lines.includes(line))
        for (const content of line.inbox.splice(0, AT_ONCE)) {
          if (!this.#lines.includes(line)) break
          this.#received += content.length
          this.#note({ is: 'heard', as: line.as, message: decoded(content) })
          const busy = this.#parts.delivery.receive(line.id, 'bob', content)
          if (!busy) continue
          line.pauses += 1
          void busy.then(() => {
            line.pauses -= 1
            this.#feed(line)
          })
        }
    } catch (error) {
      this.crashed(error)
    }
  }

  async #user(what: Extract<MessageStep, { do: 'user' }>['what']): Promise<void> {
    const act = async (): Promise<void> => {
      const { transfers, resending, delivery } = this.#parts
      switch (what) {
        case 'says': {
          const text = `alice ${++this.#texts}`
          const to = this.#pinned()
          // It may be on its way before its id is known.
          const id = await this.#parts.post('bob', { type: 'text', text })
          this.#note({ is: 'said', text, to, id })
          return
        }
        case 'offers':
          this.#note({ is: 'agreed', what: 'offers' })
          await transfers.offer('bob', FILM)
          return
        case 'accepts': {
          const offered = transfers
            .list()
            .find(({ direction, state }) => direction === 'in' && state === 'offered')
          if (!offered) return
          this.#note({ is: 'agreed', what: 'accepts' })
          await transfers.accept(offered.label)
          return
        }
        case 'cancels': {
          const going = transfers.list().find(({ state }) => state !== 'ended' && state !== 'finished')
          if (going) await transfers.cancel(going.label)
          return
        }
        case 'reads':
          this.#history.seen('bob')
          await this.#history.close()
          return
        case 'resends': {
          const { lacks, held } = resending.of('bob')
          const count = (lacks?.count ?? 0) + (held?.count ?? 0)
          if (count === 0) return
          this.#note({ is: 'agreed', what: 'resends' })
          await resending.resend('bob', count)
          this.#parts.goesOn('bob')
          return
        }
        case 'trusts': {
          if (this.#pinned() === 'heir') return
          await this.#contacts.update((known) => noteIdentity(known, 'bob', this.#identity('heir')))
          const { alice } = this.#people
          const trust = new Trust(alice, this.#contacts, async (friend) => {
            delivery.hangUp(friend)
            await transfers.forget(friend, t`It was for the key that your friend had before: offer it again.`)
          })
          await trust.settle('bob', 'new')
          delivery.tellHeld('bob', this.#parts.addressee('bob')!)
          delivery.pump('bob')
        }
      }
    }
    const acted = act().catch((error: unknown) => {
      // What the user wants may be refused.
      if (!(error instanceof PeerError)) this.crashed(error)
    })
    await this.#quiet()
    void acted
  }

  async #wait(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds
    for (;;) {
      const next = this.#waiting.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY)
      if (next > until) break
      this.#now = Math.max(this.#now, next)
      const due = this.#waiting.filter(({ at }) => at <= this.#now)
      this.#waiting = this.#waiting.filter((each) => !due.includes(each))
      for (const { go } of due) go()
      await this.#quiet()
      if (this.isOver) return
    }
    this.#now = until
    await this.#quiet()
  }

  /** Settles when nothing happens any more before somebody does something. */
  async #quiet(): Promise<void> {
    for (let still = 0, turns = 0; still < 4; turns++) {
      const before = this.#activity + this.#held.steps
      await nextTurn()
      for (const line of this.#goodbyes.splice(0)) this.#ended(line)
      still = this.#activity + this.#held.steps === before ? still + 1 : 0
      if (turns > MOST_TURNS) {
        this.#stuck ??= 'it is never done'
        return
      }
    }
  }
}

type HappeningNow = Happening extends infer One ? (One extends Happening ? Omit<One, 'step'> : never) : never

function decoded(content: Buffer): ApplicationMessage | null {
  try {
    return decodeMessage(content)
  } catch {
    return null
  }
}

/** @returns the text of an item that was heard or written. */
export function textOf(noted: Happening): string | null {
  if (noted.is !== 'heard' && noted.is !== 'wrote') return null
  const { message } = noted
  return message?.kind === 'item' && message.item.type === 'text' ? message.item.text : null
}

/**
 * File transfer between friends (PROTOCOL.md section 8). An offer goes through the outbox like a message; once it
 * is accepted, the receiver asks with FETCH for what is missing and the sender streams CHUNKs from its disk, over
 * whatever session there is. After a cut or a restart the receiver asks again from what it has. The file appears
 * under a safe name when it is whole and its SHA-256 is the one announced; then END says so.
 *
 * No sockets and no journal here: they come in as options. A kill at any moment leaves either no file under its name
 * or the whole one, and the next start goes on from there:
 *
 *   entry `accepted` → partial file grows → it is synced and hashed → entry `placing` → link → END → partial deleted
 */

import fs from 'node:fs/promises'
import { type Sentence, t } from '../language/sentence'
import type { FileMessage, Item } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { endSentence } from './sentences'
import type { Offer, Transfer, TransferEntry } from './transfer'
import { TransferContext, type TransfersOptions } from './transfer-context'
import type { TransferView } from './transfer-view'
import { IncomingFiles } from './transfers-in'
import { OutgoingFiles } from './transfers-out'

export type { TransferEntry } from './transfer'
export type { TransfersOptions } from './transfer-context'

/** What was said: an item of the history. */
export interface KeptItem {
  readonly friend: string
  readonly direction: 'in' | 'out'
  readonly item: Item
}

/** Offers of one friend that may wait for the user's answer; the friend is told of those beyond. */
const MAX_UNANSWERED = 20

export class Transfers {
  readonly #context: TransferContext
  readonly #incoming: IncomingFiles
  readonly #outgoing: OutgoingFiles
  #closed = false

  constructor(options: TransfersOptions) {
    this.#context = new TransferContext(options, options.files ?? fs)
    this.#incoming = new IncomingFiles(this.#context)
    this.#outgoing = new OutgoingFiles(this.#context)
  }

  /**
   * Takes up what an earlier run left, before anything else is asked of this object.
   * @param entries all that was kept, in order. @param items offers and ends as they were said, in order; texts are
   * passed over.
   */
  async restore(entries: readonly TransferEntry[], items: readonly KeptItem[]): Promise<void> {
    // By friend as well: nobody ends another one's transfer.
    const key = (friend: string, id: string) => `${friend} ${id}`
    const latest = new Map(entries.map((entry) => [key(entry.friend, entry.id), entry]))
    const ended = new Set(
      [...latest]
        .flatMap(([name, { step }]) => (step === 'ended' ? [name] : []))
        .concat(items.flatMap(({ friend, item }) => (item.type === 'end' ? [key(friend, item.id)] : []))),
    )
    const left: string[] = []
    const goingOn: Transfer[] = []
    for (const { friend, direction, item } of items) {
      if (item.type !== 'offer') continue
      if (ended.has(key(friend, item.id))) {
        this.#context.list.know(item.id)
        left.push(item.id)
      } else {
        const transfer = this.#restoreOffer(friend, direction, item, latest.get(key(friend, item.id)))
        if (transfer) goingOn.push(transfer)
      }
    }
    await this.#deleteLeftovers(left)
    for (const transfer of goingOn) await this.#resume(transfer)
  }

  /**
   * Offers a file to a friend, who may be away; or a folder, or several, as one.
   * @param onHashed is told how many bytes have been read.
   * @returns the transfer, once the offer is on disk.
   * @throws PeerError FILE_FAILED, and what the outbox refuses with.
   */
  offer(
    friend: string,
    paths: string | readonly string[],
    onHashed: (bytes: number) => void = () => {},
  ): Promise<TransferView> {
    return this.#outgoing.offer(friend, [paths].flat(), onHashed)
  }

  /** A friend's offer or end has arrived, and is on disk. */
  async took(friend: string, item: Item): Promise<void> {
    if (item.type === 'offer') await this.#offered(friend, item)
    else if (item.type === 'end') {
      const transfer = this.#context.list.live(friend, item.id)
      // What is whole already gets its name: the friend will hear that it was taken.
      if (!transfer || transfer.placing) return
      const { direction } = transfer
      const finished = direction === 'out' && item.outcome === 'taken'
      await this.#context.ended(transfer, finished ? null : endSentence('there', direction, item.outcome))
    }
  }

  /**
   * @param which a label or an id. Of a transfer that could not go on, it is tried again.
   * @throws PeerError BAD_COMMAND, FILE_FAILED: no room, or no right to write there.
   */
  async accept(which: string): Promise<TransferView> {
    const transfer = this.#find(which)
    if (transfer.direction === 'out') {
      throw new PeerError('BAD_COMMAND', t`${transfer.label} is your own offer: your friend accepts it.`)
    }
    await this.#incoming.accept(transfer)
    return transfer.view()
  }

  /** Refuses, takes back, or ends. @param which a label or an id. @throws PeerError BAD_COMMAND, FILE_FAILED */
  async cancel(which: string): Promise<TransferView> {
    const transfer = this.#find(which)
    const unanswered = transfer.direction === 'in' && transfer.step === 'offered'
    await this.#context.end(transfer, unanswered ? 'refused' : 'cancelled')
    return transfer.view()
  }

  /**
   * A FETCH or CHUNK of this friend. @param message its bytes must not change any more.
   * @returns what settles when the next may come; undefined for at once; `stray` if nobody asked for it.
   */
  receive(friend: string, message: FileMessage): Promise<void> | 'stray' | undefined {
    const transfer = this.#context.list.live(friend, message.id)
    if (!transfer || this.#closed) return 'stray'
    if (message.kind === 'chunk') {
      return transfer.direction === 'in'
        ? this.#incoming.chunk(transfer, message.offset, message.bytes)
        : 'stray'
    }
    if (transfer.direction !== 'out') return 'stray'
    this.#outgoing.fetch(transfer, message)
    return undefined
  }

  /** There is a session with this friend. */
  online(friend: string): void {
    if (this.#closed) return
    this.#context.online.add(friend)
    this.#context.turns(friend).drained()
    for (const transfer of this.#context.list.of(friend)) {
      if (transfer.direction === 'out') this.#outgoing.online(transfer)
      else if (transfer.step !== 'offered') this.#incoming.begin(transfer)
    }
  }

  /** There is none any more; or another one, if {@link online} follows at once. */
  offline(friend: string): void {
    this.#context.online.delete(friend)
    for (const transfer of this.#context.list.of(friend)) {
      if (transfer.direction === 'out') this.#outgoing.offline(transfer)
      else this.#incoming.offline(transfer)
    }
  }

  /** The session takes more again, after `send` said false. */
  drained(friend: string): void {
    this.#context.turns(friend).drained()
  }

  /** Those that go on, and those that ended in this run. */
  list(): TransferView[] {
    return this.#context.list.all().map((transfer) => transfer.view())
  }

  /** The friendship has ended, or the friend's key is another one: so has every transfer, and nobody is told. */
  async forget(friend: string, reason: Sentence): Promise<void> {
    for (const transfer of this.#context.list.of(friend)) {
      if (transfer.over) continue
      transfer.over = true
      await this.#context.options.keep(transfer.entry('ended', null))
      await this.#context.ended(transfer, reason)
    }
  }

  /** Settles when what has come is on disk and every file closed. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#context.close()
  }

  #find(which: string): Transfer {
    const transfer = this.#context.list.find(which)
    if (transfer.over || transfer.placing) {
      throw new PeerError('BAD_COMMAND', t`${transfer.label} has come to its end already.`)
    }
    return transfer
  }

  async #offered(friend: string, offer: Offer): Promise<void> {
    const transfer = this.#list(friend, offer)
    if (transfer === 'known') return
    if (transfer === 'too-many') {
      await this.#context.options.post(friend, { type: 'end', id: offer.id, outcome: 'too-many' })
    } else this.#context.options.onEvent({ event: 'file-offered', transfer: transfer.view() })
  }

  #list(friend: string, offer: Offer): Transfer | 'known' | 'too-many' {
    const { list, options } = this.#context
    if (list.knows(offer.id)) return 'known'
    const unanswered = list
      .of(friend)
      .filter(({ direction, step }) => direction === 'in' && step === 'offered')
    if (unanswered.length < MAX_UNANSWERED) return list.add(friend, 'in', offer, options.now()) ?? 'known'
    list.know(offer.id)
    return 'too-many'
  }

  #restoreOffer(
    friend: string,
    direction: 'in' | 'out',
    offer: Offer,
    entry: TransferEntry | undefined,
  ): Transfer | null {
    const { list, options } = this.#context
    if (direction === 'out') {
      const transfer = list.add(friend, 'out', offer, options.now())
      if (transfer) {
        transfer.path = entry?.path ?? null
        transfer.paths = entry?.paths
        transfer.modified = entry?.modified ?? 0
      }
      return transfer
    }
    if (!entry) {
      const listed = this.#list(friend, offer)
      if (listed === 'too-many') {
        // The program ended before the friend was told.
        this.#context.background(options.post(friend, { type: 'end', id: offer.id, outcome: 'too-many' }))
      }
      return typeof listed === 'string' ? null : listed
    }
    const transfer = list.add(friend, 'in', offer, options.now())
    if (transfer) {
      transfer.step = entry.step
      transfer.state = 'waiting'
      transfer.path = entry.path
    }
    return transfer
  }

  /** What is whole needs no session to come to its end. */
  async #resume(transfer: Transfer): Promise<void> {
    if (transfer.direction === 'out' || transfer.step === 'offered') return
    const there = await this.#context.files.stat(this.#context.partialOf(transfer)).catch(() => null)
    transfer.done = Math.min(there?.size ?? 0, transfer.size)
    this.#incoming.begin(transfer)
  }

  /** A kill can leave behind what a transfer was about to delete. */
  async #deleteLeftovers(ids: readonly string[]): Promise<void> {
    const { downloads, partials } = this.#context.options
    const names = await Promise.all(
      [partials, downloads].map((folder) => this.#context.files.readdir(folder).catch(() => [])),
    )
    const there = new Set(names.flat())
    for (const id of ids) if (there.has(id) || there.has(`.${id}.part`)) await this.#context.clean(id)
  }
}

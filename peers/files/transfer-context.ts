/** What both directions of file transfer stand on: the outside, who is there, and how a transfer ends. */

import type fs from 'node:fs/promises'
import { join } from 'node:path'
import { explainFailure } from '../home/file-failure'
import type { Sentence } from '../language/sentence'
import type { FileMessage, Item, Outcome } from '../protocol/application'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { besideName } from './destination'
import type { BeginningHashes } from './prefix-hash'
import { type ChunkRest, SendScheduler } from './send-scheduler'
import { endSentence } from './sentences'
import type { Transfer, TransferEntry } from './transfer'
import { TransferList } from './transfer-list'
import { type Notice, spoken, type TransferEvent } from './transfer-view'

/** What of the file system is used; tests let it fail. */
export type Files = Pick<
  typeof fs,
  | 'open'
  | 'link'
  | 'rename'
  | 'rm'
  | 'lstat'
  | 'stat'
  | 'statfs'
  | 'copyFile'
  | 'mkdir'
  | 'access'
  | 'readdir'
>

export interface TransfersOptions {
  /** The folder where received files appear under their names; made when it is needed. */
  readonly downloads: string
  /** The folder for files that are not complete yet, of this program alone. */
  readonly partials: string
  /**
   * Says something in the friend's session. The bytes of a chunk are used before it returns.
   * @returns false when it takes no more until {@link Transfers.drained}. @throws PeerError NOT_CONNECTED
   */
  readonly send: (friend: string, message: FileMessage) => boolean
  /** Keeps an item in the outbox; settles when it is on disk. */
  readonly post: (friend: string, item: Item) => Promise<void>
  /** Settles when the entry is on disk. */
  readonly keep: (entry: TransferEntry) => Promise<void>
  /** A notice tells of a transfer that can't go on now: its sentence says what to do. */
  readonly onEvent: (event: TransferEvent | Notice) => void
  readonly entropy: Pick<Entropy, 'bytes'>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly files?: Files
  /** The name under which a received file appears; safeFileName if not given. */
  readonly fileName?: (offered: string) => string
  /** How the beginnings of a file of this size are hashed; PrefixHashes if not given. */
  readonly prefixHashes?: (size: number) => BeginningHashes
  /** When no chunk is said, of whatever transfer. */
  readonly rest: ChunkRest
  /** Does a piece of hashing that this friend causes. @returns what settles when the next may be done. */
  readonly hash: (friend: string, piece: () => void) => void | Promise<void>
}

export class TransferContext {
  readonly list = new TransferList()
  readonly online = new Set<string>()
  readonly #turns = new Map<string, SendScheduler>()
  readonly #tasks = new Set<Promise<unknown>>()

  constructor(
    readonly options: TransfersOptions,
    readonly files: Files,
  ) {}

  turns(friend: string): SendScheduler {
    const turns = this.#turns.get(friend) ?? new SendScheduler(this.options.rest)
    this.#turns.set(friend, turns)
    return turns
  }

  partialOf({ id }: Transfer): string {
    return join(this.options.partials, id)
  }

  /** Something nobody waits for. What goes wrong with it is told as a notice. */
  background(task: Promise<unknown>): void {
    const watched = task
      .catch((error: unknown) => this.notice(error))
      .finally(() => this.#tasks.delete(watched))
    this.#tasks.add(watched)
  }

  /** Settles when nothing is under way any more and every file is closed. */
  async close(): Promise<void> {
    this.online.clear()
    for (const turns of this.#turns.values()) turns.close()
    const halt = () => Promise.all(this.list.all().map((transfer) => this.halt(transfer)))
    await halt()
    while (this.#tasks.size > 0) await Promise.all(this.#tasks)
    // What was under way may have opened another file.
    await halt()
  }

  /** Tells the user. @throws what is no PeerError: a mistake in this program. */
  notice(error: unknown): void {
    if (!(error instanceof PeerError)) throw error
    this.options.onEvent({ event: 'notice', code: error.code, message: error.message, words: error.words })
  }

  progress(transfer: Transfer, done: number): void {
    transfer.done = done
    const rate = transfer.meter.rate(done, this.options.now())
    if (rate === undefined) return
    this.options.onEvent({ event: 'file-progress', transfer: transfer.view(), rate })
  }

  /** Ends every attempt to send or receive. @returns what settles when their files are closed. */
  halt(transfer: Transfer): Promise<unknown> {
    const { sending, receiving, closing } = transfer
    transfer.attempt = null
    transfer.receiving = null
    transfer.closing = Promise.all([closing, sending?.stop(), receiving?.stop()])
    return transfer.closing
  }

  /** This user, or this program, ends it, and says so. @throws PeerError FILE_FAILED; it goes on then. */
  async end(transfer: Transfer, outcome: Outcome): Promise<void> {
    if (transfer.over) return
    transfer.over = true
    try {
      await this.options.post(transfer.friend, { type: 'end', id: transfer.id, outcome })
    } catch (error) {
      transfer.over = false
      throw error
    }
    await this.ended(transfer, endSentence('here', transfer.direction, outcome))
  }

  /** Its end is on disk. @param sentence what the user reads; null if it ended well. */
  async ended(transfer: Transfer, sentence: Sentence | null): Promise<void> {
    transfer.over = true
    await this.halt(transfer)
    transfer.step = 'ended'
    transfer.state = sentence === null ? 'finished' : 'ended'
    if (transfer.direction === 'in') await this.clean(transfer.id)
    const view = transfer.view()
    this.options.onEvent(
      sentence === null
        ? { event: 'file-finished', transfer: view }
        : { event: 'file-ended', transfer: view, ...spoken(sentence) },
    )
    this.list.trim()
  }

  /** Deletes what a transfer has left; where that fails, the next start does it. */
  async clean(id: string): Promise<void> {
    const left = [join(this.options.partials, id), besideName(this.options.downloads, id)]
    await Promise.all(
      left.map((path) => this.files.rm(path, { force: true, recursive: true }).catch(() => {})),
    )
  }

  /** @returns what the system says about `path`, as a sentence. */
  explain(error: unknown, path: string, verb: 'read' | 'written'): PeerError {
    return explainFailure(error, path, verb)
  }
}

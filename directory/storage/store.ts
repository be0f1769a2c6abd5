/**
 * The database and what makes it last. There is one way to change it, {@link Store.write}, in this order:
 *
 *  1. decide: what to change and what to answer, on the state as it is (with the writes before it applied
 *     and taken back again, so that of two who claim one name in the same moment one is refused);
 *  2. append the changes to the journal and force them to disk;
 *  3. apply them to the database in memory, just as a restart would from the journal;
 *  4. answer.
 *
 * Writes that arrive while one is under way wait, and then share one trip to the disk. Memory therefore never
 * runs ahead of the disk, and no answer ahead of either.
 */

import { inWords, Refusal } from '../refusal'
import type { Database, DatabaseReader } from './database'
import type { ChangeJournal } from './journal'
import type { Change } from './schema'

/** What a write changes (perhaps nothing) and what it answers. */
export interface Decision<Answer> {
  readonly changes: readonly Change[]
  readonly answer: Answer
}

interface Surroundings {
  /** Bytes of journal after which a snapshot is due, at the earliest. */
  readonly journalLimit: number
  /** Puts the bytes of an SQLite file in the snapshot's place, durably and atomically. */
  readonly saveSnapshot: (bytes: Uint8Array) => Promise<void>
  /** Is told in a sentence of what failed without stopping the directory. */
  readonly report: (sentence: string) => void
  /** Called last: gives the data folder free. */
  readonly release: () => void
}

interface WaitingWrite {
  /** Decides and keeps the answer. @throws what the decision throws. */
  decide(): readonly Change[]
  answer(): void
  refuse(reason: unknown): void
}

/**
 * Where the database is larger than this many bytes, a snapshot is due only when the journal exceeds half of what
 * is beyond: a hundred thousand users are not all written anew for every few of them that change.
 */
const SMALL = 1 << 20

export class Store {
  readonly #database: Database
  readonly #journal: ChangeJournal
  readonly #surroundings: Surroundings
  #waiting: WaitingWrite[] = []
  #working = false
  #work = Promise.resolve()
  #closed = false
  /** Where the last snapshot failed: not before the journal has this many bytes. */
  #retryAt = 0

  constructor(database: Database, journal: ChangeJournal, surroundings: Surroundings) {
    this.#database = database
    this.#journal = journal
    this.#surroundings = surroundings
  }

  /** The state as it is on disk. */
  get reader(): DatabaseReader {
    return this.#database
  }

  /**
   * The only way to change anything.
   * @param decide reads the state and tells what to change; it may throw to refuse. It must do nothing else.
   * @returns its answer, once the changes are on the disk.
   * @throws what `decide` throws, or Refusal STORAGE_FAILED if the disk does not take them.
   */
  write<Answer>(decide: (reader: DatabaseReader) => Decision<Answer>): Promise<Answer> {
    if (this.#closed) return Promise.reject(new Refusal('STORAGE_FAILED', 'The directory is closing.'))
    return new Promise((resolve, reject) => {
      let decided: Decision<Answer>
      this.#waiting.push({
        decide: () => {
          decided = decide(this.#database)
          return decided.changes
        },
        answer: () => resolve(decided.answer),
        refuse: reject,
      })
      if (!this.#working) this.#work = this.#drain()
    })
  }

  /** Waits for the writes under way, makes a snapshot of what the journal holds, and closes the files. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#work
    if (this.#journal.length > 0) await this.#snapshot()
    await this.#journal.close()
    this.#database.close()
    this.#surroundings.release()
  }

  async #drain(): Promise<void> {
    this.#working = true
    while (this.#waiting.length > 0) {
      await this.#writeTogether(this.#waiting.splice(0))
      if (this.#snapshotDue()) await this.#snapshot()
    }
    this.#working = false
  }

  #snapshotDue(): boolean {
    const { length } = this.#journal
    if (length < this.#surroundings.journalLimit || length < this.#retryAt) return false
    return length >= (this.#database.size - SMALL) / 2
  }

  async #writeTogether(writes: readonly WaitingWrite[]): Promise<void> {
    const changes: Change[] = []
    const settle: (() => void)[] = []
    this.#database.rehearse(() => {
      for (const write of writes) {
        try {
          const wanted = write.decide()
          this.#database.change(wanted)
          changes.push(...wanted)
          settle.push(() => write.answer())
        } catch (refusal) {
          settle.push(() => write.refuse(refusal))
        }
      }
    })
    if (changes.length > 0) {
      const entry = { sequence: this.#database.sequence + 1, changes }
      try {
        await this.#journal.append(entry)
      } catch (error) {
        this.#surroundings.report(`The journal could not be written: ${inWords(error)}.`)
        // Also those that were refused: it may have been because of a change that now never was.
        for (const write of writes) write.refuse(new Refusal('STORAGE_FAILED'))
        return
      }
      // Cannot fail, for it is what was rehearsed. If it does, end here: the disk is right, a restart mends it.
      this.#database.apply(entry.sequence, changes)
    }
    for (const each of settle) each()
  }

  /** When this fails nothing is lost, for the journal goes on; it is tried again a while later. */
  async #snapshot(): Promise<void> {
    const { journalLimit, report, saveSnapshot } = this.#surroundings
    try {
      await saveSnapshot(this.#database.export())
      await this.#journal.reset()
      this.#retryAt = 0
    } catch (error) {
      this.#retryAt = this.#journal.length + journalLimit
      report(`No snapshot could be made (${inWords(error)}): the journal keeps every change until one can.`)
    }
  }
}

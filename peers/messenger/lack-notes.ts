/**
 * What friends lack of what was delivered to them, kept so that the user can send it again after a restart as well: the
 * next session may say nothing of it, since what came behind a gap counts as if all before it were there. It is kept
 * before the user is told, and that the user was told is kept too: each number is told once, not at each start.
 */

import { PeerError } from '../protocol/errors'
import type { DiskWait } from './disk-wait'
import type { Journal } from './journal'
import { keptLackOf, type Lack } from './lacking'
import type { Backlog, KeptLack, StreamPlace } from './stored-item'

interface LackNotesOptions {
  readonly journal: Pick<Journal, 'store' | 'write'>
  readonly disk: Pick<DiskWait, 'until'>
  readonly tell: (friend: string, lack: Backlog) => void
}

/** What is to be kept for one identity of a friend. */
interface Note {
  /** The last that was said of something lacking. */
  said: Lack | null
  /** Something was said after that: the work begins anew. */
  isStale: boolean
}

export class LackNotes {
  readonly #options: LackNotesOptions
  /** Those that are being kept. A friend may say it without end while the disk takes nothing: one waits for it. */
  readonly #notes = new Map<string, Note>()

  constructor(options: LackNotesOptions) {
    this.#options = options
  }

  /**
   * A friend has said what it has.
   * @param said what this identity lacks by that, or null. @returns what settles once all is told and kept.
   */
  async heard(friend: string, to: string, said: Lack | null): Promise<void> {
    const key = `${friend} ${to}`
    const under = this.#notes.get(key)
    if (under) {
      under.said = said ?? under.said
      under.isStale = true
      return
    }
    const note: Note = { said, isStale: true }
    this.#notes.set(key, note)
    try {
      while (note.isStale) {
        note.isStale = false
        await this.#take(friend, to, note)
      }
    } catch (error) {
      // The messenger has come to its end.
      if (!(error instanceof PeerError)) throw error
    } finally {
      this.#notes.delete(key)
    }
  }

  async #take(friend: string, to: string, note: Note): Promise<void> {
    const { journal } = this.#options
    const kept = () => journal.store.of(friend).outboxes.get(to)?.lack ?? null
    const isNews = (lack: Lack | null): lack is Lack => lack !== null && !isSameBacklog(kept()?.told, lack)
    const tell = (lack: Lack) => this.#options.tell(friend, lack)
    await this.#keep(
      friend,
      to,
      () => noted(kept(), note.said),
      () => {
        // A disk that is full keeps nothing from the user.
        if (isNews(note.said)) tell(note.said)
      },
    )
    const lack = keptLackOf(journal.store.of(friend), to)
    if (!isNews(lack)) return
    tell(lack)
    const { count, since } = lack
    await this.#keep(friend, to, () => {
      const known = kept()
      return known && { ...known, told: { count, since } }
    })
  }

  async #keep(friend: string, to: string, decide: () => KeptLack | null, onRefused?: () => void) {
    const { journal, disk } = this.#options
    const write = () =>
      journal.write(() => {
        const lack = decide()
        return { entries: lack ? [{ kind: 'lacks', friend, to, lack }] : [], answer: undefined }
      })
    await disk.until(write, onRefused)
  }
}

/** @returns what takes the place of what is kept; null where nothing else was said. */
function noted(kept: KeptLack | null, said: Lack | null): KeptLack | null {
  if (!said || (kept && isSamePlace(kept.after, said.after) && isSamePlace(kept.until, said.until)))
    return null
  return { after: said.after, until: said.until, told: kept?.told ?? null }
}

function isSamePlace(one: StreamPlace | null, other: StreamPlace | null): boolean {
  return one?.stream === other?.stream && one?.number === other?.number
}

function isSameBacklog(one: Backlog | null | undefined, other: Backlog): boolean {
  return one?.count === other.count && one.since === other.since
}

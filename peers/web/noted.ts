/**
 * What happened and is not in the history, for pages that are opened later: what is unread of whom, and what the user has
 * to know. Alarms of one kind about one friend are one note that counts: whoever causes them fills no memory and no screen.
 */

import type { HistoryItem, MessengerEvent } from '../messenger/messenger-api'

/** Kinds times friends; the oldest goes where there are more. */
const MOST_NOTES = 100

type Told = Extract<
  MessengerEvent,
  { readonly event: 'alarm' | 'key-changed' | 'lost' | 'lacks' | 'held' | 'notice' | 'file-ended' }
>

/** Stays until somebody has read it. */
export interface Note {
  readonly number: number
  /** The newest of them. */
  readonly told: Told
  /** Milliseconds since 1970. */
  readonly at: number
  /** How often it happened. */
  readonly count: number
}

export class Noted {
  readonly #unread = new Map<string, number>()
  readonly #notes = new Map<string, Note>()
  #numbers = 0

  constructor(private readonly now: () => number) {}

  /** What was not shown when the messenger started. */
  begin(unseen: Iterable<HistoryItem>): void {
    for (const { friend, content } of unseen) if (content.type !== 'end') this.#count(friend)
  }

  /** @returns what of it a page that is open has to be told besides the event: what changed here. */
  tell(event: MessengerEvent): readonly object[] {
    switch (event.event) {
      case 'message':
        this.#count(event.friend)
        return [this.unread()]
      case 'alarm':
      case 'key-changed':
      case 'lost':
      case 'lacks':
      case 'held':
      case 'notice':
      case 'file-ended':
        this.#note(event)
        return [this.notes()]
      default:
        return []
    }
  }

  /** All that a friend said was shown. */
  read(friend: string): void {
    this.#unread.delete(friend)
  }

  dismiss(number: number): void {
    for (const [key, note] of this.#notes) if (note.number === number) this.#notes.delete(key)
  }

  /** By friend. */
  unread(): { readonly event: 'unread'; readonly unread: Readonly<Record<string, number>> } {
    return { event: 'unread', unread: Object.fromEntries(this.#unread) }
  }

  /** The oldest first. */
  notes(): { readonly event: 'notes'; readonly notes: readonly Note[] } {
    return { event: 'notes', notes: [...this.#notes.values()] }
  }

  #count(friend: string): void {
    this.#unread.set(friend, (this.#unread.get(friend) ?? 0) + 1)
  }

  #note(told: Told): void {
    const key = keyOf(told)
    const before = this.#notes.get(key)
    this.#notes.delete(key)
    this.#notes.set(key, { number: ++this.#numbers, told, at: this.now(), count: (before?.count ?? 0) + 1 })
    const [oldest] = this.#notes.keys()
    if (this.#notes.size > MOST_NOTES && oldest !== undefined) this.#notes.delete(oldest)
  }
}

/** Codes are a handful, friends are bounded: what a stranger says never makes a new one. */
function keyOf(told: Told): string {
  if (told.event === 'file-ended') return JSON.stringify([told.event, told.transfer.id])
  if (told.event === 'notice') return JSON.stringify([told.event, told.code])
  return JSON.stringify([told.event, told.friend, 'code' in told ? told.code : ''])
}

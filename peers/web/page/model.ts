/**
 * What the page knows. It keeps nothing of its own: the messenger's disk is asked again whenever something happened, so that
 * each tab shows the same, and what came while no page was open is there.
 */

import type { TransferView } from '../../files/transfer-view'
import type { FriendView, HistoryItem, Requests } from '../../messenger/messenger-api'
import { ask, type PageEvent, type PageState, post, Refused, state } from './talk'

/** Of a chat that is opened, and how many more each time. */
export const SHOWN = 60
/** Between two looks: whoever writes all day costs no more. */
const PAUSE_MS = 60

export interface AllFriends extends Requests {
  readonly friends: readonly FriendView[]
  readonly blocked: readonly string[]
  readonly muted: readonly string[]
  readonly nicknames: Readonly<Record<string, string>>
}

export interface Upload {
  readonly friend: string
  readonly name: string
  readonly size: number
  done: number
  readonly stop: () => void
}

export class Model {
  state: PageState
  friends: AllFriends = {
    friends: [],
    incoming: [],
    outgoing: [],
    unasked: [],
    blocked: [],
    muted: [],
    nicknames: {},
  }
  files: readonly TransferView[] = []
  /** Whose chat is open. */
  open: string | null = null
  items: readonly HistoryItem[] = []
  shown = SHOWN
  /** Bytes a second, by transfer. */
  readonly rates = new Map<string, number>()
  readonly uploads = new Set<Upload>()
  /** Why nothing can be done now. */
  trouble: 'gone' | 'ended' | 'out' | null = null
  #looking = false
  #again = false

  constructor(
    state: PageState,
    private readonly draw: () => void,
  ) {
    this.state = state
  }

  get unread(): number {
    return Object.values(this.state.unread).reduce((sum, one) => sum + one, 0)
  }

  friend(name: string | null): FriendView | undefined {
    return this.friends.friends.find((friend) => friend.name === name)
  }

  tell(event: PageEvent): void {
    switch (event.event) {
      case 'unread':
        this.state = { ...this.state, unread: event.unread }
        this.draw()
        return
      case 'notes':
        this.state = { ...this.state, notes: event.notes }
        this.draw()
        return
      case 'gone':
      case 'ended':
      case 'out':
        this.trouble = event.event
        this.draw()
        return
      case 'file-progress':
        this.rates.set(event.transfer.id, event.rate)
        this.files = this.files.map((file) => (file.id === event.transfer.id ? event.transfer : file))
        this.draw()
        return
      case 'here':
        this.trouble = null
        break
    }
    this.look()
  }

  /** Asks for everything that is shown. */
  look(): void {
    if (this.#looking) {
      this.#again = true
      return
    }
    this.#looking = true
    void this.#ask()
      .catch((error) => {
        if (error instanceof Refused && error.code !== 'GONE') this.trouble = 'out'
      })
      .finally(() => {
        this.draw()
        setTimeout(() => {
          this.#looking = false
          if (this.#again) {
            this.#again = false
            this.look()
          }
        }, PAUSE_MS)
      })
  }

  async #ask(): Promise<void> {
    const { open } = this
    const [told, friends, files, history] = await Promise.all([
      state(),
      ask<AllFriends>({ do: 'friends' }),
      ask<{ files: readonly TransferView[] }>({ do: 'files' }),
      open === null
        ? { items: [] }
        : ask<{ items: readonly HistoryItem[] }>({ do: 'history', with: open, count: this.shown }),
    ])
    this.state = told
    this.friends = friends
    this.files = files.files
    if (this.open !== open) return
    this.items = history.items
    this.readIfSeen()
  }

  /** What stands before somebody's eyes is read. */
  readIfSeen(): void {
    const { open } = this
    if (open === null || document.visibilityState !== 'visible' || !this.state.unread[open]) return
    void post('/read', open).catch(() => {})
  }

  show(friend: string | null): void {
    this.open = friend
    this.items = []
    this.shown = SHOWN
    this.look()
    this.draw()
  }
}

/**
 * Connections to the page's server. Every program of this computer can open them, so those in which nobody has shown a key
 * have a budget of their own: where it is used up the oldest of them goes. A browser shows its key within milliseconds.
 */

import type { Socket } from 'node:net'

/** In which no key was shown. A browser opens six at a time. */
const MOST_UNKNOWN = 32

export class Connections {
  readonly #unknown = new Set<Socket>()
  readonly #all = new Set<Socket>()

  /** Somebody has connected. */
  opened(socket: Socket): void {
    this.#all.add(socket)
    this.#unknown.add(socket)
    socket.once('close', () => {
      this.#all.delete(socket)
      this.#unknown.delete(socket)
    })
    const [oldest] = this.#unknown
    if (this.#unknown.size > MOST_UNKNOWN) oldest?.destroy()
  }

  /** A key was shown in it. */
  isKnown(socket: Socket): void {
    this.#unknown.delete(socket)
  }

  /** Ends all, once what was said last has gone. */
  end(): void {
    for (const socket of this.#all) socket.destroySoon()
  }
}

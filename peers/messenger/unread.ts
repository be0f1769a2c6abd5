/** What of a friend's is on this disk and was not read yet, counted as the budget counts it. */

import type { Correspondence } from './correspondence'
import { keptBytes } from './friend-budget'

export class Unread {
  /** Of each item, the oldest first; those before `#read` were read. */
  #sizes: number[]
  #read = 0
  #seen: number
  #bytes: number

  constructor({ lines, arrived, seen }: Pick<Correspondence, 'lines' | 'arrived' | 'seen'>) {
    this.#sizes = lines.lastIncoming(arrived - seen).map(({ item }) => keptBytes(item))
    this.#seen = seen
    this.#bytes = this.#sizes.reduce((sum, size) => sum + size, 0)
  }

  get items(): number {
    return this.#sizes.length - this.#read
  }

  get bytes(): number {
    return this.#bytes
  }

  /** One more is on the disk. */
  add(bytes: number): void {
    this.#sizes.push(bytes)
    this.#bytes += bytes
  }

  /** @param seen how many items of this friend the user has seen in all. */
  read(seen: number): void {
    for (; this.#seen < seen && this.items > 0; this.#seen++) this.#bytes -= this.#sizes[this.#read++]!
    if (this.#read * 2 < this.#sizes.length) return
    this.#sizes = this.#sizes.slice(this.#read)
    this.#read = 0
  }
}

/**
 * What of a friend's is on this disk and was not read yet, counted as the budget counts it. What lies in pages is known by
 * their summaries: a hundred thousand items are not read from the disk when the next one comes.
 */

import type { Correspondence } from './correspondence'
import { keptBytes } from './friend-budget'

export class Unread {
  /** The oldest first; those before `#first` were read. */
  #parts: { items: number; bytes: number }[]
  #first = 0
  #seen: number
  #items = 0
  #bytes = 0

  constructor({ lines, arrived, seen }: Pick<Correspondence, 'lines' | 'arrived' | 'seen'>) {
    this.#parts = lines.lastIncomingBytes(arrived - seen, ({ item }) => keptBytes(item))
    this.#seen = seen
    for (const { items, bytes } of this.#parts) {
      this.#items += items
      this.#bytes += bytes
    }
  }

  get items(): number {
    return this.#items
  }

  get bytes(): number {
    return this.#bytes
  }

  /** One more is on the disk. */
  add(bytes: number): void {
    this.#parts.push({ items: 1, bytes })
    this.#items += 1
    this.#bytes += bytes
  }

  /** @param seen how many items of this friend the user has seen in all. */
  read(seen: number): void {
    const count = Math.min(seen - this.#seen, this.#items)
    for (let left = count; left > 0; ) left -= this.#readFirst(left)
    this.#seen += Math.max(0, count)
    if (this.#first * 2 < this.#parts.length) return
    this.#parts = this.#parts.slice(this.#first)
    this.#first = 0
  }

  /** @returns how many were read: so many, or all of the first part. */
  #readFirst(most: number): number {
    const part = this.#parts[this.#first]!
    const items = Math.min(most, part.items)
    const bytes = Math.round((part.bytes * items) / part.items)
    part.items -= items
    part.bytes -= bytes
    this.#items -= items
    this.#bytes -= bytes
    if (part.items === 0) this.#first += 1
    return items
  }
}

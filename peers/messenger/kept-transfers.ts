/** What must be known of file transfers at a start: a fold over the journal that forgets those that ended long ago. */

import type { KeptItem, TransferEntry } from '../files/transfers'

/**
 * So many that have ended are known: nobody begins one of them a second time, and what a kill left of it is deleted.
 * A friend can offer without end, one after the other.
 */
const MOST_ENDED = 1_000

interface KeptTransfer {
  entry: TransferEntry | null
  offer: KeptItem | null
  end: KeptItem | null
}

export class KeptTransfers {
  /** By friend and id, in the order of the offers. */
  readonly #all = new Map<string, KeptTransfer>()
  /** In the order in which they ended. */
  readonly #ended = new Set<string>()

  /** @returns the last entry of each. */
  get entries(): TransferEntry[] {
    return [...this.#all.values()].flatMap(({ entry }) => entry ?? [])
  }

  /** @returns offers, and ENDs after them. */
  get items(): KeptItem[] {
    return [...this.#all.values()].flatMap(({ offer, end }) => [offer, end].flatMap((item) => item ?? []))
  }

  step(entry: TransferEntry): void {
    const key = keyOf(entry.friend, entry.id)
    this.#of(key).entry = entry
    if (entry.step === 'ended') this.#end(key)
  }

  /** Something was said, by whichever side. */
  said(kept: KeptItem): void {
    const { friend, item } = kept
    if (item.type !== 'offer' && item.type !== 'end') return
    const key = keyOf(friend, item.id)
    if (item.type === 'offer') this.#of(key).offer ??= kept
    else if (this.#all.has(key)) {
      this.#of(key).end ??= kept
      this.#end(key)
    }
  }

  #end(key: string): void {
    this.#ended.add(key)
    if (this.#ended.size <= MOST_ENDED) return
    const [oldest = ''] = this.#ended
    this.#ended.delete(oldest)
    this.#all.delete(oldest)
  }

  #of(key: string): KeptTransfer {
    const known = this.#all.get(key) ?? { entry: null, offer: null, end: null }
    this.#all.set(key, known)
    return known
  }
}

function keyOf(friend: string, id: string): string {
  return `${friend} ${id}`
}

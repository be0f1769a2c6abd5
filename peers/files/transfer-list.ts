/** The transfers of this run, by label, by id and by friend. */

import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { type Offer, Transfer } from './transfer'

/** So many that have ended stay to be looked at. */
const MAX_ENDED = 100

export class TransferList {
  readonly #byId = new Map<string, Transfer>()
  /** Every id that ever was, also of those that ended long ago: none begins twice. */
  readonly #known = new Set<string>()
  #labels = 0

  /** @returns the new transfer, or null if its id was used before, by whomever. */
  add(friend: string, direction: 'in' | 'out', offer: Offer, now: number): Transfer | null {
    if (this.#known.has(offer.id)) return null
    this.#known.add(offer.id)
    const transfer = new Transfer(`f${++this.#labels}`, friend, direction, offer, now)
    this.#byId.set(offer.id, transfer)
    return transfer
  }

  /** An id that counts as used, of a transfer that is not listed. */
  know(id: string): void {
    this.#known.add(id)
  }

  knows(id: string): boolean {
    return this.#known.has(id)
  }

  remove({ id }: Transfer): void {
    this.#byId.delete(id)
  }

  /** @returns the friend's transfer of this id that goes on. */
  live(friend: string, id: string): Transfer | undefined {
    const transfer = this.#byId.get(id)
    return transfer?.friend === friend && !transfer.over ? transfer : undefined
  }

  /** @param which a label or an id. @throws PeerError BAD_COMMAND */
  find(which: string): Transfer {
    const wanted = which.toLowerCase()
    const found = this.#byId.get(wanted) ?? this.all().find(({ label }) => label === wanted)
    if (found) return found
    throw new PeerError('BAD_COMMAND', t`There is no such transfer: the list of files shows their labels.`)
  }

  all(): Transfer[] {
    return [...this.#byId.values()]
  }

  of(friend: string): Transfer[] {
    return this.all().filter((transfer) => transfer.friend === friend)
  }

  /** Forgets the oldest of those that ended, where they become many. */
  trim(): void {
    const ended = this.all().filter(({ over, placing }) => over && !placing)
    for (const transfer of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) this.remove(transfer)
  }
}

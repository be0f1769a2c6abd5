/** One transfer, as far as it is known here. */

import type { Item } from '../protocol/application'
import { HashedBeginning } from './hashed-beginning'
import { Meter } from './meter'
import type { BeginningHashes } from './prefix-hash'
import type { Receiving } from './receiving'
import type { Fetch, Sending } from './sending'
import type { TransferView } from './transfer-view'

/**
 * What must survive a restart beyond the items themselves: JSON. Of several for one transfer the last counts.
 * `offered`: the file of this user at `path`, last written to at `modified`. `accepted`: the friend's file is wanted.
 * `placing`: it is whole and about to appear at `path`. `ended`: without a word to the friend.
 */
export interface TransferEntry {
  readonly kind: 'file'
  readonly friend: string
  /** 16 bytes in hex. */
  readonly id: string
  readonly step: 'offered' | 'accepted' | 'placing' | 'ended'
  readonly path: string | null
  /** Of a pack: all that it is made of. */
  readonly paths?: readonly string[] | undefined
  /** Milliseconds since 1970, as the file system has it; null but for `offered`. Of a pack: what stands for all of them. */
  readonly modified: number | null
}

export type Offer = Extract<Item, { type: 'offer' }>

export class Transfer {
  step: TransferEntry['step'] = 'offered'
  state: TransferView['state'] = 'offered'
  path: string | null = null
  paths: readonly string[] | undefined
  modified = 0
  /** Bytes that are here, or went out. */
  done = 0
  meter: Meter
  /** No chunk and no wish counts any more: its end is being said, or has been. */
  over = false
  /** Its file gets its name at this moment. */
  placing = false
  /** This user knows that the friend could not go on with it. */
  toldStopped = false
  /** Something was asked for in this run, so chunks may be on their way. */
  asked = false
  sending: Sending | null = null
  /** Of the file that is offered, as far as it was read in this run. */
  prefixes: BeginningHashes | null = null
  receiving: Receiving | null = null
  readonly beginning = new HashedBeginning()
  /** What is asked for as soon as the session takes it. */
  wish: { readonly receiving: Receiving; readonly fetch: Fetch } | null = null
  /** Stands for the latest attempt to receive; an earlier one finds another here, and gives up. */
  attempt: object | null = null
  /** Settles when the files of earlier attempts are closed. */
  closing: Promise<unknown> = Promise.resolve()

  constructor(
    /** Short and unique in this run: `f1`. */
    readonly label: string,
    readonly friend: string,
    readonly direction: 'in' | 'out',
    readonly offer: Offer,
    now: number,
  ) {
    this.meter = new Meter(0, now)
  }

  get id(): string {
    return this.offer.id
  }

  get size(): number {
    return this.offer.size
  }

  view(): TransferView {
    const { label, id, friend, direction, size, done, state, path } = this
    const { name, files } = this.offer
    const view = { label, id, friend, direction, name, size, done, state, path }
    return files === undefined ? view : { ...view, files }
  }

  entry(step: TransferEntry['step'], path: string | null): TransferEntry {
    const modified = step === 'offered' ? this.modified : null
    const paths = step === 'offered' ? this.paths : undefined
    return { kind: 'file', friend: this.friend, id: this.id, step, path, ...(paths && { paths }), modified }
  }
}

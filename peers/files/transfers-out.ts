/** Files that this user offers. */

import { t } from '../language/sentence'
import { FILE_ID_BYTES } from '../protocol/application'
import { Meter } from './meter'
import { describePack, isPack } from './pack-source'
import { type BeginningHashes, PrefixHashes } from './prefix-hash'
import { type Fetch, Sending } from './sending'
import { describeSource } from './source'
import type { Offer, Transfer } from './transfer'
import type { TransferContext } from './transfer-context'
import { spoken, type TransferView } from './transfer-view'

export class OutgoingFiles {
  readonly #context: TransferContext

  constructor(context: TransferContext) {
    this.#context = context
  }

  /** @throws PeerError FILE_FAILED, and what the outbox refuses with. */
  async offer(
    friend: string,
    paths: readonly string[],
    onHashed: (bytes: number) => void,
  ): Promise<TransferView> {
    const { list, options, files } = this.#context
    const hashes = (bytes: number) => this.#hashesOf(bytes)
    const pack = (await isPack(paths, files)) ? await describePack(paths, onHashed, files, hashes) : null
    const source = pack ?? (await describeSource(paths[0]!, onHashed, files, hashes))
    const { name, size, sha256, modified, prefixes } = source
    const id = options.entropy.bytes(FILE_ID_BYTES).toString('hex')
    const offer: Offer = { type: 'offer', id, size, sha256, name, ...(pack && { files: pack.count }) }
    // Listed before the friend can answer.
    const transfer = list.add(friend, 'out', offer, options.now())
    if (!transfer) throw new RangeError('random bytes came twice')
    transfer.path = source.path
    transfer.paths = source.paths
    transfer.modified = modified
    transfer.prefixes = prefixes
    try {
      await options.keep(transfer.entry('offered', source.path))
      await options.post(friend, offer)
    } catch (error) {
      list.remove(transfer)
      throw error
    }
    return transfer.view()
  }

  /** The friend wants it from there on. */
  fetch(transfer: Transfer, fetch: Fetch): void {
    const { friend, id, path, paths, size, modified } = transfer
    const { files, options } = this.#context
    transfer.prefixes ??= this.#hashesOf(size)
    transfer.sending ??= new Sending({
      source: { path: path ?? '', paths, size, modified },
      turns: this.#context.turns(friend),
      files,
      send: (offset, bytes) => options.send(friend, { kind: 'chunk', id, offset, bytes }),
      onProgress: (done) => this.#context.progress(transfer, done),
      onEnd: (outcome) => this.#context.background(this.#context.end(transfer, outcome)),
      prefixes: transfer.prefixes,
      hashing: (piece) => options.hash(friend, piece),
    })
    transfer.step = 'accepted'
    if (fetch.offset >= transfer.size) this.#stopped(transfer)
    else transfer.state = 'running'
    transfer.meter = new Meter(fetch.offset, options.now())
    transfer.sending.fetch(fetch)
  }

  #hashesOf(size: number): BeginningHashes {
    const { prefixHashes = (bytes: number) => new PrefixHashes(bytes) } = this.#context.options
    return prefixHashes(size)
  }

  /** Who asks for what comes after the end wants nothing for now: it is not on its way, and nobody would say so again. */
  #stopped(transfer: Transfer): void {
    const { friend, label } = transfer
    transfer.state = 'waiting'
    // Once for each file: a friend could stop and go on without end.
    if (transfer.toldStopped) return
    transfer.toldStopped = true
    this.#context.options.onEvent({
      event: 'notice',
      code: 'FRIEND_CANNOT_KEEP',
      ...spoken(
        t`${friend} cannot keep ${label} now, most likely for want of room: it waits until ${friend} accepts it again, and goes on where it stopped.`,
      ),
    })
  }

  /** Where another session took the place of one, the wish still counts; the friend may not have noticed anything. */
  online({ sending, over }: Transfer): void {
    if (!over) sending?.again()
  }

  offline(transfer: Transfer): void {
    if (transfer.state === 'running') transfer.state = 'waiting'
    void this.#context.halt(transfer)
    queueMicrotask(() => {
      if (!this.#context.online.has(transfer.friend)) transfer.sending?.forget()
    })
  }
}

/** Files that friends offer. */

import { constants } from 'node:fs'
import { t } from '../language/sentence'
import { size } from '../language/size'
import { SHA256_BYTES } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { printable } from '../text/printable'
import { isPlaced, place } from './destination'
import { Meter } from './meter'
import { isPackPlaced, PackFlaw, placePack } from './pack-destination'
import { Receiving } from './receiving'
import type { Fetch } from './sending'
import type { Transfer } from './transfer'
import type { TransferContext } from './transfer-context'

export class IncomingFiles {
  readonly #context: TransferContext

  constructor(context: TransferContext) {
    this.#context = context
  }

  /** The user wants it, or wants one that could not go on to try again. @throws PeerError BAD_COMMAND, FILE_FAILED */
  async accept(transfer: Transfer): Promise<void> {
    const { keep } = this.#context.options
    if (transfer.step === 'offered') {
      await this.#prepare(transfer)
      await keep(transfer.entry('accepted', null))
      if (transfer.over) return
      transfer.step = 'accepted'
    } else if (transfer.state === 'running') {
      throw new PeerError('BAD_COMMAND', t`${transfer.label} is on its way already.`)
    }
    this.begin(transfer)
  }

  /** Goes on with an accepted transfer: from what is here, as far as it can now. */
  begin(transfer: Transfer): void {
    if (transfer.over || transfer.placing) return
    const online = this.#context.online.has(transfer.friend)
    transfer.state = online ? 'running' : 'waiting'
    transfer.meter = new Meter(transfer.done, this.#context.options.now())
    const closed = this.#context.halt(transfer)
    const attempt = {}
    transfer.attempt = attempt
    // Not a part of `closing`: whoever ends the transfer waits for that.
    this.#context.background(
      closed.then(() => {
        const current = transfer.attempt === attempt && !transfer.over && !transfer.placing
        if (current && (online || transfer.done === transfer.size)) this.#receive(transfer, online)
      }),
    )
  }

  /** @returns what settles when the next chunk may come; `stray` if it was passed over. */
  chunk(transfer: Transfer, offset: number, bytes: Buffer): Promise<void> | 'stray' | undefined {
    return transfer.receiving ? transfer.receiving.chunk(offset, bytes) : 'stray'
  }

  offline(transfer: Transfer): void {
    if (transfer.state === 'running') transfer.state = 'waiting'
    void this.#context.halt(transfer)
  }

  #receive(transfer: Transfer, online: boolean): void {
    const { size, offer } = transfer
    const { files } = this.#context
    const receiving: Receiving = new Receiving({
      path: this.#context.partialOf(transfer),
      size,
      sha256: offer.sha256,
      files,
      beginning: transfer.beginning,
      hashing: (piece) => this.#context.options.hash(transfer.friend, piece),
      ask: online ? (fetch) => this.#ask(transfer, receiving, fetch) : null,
      onProgress: (done) => this.#context.progress(transfer, done),
      onWhole: () => {
        if (!transfer.over) this.#context.background(this.#finish(transfer))
      },
      onDamaged: () => this.#context.background(this.#context.end(transfer, 'damaged')),
      onFailure: (error) => this.#stall(transfer, error, this.#context.partialOf(transfer)),
    })
    transfer.receiving = receiving
  }

  /** One wish waits for its turn, the latest: a friend who takes nothing must not let them grow many. */
  #ask(transfer: Transfer, receiving: Receiving, fetch: Fetch): void {
    const { friend, id } = transfer
    const { send } = this.#context.options
    const isWaiting = transfer.wish !== null
    transfer.wish = { receiving, fetch }
    if (isWaiting) return
    const say = () => {
      const { wish } = transfer
      transfer.wish = null
      const counts = wish && transfer.receiving === wish.receiving
      return !counts || send(friend, { kind: 'fetch', id, ...wish.fetch })
    }
    // Without a session nothing is asked; the next one begins with it.
    this.#context.background(this.#context.turns(friend).take(say).catch(ignorePeerError))
  }

  /** Whole and checked: it gets its name, and the friend is told. */
  async #finish(transfer: Transfer): Promise<void> {
    const { options, files } = this.#context
    const { downloads, keep, post, fileName } = options
    const { id, size, offer, friend } = transfer
    transfer.placing = true
    try {
      if (!(await this.#isPlaced(transfer))) {
        await files.mkdir(downloads, { recursive: true })
        const whole = {
          path: this.#context.partialOf(transfer),
          id,
          name: offer.name,
          size,
          sha256: offer.sha256,
        }
        const intend = async (path: string) => {
          await keep(transfer.entry('placing', path))
          transfer.step = 'placing'
          transfer.path = path
        }
        transfer.path = await (offer.files === undefined
          ? place(whole, downloads, intend, files, fileName)
          : placePack({ ...whole, files: offer.files }, downloads, intend, files, fileName))
      }
      transfer.done = size
      await post(friend, { type: 'end', id, outcome: 'taken' })
      await this.#context.ended(transfer, null)
    } catch (error) {
      if (error instanceof PackFlaw) await this.#context.end(transfer, 'damaged')
      else this.#stall(transfer, error, downloads)
    } finally {
      transfer.placing = false
    }
  }

  /** After a kill it may have its name already, and only the friend was not told. */
  async #isPlaced(transfer: Transfer): Promise<boolean> {
    const { step, path, offer, id } = transfer
    const { files, options } = this.#context
    if (step !== 'placing' || path === null) return false
    if (offer.files === undefined) return isPlaced(path, offer, files)
    const whole = { ...offer, files: offer.files, id, path: this.#context.partialOf(transfer) }
    return isPackPlaced(whole, path, files, options.fileName)
  }

  /** It can't go on now. Nothing is lost: it goes on in the next session, or when the user accepts it again. */
  #stall(transfer: Transfer, error: unknown, path: string): void {
    const { friend, id, size, label, receiving } = transfer
    transfer.state = 'waiting'
    void this.#context.halt(transfer)
    const reason = this.#context.explain(error, path, 'written')
    this.#context.notice(
      new PeerError(
        reason.code,
        t`${reason.words()} After that, accept ${label} again: it goes on where it stopped.`,
      ),
    )
    if (!receiving) return
    // Who has all wants no more: the friend stops sending what nobody could keep.
    const say = () =>
      this.#context.options.send(friend, { kind: 'fetch', id, offset: size, prefix: NO_PREFIX })
    this.#context.background(this.#context.turns(friend).take(say).catch(ignorePeerError))
  }

  /** @throws PeerError FILE_FAILED where it could not be kept. */
  async #prepare(transfer: Transfer): Promise<void> {
    const { options, files } = this.#context
    const { partials, downloads } = options
    const folders = [
      [partials, 0o700],
      [downloads, 0o777],
    ] as const
    for (const [folder, mode] of folders)
      await this.#explained(folder, async () => {
        await files.mkdir(folder, { recursive: true, mode })
        await files.access(folder, constants.W_OK | constants.X_OK)
      })
    for (const [folder] of folders) await this.#explained(folder, () => this.#requireRoom(transfer, folder))
  }

  async #explained(folder: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      throw this.#context.explain(error, folder, 'written')
    }
  }

  /** Room for it, and for the rest of those that were accepted before. */
  async #requireRoom(transfer: Transfer, folder: string): Promise<void> {
    const { files, list, options } = this.#context
    const { bavail, bsize } = await files.statfs(folder)
    const promised = list
      .all()
      .filter(({ direction, step, over }) => direction === 'in' && step === 'accepted' && !over)
      .reduce((sum, { size, done }) => sum + size - done, 0)
    const isOther = await this.#otherDisk()
    // A pack is unpacked beside what came of it.
    const copies = transfer.offer.files !== undefined && !isOther ? 2 : 1
    const needed = folder === options.partials || isOther ? transfer.size * copies + promised : 0
    const free = bavail * bsize
    if (free >= needed) return
    const name = printable(transfer.offer.name, 60)
    throw new PeerError(
      'FILE_FAILED',
      t`There is no room for ${name}: ${size(needed)} are needed and ${folder} has ${size(free)}: free some space, then accept ${transfer.label} again.`,
      { needed, free },
    )
  }

  async #otherDisk(): Promise<boolean> {
    const { partials, downloads } = this.#context.options
    const [one, other] = await Promise.all(
      [partials, downloads].map((folder) => this.#context.files.stat(folder)),
    )
    return one?.dev !== other?.dev
  }
}

/** Asks for nothing, so it is compared with nothing. */
const NO_PREFIX = '00'.repeat(SHA256_BYTES)

function ignorePeerError(error: unknown): void {
  if (!(error instanceof PeerError)) throw error
}

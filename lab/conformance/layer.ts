/**
 * The layer above as one program has to speak it (PROTOCOL.md section 8): what it says in a session is held against what it
 * heard there, and against what it said and heard in all sessions before.
 */

import { createHash, type Hash } from 'node:crypto'
import { t } from '../../peers/language/sentence'
import type { Departs, DueRefusal } from './departure'
import { BadMessage, type LayerMessage, readMessage } from './layer-messages'
import { hash } from './primitives'

const TAKEN = 0

/** Of 16 random bytes fewer than 9 are different ones once in 10^10 times. */
const FEWEST_DIFFERENT = 9

/** @param id 16 bytes in hexadecimal. */
function isPoor(id: string): boolean {
  return new Set(id.match(/../g)).size < FEWEST_DIFFERENT
}

/** What came of a file, as far as it came in one piece. */
interface Arrived {
  readonly hash: Hash
  size: number
}

/** What one program has said and heard in all sessions of an act. */
export class LayerMemory {
  /** @param isPartial whether more went over the wire than was told. */
  constructor(readonly isPartial: boolean) {}

  /** By stream and number, what each item that it said holds, and to whose identity it was said. */
  readonly said = new Map<string, { readonly content: string; readonly to: string | undefined }>()
  /** The highest number that it gave in each stream. */
  readonly highest = new Map<string, number>()
  /** The highest number of each stream that was confirmed, by a receipt or by HAVE. */
  readonly confirmed = new Map<string, number>()
  /** To whose identity each file was offered. */
  readonly offeredTo = new Map<string, string | undefined>()
  /** The stream in which items are said to each identity. */
  readonly streamTo = new Map<string | undefined, string>()
  /** The highest number that came of each stream. */
  readonly heard = new Map<string, number>()
  /** When each item that came was written, by stream and number. */
  readonly writtenAt = new Map<string, number>()
  readonly offered = new Map<
    string,
    { readonly size: number; readonly sha256: Buffer; readonly files?: number }
  >()
  readonly arrived = new Map<string, Arrived>()
  /** Texts that came and are not delivered; that went out and are not told; and, by session, that are told and did not go out. */
  readonly texts = {
    toDeliver: [] as string[],
    toTell: [] as string[],
    told: [] as [session: string, text: string][],
  }

  /** A text went out. @param isNew whether in an item that had not gone out before. */
  wrote(text: string, isNew: boolean): void {
    const place = this.texts.told.findIndex(([, told]) => told === text)
    if (place >= 0) this.texts.told.splice(place, 1)
    else if (isNew) this.texts.toTell.push(text)
  }

  /** It is told that a text went out, which may be a moment before it does. */
  tells(session: string, text: string): void {
    const place = this.texts.toTell.indexOf(text)
    if (place >= 0) this.texts.toTell.splice(place, 1)
    else this.texts.told.push([session, text])
  }
}

type Of<Kind extends LayerMessage['kind']> = Extract<LayerMessage, { kind: Kind }>

export class LayerCheck {
  readonly #memory: LayerMemory
  readonly #peer: () => string | undefined
  readonly #departs: Departs
  #hasSpoken = false
  /** How often HAVE and FULL were said, and heard. */
  readonly #said = { have: 0, full: 0 }
  readonly #heard = { have: 0, full: 0 }
  #friendHas: Of<'have'> | null = null
  #lastItem: Of<'item'> | null = null
  #pings = 0
  /** The stream that the friend has more of than was ever said in it: it must not be gone on with. */
  #outdated: string | null = null
  /** Where the next chunk of a file begins; more than one place where the sender may have to start over. */
  readonly #chunksAt = new Map<string, readonly number[]>()

  /** @param peer gives the fingerprint of the other side of the session. */
  constructor(memory: LayerMemory, peer: () => string | undefined, departs: Departs) {
    this.#memory = memory
    this.#peer = peer
    this.#departs = departs
  }

  write(bytes: Buffer): void {
    let message: LayerMessage
    try {
      message = readMessage(bytes)
    } catch (error) {
      if (!(error instanceof BadMessage)) throw error
      this.#departs(error.rule, t`a message of it is not laid out as section 8 says`)
      return
    }
    if (!this.#hasSpoken && message.kind !== 'have' && message.kind !== 'full')
      this.#departs('8.1-3', t`what it says first is neither HAVE nor FULL`)
    this.#hasSpoken = true
    this.#wrote(message)
  }

  #wrote(message: LayerMessage): void {
    switch (message.kind) {
      case 'have':
        this.#said.have += 1
        if (this.#said.have > 1 + this.#said.full) this.#departs('8.1-6', t`it says HAVE again`)
        this.#have(message)
        break
      case 'full':
        this.#said.full += 1
        break
      case 'item':
        this.#item(message)
        break
      case 'receipt':
        if (message.number > (this.#memory.heard.get(message.stream) ?? 0))
          this.#departs('8.1-18', t`it confirms what did not come`)
        break
      case 'pong':
        this.#pings -= 1
        if (this.#pings < 0) this.#departs('8.2-1', t`it says PONG where nobody asked`)
        break
      case 'fetch':
        this.#fetch(message)
        break
      case 'chunk':
        this.#chunk(message)
        break
      default:
    }
  }

  /** What it has may be less than what came, for not all of that needs to be on its disk. */
  #have({ stream, last, written }: Of<'have'>): void {
    if (last === 0) return
    const { writtenAt, isPartial } = this.#memory
    const known = writtenAt.get(`${stream} ${last}`)
    if (known === undefined ? !isPartial : known !== written)
      this.#departs('8.1-3', t`it says to have an item that did not come, or was written at another time`)
  }

  #item(message: Of<'item'>): void {
    const { stream, number, item, bytes } = message
    if (!this.#friendHas)
      this.#departs(
        this.#heard.full > 0 ? '8.1-20' : '8.1-5',
        this.#heard.full > 0
          ? t`it says an item after FULL and before HAVE`
          : t`it says an item before it has heard HAVE`,
      )
    const has = this.#friendHas?.stream === stream ? this.#friendHas.last : 0
    if (stream === this.#outdated)
      this.#departs('8.1-27', t`it goes on with a stream of which its friend has what it never said`)
    else if (number <= Math.max(has, this.#memory.confirmed.get(stream) ?? 0))
      this.#departs('8.1-7', t`it says an item that was confirmed`)
    const before = this.#lastItem
    if (before?.stream === stream && number !== before.number + 1)
      this.#departs('8.1-4', t`it says item ${number} after item ${before.number}`)
    this.#lastItem = message
    const highest = this.#memory.highest.get(stream) ?? 0
    if (number > highest + 1 && !this.#memory.isPartial)
      this.#departs('8.1-1', t`it says item ${number} after item ${highest}`)
    this.#memory.highest.set(stream, Math.max(highest, number))
    const place = `${stream} ${number}`
    const known = this.#memory.said.get(place)
    const content = bytes.toString('base64')
    if (known && known.content !== content) this.#departs('8.1-1', t`it says two items with one number`)
    const to = this.#peer()
    if (known && known.to !== to)
      this.#departs('8.1-9', t`it says an item to another identity than it was said to before`)
    this.#memory.said.set(place, { content, to })
    this.#stream(stream, to)
    if (item.type === 'offer') {
      const { offeredTo } = this.#memory
      if (isPoor(item.id)) this.#departs('8-4', t`the id of a file of it is not random`)
      if (offeredTo.has(item.id) && offeredTo.get(item.id) !== to)
        this.#departs('8.1-12', t`it offers a file to another identity than it was offered to before`)
      offeredTo.set(item.id, to)
    }
    if (item.type === 'text') this.#memory.wrote(item.text, known === undefined)
    if (item.type === 'end' && item.outcome === TAKEN) this.#taken(item.id)
  }

  /** It says an item in this stream, to this identity. */
  #stream(stream: string, to: string | undefined): void {
    const { streamTo, heard } = this.#memory
    if (isPoor(stream)) this.#departs('8-4', t`the id of a stream of it is not random`)
    const isAnothers = [...streamTo].some(([other, known]) => known === stream && other !== to)
    if (isAnothers || heard.has(stream))
      this.#departs('8.1-2', t`it says items to one identity in the stream of another`)
    streamTo.set(to, stream)
  }

  #taken(id: string): void {
    const offer = this.#memory.offered.get(id)
    const arrived = this.#memory.arrived.get(id)
    const isWhole =
      offer &&
      (arrived?.size ?? 0) === offer.size &&
      (arrived ? arrived.hash.copy().digest() : hash()).equals(offer.sha256)
    if (!isWhole) this.#departs('8.3-13', t`it says to have taken a file that did not come as it was offered`)
  }

  #fetch({ id, offset, prefix }: Of<'fetch'>): void {
    const offer = this.#memory.offered.get(id)
    if (!offer || offset > offer.size) this.#departs('8.3-4', t`it asks for a file that it was not offered`)
    // Who cannot write asks for nothing.
    if (offset === offer?.size && prefix.every((byte) => byte === 0)) return
    const arrived = this.#memory.arrived.get(id)
    const known = offset === 0 ? hash() : arrived?.size === offset ? arrived.hash.copy().digest() : null
    if (known && !known.equals(prefix))
      this.#departs('8.3-5', t`it gives another hash than that of what it has of a file`)
  }

  #chunk({ id, offset, bytes }: Of<'chunk'>): void {
    const places = this.#chunksAt.get(id)
    if (!places) this.#departs('8.3-11', t`it says a chunk that nobody asked for`)
    else if (!places.includes(offset)) this.#departs('8.3-8', t`it says a chunk that is not the next one`)
    if (bytes.length === 0) this.#departs('8.3-9', t`it says a chunk with no bytes`)
    if (places) this.#chunksAt.set(id, [offset + bytes.length])
  }

  /** @returns why what came must be refused. */
  read(bytes: Buffer): DueRefusal | null {
    try {
      return this.#took(readMessage(bytes))
    } catch (error) {
      if (!(error instanceof BadMessage)) throw error
      return { rule: error.rule, codes: [error.code], why: t`a message that does not parse` }
    }
  }

  #took(message: LayerMessage): DueRefusal | null {
    const { heard, highest, offered, arrived, texts, isPartial } = this.#memory
    switch (message.kind) {
      case 'have':
        this.#heard.have += 1
        this.#friendHas = message
        this.#confirms(message.stream, message.last)
        if (!isPartial && message.last > (highest.get(message.stream) ?? Number.POSITIVE_INFINITY))
          this.#outdated = message.stream
        // What waits begins anew.
        this.#lastItem = null
        return this.#heard.have > 1 + this.#heard.full
          ? { rule: '8.1-6', codes: ['UNEXPECTED_FRAME'], why: t`another HAVE` }
          : null
      case 'full':
        this.#heard.full += 1
        this.#friendHas = null
        return null
      case 'ping':
        this.#pings += 1
        return null
      case 'receipt':
        this.#confirms(message.stream, message.number)
        return null
      case 'item': {
        const { stream, number, item } = message
        if (number <= (heard.get(stream) ?? 0)) return null
        heard.set(stream, number)
        this.#memory.writtenAt.set(`${stream} ${number}`, message.written)
        if (item.type === 'text') texts.toDeliver.push(item.text)
        // What was offered first under an id binds.
        if (item.type === 'offer' && !offered.has(item.id)) offered.set(item.id, item)
        return null
      }
      case 'fetch':
        this.#chunksAt.set(message.id, [message.offset, 0])
        return null
      case 'chunk': {
        const { id, offset } = message
        const known = offset === 0 ? undefined : arrived.get(id)
        if (offset !== 0 && known?.size !== offset) return null
        const file = known ?? { hash: createHash('sha256'), size: 0 }
        file.hash.update(message.bytes)
        file.size += message.bytes.length
        arrived.set(id, file)
        return null
      }
      default:
        return null
    }
  }

  /** What was said so far is confirmed up to this number, as far as it was said in this stream, and to this identity. */
  #confirms(stream: string, number: number): void {
    const { confirmed, highest, streamTo } = this.#memory
    const said = highest.get(stream) ?? 0
    if (number > said || streamTo.get(this.#peer()) !== stream) return
    confirmed.set(stream, Math.max(confirmed.get(stream) ?? 0, number))
  }
}

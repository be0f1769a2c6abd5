/**
 * The channel: records under the keys of a session, in both directions.
 *
 * A record is counter (8 bytes) ‖ sealed { kind (1) ‖ length (2) ‖ content ‖ zero padding }. The counter is
 * the nonce and stands in the AAD, together with the session, the frame's type and its length.
 */

import type { KeyObject } from 'node:crypto'
import { t } from '../language/sentence'
import type { Entropy, Role } from './conversation'
import type { Defences } from './defences'
import { PeerError } from './errors'
import { Reader, uint } from './fields'
import { type Frame, FrameType, HEADER_BYTES, MAX_RECORD_PLAINTEXT, writeHeader } from './frames'
import { agree, derive, keyShare } from './key-agreement'

export const RecordKind = {
  TEXT: 1,
  CLOSE: 2,
  REKEY: 3,
  REKEY_REPLY: 4,
  REKEY_DONE: 5,
  DATA: 6,
  BUNDLE: 7,
} as const

/** Kind and length, inside. */
const HEAD_BYTES = 3
const COUNTER_BYTES = 8
const SESSION_BYTES = 32

/** Longest text of one message, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 16_381

/** Most bytes of the layer above in one record. */
export const MAX_DATA_BYTES = MAX_RECORD_PLAINTEXT - HEAD_BYTES

/** What a received record means to the conversation. Rekeying is settled inside and yields `kind: null`. */
export interface Opened {
  readonly kind:
    | typeof RecordKind.TEXT
    | typeof RecordKind.DATA
    | typeof RecordKind.BUNDLE
    | typeof RecordKind.CLOSE
    | null
  readonly content: Buffer
  /** Frames to write in answer. */
  readonly write: readonly Buffer[]
}

export interface ChannelSetup {
  readonly role: Role
  readonly session: Buffer
  readonly root: Buffer
  /** The number of the first record each way. */
  readonly first: { readonly sending: bigint; readonly receiving: bigint }
  readonly defences: Defences
  readonly entropy: Entropy
  readonly now: () => number
}

/** The key of one direction, and what it has protected so far. */
interface Traffic {
  readonly key: Buffer
  records: number
  bytes: number
}

export class Channel {
  readonly #setup: ChannelSetup
  #root: Buffer
  #sending: Traffic
  #receiving: Traffic
  /** The next number each way. It goes on under all keys; as nothing sent is left out, CLOSE announces it as its count. */
  #sent: bigint
  #received: bigint
  /** How many records were taken: what CLOSE announces must be this, whatever numbers they had. */
  #taken = 0
  #renewed: number
  /** The initiator's share of a rekey that waits for its answer. */
  #rekeying: KeyObject | null = null
  /** What the responder will receive with, once the initiator says that it sends with it. */
  #nextReceiving: Traffic | null = null
  // Room that every record uses anew: to allocate it took as long as to encrypt.
  readonly #nonce = Buffer.alloc(4 + COUNTER_BYTES)
  readonly #aad = Buffer.alloc(SESSION_BYTES + COUNTER_BYTES + 1 + 4)
  readonly #head = Buffer.alloc(HEADER_BYTES + COUNTER_BYTES)
  #inside = Buffer.alloc(256)

  constructor(setup: ChannelSetup) {
    this.#setup = setup
    this.#root = setup.root
    this.#sent = setup.first.sending
    this.#received = setup.first.receiving
    this.#aad.set(setup.session)
    this.#aad[SESSION_BYTES + COUNTER_BYTES] = FrameType.RECORD
    const { sending, receiving } = this.#traffic()
    this.#sending = sending
    this.#receiving = receiving
    this.#renewed = setup.now()
  }

  /**
   * @param text at most MAX_TEXT_BYTES bytes of UTF-8.
   * @returns the frames to write.
   * @throws PeerError MESSAGE_TOO_LONG, BAD_TEXT, REKEY_OVERDUE. The text is not sent then, and the session goes on.
   */
  text(text: string): Buffer[] {
    const content = Buffer.from(text, 'utf8')
    if (content.length > MAX_TEXT_BYTES) {
      throw new PeerError(
        'MESSAGE_TOO_LONG',
        t`The message has ${content.length} bytes; one message takes at most ${MAX_TEXT_BYTES}.`,
      )
    }
    if (content.toString('utf8') !== text) {
      throw new PeerError(
        'BAD_TEXT',
        t`The message holds half a character (a lone surrogate): it cannot be sent.`,
      )
    }
    this.#refuseOverdue(this.#sending)
    return [...this.#seal(RecordKind.TEXT, content), ...this.#rekeyIfDue()]
  }

  /**
   * @param contents one of at most MAX_DATA_BYTES bytes, or several that together, with two bytes more for each,
   * have no more: those go into one record, for to seal one takes longer than to fill it.
   * @returns the frames to write; a large one comes in pieces.
   * @throws PeerError MESSAGE_TOO_LONG, REKEY_OVERDUE. Nothing is sent then, and the session goes on.
   */
  data(...contents: Uint8Array[]): Buffer[] {
    const [first] = contents
    if (!first) return []
    const [kind, content] =
      contents.length === 1
        ? [RecordKind.DATA, first]
        : [RecordKind.BUNDLE, Buffer.concat(contents.flatMap((each) => [uint(each.length, 2), each]))]
    if (content.length > MAX_DATA_BYTES) throw new PeerError('MESSAGE_TOO_LONG')
    this.#refuseOverdue(this.#sending)
    return [...this.#seal(kind, content), ...this.#rekeyIfDue()]
  }

  /** @returns the frame that says goodbye, with the number of records that came before it. */
  goodbye(): Buffer {
    return Buffer.concat(this.#seal(RecordKind.CLOSE, uint(this.#sent, 8)))
  }

  /** Opens the next record. @throws PeerError for whatever is refused; the session is over then. */
  open({ type, payload, bytes }: Frame): Opened {
    if (type !== FrameType.RECORD) throw new PeerError('UNEXPECTED_FRAME')
    if (payload.length < COUNTER_BYTES) throw new PeerError('MALFORMED')
    const { defences } = this.#setup
    const counter = payload.readBigUInt64BE(0)
    defences.checkSequence(this.#received, counter)
    this.#bind(counter, payload.length)
    const sealed = payload.subarray(COUNTER_BYTES)
    const inside = defences.recordCipher.open(this.#receiving.key, this.#nonce, this.#aad, sealed)
    const before = this.#taken
    this.#received = counter + 1n
    this.#taken += 1
    if (inside.length < HEAD_BYTES) throw new PeerError('MALFORMED')
    const kind = inside[0]!
    const end = HEAD_BYTES + inside.readUInt16BE(1)
    if (end > inside.length) throw new PeerError('MALFORMED')
    const content = inside.subarray(HEAD_BYTES, end)
    // Before it is counted, as the sender did: both see the same numbers, whatever is on its way.
    if (kind === RecordKind.TEXT || kind === RecordKind.DATA || kind === RecordKind.BUNDLE)
      this.#refuseOverdue(this.#receiving)
    count(this.#receiving, bytes.length)
    switch (kind) {
      case RecordKind.TEXT:
        if (content.length > MAX_TEXT_BYTES) throw new PeerError('MALFORMED')
        return { kind, content, write: this.#rekeyIfDue() }
      case RecordKind.DATA:
      case RecordKind.BUNDLE:
        return { kind, content, write: this.#rekeyIfDue() }
      case RecordKind.CLOSE:
        defences.checkCount(this.#setup.first.receiving + BigInt(before), readCount(content))
        return { kind, content, write: [] }
      default:
        return { kind: null, content, write: this.#rekeyStep(kind, content) }
    }
  }

  #seal(kind: number, content: Uint8Array): Buffer[] {
    const { recordCipher: cipher, pad } = this.#setup.defences
    const inside = this.#plaintext(kind, content, pad(HEAD_BYTES + content.length))
    const counter = this.#sent
    const size = COUNTER_BYTES + inside.length + cipher.overhead
    this.#bind(counter, size)
    writeHeader(this.#head, FrameType.RECORD, size)
    this.#head.writeBigUInt64BE(counter, HEADER_BYTES)
    const frame = cipher.sealAfter(this.#head, this.#sending.key, this.#nonce, this.#aad, inside)
    this.#sent += 1n
    count(this.#sending, HEADER_BYTES + size)
    return frame
  }

  #plaintext(kind: number, content: Uint8Array, size: number): Buffer {
    if (this.#inside.length < size) this.#inside = Buffer.alloc(size)
    const inside = this.#inside.subarray(0, size)
    inside[0] = kind
    inside.writeUInt16BE(content.length, 1)
    inside.set(content, HEAD_BYTES)
    return inside.fill(0, HEAD_BYTES + content.length)
  }

  /** Fills nonce and AAD for a record with this number and payload of `size` bytes. */
  #bind(counter: bigint, size: number): void {
    this.#nonce.writeBigUInt64BE(counter, 4)
    this.#aad.writeBigUInt64BE(counter, SESSION_BYTES)
    this.#aad.writeUInt32BE(size, SESSION_BYTES + COUNTER_BYTES + 1)
  }

  /** No more texts under a key that has protected twice its share: the rekey does not come. */
  #refuseOverdue({ records, bytes }: Traffic): void {
    const { keyLimits } = this.#setup.defences
    if (records >= 2 * keyLimits.records || bytes >= 2 * keyLimits.bytes) throw new PeerError('REKEY_OVERDUE')
  }

  /** Only the initiator starts a rekey, so two never cross. */
  #rekeyIfDue(): Buffer[] {
    const { role, now, entropy, defences } = this.#setup
    const { records, bytes, age } = defences.keyLimits
    const used = [this.#sending, this.#receiving]
    const due =
      used.some((traffic) => traffic.records >= records || traffic.bytes >= bytes) ||
      now() - this.#renewed >= age
    if (role !== 'initiator' || this.#rekeying || !due) return []
    this.#rekeying = entropy.x25519()
    return this.#seal(RecordKind.REKEY, keyShare(this.#rekeying))
  }

  /**
   * REKEY and REKEY_REPLY carry fresh X25519 shares under the old keys; whoever has sent the last record under
   * an old key switches. REKEY_DONE tells the responder that the initiator has switched too.
   */
  #rekeyStep(kind: number, content: Buffer): Buffer[] {
    const { role, entropy } = this.#setup
    if (kind === RecordKind.REKEY && role === 'responder' && !this.#nextReceiving) {
      const ephemeral = entropy.x25519()
      const reply = this.#seal(RecordKind.REKEY_REPLY, keyShare(ephemeral))
      const { sending, receiving } = this.#renew(agree(ephemeral, content))
      this.#sending = sending
      this.#nextReceiving = receiving
      return reply
    }
    if (kind === RecordKind.REKEY_REPLY && this.#rekeying) {
      const done = this.#seal(RecordKind.REKEY_DONE, Buffer.alloc(0))
      const { sending, receiving } = this.#renew(agree(this.#rekeying, content))
      this.#rekeying = null
      this.#sending = sending
      this.#receiving = receiving
      return done
    }
    if (kind === RecordKind.REKEY_DONE && this.#nextReceiving) {
      new Reader(content).end()
      this.#receiving = this.#nextReceiving
      this.#nextReceiving = null
      return []
    }
    throw new PeerError('UNEXPECTED_FRAME')
  }

  #renew(secret: Buffer) {
    this.#root = derive(Buffer.concat([secret, this.#root]), this.#setup.session, 'secure-p2p rekey 1')
    this.#renewed = this.#setup.now()
    return this.#traffic()
  }

  #traffic(): { sending: Traffic; receiving: Traffic } {
    const { session, role, defences } = this.#setup
    const of = (sender: Role): Traffic => ({
      key: defences.trafficKey(this.#root, session, sender),
      records: 0,
      bytes: 0,
    })
    return { sending: of(role), receiving: of(role === 'initiator' ? 'responder' : 'initiator') }
  }
}

/** @returns the messages of a BUNDLE, two at least. @throws PeerError MALFORMED */
export function unbundle(content: Buffer): Buffer[] {
  const contents: Buffer[] = []
  for (let at = 0; at < content.length; ) {
    if (at + 2 > content.length) throw new PeerError('MALFORMED')
    const end = at + 2 + content.readUInt16BE(at)
    if (end > content.length) throw new PeerError('MALFORMED')
    contents.push(content.subarray(at + 2, end))
    at = end
  }
  if (contents.length < 2) throw new PeerError('MALFORMED')
  return contents
}

function count(traffic: Traffic, bytes: number): void {
  traffic.records += 1
  traffic.bytes += bytes
}

function readCount(content: Buffer): bigint {
  const reader = new Reader(content)
  const announced = reader.uint64()
  reader.end()
  return announced
}

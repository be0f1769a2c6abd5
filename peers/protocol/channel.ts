/**
 * The channel: records under the keys of a session, in both directions.
 *
 * A record is counter (8 bytes) ‖ sealed { kind (1) ‖ length (2) ‖ content ‖ zero padding }. The counter is
 * the nonce and stands in the AAD, together with the session, the frame's type and its length.
 */

import type { KeyObject } from 'node:crypto'
import type { Entropy, Role } from './conversation'
import type { Defences } from './defences'
import { PeerError } from './errors'
import { Reader, uint } from './fields'
import { encodeFrame, type Frame, FrameType, MAX_RECORD_PLAINTEXT } from './frames'
import { agree, derive, KEY_BYTES, keyShare } from './key-agreement'

export const RecordKind = { TEXT: 1, CLOSE: 2, REKEY: 3, REKEY_REPLY: 4, REKEY_DONE: 5 } as const

const HEAD_BYTES = 3

/** Longest text of one message, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = MAX_RECORD_PLAINTEXT - HEAD_BYTES

/** What a received record means to the conversation. Rekeying is settled inside and yields `kind: null`. */
export interface Opened {
  readonly kind: typeof RecordKind.TEXT | typeof RecordKind.CLOSE | null
  readonly content: Buffer
  /** Frames to write in answer. */
  readonly write: readonly Buffer[]
}

export interface ChannelSetup {
  readonly role: Role
  readonly session: Buffer
  readonly root: Buffer
  readonly defences: Defences
  readonly entropy: Entropy
  readonly now: () => number
}

export class Channel {
  readonly #setup: ChannelSetup
  #root: Buffer
  #sendKey: Buffer
  #receiveKey: Buffer
  #sent = 0n
  #received = 0n
  /** What the current keys have protected so far, in both directions. */
  #used = { records: 0, bytes: 0, since: 0 }
  /** The initiator's share of a rekey that waits for its answer. */
  #rekeying: KeyObject | null = null
  /** The responder's next receive key, until the initiator says that it sends with it. */
  #nextReceiveKey: Buffer | null = null

  constructor(setup: ChannelSetup) {
    this.#setup = setup
    this.#root = setup.root
    const keys = this.#trafficKeys()
    this.#sendKey = keys.send
    this.#receiveKey = keys.receive
    this.#used.since = setup.now()
  }

  /**
   * @param text at most MAX_TEXT_BYTES bytes of UTF-8.
   * @returns the frames to write.
   * @throws PeerError MESSAGE_TOO_LONG
   */
  text(text: string): Buffer[] {
    const content = Buffer.from(text, 'utf8')
    if (content.length > MAX_TEXT_BYTES) {
      throw new PeerError(
        'MESSAGE_TOO_LONG',
        `The message has ${content.length} bytes; one message takes at most ${MAX_TEXT_BYTES}.`,
      )
    }
    return [...this.#rekeyIfDue(), this.#seal(RecordKind.TEXT, content)]
  }

  /** @returns the frame that says goodbye, with the number of records that came before it. */
  goodbye(): Buffer {
    return this.#seal(RecordKind.CLOSE, uint(this.#sent, 8))
  }

  /** Opens the next record. @throws PeerError for whatever is refused; the session is over then. */
  open(frame: Frame): Opened {
    if (frame.type !== FrameType.RECORD) throw new PeerError('UNEXPECTED_FRAME')
    const { defences } = this.#setup
    const record = new Reader(frame.payload)
    const counter = record.uint64()
    defences.checkSequence(this.#received, counter)
    const sealed = record.take(frame.payload.length - 8)
    const aad = this.#aad(counter, frame.payload.length)
    const plaintext = new Reader(defences.cipher.open(this.#receiveKey, nonce(counter), aad, sealed))
    const before = this.#received
    this.#received = counter + 1n
    this.#count(frame.bytes.length)
    const kind = plaintext.uint(1)
    const content = plaintext.take(plaintext.uint(2))
    switch (kind) {
      case RecordKind.TEXT:
        return { kind, content, write: this.#rekeyIfDue() }
      case RecordKind.CLOSE:
        defences.checkCount(before, new Reader(content).uint64())
        return { kind, content, write: [] }
      default:
        return { kind: null, content, write: this.#rekeyStep(kind, content) }
    }
  }

  #seal(kind: number, content: Buffer): Buffer {
    const { cipher, pad } = this.#setup.defences
    const plaintext = Buffer.alloc(pad(HEAD_BYTES + content.length))
    plaintext[0] = kind
    plaintext.writeUInt16BE(content.length, 1)
    content.copy(plaintext, HEAD_BYTES)
    const counter = this.#sent
    const aad = this.#aad(counter, 8 + plaintext.length + cipher.overhead)
    const sealed = cipher.seal(this.#sendKey, nonce(counter), aad, plaintext)
    const frame = encodeFrame(FrameType.RECORD, Buffer.concat([uint(counter, 8), sealed]))
    this.#sent += 1n
    this.#count(frame.length)
    return frame
  }

  #aad(counter: bigint, length: number): Buffer {
    return Buffer.concat([this.#setup.session, uint(counter, 8), uint(FrameType.RECORD, 1), uint(length, 4)])
  }

  #count(bytes: number): void {
    this.#used.records += 1
    this.#used.bytes += bytes
    // The initiator renews the keys; the other side ends the session if that does not happen in time.
    const { records, bytes: limit } = this.#setup.defences.keyLimits
    if (this.#used.records > 2 * records || this.#used.bytes > 2 * limit) throw new PeerError('REKEY_OVERDUE')
  }

  /** Only the initiator starts a rekey, so two never cross. */
  #rekeyIfDue(): Buffer[] {
    const { role, now, entropy, defences } = this.#setup
    const { records, bytes, age } = defences.keyLimits
    const due = this.#used.records >= records || this.#used.bytes >= bytes || now() - this.#used.since >= age
    if (role !== 'initiator' || this.#rekeying || !due) return []
    this.#rekeying = entropy.x25519()
    return [this.#seal(RecordKind.REKEY, keyShare(this.#rekeying))]
  }

  /**
   * REKEY and REKEY_REPLY carry fresh X25519 shares under the old keys; whoever has sent the last record under
   * an old key switches. REKEY_DONE tells the responder that the initiator has switched too.
   */
  #rekeyStep(kind: number, share: Buffer): Buffer[] {
    const { role, entropy } = this.#setup
    if (kind === RecordKind.REKEY && role === 'responder' && !this.#nextReceiveKey) {
      const ephemeral = entropy.x25519()
      const reply = this.#seal(RecordKind.REKEY_REPLY, keyShare(ephemeral))
      const keys = this.#renew(agree(ephemeral, share))
      this.#sendKey = keys.send
      this.#nextReceiveKey = keys.receive
      return [reply]
    }
    if (kind === RecordKind.REKEY_REPLY && this.#rekeying) {
      const done = this.#seal(RecordKind.REKEY_DONE, Buffer.alloc(0))
      const keys = this.#renew(agree(this.#rekeying, share))
      this.#rekeying = null
      this.#sendKey = keys.send
      this.#receiveKey = keys.receive
      return [done]
    }
    if (kind === RecordKind.REKEY_DONE && this.#nextReceiveKey) {
      this.#receiveKey = this.#nextReceiveKey
      this.#nextReceiveKey = null
      return []
    }
    throw new PeerError('UNEXPECTED_FRAME')
  }

  #renew(secret: Buffer) {
    this.#root = derive(
      Buffer.concat([secret, this.#root]),
      this.#setup.session,
      'secure-p2p rekey 1',
      KEY_BYTES,
    )
    this.#used = { records: 0, bytes: 0, since: this.#setup.now() }
    return this.#trafficKeys()
  }

  #trafficKeys() {
    const { session, role } = this.#setup
    const initiator = derive(this.#root, session, 'secure-p2p traffic 1 initiator')
    const responder = derive(this.#root, session, 'secure-p2p traffic 1 responder')
    return role === 'initiator'
      ? { send: initiator, receive: responder }
      : { send: responder, receive: initiator }
  }
}

function nonce(counter: bigint): Buffer {
  return Buffer.concat([Buffer.alloc(4), uint(counter, 8)])
}

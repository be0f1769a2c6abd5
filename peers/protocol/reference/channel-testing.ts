/** The secure protocol a second time, for tests: the channel, written from PROTOCOL.md. */

import type * as crypto from 'node:crypto'
import {
  frame,
  fresh,
  gcmOpen,
  gcmSeal,
  hkdf,
  insist,
  payloadOf,
  shareOf,
  uint64,
  x25519,
} from './bytes-testing'

/** What a record says of itself, where that is not the truth. */
export interface RecordChanges {
  readonly counter?: bigint
  /** The number as the AAD and as the nonce state it. */
  readonly aadCounter?: bigint
  readonly nonceCounter?: bigint
  readonly session?: Buffer
  /** The frame's type and length, as the AAD states them. */
  readonly type?: number
  readonly length?: number
  /** The whole plaintext. */
  readonly plaintext?: Buffer
}

export class ReferenceChannel {
  sent = 0n
  received = 0n
  /** How many records were opened. */
  opened = 0n
  sendKey: Buffer
  receiveKey: Buffer
  #rekeying: crypto.KeyObject | null = null
  #next: Buffer | null = null

  constructor(
    readonly role: 'initiator' | 'responder',
    readonly session: Buffer,
    public root: Buffer,
  ) {
    this.sendKey = this.#traffic(role)
    this.receiveKey = this.#traffic(role === 'initiator' ? 'responder' : 'initiator')
  }

  seal(kind: number, content: Uint8Array | string, changes: RecordChanges = {}): Buffer {
    const bytes = Buffer.from(content as string)
    const plaintext = Buffer.alloc(Math.ceil((3 + bytes.length) / 256) * 256)
    plaintext.writeUInt8(kind)
    plaintext.writeUInt16BE(bytes.length, 1)
    bytes.copy(plaintext, 3)
    const inside = changes.plaintext ?? plaintext
    const counter = changes.counter ?? this.sent
    const { aadCounter = counter, nonceCounter = counter } = changes
    const aad = this.#aad(aadCounter, inside.length + 24, changes)
    const sealed = gcmSeal(this.sendKey, recordNonce(nonceCounter), aad, inside)
    this.sent += 1n
    return frame(5, Buffer.concat([uint64(counter), sealed]))
  }

  goodbye(count = this.sent): Buffer {
    return this.seal(2, uint64(count))
  }

  /** Opens one record, strictly; padding has to be zero and no longer than it must. */
  open(bytes: Buffer): { kind: number; content: Buffer } {
    const payload = payloadOf(bytes, 5)
    const counter = payload.readBigUInt64BE()
    insist(counter === this.received, 'counter')
    const aad = this.#aad(counter, payload.length, {})
    const inside = gcmOpen(this.receiveKey, recordNonce(counter), aad, payload.subarray(8))
    this.received += 1n
    this.opened += 1n
    const length = inside.readUInt16BE(1)
    insist(inside.length === Math.ceil((3 + length) / 256) * 256, 'padding')
    insist(inside.subarray(3 + length).equals(Buffer.alloc(inside.length - 3 - length)), 'padding')
    const content = inside.subarray(3, 3 + length)
    if (inside[0] === 2) insist(content.equals(uint64(this.opened - 1n)), 'count')
    return { kind: inside[0]!, content }
  }

  startRekey(): Buffer {
    this.#rekeying = fresh()
    return this.seal(3, shareOf(this.#rekeying))
  }

  /** The initiator's answer to REKEY_REPLY. */
  finishRekey(share: Buffer): Buffer {
    const done = this.seal(5, '')
    this.#renew(x25519(this.#rekeying!, share))
    this.sendKey = this.#traffic('initiator')
    this.receiveKey = this.#traffic('responder')
    return done
  }

  /** The responder's answer to REKEY. */
  answerRekey(share: Buffer): Buffer {
    const own = fresh()
    const reply = this.seal(4, shareOf(own))
    this.#renew(x25519(own, share))
    this.sendKey = this.#traffic('responder')
    this.#next = this.#traffic('initiator')
    return reply
  }

  /** The responder has read REKEY_DONE. */
  switchReceiving(): void {
    this.receiveKey = this.#next!
  }

  #renew(secret: Buffer): void {
    this.root = hkdf(Buffer.concat([secret, this.root]), this.session, 'secure-p2p rekey 1')
  }

  #traffic(sender: string): Buffer {
    return hkdf(this.root, this.session, `secure-p2p traffic 1 ${sender}`)
  }

  #aad(counter: bigint, length: number, changes: RecordChanges): Buffer {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(changes.length ?? length)
    const { session = this.session, type = 5 } = changes
    return Buffer.concat([session, uint64(counter), Buffer.of(type), size])
  }
}

function recordNonce(counter: bigint): Buffer {
  return Buffer.concat([Buffer.alloc(4), uint64(counter)])
}

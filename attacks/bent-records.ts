/** Records of a session of the attacker's own, each part of which may be another than PROTOCOL.md has it (section 6). */

import { RecordKind } from '../peers/protocol/channel'
import type { Role } from '../peers/protocol/conversation'
import { aes256gcm, keyForEachDirection } from '../peers/protocol/defences'
import { uint } from '../peers/protocol/fields'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { agree, derive, keyShare } from '../peers/protocol/key-agreement'
import { entropy } from './entropy'
import type { ProbeLine } from './probe-line'

/** What a record has instead of what is due; everything else follows from it by the book. */
export interface RecordBend {
  readonly number?: bigint
  readonly key?: Buffer
  readonly nonce?: Buffer
  readonly aad?: (aad: Buffer) => Buffer
  /** What stands for the length of the content. */
  readonly length?: number
  /** The whole plaintext. */
  readonly plaintext?: (plaintext: Buffer) => Buffer
  readonly sealed?: (sealed: Buffer) => Buffer
  readonly payload?: (payload: Buffer) => Buffer
  readonly type?: number
}

const BLOCK = 256

export class BentRecords {
  readonly line: ProbeLine
  readonly role: Role
  readonly session: Buffer
  #root: Buffer
  /** Of the next record. */
  number = 0n
  key: Buffer

  constructor(line: ProbeLine, role: Role, session: Buffer, root: Buffer) {
    this.line = line
    this.role = role
    this.session = session
    this.#root = root
    this.key = keyForEachDirection(root, session, role)
  }

  /** The key of the other direction. */
  get theirKey(): Buffer {
    return keyForEachDirection(
      this.#root,
      this.session,
      this.role === 'initiator' ? 'responder' : 'initiator',
    )
  }

  /** Says a record. Its number counts as used, whatever stands in it. */
  say(kind: number, content: Uint8Array, bend: RecordBend = {}): void {
    this.line.say(this.frame(kind, content, bend))
  }

  text(text: string, bend: RecordBend = {}): void {
    this.say(RecordKind.TEXT, Buffer.from(text), bend)
  }

  close(bend: RecordBend = {}): void {
    this.say(RecordKind.CLOSE, uint(this.number, 8), bend)
  }

  /** @returns the frame of a record that is not said yet; its number counts as used. */
  frame(kind: number, content: Uint8Array, bend: RecordBend = {}): Buffer {
    const number = bend.number ?? this.number
    this.number += 1n
    const head = Buffer.concat([Buffer.of(kind), uint(bend.length ?? content.length, 2), content])
    const padded = Buffer.alloc(Math.ceil(head.length / BLOCK) * BLOCK)
    padded.set(head)
    const plaintext = bend.plaintext?.(padded) ?? padded
    const counter = uint(number, 8)
    const nonce = bend.nonce ?? Buffer.concat([Buffer.alloc(4), counter])
    const size = 8 + plaintext.length + aes256gcm.overhead
    const due = Buffer.concat([this.session, counter, Buffer.of(FrameType.RECORD), uint(size, 4)])
    const sealed = aes256gcm.seal(bend.key ?? this.key, nonce, bend.aad?.(due) ?? due, plaintext)
    const payload = Buffer.concat([counter, bend.sealed?.(sealed) ?? sealed])
    return encodeFrame(bend.type ?? FrameType.RECORD, bend.payload?.(payload) ?? payload)
  }

  /** @returns kind and content of the other side's next record, which is no rekey; null when none comes in time. */
  async hear(patience?: number): Promise<{ readonly kind: number; readonly content: Buffer } | null> {
    const frame = await this.line.next(patience)
    if (frame?.type !== FrameType.RECORD) return null
    const inside = this.#opened(frame.payload)
    return { kind: inside[0]!, content: inside.subarray(3, 3 + inside.readUInt16BE(1)) }
  }

  /** As initiator: begins a rekey, waits for the answer. @returns the key that follows; the old one stays in use. */
  async rekey(mix: (secret: Buffer, root: Buffer) => Buffer = both): Promise<Buffer> {
    const ephemeral = entropy.x25519()
    this.say(RecordKind.REKEY, keyShare(ephemeral))
    const answer = await this.line.next()
    if (!answer) throw new Error('nobody answers to REKEY')
    const inside = this.#opened(answer.payload)
    const secret = agree(ephemeral, inside.subarray(3, 35))
    this.#root = derive(mix(secret, this.#root), this.session, 'secure-p2p rekey 1')
    return keyForEachDirection(this.#root, this.session, this.role)
  }

  #opened(payload: Buffer): Buffer {
    const number = payload.subarray(0, 8)
    const nonce = Buffer.concat([Buffer.alloc(4), number])
    const aad = Buffer.concat([this.session, number, Buffer.of(FrameType.RECORD), uint(payload.length, 4)])
    return aes256gcm.open(this.theirKey, nonce, aad, payload.subarray(8))
  }
}

function both(secret: Buffer, root: Buffer): Buffer {
  return Buffer.concat([secret, root])
}

/**
 * The records of a session as one end has to write and to judge them (PROTOCOL.md sections 6 and 7): numbers, keys, nonces
 * and additional data are computed once more, through all rekeys, and so are the goodbyes' counts.
 */

import { t } from '../../peers/language/sentence'
import type { EndRole } from './claim'
import type { Departs, DueRefusal } from './departure'
import { RECORD, type WireFrame } from './frame-stream'
import type { Agreed, WrittenOnce } from './handshake'
import { u64, uint } from './layout'
import type { Opening } from './opening'
import { kdf, opened, openedWithoutTag, shareOf, TAG, x25519 } from './primitives'
import * as kinds from './record-content'
import { BadContent, paddingRule, type RecordContent, readContent } from './record-content'
import { otherRole, type SessionEnd } from './session-end'

/** Records, bytes of frames and milliseconds after which a key is renewed. */
export const RENEWAL = { records: 2 ** 20, bytes: 2 ** 30, age: 3_600_000 } as const

/** Milliseconds by which the lab may hear later of something than it happened, on a busy machine. */
const CLOCKS = 60_000

/** One direction: its key, and what that has protected. */
interface Way {
  readonly role: EndRole
  key: Buffer
  number: bigint
  /** How often its key was renewed. */
  rekeys: number
  records: number
  bytes: number
}

export class ChannelCheck {
  readonly #end: SessionEnd
  readonly #departs: Departs
  readonly #id: Buffer
  readonly #out: Way
  readonly #in: Way
  #root: Buffer
  /** Milliseconds since the keys are those that they are. */
  #keysSince: number
  /** The share of the other side's to which an answer is due, or the own one that waits for it. */
  #rekey: { share: Buffer; next: 'reply' | 'answer' | 'done out' | 'done in'; root?: Buffer } | null = null
  #isRekeyDue = false
  /** When something was said last, by whom ever. */
  #saidAt: number
  #saidGoodbye = false
  #heardGoodbye = false
  readonly written: WrittenOnce[] = []
  readonly openings: Opening[] = []

  constructor(end: SessionEnd, { id, root }: Agreed, now: number, departs: Departs) {
    this.#end = end
    this.#departs = departs
    this.#id = id
    this.#root = root
    this.#keysSince = now
    this.#saidAt = now
    this.#out = this.#way(end.opened.role)
    this.#in = this.#way(otherRole(end.opened.role))
  }

  get saidGoodbye(): boolean {
    return this.#saidGoodbye
  }

  get heardGoodbye(): boolean {
    return this.#heardGoodbye
  }

  /** Whether what comes next can only be judged when this end has answered. */
  get owesAnswer(): boolean {
    const next = this.#rekey?.next
    return (next === 'reply' || next === 'done out' || this.#isRekeyDue) && !this.#saidGoodbye
  }

  /** @param now milliseconds. @returns what this end wrote, null where it makes no sense. */
  write(frame: WireFrame, now: number): RecordContent | null {
    if (this.#saidGoodbye) this.#departs('7.2-1', t`it says something after its goodbye`)
    const content = this.#opened(frame)
    if (!content) return null
    this.#count(this.#out, frame)
    if (isSaid(content)) this.#saidAt = now
    if (this.#isRekeyDue && content.kind !== kinds.REKEY)
      this.#departs('7.1-5', t`it does not begin a rekey that is due`)
    this.#isRekeyDue = this.#mustRekey(content, now)
    switch (content.kind) {
      case kinds.CLOSE:
        this.#saidGoodbye = true
        // The goodbye itself is not among the records before it.
        if (content.count !== this.#out.number - 1n)
          this.#departs(
            '6-8',
            t`its goodbye counts ${String(content.count)} records, and it sent ${String(this.#out.number - 1n)}`,
          )
        break
      case kinds.REKEY:
        this.#begin(content.share, now)
        break
      case kinds.REKEY_REPLY:
        this.#answer(content.share, now)
        break
      case kinds.REKEY_DONE:
        if (this.#rekey?.next !== 'done out') this.#departs('7.1-14', t`it says REKEY_DONE where none is due`)
        else this.#renew(this.#out, this.#rekey.root ?? this.#root, now)
        this.#rekey = null
        break
      default:
    }
    return content
  }

  /** @returns what came to this end, or why it must refuse it. */
  read(frame: WireFrame, now: number): { refused: DueRefusal } | { content: RecordContent } {
    const { payload } = frame
    if (frame.type !== RECORD) return refused('4-10', ['UNEXPECTED_FRAME'], t`a frame of type ${frame.type}`)
    if (payload.length < 8) return refused('2-3', ['MALFORMED'], t`a record without a number`)
    const number = payload.readBigUInt64BE()
    if (number !== this.#in.number)
      return refused(
        '6-16',
        ['OUT_OF_ORDER'],
        t`the record ${String(number)} where ${String(this.#in.number)} is next`,
      )
    const plaintext = this.#open(this.#in, number, frame)
    if (!plaintext)
      return refused('6-17', ['BAD_RECORD'], t`the record ${String(number)}, which does not open`)
    let content: RecordContent
    try {
      content = readContent(plaintext)
    } catch (error) {
      if (!(error instanceof BadContent)) throw error
      return refused(error.rule, [error.code], t`the record ${String(number)}, whose content is none`)
    }
    const before = this.#in.number
    this.#count(this.#in, frame)
    if (isSaid(content)) this.#saidAt = now
    const why = this.#take(content, before, now)
    this.#isRekeyDue ||= this.#mustRekey(content, now)
    return why ? { refused: why } : { content }
  }

  #take(content: RecordContent, before: bigint, now: number): DueRefusal | null {
    switch (content.kind) {
      case kinds.CLOSE:
        if (content.count !== before)
          return {
            rule: '7.2-5',
            codes: ['BAD_COUNT'],
            why: t`a goodbye that counts ${String(content.count)} records where ${String(before)} came`,
          }
        this.#heardGoodbye = true
        return null
      case kinds.REKEY: {
        if (this.#role === 'initiator') return unexpected('7.1-13', 'REKEY')
        if (this.#rekey) return unexpected('7.1-15', 'REKEY')
        if (!isUsable(content.share)) return unusable()
        this.#rekey = { share: content.share, next: 'reply' }
        return null
      }
      case kinds.REKEY_REPLY: {
        if (this.#role !== 'initiator' || this.#rekey?.next !== 'answer')
          return unexpected('7.1-14', 'REKEY_REPLY')
        const root = this.#nextRoot(this.#rekey.share, content.share)
        if (!root) return unusable()
        this.#rekey = { share: content.share, next: 'done out', root }
        this.#renew(this.#in, root, now)
        return null
      }
      case kinds.REKEY_DONE:
        if (this.#rekey?.next !== 'done in') return unexpected('7.1-14', 'REKEY_DONE')
        this.#renew(this.#in, this.#rekey.root ?? this.#root, now)
        this.#rekey = null
        return null
      default:
        return null
    }
  }

  get #role(): EndRole {
    return this.#end.opened.role
  }

  #way(role: EndRole): Way {
    return { role, key: this.#trafficKey(this.#root, role), number: 0n, rekeys: 0, records: 0, bytes: 0 }
  }

  #trafficKey(root: Buffer, role: EndRole): Buffer {
    return kdf(root, this.#id, `secure-p2p traffic 1 ${role}`)
  }

  #aad(number: bigint, payload: Buffer): Buffer {
    return Buffer.concat([this.#id, u64(number), uint(8, RECORD), uint(32, payload.length)])
  }

  /** @returns what is inside, null where the tag is not that of this key, place and length. */
  #open(
    { role: sender, key, rekeys }: Way,
    number: bigint,
    { payload, bytes: frame }: WireFrame,
  ): Buffer | null {
    const nonce = nonceOf(number)
    const aad = this.#aad(number, payload)
    const inside = opened(key, nonce, aad, payload.subarray(8))
    if (inside) this.openings.push({ frame, inside, key, nonce, aad, sender, rekeys })
    return inside
  }

  /** Opens what this end wrote. Its tag may be wrong while the key is right: then it is the AAD that is another one. */
  #opened(frame: WireFrame): RecordContent | null {
    const { type, payload } = frame
    if (type !== RECORD || payload.length < 8 + TAG) {
      this.#departs('6-1', t`it writes a frame of type ${type} that is no record`)
      return null
    }
    const number = payload.readBigUInt64BE()
    if (number !== this.#out.number) {
      this.#departs('6-1', t`it numbers a record ${String(number)} where ${String(this.#out.number)} is next`)
      this.#out.number = number
    }
    const whole = this.#open(this.#out, number, frame)
    const plaintext = whole ?? openedWithoutTag(this.#out.key, nonceOf(number), payload.subarray(8))
    const padded = paddingRule(plaintext)
    try {
      const content = readContent(plaintext)
      if (whole && padded)
        this.#departs(
          padded,
          t`a record of it has ${plaintext.length} bytes, not zeros up to the next multiple of 256`,
        )
      if (!whole && !padded)
        this.#departs('6-5', t`the tag of a record of it is not that of the AAD that section 6 says`)
      if (whole || !padded) return content
    } catch (error) {
      if (!(error instanceof BadContent)) throw error
      if (whole) {
        this.#departs(error.rule, t`a record of it has no content that the protocol knows`)
        return null
      }
    }
    this.#departs('6-2', t`a record of it does not open with the key and nonce of section 6`)
    return null
  }

  #count(way: Way, { bytes }: WireFrame): void {
    way.number += 1n
    way.records += 1
    way.bytes += bytes.length
  }

  /** Whether the next that this end writes has to be REKEY, after this record. */
  #mustRekey(content: RecordContent, now: number): boolean {
    if (this.#role !== 'initiator' || this.#rekey || !isSaid(content)) return false
    const isUsed = [this.#in, this.#out].some(
      ({ records, bytes }) => records >= RENEWAL.records || bytes >= RENEWAL.bytes,
    )
    return isUsed || now - this.#keysSince >= RENEWAL.age + CLOCKS
  }

  #begin(share: Buffer, now: number): void {
    if (this.#role !== 'initiator' || this.#rekey)
      this.#departs('7.1-13', t`it begins a rekey that is not its to begin`)
    // The record that begins it is counted already.
    const isDue =
      this.#in.records >= RENEWAL.records ||
      this.#in.bytes >= RENEWAL.bytes ||
      this.#out.records > RENEWAL.records ||
      this.#out.bytes > RENEWAL.bytes
    if (!isDue && now - this.#keysSince < RENEWAL.age - CLOCKS)
      this.#departs('7.1-5', t`it begins a rekey before one is due`)
    else if (!isDue && this.#saidAt - this.#keysSince < RENEWAL.age - CLOCKS)
      this.#departs('7.1-6', t`it begins a rekey, and nothing was said since the keys are too old`)
    this.#ownShare('6-9', share)
    this.#rekey = { share, next: 'answer' }
  }

  #answer(share: Buffer, now: number): void {
    this.#ownShare('6-10', share)
    if (this.#rekey?.next !== 'reply') {
      this.#departs('7.1-14', t`it answers a rekey that nobody began`)
      return
    }
    const root = this.#nextRoot(share, this.#rekey.share)
    if (!root) return
    this.#rekey = { share, next: 'done in', root }
    this.#renew(this.#out, root, now)
  }

  #ownShare(rule: string, share: Buffer): void {
    this.written.push({ what: 'share', bytes: share })
    if (!this.#privateKey(share))
      this.#departs(rule, t`its share is not that of a key which it drew for this session`)
  }

  #privateKey(share: Buffer): Buffer | undefined {
    return this.#end.drawn.x25519.find((key) => shareOf(key).equals(share))
  }

  #nextRoot(own: Buffer, other: Buffer): Buffer | null {
    const key = this.#privateKey(own)
    const dh = key ? x25519(key, other) : null
    return dh && kdf(Buffer.concat([dh, this.#root]), this.#id, 'secure-p2p rekey 1')
  }

  #renew(way: Way, root: Buffer, now: number): void {
    Object.assign(way, {
      key: this.#trafficKey(root, way.role),
      rekeys: way.rekeys + 1,
      records: 0,
      bytes: 0,
    })
    if (way.role === 'responder') this.#keysSince = now
    // Both directions have changed when the initiator's has.
    if (way.role === 'initiator') this.#root = root
  }
}

/** Whether it is one of those with which age and use of the keys are looked at. */
function isSaid({ kind }: RecordContent): boolean {
  return kind === kinds.TEXT || kind === kinds.DATA || kind === kinds.BUNDLE
}

function nonceOf(number: bigint): Buffer {
  return Buffer.concat([Buffer.alloc(4), u64(number)])
}

function isUsable(share: Buffer): boolean {
  return x25519(Buffer.alloc(32, 1), share) !== null
}

function refused(rule: string, codes: readonly string[], why: DueRefusal['why']): { refused: DueRefusal } {
  return { refused: { rule, codes, why } }
}

function unexpected(rule: string, kind: string): DueRefusal {
  return { rule, codes: ['UNEXPECTED_FRAME'], why: t`a ${kind} that nobody waits for` }
}

function unusable(): DueRefusal {
  return { rule: '7.1-12', codes: ['BAD_KEY_SHARE'], why: t`a share of low order` }
}

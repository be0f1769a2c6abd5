/**
 * Mallory as a friend who talks under her own name and keys: the handshake and the channel of the profile itself, run from
 * her side, so that she can make each frame right, and bent in one place, so that she can make it wrong.
 */

import { Channel } from '../../peers/protocol/channel'
import type { Entropy, Role, Setup } from '../../peers/protocol/conversation'
import type { Defences, Established, HandshakeScript, RecordCipher } from '../../peers/protocol/defences'
import { encodeFrame, type Frame, FrameType, HEADER_BYTES } from '../../peers/protocol/frames'
import { hardenedDefences } from '../../peers/protocol/hardened'
import type { PrivateIdentity } from '../../peers/protocol/identity'
import type { Suite } from '../../peers/protocol/suites'
import {
  choosingOld,
  type Edit,
  flipped,
  inMac,
  inSignature,
  miscounted,
  OLD,
  oneMore,
  onlyOld,
  payloadOf,
  readingKey,
  readingName,
  shareInHello,
  shareInReply,
  standIn,
  tooLong,
  zeroShareAt,
} from './bends'
import { HOUR_MS, type SaidInput } from './inputs'

/** What is other than right in a run of the handshake. */
interface Bent {
  readonly name?: string
  readonly identity?: PrivateIdentity
  readonly calls?: string
  readonly suites?: readonly Suite[]
  /** Changes what she seals first, before she does. */
  readonly seals?: Edit
  /** Changes what she has opened, before she reads it. */
  readonly opened?: Edit
  /** Changes what she has heard first. */
  readonly heard?: Edit
  /** Changes the frame, once it is made: on the way. */
  readonly way?: Edit
}

export interface FriendSetup {
  /** Hers: the other one of the side that is learned. */
  readonly role: Role
  readonly defences: Defences
  readonly own: PrivateIdentity
  /** Keys that nobody expects of her. */
  readonly otherOwn: PrivateIdentity
  /** Who she talks to, and a friend of both. */
  readonly talksTo: string
  readonly another: string
  /** The same from the beginning each time that it is asked for: a run that is begun anew says the same HELLO. */
  readonly entropy: () => Entropy
}

const asFrame = (bytes: Buffer): Frame => ({ type: bytes[4]!, payload: payloadOf(bytes), bytes })
const numberOf = (record: Buffer) => record.readBigUInt64BE(HEADER_BYTES)

export class BentFriend {
  readonly #setup: FriendSetup
  readonly #otherKey: Uint8Array
  /** The first frame of the other side: HELLO or REPLY. */
  #first: Buffer | null = null
  /** What the other side has written, by type, to be sent back. */
  readonly #heard = new Map<number, Buffer>()
  #saidOld = false
  #script: HandshakeScript | null = null
  /** What a script has come to, until its last frame is said. */
  #established: Established | null = null
  #channel: Channel | null = null
  #late = false
  /** How the last CONFIRM was sealed, so that it can be sealed again with something else inside. */
  #sealAgain: ((edit: Edit) => Buffer) | null = null
  #frames = { sent: 0, received: 0 }
  #root: Uint8Array = Buffer.alloc(0)
  #session: Buffer = Buffer.alloc(0)
  #kind = 0
  /** Changes what she seals next in a session. */
  #edit: Edit | null = null

  constructor(setup: FriendSetup, otherKey: Uint8Array) {
    this.#setup = setup
    this.#otherKey = otherKey
  }

  /** Takes a frame of the other side. @returns what she answers by herself, and the kind of a record. */
  hear(bytes: Buffer): { readonly answers: readonly Buffer[]; readonly kind: number } {
    this.#heard.set(bytes[4]!, bytes)
    this.#kind = 0
    const answers = [...this.#take(asFrame(bytes))]
    return { answers, kind: this.#kind }
  }

  /** @returns the bytes; where she cannot make them as they should be, some of the same type. */
  say(what: SaidInput): Buffer {
    const bytes = this.#made(what) ?? standIn(what)
    if (!this.#channel) this.#frames.sent += 1
    if (what.startsWith('CONFIRM') && this.#established) this.#begin()
    return bytes
  }

  #take(frame: Frame): readonly Buffer[] {
    const { role } = this.#setup
    try {
      if (frame.type === FrameType.RECORD) return this.#channel?.open(frame).write ?? []
      if (!this.#channel) this.#frames.received += 1
      if (frame.type === (role === 'initiator' ? FrameType.REPLY : FrameType.HELLO)) this.#first = frame.bytes
      else if (frame.type === (role === 'initiator' ? FrameType.CONFIRM : FrameType.PROOF))
        this.#resume(frame)
    } catch {
      // She makes nothing of it.
    }
    return []
  }

  #resume(frame: Frame): void {
    const step = this.#script?.next(frame)
    if (!step?.done) return
    this.#established = step.value
    if (!step.value.last) this.#begin()
  }

  #begin(): void {
    const { role, defences, entropy } = this.#setup
    const { session, root } = this.#established!
    const { firstNumber } = defences.earlyFrames
    const { sent, received } = this.#frames
    this.#session = session
    this.#channel = new Channel({
      role,
      session,
      root,
      first: { sending: firstNumber(sent), receiving: firstNumber(received) },
      defences: this.#channelDefences(),
      entropy: entropy(),
      now: () => (this.#late ? HOUR_MS : 0),
    })
  }

  #made(what: SaidInput): Buffer | null {
    const { another, otherOwn, defences } = this.#setup
    const old = defences.suites.filter(({ id }) => id === OLD)
    switch (what) {
      case 'HELLO':
        return this.#hello(false)
      case 'HELLO of an older suite':
        return onlyOld(this.#hello(old.length > 0))
      case 'HELLO changed on the way':
        return oneMore(this.#hello(false))
      case 'HELLO without a share':
        return zeroShareAt(shareInHello)(this.#hello(false))
      case 'PROOF':
        return this.#answer({})
      case 'PROOF in somebody’s name':
        return this.#answer({ name: another })
      case 'PROOF of a stranger':
        return this.#answer({ name: 'eve' })
      case 'PROOF meant for somebody else':
        return this.#answer({ calls: another, opened: readingName(another) })
      case 'PROOF signed wrongly':
      case 'REPLY signed wrongly':
        return this.#answer({ seals: inSignature })
      case 'PROOF with a wrong MAC':
      case 'REPLY with a wrong MAC':
        return this.#answer({ seals: inMac })
      case 'PROOF with a wrong secret':
        return this.#answer({ opened: readingKey(this.#otherKey) })
      case 'PROOF changed on the way':
      case 'REPLY changed on the way':
        return this.#answer({ way: flipped(1) })
      case 'REPLY':
        return this.#answer({})
      case 'REPLY of an older suite':
        return this.#answer({ ...(old.length > 0 && { suites: old }), way: choosingOld })
      case 'REPLY to another HELLO':
        return this.#answer({ heard: oneMore })
      case 'REPLY without a share':
        return this.#answer({ way: zeroShareAt(shareInReply) })
      case 'REPLY of another name':
        return this.#answer({ name: another })
      case 'REPLY with another key':
        return this.#answer({ identity: otherOwn })
      case 'CONFIRM':
        return this.#established?.last ?? null
      case 'CONFIRM with a wrong secret':
        return this.#confirm(inSignature)
      case 'CONFIRM of another session':
        return this.#confirm(inMac)
      case 'CONFIRM changed on the way': {
        const last = this.#established?.last
        return last ? flipped(1)(last) : null
      }
      case 'its own HELLO':
        return this.#heard.get(FrameType.HELLO) ?? null
      case 'its own REPLY':
        return this.#heard.get(FrameType.REPLY) ?? null
      case 'its own PROOF':
        return this.#heard.get(FrameType.PROOF) ?? null
      case 'its own CONFIRM':
        return this.#heard.get(FrameType.CONFIRM) ?? null
      default:
        return this.#channel ? this.#record(this.#channel, what) : null
    }
  }

  #record(channel: Channel, what: SaidInput): Buffer | null {
    const text = () => Buffer.concat(channel.text(TEXT))
    switch (what) {
      case 'TEXT':
        return text()
      case 'TEXT changed on the way': {
        const changed = text()
        changed[HEADER_BYTES + 8 + 3]! ^= 1
        return changed
      }
      case 'TEXT twice': {
        const once = text()
        // The place of the second is taken by the first.
        text()
        return Buffer.concat([once, once])
      }
      case 'TEXT after a lost one':
        text()
        return text()
      case 'TEXT under the other direction’s key':
        return this.#wrongWay(numberOf(text()))
      case 'TEXT and REKEY': {
        this.#late = true
        const both = text()
        this.#late = false
        return both
      }
      case 'DATA':
        return Buffer.concat(channel.data(Buffer.from('data')))
      case 'CLOSE':
        return channel.goodbye()
      case 'CLOSE with a wrong count':
        this.#edit = miscounted
        try {
          return channel.goodbye()
        } finally {
          this.#edit = null
        }
      case 'a frame too long':
        return tooLong(FrameType.RECORD)
      default:
        return null
    }
  }

  #wrongWay(number: bigint): Buffer {
    const { role, defences, entropy } = this.#setup
    const channel = new Channel({
      role: role === 'initiator' ? 'responder' : 'initiator',
      session: this.#session,
      root: Buffer.from(this.#root),
      first: { sending: number, receiving: 0n },
      defences,
      entropy: entropy(),
      now: () => 0,
    })
    return Buffer.concat(channel.text(TEXT))
  }

  #hello(old: boolean): Buffer {
    this.#saidOld = old
    return this.#begun({}).said!
  }

  /** @returns REPLY or PROOF, made anew from what was heard; null if nothing was. */
  #answer(bent: Bent): Buffer | null {
    if (!this.#first) return null
    const { script, said } = this.#begun(bent)
    const heard = bent.heard ? bent.heard(this.#first) : this.#first
    try {
      if (this.#setup.role === 'initiator' && !said) return null
      const step = script.next(asFrame(heard))
      this.#script = script
      this.#established = null
      if (!step.done) return bent.way && step.value ? bent.way(step.value) : step.value
      // This handshake ends with what she says now.
      this.#established = step.value
      const { last } = step.value
      this.#frames.sent += 1
      this.#begin()
      return bent.way && last ? bent.way(last) : last
    } catch {
      return null
    }
  }

  #confirm(edit: Edit): Buffer | null {
    return this.#established?.last && this.#sealAgain
      ? encodeFrame(FrameType.CONFIRM, this.#sealAgain(edit))
      : null
  }

  #begun(bent: Bent): { readonly script: HandshakeScript; readonly said: Buffer | null } {
    const { role, own, talksTo, entropy, defences } = this.#setup
    const setup: Setup = {
      role,
      self: { name: bent.name ?? 'mallory', identity: bent.identity ?? own },
      calls: bent.calls ?? talksTo,
      expected: () => undefined,
      entropy: entropy(),
      now: () => 0,
    }
    const old = this.#saidOld ? defences.suites.filter(({ id }) => id === OLD) : undefined
    const hers: Defences = {
      ...defences,
      ...believing,
      suites: bent.suites ?? old ?? defences.suites,
      handshakeCipher: this.#handshakeCipher(bent),
    }
    const { handshake } = defences
    const script = role === 'initiator' ? handshake.initiate(setup, hers) : handshake.respond(setup, hers)
    const step = script.next()
    return { script, said: step.done ? null : step.value }
  }

  #handshakeCipher({ seals, opened }: Bent): RecordCipher {
    const cipher = this.#setup.defences.handshakeCipher
    let edit = seals
    return {
      ...cipher,
      seal: (key, nonce, aad, inside) => {
        this.#sealAgain = (edit) => cipher.seal(key, nonce, aad, edit(Buffer.from(inside)))
        const sealed = cipher.seal(key, nonce, aad, edit ? edit(Buffer.from(inside)) : inside)
        edit = undefined
        return sealed
      },
      open: (key, nonce, aad, sealed) => {
        const inside = cipher.open(key, nonce, aad, sealed)
        return opened ? opened(inside) : inside
      },
    }
  }

  /** She keeps to the limits of keys, looks at each record's kind, and may change what she seals. */
  #channelDefences(): Defences {
    const { defences } = this.#setup
    const { recordCipher: cipher } = defences
    return {
      ...defences,
      ...believing,
      keyLimits: hardenedDefences.keyLimits,
      trafficKey: (root, session, sender) => {
        this.#root = root
        return defences.trafficKey(root, session, sender)
      },
      recordCipher: {
        ...cipher,
        sealAfter: (head, key, nonce, aad, inside) =>
          cipher.sealAfter(head, key, nonce, aad, this.#edit ? this.#edit(Buffer.from(inside)) : inside),
        open: (key, nonce, aad, sealed) => {
          const inside = cipher.open(key, nonce, aad, sealed)
          this.#kind = inside[0] ?? 0
          return inside
        },
      },
    }
  }
}

export const TEXT = 'It was Mallory who said this.'

/** She minds nothing. */
const believing = {
  floor: 0,
  checkIdentity: () => {},
  checkSignature: () => {},
  checkConfirmation: () => {},
  checkSequence: () => {},
  checkCount: () => {},
} satisfies Partial<Defences>

/**
 * The secure protocol a second time, for tests: the handshake, written from PROTOCOL.md.
 *
 * It is also what an attacker would write: each named piece of what a side says can be changed on its way out.
 */

import * as crypto from 'node:crypto'
import {
  claimBytes,
  frame,
  fresh,
  gcmOpen,
  gcmSeal,
  hkdf,
  hmac,
  importSpki,
  insist,
  lengthPrefixed,
  oaep,
  oaepWrap,
  Parts,
  payloadOf,
  pss,
  pssSign,
  sha256,
  shareOf,
  spki,
  x25519,
} from './bytes-testing'
import { ReferenceChannel } from './channel-testing'

/** Somebody with a name and both private keys. */
export interface Party {
  readonly name: string
  readonly identity: { readonly signing: crypto.KeyObject; readonly wrapping: crypto.KeyObject }
}

/** What can be changed: the bytes of one piece, before anything is computed from them. */
export type Piece =
  | 'suites'
  | 'suite'
  | 'share'
  | 'claim'
  | 'called'
  | 'secret'
  | 'wrapped'
  /** What is signed, and what goes into the MAC: the same bytes, changed apart. */
  | 'signed'
  | 'maced'
  | 'signature'
  | 'mac'
  /** The whole plaintext of the message. */
  | 'body'

export type Changes = Partial<Record<Piece, (honest: Buffer) => Buffer>>

const handshakeNonce = (number: number) => Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number])

/** What is signed and put into the MAC. */
function statement(role: string, names: string[], transcript: Buffer): Buffer {
  const parts = [lengthPrefixed(`secure-p2p handshake 1 ${role}`), Buffer.of(names.length)]
  return Buffer.concat([...parts, ...names.map((name) => lengthPrefixed(name)), transcript])
}

function readClaim(parts: Parts): Claim {
  return { name: parts.prefixed().toString(), signing: parts.prefixed(), wrapping: parts.prefixed() }
}

export interface Claim {
  readonly name: string
  readonly signing: Buffer
  readonly wrapping: Buffer
}

/** One side's state that both roles have. */
abstract class Side {
  readonly ephemeral = fresh()
  protected transcript: Buffer[] = []
  protected dh: Buffer = Buffer.alloc(0)
  protected opening: Buffer = Buffer.alloc(0)
  /** What the other side said of itself, its signature, and the secret that it wrapped, encrypted and not. */
  peer: Claim = { name: '', signing: Buffer.alloc(0), wrapping: Buffer.alloc(0) }
  peerSignature: Buffer = Buffer.alloc(0)
  peerWrapped: Buffer = Buffer.alloc(0)
  readonly ownSecret: Buffer = crypto.randomBytes(32)

  constructor(
    readonly self: Party,
    protected changes: Changes = {},
  ) {}

  protected changed(piece: Piece, honest: Buffer): Buffer {
    return this.changes[piece]?.(honest) ?? honest
  }

  protected key(label: string): Buffer {
    return hkdf(this.dh, this.opening, `secure-p2p handshake 1 ${label}`)
  }

  protected claim(): Buffer {
    const { signing, wrapping } = this.self.identity
    return this.changed('claim', claimBytes(this.self.name, spki(signing), spki(wrapping)))
  }

  /** Signature and MAC over one statement. */
  protected proofs(macKey: Buffer, honest: Buffer): Buffer {
    const signature = pssSign(this.self.identity.signing, this.changed('signed', honest))
    const mac = hmac(macKey, this.changed('maced', honest))
    return Buffer.concat([this.changed('signature', signature), this.changed('mac', mac)])
  }

  protected verify(macKey: Buffer, signed: Buffer, signature: Buffer, mac: Buffer): void {
    const key = { key: importSpki(this.peer.signing), ...pss }
    insist(crypto.verify('sha256', signed, key, signature), 'signature')
    insist(hmac(macKey, signed).equals(mac), 'mac')
  }

  /** A fresh secret for the other side. */
  protected wrapSecret(): Buffer {
    const secret = this.changed('secret', this.ownSecret)
    return this.changed('wrapped', oaepWrap(importSpki(this.peer.wrapping), secret))
  }

  /** The other side's secret; a side without the right key goes on with a guess, as an attacker would. */
  protected unwrapSecret(wrapped: Buffer): Buffer {
    try {
      return crypto.privateDecrypt({ key: this.self.identity.wrapping, ...oaep }, wrapped)
    } catch {
      return Buffer.alloc(32)
    }
  }

  protected sessionKeys(fromInitiator: Buffer, fromResponder: Buffer, wrapped: Buffer) {
    const secret = Buffer.concat([this.dh, fromInitiator, fromResponder])
    const transcript = sha256(sha256(...this.transcript), wrapped)
    const key = (label: string) => hkdf(secret, transcript, `secure-p2p session 1 ${label}`)
    return { id: key('id'), root: key('root'), confirmation: key('confirmation') }
  }
}

export class ReferenceInitiator extends Side {
  constructor(
    self: Party,
    private readonly calls: string,
    changes: Changes = {},
  ) {
    super(self, changes)
  }

  hello(): Buffer {
    const suites = this.changed('suites', Buffer.from('010101', 'hex'))
    const share = this.changed('share', shareOf(this.ephemeral))
    const hello = frame(1, this.changed('body', Buffer.concat([suites, share])))
    this.transcript.push(hello)
    return hello
  }

  /** @param changes to this message; those to the HELLO are over. */
  proof(reply: Buffer, changes: Changes = {}): Buffer {
    this.changes = changes
    const parts = new Parts(payloadOf(reply, 2))
    const suite = parts.take(2)
    const share = parts.take(32)
    insist(suite.equals(Buffer.from('0101', 'hex')), 'suite')
    const sealed = parts.prefixed()
    parts.end()
    this.dh = x25519(this.ephemeral, share)
    this.opening = sha256(...this.transcript, suite, share)
    const inside = new Parts(gcmOpen(this.key('responder key'), handshakeNonce(0), this.opening, sealed))
    this.peer = readClaim(inside)
    this.peerSignature = inside.take(256)
    const mac = inside.take(32)
    inside.end()
    const claim = claimBytes(this.peer.name, this.peer.signing, this.peer.wrapping)
    const theirs = statement('responder', [this.peer.name], sha256(this.opening, claim))
    this.verify(this.key('responder mac'), theirs, this.peerSignature, mac)
    this.transcript.push(reply)

    const called = this.changed('called', lengthPrefixed(this.calls))
    const body = Buffer.concat([this.claim(), called, this.wrapSecret()])
    const afterReply = sha256(...this.transcript)
    const signed = statement('initiator', [this.self.name, this.calls], sha256(afterReply, body))
    const plaintext = Buffer.concat([body, this.proofs(this.key('initiator mac'), signed)])
    const key = this.key('initiator key')
    const proof = frame(3, gcmSeal(key, handshakeNonce(0), afterReply, this.changed('body', plaintext)))
    this.transcript.push(proof)
    return proof
  }

  finish(confirm: Buffer): ReferenceChannel {
    const afterProof = sha256(...this.transcript)
    const key = this.key('responder key')
    const inside = new Parts(gcmOpen(key, handshakeNonce(1), afterProof, payloadOf(confirm, 4)))
    this.peerWrapped = inside.take(256)
    const confirmation = inside.take(32)
    inside.end()
    const fromResponder = this.unwrapSecret(this.peerWrapped)
    const keys = this.sessionKeys(this.ownSecret, fromResponder, this.peerWrapped)
    const confirmed = statement('responder', [this.self.name, this.calls], keys.id)
    insist(hmac(keys.confirmation, confirmed).equals(confirmation), 'confirmation')
    return new ReferenceChannel('initiator', keys.id, keys.root)
  }
}

export class ReferenceResponder extends Side {
  reply(hello: Buffer): Buffer {
    this.transcript.push(hello)
    const parts = new Parts(payloadOf(hello, 1))
    const offered = parts.take(2 * parts.take(1)[0]!)
    insist(offered.equals(Buffer.from('0101', 'hex')), 'suites')
    const share = parts.take(32)
    parts.end()
    this.dh = x25519(this.ephemeral, share)
    const suite = this.changed('suite', Buffer.from('0101', 'hex'))
    const ownShare = this.changed('share', shareOf(this.ephemeral))
    this.opening = sha256(hello, suite, ownShare)
    const claim = this.claim()
    const signed = statement('responder', [this.self.name], sha256(this.opening, claim))
    const inside = Buffer.concat([claim, this.proofs(this.key('responder mac'), signed)])
    const key = this.key('responder key')
    const sealed = gcmSeal(key, handshakeNonce(0), this.opening, this.changed('body', inside))
    const reply = frame(2, Buffer.concat([suite, ownShare, lengthPrefixed(sealed)]))
    this.transcript.push(reply)
    return reply
  }

  /** @param changes to this message; those to the REPLY are over. */
  confirm(proof: Buffer, changes: Changes = {}): { frame: Buffer; channel: ReferenceChannel } {
    this.changes = changes
    const afterReply = sha256(...this.transcript)
    const key = this.key('initiator key')
    const inside = new Parts(gcmOpen(key, handshakeNonce(0), afterReply, payloadOf(proof, 3)))
    this.peer = readClaim(inside)
    const called = inside.prefixed().toString()
    insist(called === this.self.name, 'called')
    this.peerWrapped = inside.take(256)
    this.peerSignature = inside.take(256)
    const mac = inside.take(32)
    inside.end()
    const claim = claimBytes(this.peer.name, this.peer.signing, this.peer.wrapping)
    const body = Buffer.concat([claim, lengthPrefixed(called), this.peerWrapped])
    const theirs = statement('initiator', [this.peer.name, called], sha256(afterReply, body))
    this.verify(this.key('initiator mac'), theirs, this.peerSignature, mac)
    this.transcript.push(proof)

    const fromInitiator = this.unwrapSecret(this.peerWrapped)
    const wrapped = this.wrapSecret()
    const keys = this.sessionKeys(fromInitiator, this.ownSecret, wrapped)
    const confirmed = this.changed('maced', statement('responder', [this.peer.name, called], keys.id))
    const mac2 = this.changed('mac', hmac(keys.confirmation, confirmed))
    const plaintext = this.changed('body', Buffer.concat([wrapped, mac2]))
    const afterProof = sha256(...this.transcript)
    const sealed = gcmSeal(this.key('responder key'), handshakeNonce(1), afterProof, plaintext)
    const channel = new ReferenceChannel('responder', keys.id, keys.root)
    return { frame: frame(4, sealed), channel }
  }
}

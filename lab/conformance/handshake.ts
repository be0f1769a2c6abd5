/**
 * The handshake as one end has to hold it (PROTOCOL.md section 5): what it writes is computed once more, and what it reads
 * is judged as it has to judge it.
 */

import { t } from '../../peers/language/sentence'
import { type EndRole, readClaim, type ShownClaim, statement } from './claim'
import type { Departs, DueRefusal } from './departure'
import { CONFIRM, HELLO, PROOF, REPLY, type WireFrame } from './frame-stream'
import type { Knowledge } from './knowledge'
import { field, Misfit, StructureReader, textOf, uint } from './layout'
import type { Opening } from './opening'
import { HASH, hash, isSigned, kdf, mac, opened, RSA, shareOf, unwrapped, x25519 } from './primitives'
import type { SessionEnd } from './session-end'

const SUITE = 0x0101
const ZERO = Buffer.alloc(12)
const ONE = Buffer.concat([Buffer.alloc(8), uint(32, 1)])

/** Who writes the frame that comes next; `done` when there is none. */
const turns = {
  [HELLO]: 'initiator',
  [REPLY]: 'responder',
  [PROOF]: 'initiator',
  [CONFIRM]: 'responder',
} as const
type Turn = keyof typeof turns

/** What a session starts from. */
export interface Agreed {
  readonly id: Buffer
  readonly root: Buffer
}

/** What an end wrote that must never come twice, and with which keys it can be looked into. */
export interface WrittenOnce {
  readonly what: 'share' | 'wrapped' | 'signature' | 'session'
  readonly bytes: Buffer
  /** Of a signature, the key that it is checked with; of a wrapped secret, the key that unwraps it, if it is known. */
  readonly key?: Buffer
}

export class HandshakeCheck {
  readonly #end: SessionEnd
  readonly #knowledge: Knowledge
  readonly #departs: Departs
  readonly #role: EndRole
  #next: Turn | null = HELLO
  #frames: Buffer[] = []
  #offered: number[] = []
  #shares: { a: Buffer; b: Buffer } = { a: Buffer.alloc(0), b: Buffer.alloc(0) }
  #opening: Buffer = Buffer.alloc(0)
  #dh: Buffer = Buffer.alloc(0)
  #called = ''
  #secretsA: Buffer[] = []
  #claims: { initiator?: ShownClaim; responder?: ShownClaim } = {}
  agreed: Agreed | null = null
  /** Whether nothing more can be computed: what was written makes no sense. */
  isLost = false
  readonly written: WrittenOnce[] = []
  readonly openings: Opening[] = []

  constructor(end: SessionEnd, knowledge: Knowledge, departs: Departs) {
    this.#end = end
    this.#knowledge = knowledge
    this.#departs = departs
    this.#role = end.opened.role
  }

  get isDone(): boolean {
    return this.#next === null
  }

  /** The share that this side showed, once it did. */
  shareShown(role: EndRole): Buffer {
    return role === 'initiator' ? this.#shares.a : this.#shares.b
  }

  /** Whether this end is the one to write. */
  get isOwnTurn(): boolean {
    return this.#next !== null && turns[this.#next] === this.#role
  }

  /** The one whom the other side says to be, once it did. */
  get peer(): ShownClaim | undefined {
    return this.#role === 'initiator' ? this.#claims.responder : this.#claims.initiator
  }

  /** Who showed themselves so far. */
  get claims(): Readonly<Partial<Record<EndRole, ShownClaim>>> {
    return this.#claims
  }

  /** What this end wrote. */
  write(frame: WireFrame): void {
    const turn = this.#next
    if (turn === null || turns[turn] !== this.#role || frame.type !== turn) {
      this.#lose('5-2', t`it writes a frame of type ${frame.type} where none is due`)
      return
    }
    try {
      this.#writers[turn](frame)
    } catch (error) {
      if (!(error instanceof Misfit)) throw error
      this.#lose('2-3', t`it writes a frame of type ${frame.type} that is not laid out as the protocol says`)
    }
    this.#advance(frame)
  }

  /** What came to this end. @returns why it has to refuse it. */
  read(frame: WireFrame): DueRefusal | null {
    const turn = this.#next
    if (turn === null || frame.type !== turn)
      return { rule: '4-10', codes: ['UNEXPECTED_FRAME'], why: t`a frame of type ${frame.type}` }
    try {
      const refused = this.#readers[turn](frame)
      if (!refused) this.#advance(frame)
      return refused
    } catch (error) {
      if (!(error instanceof Misfit)) throw error
      // A name that is none: the specification does not say which of the three it is.
      const codes = error.code === 'MALFORMED' ? ['MALFORMED', 'BAD_IDENTITY', 'BAD_TEXT'] : [error.code]
      return {
        rule: misfitRule[error.code],
        codes,
        why: t`a frame of type ${frame.type} that does not parse`,
      }
    }
  }

  readonly #writers: Record<Turn, (frame: WireFrame) => void> = {
    [HELLO]: (frame) => {
      this.#takeHello(frame)
      if (this.#offered.length !== 1 || this.#offered[0] !== SUITE)
        this.#departs('5.2-2', t`it offers other suites than the one that there is`)
      this.#ownShare('5.2-1', this.#shares.a)
    },
    [REPLY]: (frame) => {
      const { suite, sealed } = this.#takeReply(frame)
      if (suite !== SUITE || !this.#offered.includes(suite))
        this.#departs('5.2-3', t`it takes a suite that is not the one there is, or was not offered`)
      const secret = this.#ownShare('5.2-1', this.#shares.b)
      if (!this.#agree(secret, this.#shares.a)) return
      const inner = this.#open('responder', ZERO, this.#opening, sealed, frame)
      if (!inner) {
        this.#lose('5.3-1', t`REPLY does not open with the key, nonce and AAD of section 5.3`)
        return
      }
      const { claim, signature, mac: sent } = readReplied(inner)
      this.#ownClaim(claim)
      const said = statement('responder', [claim.name], hash(this.#opening, claim.bytes))
      this.#prove(['5.3-7', '5.3-8'], claim, said, signature, [this.#key('responder mac'), sent])
      this.#claims.responder = claim
    },
    [PROOF]: (frame) => {
      const inner = this.#open('initiator', ZERO, this.#transcript(), frame.payload, frame)
      if (!inner) {
        this.#lose('5.4-1', t`PROOF does not open with the key, nonce and AAD of section 5.4`)
        return
      }
      const { claim, called, wrapped, body, signature, mac: sent } = readProven(inner)
      this.#ownClaim(claim)
      const { calls } = this.#end.opened
      if (called !== this.#claims.responder?.name || (calls && !this.#knowledge.isNameOf(calls, called)))
        this.#departs('5.4-2', t`it names another one as called than it calls`)
      const key = this.#knowledge.privateKeyOf(this.#claims.responder?.wrapping ?? Buffer.alloc(0))
      this.#secretsA = this.#ownSecret('5.4-3', wrapped, key)
      const said = statement('initiator', [claim.name, called], hash(this.#transcript(), body))
      this.#prove(['5.4-6', '5.4-7'], claim, said, signature, [this.#key('initiator mac'), sent])
      this.#claims.initiator = claim
      this.#called = called
    },
    [CONFIRM]: (frame) => {
      const transcript = this.#transcript()
      const inner = this.#open('responder', ONE, transcript, frame.payload, frame)
      if (!inner) {
        this.#lose('5.5-1', t`CONFIRM does not open with the key, nonce and AAD of section 5.5`)
        return
      }
      const { wrapped, confirmation } = readConfirmed(inner)
      const key = this.#knowledge.privateKeyOf(this.#claims.initiator?.wrapping ?? Buffer.alloc(0))
      const candidates = this.#ownSecret('5.5-2', wrapped, key)
      if (!this.#establish(this.#secretsA, candidates, wrapped, confirmation))
        this.#departs('5.5-5', t`its confirmation is not that of the session’s keys and both names`)
    },
  }

  readonly #readers: Record<Turn, (frame: WireFrame) => DueRefusal | null> = {
    [HELLO]: (frame) => {
      this.#takeHello(frame)
      if (!this.#offered.includes(SUITE))
        return refusal('5.2-3', ['NO_COMMON_VERSION', 'BELOW_FLOOR'], t`no suite is offered that there is`)
      return this.#usable(this.#shares.a, '5.3-11')
    },
    [REPLY]: (frame) => {
      const { suite, sealed } = this.#takeReply(frame)
      if (!this.#offered.includes(suite))
        return refusal('5.3-9', ['NO_COMMON_VERSION', 'BELOW_FLOOR'], t`a suite that was not offered`)
      const unusable = this.#usable(this.#shares.b, '5.3-11')
      if (unusable) return unusable
      if (!this.#agree(this.#privateKey(this.#shares.a), this.#shares.b)) return null
      const inner = this.#open('responder', ZERO, this.#opening, sealed, frame)
      if (!inner) return refusal('5.3-12', ['BAD_RECORD'], t`a REPLY that does not open`)
      const { claim, signature, mac: sent } = readReplied(inner)
      const { calls } = this.#end.opened
      if (calls && !this.#knowledge.isNameOf(calls, claim.name))
        return refusal('5.3-14', ['WRONG_NAME'], t`another name than the one that is called`)
      this.#claims.responder = claim
      const said = statement('responder', [claim.name], hash(this.#opening, claim.bytes))
      return proven(['5.3-16', '5.3-17'], claim, said, signature, [this.#key('responder mac'), sent])
    },
    [PROOF]: (frame) => {
      const inner = this.#open('initiator', ZERO, this.#transcript(), frame.payload, frame)
      if (!inner) return refusal('5.4-8', ['BAD_RECORD'], t`a PROOF that does not open`)
      const { claim, called, wrapped, body, signature, mac: sent } = readProven(inner)
      if (called !== this.#claims.responder?.name)
        return refusal('5.4-10', ['WRONG_NAME'], t`another one is called`)
      this.#claims.initiator = claim
      this.#called = called
      const said = statement('initiator', [claim.name, called], hash(this.#transcript(), body))
      const unproven = proven(['5.4-12', '5.4-13'], claim, said, signature, [
        this.#key('initiator mac'),
        sent,
      ])
      if (unproven) return unproven
      const secret = this.#unwrap(wrapped)
      if (secret?.length !== 32)
        return refusal('5.4-14', ['BAD_SECRET', ...ofIdentity], t`no secret of 32 bytes`)
      this.#secretsA = [secret]
      return null
    },
    [CONFIRM]: (frame) => {
      const inner = this.#open('responder', ONE, this.#transcript(), frame.payload, frame)
      if (!inner) return refusal('5.5-6', ['BAD_RECORD'], t`a CONFIRM that does not open`)
      const { wrapped, confirmation } = readConfirmed(inner)
      const secret = this.#unwrap(wrapped)
      if (secret?.length !== 32) return refusal('5.5-7', ['BAD_SECRET'], t`no secret of 32 bytes`)
      return this.#establish(this.#secretsA, [secret], wrapped, confirmation)
        ? null
        : refusal('5.5-8', ['BAD_CONFIRMATION'], t`a confirmation of something else`)
    },
  }

  #takeHello({ payload }: WireFrame): void {
    const layout = new StructureReader(payload)
    this.#offered = Array.from({ length: layout.u8() }, () => layout.u16())
    this.#shares.a = layout.take(32)
    layout.end()
  }

  #takeReply({ payload }: WireFrame): { suite: number; sealed: Buffer } {
    const layout = new StructureReader(payload)
    const suite = layout.u16()
    this.#shares.b = layout.take(32)
    const sealed = layout.field()
    layout.end()
    this.#opening = hash(this.#frames[0] ?? Buffer.alloc(0), uint(16, suite), this.#shares.b)
    return { suite, sealed }
  }

  #transcript(): Buffer {
    return hash(...this.#frames)
  }

  #open(
    sender: EndRole,
    nonce: Buffer,
    aad: Buffer,
    sealed: Buffer,
    { bytes: frame }: WireFrame,
  ): Buffer | null {
    const key = this.#key(`${sender} key`)
    const inside = opened(key, nonce, aad, sealed)
    if (inside) this.openings.push({ frame, inside, key, nonce, aad, sender, rekeys: null })
    return inside
  }

  #key(label: string): Buffer {
    return kdf(this.#dh, this.#opening, `secure-p2p handshake 1 ${label}`)
  }

  #privateKey(share: Buffer): Buffer | undefined {
    return this.#end.drawn.x25519.find((key) => shareOf(key).equals(share))
  }

  /** A share that this end wrote. @returns the private key that it drew for it. */
  #ownShare(rule: string, share: Buffer): Buffer | undefined {
    this.written.push({ what: 'share', bytes: share })
    const key = this.#privateKey(share)
    if (!key) this.#departs(rule, t`its share is not that of a key which it drew for this session`)
    return key
  }

  #usable(share: Buffer, rule: string): DueRefusal | null {
    const probe = Buffer.alloc(32, 1)
    return x25519(probe, share) ? null : refusal(rule, ['BAD_KEY_SHARE'], t`a share of low order`)
  }

  #agree(own: Buffer | undefined, share: Buffer): boolean {
    const dh = own && x25519(own, share)
    if (!dh) this.isLost = true
    else this.#dh = dh
    return !this.isLost
  }

  #ownClaim(claim: ShownClaim): void {
    const { node } = this.#end
    if (!this.#knowledge.isNameOf(node, claim.name))
      this.#departs('5.1-2', t`it claims a name that is not its own`)
    const own = this.#knowledge.fingerprintOf(node)
    if (claim.fingerprint !== own) this.#departs('3-4', t`it shows other keys than those of its identity`)
  }

  #prove(
    [signatureRule, macRule]: readonly [string, string],
    claim: ShownClaim,
    said: Buffer,
    signature: Buffer,
    [key, sent]: readonly [Buffer, Buffer],
  ): void {
    const isRight = isSigned(claim.signing, said, signature)
    this.written.push({ what: 'signature', bytes: signature, ...(isRight && { key: claim.signing }) })
    if (!isRight)
      this.#departs(signatureRule, t`its signature is not that of its role, the names and all that was said`)
    if (!mac(key, said).equals(sent)) this.#departs(macRule, t`its MAC is not that of what it signs`)
  }

  /** @returns what the wrapped secret may be: all that was drawn where nobody known can unwrap it. */
  #ownSecret(rule: string, wrapped: Buffer, key: Buffer | undefined): Buffer[] {
    const secret = key && unwrapped(key, wrapped)
    this.written.push({ what: 'wrapped', bytes: wrapped, ...(secret && { key }) })
    const drawn = this.#end.drawn.random.filter((bytes) => bytes.length === 32)
    if (!key) return drawn
    if (secret?.length !== 32) {
      this.#lose(rule, t`what it wraps is no secret of 32 bytes for the other side’s key`)
      return []
    }
    if (!drawn.some((bytes) => bytes.equals(secret)))
      this.#departs(rule, t`it wraps a secret that it did not draw for this session`)
    return [secret]
  }

  #unwrap(wrapped: Buffer): Buffer | null {
    const key = this.#knowledge.unwrappingKey(this.#end.node)
    return key ? unwrapped(key, wrapped) : null
  }

  /** @returns whether there are secrets with which the confirmation is right. */
  #establish(as: readonly Buffer[], bs: readonly Buffer[], wrapped: Buffer, confirmation: Buffer): boolean {
    const binding = hash(this.#transcript(), wrapped)
    for (const a of as)
      for (const b of bs) {
        const session = (label: string) =>
          kdf(Buffer.concat([this.#dh, a, b]), binding, `secure-p2p session 1 ${label}`)
        const names = [this.#claims.initiator?.name ?? '', this.#called]
        const id = session('id')
        this.agreed = { id, root: session('root') }
        if (mac(session('confirmation'), statement('responder', names, id)).equals(confirmation)) {
          this.written.push({ what: 'session', bytes: id })
          return true
        }
      }
    return false
  }

  #advance(frame: WireFrame): void {
    this.#frames.push(frame.bytes)
    this.#next = this.#next === null || this.#next === CONFIRM ? null : ((this.#next + 1) as Turn)
  }

  #lose(rule: string, why: Parameters<Departs>[1]): void {
    this.isLost = true
    this.#departs(rule, why)
  }
}

/** Who is not the expected one is refused before signature, MAC and secret are looked at. */
const ofIdentity = ['UNKNOWN_PEER', 'FINGERPRINT_MISMATCH']

const misfitRule = { MALFORMED: '2-3', BAD_TEXT: '2-1', BAD_IDENTITY: '3-2' } as const

function refusal(rule: string, codes: readonly string[], why: DueRefusal['why']): DueRefusal {
  return { rule, codes, why }
}

function proven(
  [signatureRule, macRule]: readonly [string, string],
  claim: ShownClaim,
  said: Buffer,
  signature: Buffer,
  [key, sent]: readonly [Buffer, Buffer],
): DueRefusal | null {
  if (!isSigned(claim.signing, said, signature))
    return refusal(signatureRule, ['BAD_SIGNATURE', ...ofIdentity], t`a signature of something else`)
  if (!mac(key, said).equals(sent))
    return refusal(macRule, ['BAD_CONFIRMATION', ...ofIdentity], t`a MAC of something else`)
  return null
}

function readReplied(inner: Buffer): { claim: ShownClaim; signature: Buffer; mac: Buffer } {
  const layout = new StructureReader(inner)
  const read = { claim: readClaim(layout), signature: layout.take(RSA), mac: layout.take(HASH) }
  layout.end()
  return read
}

function readProven(inner: Buffer) {
  const layout = new StructureReader(inner)
  const claim = readClaim(layout)
  const name = layout.field()
  const called = textOf(name)
  const wrapped = layout.take(RSA)
  const body = Buffer.concat([claim.bytes, field(name), wrapped])
  const read = { claim, called, wrapped, body, signature: layout.take(RSA), mac: layout.take(HASH) }
  layout.end()
  return read
}

function readConfirmed(inner: Buffer): { wrapped: Buffer; confirmation: Buffer } {
  const layout = new StructureReader(inner)
  const read = { wrapped: layout.take(RSA), confirmation: layout.take(HASH) }
  layout.end()
  return read
}

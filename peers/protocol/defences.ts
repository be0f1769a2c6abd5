/**
 * The defences of the protocol: the type of the value that holds them, and each as a named function. `hardened.ts` is
 * the value that has all of them on.
 *
 * The handshake and the channel ask the members of such a value whatever an attack could profit from. To see what a
 * defence is for, the lab swaps exactly one of them for a weak stand-in; the stand-ins live in `peers/weakened/`.
 */

import { createCipheriv, createDecipheriv, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Role, Setup } from './conversation'
import { PeerError } from './errors'
import type { Frame, FrameLimits } from './frames'
import { fingerprint, type Identity, sameIdentity } from './identity'
import { derive } from './key-agreement'
import { verify } from './rsa'
import type { Suite } from './suites'

/** How records are protected. `overhead` is how many bytes a sealed record is longer than its plaintext. */
export interface RecordCipher {
  readonly overhead: number
  seal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer
  /** @returns `head`, and what `seal` gives after it: bytes of their own, in as many pieces as is quickest. */
  sealAfter(
    head: Uint8Array,
    key: Uint8Array,
    nonce: Uint8Array,
    aad: Uint8Array,
    plaintext: Uint8Array,
  ): Buffer[]
  /** @returns bytes of their own. @throws PeerError BAD_RECORD */
  open(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Buffer
}

/** When a traffic key is renewed: after so many records or bytes under it, or so many milliseconds. */
export interface KeyLimits {
  readonly records: number
  readonly bytes: number
  readonly age: number
}

/** What becomes of frames that come before the first record and are none of the handshake's own. */
export interface EarlyFrames {
  /** Types that are skipped without being hashed, each with its largest payload. */
  readonly ignored: FrameLimits
  /**
   * @param frames how many frames a side sent, or received, before the first record that way, skipped ones included.
   * @returns the number of that record.
   */
  firstNumber(frames: number): bigint
}

export interface Defences {
  readonly handshake: Handshake
  /** What this program speaks, best first. */
  readonly suites: readonly Suite[]
  /** Lowest suite (version in the high byte) that is accepted, whoever chose it. */
  readonly floor: number
  /** Which bytes of the HELLO frame go into every hash of the transcript. */
  readonly helloInTranscript: (hello: Buffer) => Uint8Array
  /** Seals the claims in REPLY, PROOF and CONFIRM. */
  readonly handshakeCipher: RecordCipher
  readonly checkIdentity: (expected: Identity | undefined, presented: Identity) => void
  readonly checkSignature: (signer: KeyObject, signed: Uint8Array, signature: Uint8Array) => void
  readonly checkConfirmation: (expected: Uint8Array, received: Uint8Array) => void
  /** @returns the 32-byte key of the records that `sender` sends; `root` and `session` have 32 bytes each. */
  readonly trafficKey: (root: Uint8Array, session: Uint8Array, sender: Role) => Buffer
  readonly recordCipher: RecordCipher
  readonly earlyFrames: EarlyFrames
  readonly checkSequence: (expected: bigint, received: bigint) => void
  /** Size in bytes to which a record of `size` bytes is padded. */
  readonly pad: (size: number) => number
  readonly checkCount: (received: bigint, announced: bigint) => void
  readonly checkTransportEnd: () => void
  readonly keyLimits: KeyLimits
  /** What is a frame, and how large it may be, before and after the handshake is done. */
  readonly frameLimits: { readonly handshake: FrameLimits; readonly records: FrameLimits }
}

/** The whole HELLO, with the suites that were offered: who changes the offer changes all that is signed. */
export function wholeHello(hello: Buffer): Uint8Array {
  return hello
}

/** The presented key must be the one that came with the friendship, or was pinned since. */
export function requireExpectedIdentity(expected: Identity | undefined, presented: Identity): void {
  if (!expected) throw new PeerError('UNKNOWN_PEER', undefined, { seen: fingerprint(presented) })
  if (!sameIdentity(expected, presented)) {
    throw new PeerError('FINGERPRINT_MISMATCH', undefined, {
      expected: fingerprint(expected),
      seen: fingerprint(presented),
    })
  }
}

/** Whoever presents an identity must sign this very handshake with it. */
export function requireSignature(signer: KeyObject, signed: Uint8Array, signature: Uint8Array): void {
  if (!verify(signer, signed, signature)) throw new PeerError('BAD_SIGNATURE')
}

/** Both sides must have arrived at the same keys, for the same two names (the MAC of SIGMA). */
export function requireConfirmation(expected: Uint8Array, received: Uint8Array): void {
  if (expected.length !== received.length || !timingSafeEqual(expected, received)) {
    throw new PeerError('BAD_CONFIRMATION')
  }
}

const NOTHING = Buffer.alloc(0)

/** Up to so many bytes a record is copied into one piece. Of more, a second copy costs more than three pieces. */
const ONE_PIECE_BYTES = 16 * 1024

/** AES-256-GCM (NIST SP 800-38D) with its full 16-byte tag. */
export const aes256gcm: RecordCipher = {
  overhead: 16,
  seal: (key, nonce, aad, plaintext) =>
    Buffer.concat(aes256gcm.sealAfter(NOTHING, key, nonce, aad, plaintext)),
  sealAfter(head, key, nonce, aad, plaintext) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(aad)
    const encrypted = cipher.update(plaintext)
    // GCM has no last block to come: `final` makes the tag and gives no bytes, here and below.
    cipher.final()
    const tag = cipher.getAuthTag()
    return encrypted.length > ONE_PIECE_BYTES
      ? [Buffer.from(head), encrypted, tag]
      : [Buffer.concat([head, encrypted, tag])]
  },
  open(key, nonce, aad, sealed) {
    if (sealed.length < 16) throw new PeerError('BAD_RECORD')
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    decipher.setAAD(aad)
    decipher.setAuthTag(sealed.subarray(-16))
    const plaintext = decipher.update(sealed.subarray(0, -16))
    try {
      decipher.final()
      return plaintext
    } catch {
      throw new PeerError('BAD_RECORD')
    }
  },
}

/** One key a direction: no record of one side opens as the other's. */
export function keyForEachDirection(root: Uint8Array, session: Uint8Array, sender: Role): Buffer {
  return derive(root, session, `secure-p2p traffic 1 ${sender}`)
}

/** Nothing is skipped before the first record, and that is number 0 whatever came before. */
export const noEarlyFrames: EarlyFrames = { ignored: {}, firstNumber: () => 0n }

/** Strictly the next number: nothing repeated, dropped or moved. */
export function requireNextNumber(expected: bigint, received: bigint): void {
  if (received !== expected) {
    throw new PeerError('OUT_OF_ORDER', undefined, {
      expected: expected.toString(),
      received: received.toString(),
    })
  }
}

/** Records grow to a multiple of 256 bytes, so that their size tells little of the text. */
export function padToBlocks(size: number): number {
  return Math.ceil(size / 256) * 256
}

/** The goodbye says how many records came before it. */
export function requireSameCount(received: bigint, announced: bigint): void {
  if (received !== announced) {
    throw new PeerError('BAD_COUNT', undefined, {
      received: received.toString(),
      announced: announced.toString(),
    })
  }
}

/** A connection that ends without a goodbye was cut: anybody on the way can do that. */
export function requireGoodbye(): void {
  throw new PeerError('TRUNCATED')
}

/** What the channel starts from. */
export interface Established {
  readonly peer: { readonly name: string; readonly identity: Identity }
  /** 32 bytes that stand for this session in every record. */
  readonly session: Buffer
  /** 32 bytes that the traffic keys are derived from. */
  readonly root: Buffer
  /** The responder's last frame, still to be written. */
  readonly last: Buffer | null
}

/** Yields one frame to write (null: nothing), takes the next one, throws PeerError when it refuses. */
export type HandshakeScript = Generator<Buffer | null, Established, Frame>

/** How two sides come to the keys of a session: one script for each side. */
export interface Handshake {
  /** @param setup `setup.calls` is the name that is called. */
  initiate(setup: Setup, defences: Defences): HandshakeScript
  respond(setup: Setup, defences: Defences): HandshakeScript
}

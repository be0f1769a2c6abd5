/**
 * Two ways to have somebody decrypt a ciphertext with their wrapping key: the handshake of the hardened protocol, held
 * with keys of her own, and RSA key transport as TLS had it (peers/weakened/rsa-transport.ts describes it). Each tells
 * how the one who was called reacted, and that is all that comes back.
 */

import { randomBytes } from 'node:crypto'
import type { Defences } from '../peers/protocol/defences'
import { Reader } from '../peers/protocol/fields'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { offer, readClaim, sigma } from '../peers/protocol/handshake'
import { hardenedDefences } from '../peers/protocol/hardened'
import { KEY_BYTES } from '../peers/protocol/key-agreement'
import { exportSpki, RSA_BYTES } from '../peers/protocol/rsa'
import { type Suite, x25519RsaOaep } from '../peers/protocol/suites'
import type { AttackerAccount, Mallory } from './attack'
import type { RsaKey } from './bleichenbacher'
import { entropy } from './entropy'
import { FrameLine } from './frame-line'
import { fromBytes } from './modular'

/** Gives `RSA_BYTES` bytes to be decrypted, made for this key. */
export type MakeCiphertext = (key: RsaKey) => Buffer

/** Somebody who is asked to decrypt. */
export interface Caller {
  /** @returns how they reacted: what they wrote, in hexadecimal, or that they hung up. */
  react(make: MakeCiphertext): Promise<string>
}

/** The reaction of those who say nothing. */
export const HUNG_UP = 'hung up'
const E = 65537n

/** @returns the public key in an SPKI encoding of RSA-2048, whose modulus stands before e = 65537, 5 bytes. */
export function rsaKey(spki: Uint8Array): RsaKey {
  return { n: fromBytes(spki.subarray(-RSA_BYTES - 5, -5)), e: E }
}

/**
 * The hardened handshake (PROTOCOL.md, section 5): a connection for each question, and her own identity shown. What she
 * wraps is decrypted only if whoever is called knows `self` as a friend.
 */
export function callBySigma(
  mallory: Mallory,
  called: string,
  self: Pick<AttackerAccount, 'name' | 'identity'>,
): Caller {
  return {
    async react(make) {
      const line = new FrameLine(await mallory.call(called))
      const script = sigma.initiate(
        {
          role: 'initiator',
          self,
          calls: called,
          expected: () => undefined,
          entropy,
          now: Date.now,
        },
        wrapping(make),
      )
      line.send(script.next().value as Buffer)
      const reply = await line.next()
      if (!reply) return HUNG_UP
      line.send(script.next(reply).value as Buffer)
      const reaction = await line.next()
      line.close()
      return reaction ? reaction.bytes.toString('hex') : HUNG_UP
    },
  }
}

/** Believes whoever answers, and wraps what she likes. */
function wrapping(make: MakeCiphertext): Defences {
  const suite: Suite = {
    ...x25519RsaOaep,
    wrap: (key) => ({ secret: Buffer.alloc(KEY_BYTES), wrapped: make(rsaKey(exportSpki(key))) }),
  }
  return { ...hardenedDefences, suites: [suite], checkIdentity: () => {} }
}

/** Connections that end between two questions are begun anew so many times. */
const ATTEMPTS = 5

/** RSA key transport: many questions a connection, as long as it lasts, and also several at once. */
export function callByRsaTransport(mallory: Mallory, called: string): Caller {
  let line: Promise<{ readonly line: FrameLine; readonly key: RsaKey }> | null = null
  const connect = async () => {
    const opened = new FrameLine(await mallory.call(called))
    const random = randomBytes(KEY_BYTES)
    opened.send(encodeFrame(FrameType.HELLO, Buffer.concat([offer(hardenedDefences.suites), random])))
    const reply = await opened.next()
    if (!reply) throw new Error(`${called} does not answer`)
    return { line: opened, key: wrappingKeyIn(reply.payload) }
  }
  return {
    async react(make) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        line ??= connect()
        const mine = line
        const { line: open, key } = await mine
        // What follows the wrapped secret should be sealed under keys of it.
        open.send(encodeFrame(FrameType.PROOF, Buffer.concat([make(key), randomBytes(64)])))
        const reaction = await open.next()
        if (reaction) return reaction.bytes.toString('hex')
        // Nobody lets a handshake take for ever.
        if (line === mine) line = null
      }
      return HUNG_UP
    },
  }
}

/** @returns the wrapping key in a REPLY of RSA key transport: suite, random bytes, then the claim in the clear. */
export function wrappingKeyIn(reply: Buffer): RsaKey {
  const clear = new Reader(reply)
  clear.take(2 + KEY_BYTES)
  const { identity } = readClaim(clear)
  clear.end()
  return rsaKey(identity.wrapping)
}

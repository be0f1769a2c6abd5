/** X25519 (RFC 7748) and HKDF-SHA-256 (RFC 5869), the two parts every key of a session is made with. */

import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { PeerError } from './errors'

/** Length in bytes of an X25519 key share and of every derived key. */
export const KEY_BYTES = 32

const asJwk = { publicKeyEncoding: { format: 'jwk' }, privateKeyEncoding: { format: 'jwk' } } as const

/**
 * Out of the generator as JWK (RFC 8037 §2) and read again. A key object straight from it shares a lock with it: when
 * the garbage of the generator is collected in the very moment in which the key is exported, Node waits for itself for
 * ever (seen in Node 20.20, once in some ten thousand keys), and whoever calls often enough could stop a peer with that.
 *
 * @returns a fresh private key. It is the machine's randomness: only an Entropy asks for it.
 */
export function freshEphemeralKey(): KeyObject {
  // The types know no JWK here.
  const { privateKey } = generateKeyPairSync('x25519', asJwk as never) as unknown as {
    privateKey: JsonWebKey
  }
  return createPrivateKey({ key: privateKey, format: 'jwk' })
}

/** @returns the X25519 private key with these 32 bytes: as PKCS #8 (RFC 8410 §7) they stand behind sixteen others. */
export function privateKeyOf(bytes: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([beforeKey, bytes]), format: 'der', type: 'pkcs8' })
}

const beforeKey = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** @returns the 32 bytes that the other side needs of an X25519 private key. */
export function keyShare(own: KeyObject): Buffer {
  // As JWK, here and below: ten times faster than as DER.
  return Buffer.from(createPublicKey(own).export({ format: 'jwk' }).x!, 'base64url')
}

/**
 * @param share the other side's 32 bytes.
 * @returns the 32-byte shared secret.
 * @throws PeerError BAD_KEY_SHARE for a share of another length, and for one of low order, whose secret would
 * be all zero whatever the own key (RFC 7748 §6.1).
 */
export function agree(own: KeyObject, share: Uint8Array): Buffer {
  try {
    const jwk = { kty: 'OKP', crv: 'X25519', x: Buffer.from(share).toString('base64url') }
    return diffieHellman({ privateKey: own, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) })
  } catch {
    throw new PeerError('BAD_KEY_SHARE')
  }
}

/**
 * HKDF-SHA-256, extract and expand.
 * @param secret the input keying material.
 * @param salt what the key is bound to: here always a hash of the transcript, or the session it belongs to.
 * @param label what the key is for: keys with different labels are independent.
 * @returns 32 bytes.
 */
export function derive(secret: Uint8Array, salt: Uint8Array, label: string | Uint8Array): Buffer {
  return expand(extract(secret, salt), label)
}

/** The first half of {@link derive} (RFC 5869 §2.2), done once where several keys come from one secret. */
export function extract(secret: Uint8Array, salt: Uint8Array): Buffer {
  return createHmac('sha256', salt).update(secret).digest()
}

/** The second half (RFC 5869 §2.3), for a key of one block: more than that, nobody here needs. */
export function expand(extracted: Uint8Array, label: string | Uint8Array): Buffer {
  return createHmac('sha256', extracted).update(label).update(FIRST_BLOCK).digest()
}

const FIRST_BLOCK = Buffer.of(1)

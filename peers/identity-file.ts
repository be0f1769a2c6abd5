/**
 * The user's identity on disk: both private keys (PKCS #8 DER, RFC 5208) in one private file.
 * A file that is there is never overwritten, also not when it cannot be read: the keys in it are the only ones
 * that friends will accept.
 */

import { createPrivateKey, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { createAtomically, readWhole } from './atomic-file'
import { type Cost, corrupt, MAX_FILE_BYTES, newFileKey, openFile, sealFile } from './private-file'
import type { Entropy } from './protocol/conversation'
import { field, Reader } from './protocol/fields'
import type { PrivateIdentity } from './protocol/identity'
import { exportSpki, publicKey } from './protocol/rsa'

/** @returns a new identity, kept nowhere; its two keys are made side by side. */
export async function newIdentity(entropy: Entropy): Promise<PrivateIdentity> {
  const [signing, wrapping] = await Promise.all([entropy.rsa(), entropy.rsa()])
  return { signing, wrapping }
}

/**
 * @returns the identity kept at `path`, or null if there is no file.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED
 */
export async function loadIdentity(path: string, passphrase: string): Promise<PrivateIdentity | null> {
  const bytes = await readWhole(path, MAX_FILE_BYTES)
  if (!bytes) return null
  const { content } = await openFile('identity', bytes, passphrase, path)
  return decode(content, path)
}

/**
 * Makes a new identity and keeps it at `path`.
 * @returns the identity, or null if a file was there first; that one is left as it is.
 * @throws PeerError FILE_FAILED
 */
export async function createIdentity(
  path: string,
  passphrase: string,
  entropy: Entropy,
  cost?: Cost,
): Promise<PrivateIdentity | null> {
  const [identity, key] = await Promise.all([newIdentity(entropy), newFileKey(passphrase, entropy, cost)])
  const file = sealFile('identity', key, encode(identity), entropy)
  return (await createAtomically(path, file)) ? identity : null
}

/**
 * The identity in the folder `home`, made on the first start. Of two programs that start at once, the later
 * one takes what the earlier one made.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED
 */
export async function loadOrCreateIdentity(
  home: string,
  passphrase: string,
  entropy: Entropy,
  cost?: Cost,
): Promise<PrivateIdentity> {
  const path = join(home, 'identity')
  const identity =
    (await loadIdentity(path, passphrase)) ??
    (await createIdentity(path, passphrase, entropy, cost)) ??
    (await loadIdentity(path, passphrase))
  if (!identity) throw corrupt('identity', path) // there a moment ago, and gone again
  return identity
}

function encode(identity: PrivateIdentity): Buffer {
  const der = (key: KeyObject) => field(key.export({ format: 'der', type: 'pkcs8' }))
  return Buffer.concat([der(identity.signing), der(identity.wrapping)])
}

function decode(content: Buffer, path: string): PrivateIdentity {
  try {
    const reader = new Reader(content)
    const identity = { signing: privateKey(reader.field()), wrapping: privateKey(reader.field()) }
    reader.end()
    return identity
  } catch {
    throw corrupt('identity', path)
  }
}

function privateKey(der: Buffer): KeyObject {
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  publicKey(exportSpki(key)) // throws unless it is RSA-2048
  return key
}

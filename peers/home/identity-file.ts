/**
 * The user's identity on disk: both private keys (PKCS #8 DER, RFC 5208) in one private file.
 * A file that is there is never overwritten, also not when it cannot be read: the keys in it are the only ones
 * that friends will accept.
 */

import { createPrivateKey, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { field, Reader } from '../protocol/fields'
import type { PrivateIdentity } from '../protocol/identity'
import { exportSpki, publicKey } from '../protocol/rsa'
import { createAtomically, readWhole } from './home-file'
import { type Cost, defaultCost, Passphrase } from './passphrase'
import {
  corrupt,
  type FileKey,
  MAX_FILE_BYTES,
  newFileKey,
  openFile,
  sealedWith,
  sealFile,
} from './private-file'

/** @returns a new identity, kept nowhere; its two keys are made side by side. */
export async function newIdentity(entropy: Entropy): Promise<PrivateIdentity> {
  const [signing, wrapping] = await Promise.all([entropy.rsa(), entropy.rsa()])
  return { signing, wrapping }
}

/**
 * @returns the identity kept at `path`, or null if there is no file.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED
 */
export async function loadIdentity(path: string, passphrase: Passphrase): Promise<PrivateIdentity | null> {
  const bytes = await readWhole(path, MAX_FILE_BYTES)
  if (!bytes) return null
  const { content } = await openFile('identity', bytes, passphrase, path)
  return decode(content, path)
}

/**
 * As {@link loadIdentity}, by what somebody typed. Earlier versions took the line end of a pasted passphrase for part of
 * it, and nobody could type that again.
 * @returns null if there is no file.
 */
export async function loadIdentityAsTyped(path: string, text: string) {
  const passphrase = new Passphrase(text)
  try {
    const identity = await loadIdentity(path, passphrase)
    return identity && { passphrase, identity, hadLineEnd: false }
  } catch (error) {
    if (!(error instanceof PeerError) || error.code !== 'WRONG_PASSPHRASE') throw error
    const withLineEnd = new Passphrase(`${text}\n`)
    const identity = await loadIdentity(path, withLineEnd).catch(() => null)
    if (!identity) throw error
    return { passphrase: withLineEnd, identity, hadLineEnd: true }
  }
}

/**
 * Makes a new identity and keeps it at `path`.
 * @returns the identity, or null if a file was there first; that one is left as it is.
 * @throws PeerError FILE_FAILED
 */
export async function createIdentity(
  path: string,
  passphrase: Passphrase,
  entropy: Entropy,
  cost?: Cost,
): Promise<PrivateIdentity | null> {
  const [identity, key] = await Promise.all([newIdentity(entropy), newFileKey(passphrase, entropy, cost)])
  return (await placeIdentity(path, identity, key, entropy)) ? identity : null
}

/**
 * Keeps an identity at `path`.
 * @returns whether it did; false says that a file was there first, which was left as it is.
 * @throws PeerError FILE_FAILED
 */
export function placeIdentity(
  path: string,
  identity: PrivateIdentity,
  key: FileKey,
  entropy: Pick<Entropy, 'bytes'>,
): Promise<boolean> {
  return createAtomically(path, sealFile('identity', key, encodeIdentity(identity), entropy))
}

/**
 * The key for a new file in the folder `home`: where there is an identity, the key of that one, so that a start
 * derives one key and not one a file. Each file has nonces or keys of its own under it.
 * @throws PeerError FILE_FAILED, CORRUPT_FILE
 */
export async function homeKey(
  home: string,
  passphrase: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
  cost: Cost = defaultCost,
): Promise<FileKey> {
  const bytes = await readWhole(join(home, 'identity'), MAX_FILE_BYTES)
  const origin = bytes && sealedWith('identity', bytes)
  // Nothing has been authenticated here: a file that was made to look cheap must not make others cheap.
  const same = origin?.cost.logN === cost.logN && origin.cost.r === cost.r && origin.cost.p === cost.p
  if (!origin || !same) return newFileKey(passphrase, entropy, cost)
  return { ...origin, key: await passphrase.key(origin.salt, origin.cost) }
}

/**
 * The identity in the folder `home`, made on the first start. Of two programs that start at once, the later
 * one takes what the earlier one made.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED
 */
export async function loadOrCreateIdentity(
  home: string,
  passphrase: Passphrase,
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

/** @returns both keys as PKCS #8 DER, each after its length. */
export function encodeIdentity(identity: PrivateIdentity): Buffer {
  const der = (key: KeyObject) => field(key.export({ format: 'der', type: 'pkcs8' }))
  return Buffer.concat([der(identity.signing), der(identity.wrapping)])
}

/** Reads what {@link encodeIdentity} wrote. @throws if it is not two RSA-2048 keys. */
export function readIdentity(reader: Reader): PrivateIdentity {
  return { signing: privateKey(reader.field()), wrapping: privateKey(reader.field()) }
}

function decode(content: Buffer, path: string): PrivateIdentity {
  try {
    const reader = new Reader(content)
    const identity = readIdentity(reader)
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

/** Users: a name, a password, and the two public keys that the name stands for. */

import type { IdentityJson } from '../peers/protocol/directory-api'
import type { Identity } from '../peers/protocol/identity'
import { exportSpki, publicKey } from '../peers/protocol/rsa'
import { verifyRegistration } from '../peers/protocol/statements'
import type { Reader } from './database'
import type { PasswordHash, Passwords } from './passwords'
import { Refusal } from './refusal'
import type { Store } from './store'
import { issueToken } from './tokens'

interface Registration {
  readonly name: string
  readonly password: string
  readonly identity: IdentityJson
  readonly proof: string
}

/**
 * Registers a name for the holder of the signing key, for good.
 * @returns a token, as {@link logIn} does.
 * @throws Refusal BAD_IDENTITY, BAD_PROOF, NAME_TAKEN.
 */
export async function register(store: Store, passwords: Passwords, request: Registration, now: number) {
  const identity = parseIdentity(request.identity)
  if (!verifyRegistration(request.name, identity, request.proof)) throw new Refusal('BAD_PROOF')
  refuseTaken(store.reader, request.name)
  const { scrypt_n, scrypt_r, scrypt_p, salt, hash } = await passwords.hash(request.password)
  return store.write((reader) => {
    // Again: somebody may have taken it while the password was hashed.
    refuseTaken(reader, request.name)
    const { answer, changes } = issueToken(request.name, now)
    const [signing, wrapping] = [toBase64(identity.signing), toBase64(identity.wrapping)]
    return {
      answer,
      changes: [
        ['addUser', request.name, signing, wrapping, scrypt_n, scrypt_r, scrypt_p, salt, hash],
        ...changes,
      ],
    }
  })
}

/** @throws Refusal BAD_LOGIN, in the same time and words whether the name or the password is wrong. */
export async function logIn(
  store: Store,
  passwords: Passwords,
  request: { readonly name: string; readonly password: string },
  now: number,
) {
  const sql = 'SELECT scrypt_n, scrypt_r, scrypt_p, salt, hash FROM users WHERE name = ?'
  const kept = store.reader.get<PasswordHash>(sql, [request.name])
  if (!(await passwords.verify(request.password, kept))) throw new Refusal('BAD_LOGIN')
  return store.write(() => issueToken(request.name, now))
}

/** @returns the registered keys of a user who exists. */
export function identityOf(reader: Reader, name: string): IdentityJson {
  return reader.get<IdentityJson>('SELECT signing, wrapping FROM users WHERE name = ?', [name])!
}

/** @throws Refusal BAD_IDENTITY unless both are RSA-2048 keys. */
export function parseIdentity(json: IdentityJson): Identity {
  try {
    const [signing, wrapping] = [json.signing, json.wrapping].map((text) =>
      exportSpki(publicKey(Buffer.from(text, 'base64'))),
    )
    return { signing: signing!, wrapping: wrapping! }
  } catch {
    throw new Refusal('BAD_IDENTITY')
  }
}

function refuseTaken(reader: Reader, name: string): void {
  if (reader.get('SELECT 1 FROM users WHERE name = ?', [name])) throw new Refusal('NAME_TAKEN')
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

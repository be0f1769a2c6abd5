/** Users: a name, a password, and the two public keys that the name stands for. */

import { createPublicKey, randomBytes } from 'node:crypto'
import type { IdentityJson } from '../../peers/protocol/directory-api'
import type { Identity } from '../../peers/protocol/identity'
import { exportSpki, publicKey } from '../../peers/protocol/rsa'
import { verifyLogin, verifyRegistration } from '../../peers/protocol/statements'
import { Refusal } from '../refusal'
import type { DatabaseReader } from '../storage/database'
import type { Store } from '../storage/store'
import type { Challenges } from './challenges'
import type { DirectoryDefences } from './defences'
import type { PasswordHash, Passwords } from './passwords'
import { spendCode } from './second-factor'
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

/**
 * @throws Refusal BAD_LOGIN, in the same time and words whether the name or the password is wrong, and for a wrong
 * code; CODE_NEEDED after the right password only.
 */
export async function logIn(
  store: Store,
  passwords: Passwords,
  defences: Pick<DirectoryDefences, 'codeServes'>,
  request: { readonly name: string; readonly password: string; readonly code?: string | undefined },
  now: number,
) {
  const sql = 'SELECT scrypt_n, scrypt_r, scrypt_p, salt, hash FROM users WHERE name = ?'
  const kept = store.reader.get<PasswordHash>(sql, [request.name])
  if (!(await passwords.verify(request.password, kept))) throw new Refusal('BAD_LOGIN')
  return store.write((reader) => {
    const spent = spendCode(reader, defences, request.name, request.code, now)
    const { answer, changes } = issueToken(request.name, now)
    return { answer, changes: [...spent, ...changes] }
  })
}

/**
 * Logs in whoever answers a challenge with the identity's signing key. No one-time code is asked for: the key
 * is something its user has, and on their disk it is under a passphrase that they know.
 * @param servers how clients that dialed this directory itself name it, see statements.ts.
 * @throws Refusal BAD_KEY_LOGIN, in the same time and words whatever is wrong.
 */
export async function logInByKey(
  store: Store,
  challenges: Challenges,
  servers: ReadonlySet<string>,
  request: { readonly name: string; readonly challenge: string; readonly signature: string },
  now: number,
) {
  const { name, challenge, signature } = request
  if (!challenges.valid(name, challenge, now)) throw new Refusal('BAD_KEY_LOGIN')
  const kept = store.reader.get<IdentityJson>('SELECT signing, wrapping FROM users WHERE name = ?', [name])
  const identity = storedIdentity(kept ?? nobody)
  // Each is tried, whichever fits: the time must not tell more than the answer.
  const fits = [...servers].map((server) => verifyLogin(identity, { server, name, challenge }, signature))
  if (!kept || !fits.includes(true)) throw new Refusal('BAD_KEY_LOGIN')
  challenges.use(challenge, now)
  return store.write(() => issueToken(name, now))
}

/** Stands in for users who do not exist, so that they cost the same. Nobody can sign for it: no factors are known. */
const nobody: IdentityJson = randomIdentity()

function randomIdentity(): IdentityJson {
  const modulus = randomBytes(256)
  modulus[0]! |= 0x80
  modulus[255]! |= 1
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }
  const spki = toBase64(exportSpki(createPublicKey({ key: jwk, format: 'jwk' })))
  return { signing: spki, wrapping: spki }
}

/** @param json of the database, which was parsed when it came. */
export function storedIdentity({ signing, wrapping }: IdentityJson): Identity {
  return { signing: Buffer.from(signing, 'base64'), wrapping: Buffer.from(wrapping, 'base64') }
}

/** @returns the registered keys of a user who exists. */
export function identityOf(reader: DatabaseReader, name: string): IdentityJson {
  return reader.get<IdentityJson>('SELECT signing, wrapping FROM users WHERE name = ?', [name])!
}

/** @throws Refusal BAD_IDENTITY unless both are RSA-2048 keys. */
function parseIdentity(json: IdentityJson): Identity {
  try {
    const [signing, wrapping] = [json.signing, json.wrapping].map((text) =>
      exportSpki(publicKey(Buffer.from(text, 'base64'))),
    )
    return { signing: signing!, wrapping: wrapping! }
  } catch {
    throw new Refusal('BAD_IDENTITY')
  }
}

function refuseTaken(reader: DatabaseReader, name: string): void {
  if (reader.get('SELECT 1 FROM users WHERE name = ?', [name])) throw new Refusal('NAME_TAKEN')
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

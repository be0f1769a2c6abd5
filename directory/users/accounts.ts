/** Users: a name, a password, and the two public keys that the name stands for. */

import { createPublicKey, randomBytes } from 'node:crypto'
import type { IdentityJson } from '../../peers/protocol/directory-api'
import type { Identity } from '../../peers/protocol/identity'
import { exportSpki, publicKey } from '../../peers/protocol/rsa'
import { verifyLogin, verifyPassword, verifyRegistration } from '../../peers/protocol/statements'
import { Refusal } from '../refusal'
import type { DatabaseReader } from '../storage/database'
import type { Change } from '../storage/schema'
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

interface PasswordLogin {
  readonly name: string
  readonly password: string
  readonly code?: string | undefined
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
  request: PasswordLogin,
  now: number,
) {
  return enterByPassword(store, passwords, defences, request, now, [])
}

/**
 * Gives a name other keys, by its password and its second factor where that is on: those before are lost, or not only
 * their owner's. Whoever was let in by them is out: all tokens end, and the address that they signed is forgotten.
 * Friendships stay, and each friend's messenger says that the key has changed.
 * @returns a token, as {@link logIn} does.
 * @throws Refusal BAD_IDENTITY, BAD_PROOF, and those of {@link logIn}.
 */
export async function replaceIdentity(
  store: Store,
  passwords: Passwords,
  defences: Pick<DirectoryDefences, 'codeServes'>,
  request: Registration & PasswordLogin,
  now: number,
) {
  const { name } = request
  const identity = parseIdentity(request.identity)
  if (!verifyRegistration(name, identity, request.proof)) throw new Refusal('BAD_PROOF')
  return enterByPassword(store, passwords, defences, request, now, [
    ['setIdentity', name, toBase64(identity.signing), toBase64(identity.wrapping)],
    ['dropAddress', name],
    ['dropTokens', name],
  ])
}

/**
 * Lets in whoever knows the password, and has a code where the second factor is on.
 * @param also what changes with it, before the token is issued. @returns the token. @throws Refusal BAD_LOGIN, CODE_NEEDED
 */
async function enterByPassword(
  store: Store,
  passwords: Passwords,
  defences: Pick<DirectoryDefences, 'codeServes'>,
  { name, password, code }: PasswordLogin,
  now: number,
  also: readonly Change[],
) {
  const kept = passwordOf(store.reader, name)
  if (!(await passwords.verify(password, kept))) throw new Refusal('BAD_LOGIN')
  return store.write((reader) => {
    // Again: it may have been changed while this one was hashed.
    if (passwordOf(reader, name)?.hash !== kept?.hash) throw new Refusal('BAD_LOGIN')
    const spent = spendCode(reader, defences, name, code, now)
    const { answer, changes } = issueToken(name, now)
    return { answer, changes: [...spent, ...also, ...changes] }
  })
}

/**
 * Another password for a name, by its identity key: whoever forgot the one before has the key. All other logins end.
 * @param servers as of {@link logInByKey}.
 * @returns a token. @throws Refusal BAD_KEY_LOGIN, BUSY
 */
export async function changePassword(
  store: Store,
  passwords: Passwords,
  challenges: Challenges,
  servers: ReadonlySet<string>,
  request: {
    readonly name: string
    readonly password: string
    readonly challenge: string
    readonly signature: string
  },
  now: number,
) {
  const { name, password, challenge, signature } = request
  const isSigned = (identity: Identity, server: string) =>
    verifyPassword(identity, { server, name, challenge }, password, signature)
  const keys = answeredBy(store.reader, challenges, servers, request, isSigned, now)
  const { scrypt_n, scrypt_r, scrypt_p, salt, hash } = await passwords.hash(password)
  return store.write((reader) => {
    // Again: the name may have another key since.
    if (reader.get<IdentityJson>(KEYS, [name])?.signing !== keys.signing) throw new Refusal('BAD_KEY_LOGIN')
    const { answer, changes } = issueToken(name, now)
    return {
      answer,
      changes: [
        ['setPassword', name, scrypt_n, scrypt_r, scrypt_p, salt, hash],
        ['dropTokens', name],
        ...changes,
      ],
    }
  })
}

/** Takes a user out, and all that is kept of them; the name is free again. @returns whether there was one. */
export function deleteUser(store: Store, name: string): Promise<boolean> {
  return store.write((reader) => {
    const isThere = reader.get('SELECT 1 FROM users WHERE name = ?', [name]) !== undefined
    const drops = [
      'dropUser',
      'dropTokens',
      'dropAddress',
      'dropFriendships',
      'dropTotp',
      'dropRecoveryCodes',
    ] as const
    return { changes: isThere ? drops.map((drop): Change => [drop, name]) : [], answer: isThere }
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
  const isSigned = (identity: Identity, server: string) =>
    verifyLogin(identity, { server, name, challenge }, signature)
  const keys = answeredBy(store.reader, challenges, servers, request, isSigned, now)
  return store.write((reader) => {
    // Again: a key that was replaced meanwhile logs nobody in.
    if (reader.get<IdentityJson>(KEYS, [name])?.signing !== keys.signing) throw new Refusal('BAD_KEY_LOGIN')
    return issueToken(name, now)
  })
}

/**
 * Uses up a challenge that the holder of the name's key has answered.
 * @returns the keys of the name. @throws Refusal BAD_KEY_LOGIN, in the same time and words whatever is wrong.
 */
function answeredBy(
  reader: DatabaseReader,
  challenges: Challenges,
  servers: ReadonlySet<string>,
  { name, challenge }: { readonly name: string; readonly challenge: string },
  isSigned: (identity: Identity, server: string) => boolean,
  now: number,
): IdentityJson {
  if (!challenges.valid(name, challenge, now)) throw new Refusal('BAD_KEY_LOGIN')
  const kept = reader.get<IdentityJson>(KEYS, [name])
  const identity = storedIdentity(kept ?? nobody)
  // Each is tried, whichever fits: the time must not tell more than the answer.
  const fits = [...servers].map((server) => isSigned(identity, server))
  if (!kept || !fits.includes(true)) throw new Refusal('BAD_KEY_LOGIN')
  challenges.use(challenge, now)
  return kept
}

const KEYS = 'SELECT signing, wrapping FROM users WHERE name = ?'

function passwordOf(reader: DatabaseReader, name: string): PasswordHash | undefined {
  const sql = 'SELECT scrypt_n, scrypt_r, scrypt_p, salt, hash FROM users WHERE name = ?'
  return reader.get<PasswordHash>(sql, [name])
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
  return reader.get<IdentityJson>(KEYS, [name])!
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

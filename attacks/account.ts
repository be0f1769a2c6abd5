/** An account of the attacker's own: registered with the directory as anybody may, by the public protocol. */

import type { IdentityJson } from '../peers/protocol/directory-api'
import { type Identity, type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import { signRegistration } from '../peers/protocol/statements'
import type { AttackerAccount, HttpAnswer, Mallory } from './attack'
import { ownIdentity } from './entropy'

/** @returns the account. @throws Error with what the directory answered if it refuses. */
export async function registerAttacker(
  request: Mallory['request'],
  name: string,
  password: string,
): Promise<AttackerAccount> {
  const identity = await ownIdentity()
  const answer = await request('POST', '/register', { body: registration(identity, name, password) })
  const { token } = granted(answer, 'register') as { token: string }
  return { name, identity, password, token }
}

/** @returns the body of a registration of `name` with keys that one holds. */
export function registration(own: PrivateIdentity, name: string, password: string) {
  const { signing, wrapping } = publicIdentity(own)
  return {
    name,
    password,
    identity: identityInJson({ signing, wrapping }),
    proof: signRegistration(own.signing, name, { signing, wrapping }),
  }
}

/** Asks to be a friend of `name`. @throws Error with what the directory answered if it refuses. */
export async function befriend(
  request: Mallory['request'],
  account: AttackerAccount,
  name: string,
): Promise<void> {
  granted(await request('POST', '/add_friend', { body: { name }, token: account.token }), 'add a friend')
}

function granted({ status, json }: HttpAnswer, what: string): unknown {
  if (status >= 200 && status < 300) return json
  throw new Error(`the directory does not let her ${what}: ${status} ${JSON.stringify(json)}`)
}

/** @returns public keys as the directory writes them. */
export function identityInJson({ signing, wrapping }: Identity): IdentityJson {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return { signing: base64(signing), wrapping: base64(wrapping) }
}

/** @returns the public keys that the directory wrote so. */
export function identityFromJson({ signing, wrapping }: IdentityJson): Identity {
  return { signing: Buffer.from(signing, 'base64'), wrapping: Buffer.from(wrapping, 'base64') }
}

/** An account of the attacker's own: registered with the directory as anybody may, by the public protocol. */

import { type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
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
    identity: { signing: toBase64(signing), wrapping: toBase64(wrapping) },
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

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

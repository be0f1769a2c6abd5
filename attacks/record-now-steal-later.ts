/**
 * record-now-steal-later: copies today, and reads when the private keys have been stolen.
 *
 * What it does: keeps every frame. With both identities it unwraps the two secrets of each handshake, as their owners
 * did, and derives the keys of the session from them; of the secret that X25519 made it knows nothing, and takes it for
 * zeros, which is what a handshake without X25519 puts there.
 * Published: it is the definition of perfect forward secrecy that it breaks: Diffie, van Oorschot, Wiener, "Authentication
 * and Authenticated Key Exchanges", 1992, §4. Paterson, Scarlata, Truong, "Three Lessons From Threema", USENIX Security
 * 2023, found a messenger without it.
 * What stops it: a secret from keys that are made for one session and deleted after it: X25519.
 */

import { constants, privateDecrypt } from 'node:crypto'
import { aes256gcm } from '../peers/protocol/defences'
import { Reader } from '../peers/protocol/fields'
import { handshakeKeys, hash, open, readClaim, sessionKeys } from '../peers/protocol/handshake'
import type { PrivateIdentity } from '../peers/protocol/identity'
import { KEY_BYTES } from '../peers/protocol/key-agreement'
import { RSA_BYTES, unwrap } from '../peers/protocol/rsa'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { type Overheard, type OverheardHandshake, overhearing, readAll, whole } from './overheard'
import { wrappingKeyIn } from './rsa-callers'
import type { SessionSecrets } from './session-keys'

/** @returns the attack, with a memory of its own. */
export function newStealLater(): Attack {
  const overheard: Overheard[] = []
  return {
    name: 'record-now-steal-later',
    about: 'keeps what passes, and tries to read it with private keys that are stolen later',
    prepare: overhearing(overheard),
    launch: async (mallory) => {
      const sessions = whole(overheard)
      if (sessions.length === 0) throw new Error('she has recorded no whole handshake')
      for (const heard of sessions) tryKeys(mallory, heard)
    },
  }
}

export const stealLater = newStealLater()

function tryKeys(mallory: Mallory, heard: OverheardHandshake): void {
  const { session } = heard
  const caller = mallory.stolenIdentity(session.caller)
  const callee = mallory.stolenIdentity(session.callee)
  if (!caller || !callee) throw new Error('not both private identities were stolen for her')
  mallory.acted(deed('tries-stolen-keys', session.caller, session.callee))
  const keys = keysOf(heard, caller, callee) ?? transportedKeys(heard, callee)
  if (keys) readAll(mallory, session, keys)
  else mallory.acted(deed('nothing-to-unwrap'))
}

/** @returns the keys of the session, null where more than the private keys is needed for them (PROTOCOL.md, section 5). */
function keysOf(
  { hello, reply, proof, confirm }: OverheardHandshake,
  caller: PrivateIdentity,
  callee: PrivateIdentity,
): SessionSecrets | null {
  const agreed = Buffer.alloc(KEY_BYTES)
  const opening = hash(hello.bytes, reply.payload.subarray(0, 2 + KEY_BYTES))
  const keys = handshakeKeys(agreed, opening)
  const afterReply = hash(hello.bytes, reply.bytes)
  const afterProof = hash(hello.bytes, reply.bytes, proof.bytes)
  try {
    const inProof = new Reader(open(aes256gcm, keys.initiator, 0, afterReply, proof.payload))
    readClaim(inProof)
    inProof.field()
    const callers = unwrap(callee.wrapping, inProof.take(RSA_BYTES))
    const wrapped = open(aes256gcm, keys.responder, 1, afterProof, confirm.payload).subarray(0, RSA_BYTES)
    const callees = unwrap(caller.wrapping, wrapped)
    return sessionKeys([agreed, callers, callees], hash(afterProof, wrapped))
  } catch {
    return null
  }
}

/** The same for RSA key transport as TLS had it: PROOF begins with the secret, padded and wrapped to the callee. */
function transportedKeys(
  { hello, reply, proof }: OverheardHandshake,
  callee: PrivateIdentity,
): SessionSecrets | null {
  try {
    wrappingKeyIn(reply.payload)
    const key = { key: callee.wrapping, padding: constants.RSA_NO_PADDING }
    const secret = privateDecrypt(key, proof.payload.subarray(0, RSA_BYTES)).subarray(-KEY_BYTES)
    return sessionKeys([secret], hash(hello.bytes, reply.bytes, proof.bytes))
  } catch {
    return null
  }
}

/**
 * What can come to a side: frames as an honest friend would make them from what she has heard, the same with one thing wrong
 * in each, what the side's own user does, and the end of the transport.
 */

import type { Profile, Role } from '../../peers/protocol/conversation'
import type { Defences } from '../../peers/protocol/defences'
import { hardenedDefences } from '../../peers/protocol/hardened'

/** A profile, and what its conversations ask, as far as that is known. */
export interface LearnedProfile extends Profile {
  readonly defences?: Defences
}

/** What comes to a responder before its handshake is done. */
const callerSays = [
  'HELLO',
  'HELLO of an older suite',
  'HELLO changed on the way',
  'HELLO without a share',
  'PROOF',
  'PROOF in somebody’s name',
  'PROOF of a stranger',
  'PROOF meant for somebody else',
  'PROOF signed wrongly',
  'PROOF with a wrong MAC',
  'PROOF with a wrong secret',
  'PROOF changed on the way',
  'its own REPLY',
  'its own CONFIRM',
] as const

/** What comes to an initiator. */
const calledSays = [
  'REPLY',
  'REPLY of an older suite',
  'REPLY to another HELLO',
  'REPLY without a share',
  'REPLY of another name',
  'REPLY with another key',
  'REPLY signed wrongly',
  'REPLY with a wrong MAC',
  'REPLY changed on the way',
  'CONFIRM',
  'CONFIRM with a wrong secret',
  'CONFIRM of another session',
  'CONFIRM changed on the way',
  'its own HELLO',
  'its own PROOF',
] as const

const recordsSay = [
  'TEXT',
  'TEXT changed on the way',
  'TEXT twice',
  'TEXT after a lost one',
  'TEXT under the other direction’s key',
  'DATA',
  'CLOSE',
  'CLOSE with a wrong count',
] as const

const othersSay = ['a frame too long', 'a frame of no type'] as const

/** What does not come over the wire. */
const happens = ['user says a text', 'user says goodbye', 'an hour passes', 'the transport ends'] as const

/** How much goes by when an hour passes, in milliseconds. */
export const HOUR_MS = 3_600_000

/** What Mallory says. */
export type SaidInput =
  | (typeof callerSays)[number]
  | (typeof calledSays)[number]
  | (typeof recordsSay)[number]
  | (typeof othersSay)[number]
  | 'TEXT and REKEY'

export type MachineInput = SaidInput | (typeof happens)[number]

/** @returns everything that comes to a side in this role. */
export function inputsOf(role: Role): readonly MachineInput[] {
  return role === 'responder'
    ? [...callerSays, ...recordsSay, 'TEXT and REKEY', ...othersSay, ...happens]
    : [...calledSays, ...recordsSay, ...othersSay, ...happens]
}

/** These have a handshake of their own, laid out otherwise than PROTOCOL.md's. */
const OTHER_HANDSHAKES: readonly string[] = ['sign-keys-only', 'static-keys', 'rsa-transport']

/** @returns what of that can be said to a profile, so that it means what it is called, and is answered alike each time. */
export function inputsFor({ name, defences }: LearnedProfile, role: Role): readonly MachineInput[] {
  const isLaidOut = !OTHER_HANDSHAKES.includes(name)
  // Without a tag, what comes out under a wrong key is anything, and may by chance be a record.
  const isTagged = (defences ?? hardenedDefences).recordCipher.overhead > 0
  return inputsOf(role).filter(
    (input) =>
      (isLaidOut || !byPlace.has(input)) && (isTagged || input !== 'TEXT under the other direction’s key'),
  )
}

/** What names a part of a sealed message by its place in PROTOCOL.md's handshake: another handshake has others. */
const byPlace: ReadonlySet<MachineInput> = new Set<MachineInput>([
  'PROOF meant for somebody else',
  'PROOF signed wrongly',
  'PROOF with a wrong MAC',
  'PROOF with a wrong secret',
  'REPLY signed wrongly',
  'REPLY with a wrong MAC',
  'CONFIRM with a wrong secret',
  'CONFIRM of another session',
])

/** What either side answers to each message of a handshake, changed in one piece. */

import type { ExecutionContext } from 'ava'
import type { Output } from './conversation'
import type { Defences } from './defences'
import type { ErrorCode } from './errors'
import type { Identity } from './identity'
import {
  type Changes,
  type Party,
  ReferenceInitiator,
  ReferenceResponder,
} from './reference/handshake-testing'
import { converse, friends, person, written } from './secure-testing'

export const people = Promise.all([person('alice'), person('bob'), person('mallory')]).then(
  ([alice, bob, mallory]) => {
    const expected = friends(alice, bob, mallory)
    return { alice, bob, mallory, asAlice: { self: alice, expected }, asBob: { self: bob, expected } }
  },
)

/** Who the other side really is, and what the one under test knows or lacks. */
export interface Case {
  readonly by?: Party
  readonly expected?: (name: string) => Identity | undefined
  readonly defences?: Defences
}

/** What Alice, who calls Bob, says to a REPLY with these changes. */
export async function toReply(changes: Changes, { by, ...side }: Case = {}): Promise<Output[]> {
  const { asAlice, bob } = await people
  const alice = await converse({ ...asAlice, ...side }, 'bob')
  return alice.receive(new ReferenceResponder(by ?? bob, changes).reply(written(alice.open())))
}

/** What Alice says to a CONFIRM with these changes. */
export async function toConfirm(
  changes: Changes,
  { by, ...side }: Case = {},
  before: Changes = {},
): Promise<Output[]> {
  const { asAlice, bob } = await people
  const alice = await converse({ ...asAlice, ...side }, 'bob')
  const responder = new ReferenceResponder(by ?? bob, before)
  const proof = written(alice.receive(responder.reply(written(alice.open()))))
  return alice.receive(responder.confirm(proof, changes).frame)
}

/** What Bob says to a HELLO with these changes. */
export async function toHello(changes: Changes, side: Case = {}): Promise<Output[]> {
  const { asBob, alice } = await people
  const bob = await converse({ ...asBob, ...side }, null)
  bob.open()
  return bob.receive(new ReferenceInitiator(alice, 'bob', changes).hello())
}

/** What Bob says to a PROOF with these changes, after an honest HELLO. */
export async function toProof(changes: Changes, { by, ...side }: Case = {}): Promise<Output[]> {
  const { asBob, alice } = await people
  const bob = await converse({ ...asBob, ...side }, null)
  bob.open()
  const initiator = new ReferenceInitiator(by ?? alice, 'bob')
  const reply = written(bob.receive(initiator.hello()))
  return bob.receive(initiator.proof(reply, changes))
}

/** Asserts that these are an alarm with this code, a hang-up and the end; nothing is written or delivered. */
export function refused(
  t: ExecutionContext,
  code: ErrorCode,
  outputs: readonly Output[],
  what: string = code,
): void {
  t.is(outputs.length, 3, what)
  t.like(outputs, [{ event: 'alarm', code }, { hangUp: true }, { event: 'closed', clean: false }], what)
}

/** @returns the bytes with their bit 0 at `at` the other way round. */
export function flip(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes)
  flipped[at]! ^= 1
  return flipped
}

/**
 * history-theft: with Bob's private keys, and nothing that he ever received, asks Alice for all that she said to him.
 *
 * What it does: calls Alice as Bob, which his keys allow, and says what a program says that comes back from an old
 * backup: that it has nothing of her stream. A program that has lost everything does not know the stream's id; she
 * learns it by offers, which Alice's program answers in its stream, calls again and names it.
 * Published: CVE-2021-40823 (GHSA-23cm-x6j7-6hq3, matrix-js-sdk before 12.4.1, 2021): the key of messages that were
 * sent long ago is given once more to a device that asks for it again, on the strength of who it says to be.
 * What stops it: what was confirmed is owed to nobody. HAVE ends what waits and never begins it again; it goes once
 * more only when the sender's user agrees, who is told that the friend lacks it (peers/messenger/outbox-rules.ts).
 */

import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { Friend } from './friend'
import { noop } from './noop'
import { endIn, provokedEnd, textsIn } from './provoked-end'

const VICTIM = 'alice'
const OWNER = 'bob'

export const historyTheft: Attack = {
  name: 'history-theft',
  about: 'with Bob’s stolen keys, asks Alice’s messenger for all that was ever said to him',
  prepare: noop.prepare,
  async launch(mallory) {
    const identity = mallory.stolenIdentity(OWNER)
    if (!identity) return
    const self = { name: OWNER, identity }
    mallory.acted(deed('calls-with-stolen-keys', OWNER), { to: VICTIM })
    const first = await Friend.callAs(mallory, self, VICTIM)
    const { stream } = await provokedEnd(mallory, first)
    await takeAll(mallory, first)

    mallory.acted(deed('asks-for-history', OWNER), { to: VICTIM })
    const second = await Friend.callAs(mallory, self, VICTIM, { have: stream })
    // It waits still, so it comes once more: behind all that Alice's program gives for the question.
    await endIn(second)
    await takeAll(mallory, second)
  },
}

async function takeAll(mallory: Mallory, session: Friend): Promise<void> {
  for (const text of textsIn(session)) mallory.loot('read', text, { from: VICTIM, to: OWNER })
  await session.leave()
}

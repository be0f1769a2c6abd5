/**
 * wrong-heir: with a new key in Bob's name, comes for what Alice said while Bob was away.
 *
 * What it does: in the directory's place names a key of her own as Bob's, at the first launch. When Alice has taken it,
 * as people do with a friend's new key, calls her as Bob at the second, says that nothing came yet, and has Alice's
 * program answer offers, to be sure that all that it gives has come. Then she names Bob's key again.
 * Published: Boelter, "WhatsApp Retransmission Vulnerability", April 2016 (The Guardian, 13 January 2017): messages that
 * were not delivered yet are encrypted anew for whatever key the server names, and the sender is told afterwards at best.
 * What stops it: each message is for the key that the friend had when it was said, and goes to another one only when
 * its sender agrees to that (peers/messenger/outbox-rules.ts).
 */

import { fingerprint, type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { ownIdentity } from './entropy'
import { Friend } from './friend'
import { namingKey } from './named-key'
import { noop } from './noop'
import { provokedEnd, textsIn } from './provoked-end'

const VICTIM = 'alice'
const OWNER = 'bob'

/** @returns the attack, with a memory of its own. */
export function newWrongHeir(): Attack {
  /** The key in Bob's name, as long as she names it. */
  let named: PrivateIdentity | null = null
  return {
    name: 'wrong-heir',
    about: 'names a key of her own as Bob’s, and comes for what waits for him',
    prepare: noop.prepare,
    async answer(asked, json, mallory) {
      if (!named || asked.from !== VICTIM) return json
      const changed = namingKey(asked, json, named, (name) => name === OWNER)
      const presented = fingerprint(publicIdentity(named))
      for (const owner of changed.owners)
        mallory.acted(deed('names-own-key', owner), { to: VICTIM, presented })
      return changed.json
    },
    async launch(mallory) {
      if (!named) {
        named = await ownIdentity()
        return
      }
      await inherit(mallory, named)
      named = null
    },
  }
}

export const wrongHeir = newWrongHeir()

async function inherit(mallory: Mallory, identity: PrivateIdentity): Promise<void> {
  const presented = fingerprint(publicIdentity(identity))
  mallory.acted(deed('calls-with-named-key', OWNER), { to: VICTIM, presented })
  const heir = await Friend.callAs(mallory, { name: OWNER, identity }, VICTIM)
  await provokedEnd(mallory, heir)
  for (const text of textsIn(heir)) mallory.loot('read', text, { from: VICTIM, to: OWNER })
  await heir.leave()
}

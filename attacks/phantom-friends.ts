/**
 * phantom-friends: the directory names friends whom nobody ever asked for, and the attacker calls as one of them.
 *
 * What it does: in the directory's place it notes whose keys are whose, and puts a thousand invented friends into Alice's
 * list, others with each answer, all with the attacker's own keys. One of them goes by a name that looks like that of a
 * real friend. As that one she then calls Alice, and asks for something.
 * Published: Rösler, Mainka and Schwenk, "More is Less: On the End-to-End Security of Group Chats in Signal, WhatsApp,
 * and Threema", EuroS&P 2018: whoever controls WhatsApp's servers puts a member of their own into any group. Gajim
 * before 0.16.5, CVE-2015-8688: a crafted roster push puts anybody into the list of contacts.
 * What stops it: only those are kept whom the user has asked or accepted (peers/contacts/named-friends.ts).
 */

import { type Identity, type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import { identityFromJson, identityInJson } from './account'
import type { Attack } from './attack'
import { deed } from './deeds'
import { ownIdentity } from './entropy'
import { Friend } from './friend'
import type { NamedFriend } from './named-key'
import { noop } from './noop'

const VICTIM = 'alice'
/** In a list that is read in passing, this is Bob. */
const IMPOSTOR = 'b0b'
/** In each answer; with real friends no more than an answer may name. */
const PHANTOMS = 990

/** What the directory knows: the keys of those whom it has named. */
const keys = new Map<string, Identity>()
/** Those of all whom she makes up; made when they are first needed. */
let own: Promise<PrivateIdentity> | undefined
/** How often she has lied. */
let answered = 0

export const phantomFriends: Attack = {
  name: 'phantom-friends',
  about: 'names friends whom nobody ever asked for, and calls as one of them',
  prepare: noop.prepare,
  async answer({ from, method, path }, json, { acted }) {
    if (method !== 'GET' || path !== '/friends' || (json as { error?: unknown }).error) return json
    const { friends, ...requests } = json as { friends: readonly NamedFriend[] }
    for (const { name, identity } of friends) keys.set(name, identityFromJson(identity))
    if (from !== VICTIM) return json
    own ??= ownIdentity()
    const identity = identityInJson(publicIdentity(await own))
    answered += 1
    const others = Array.from({ length: PHANTOMS - 1 }, (_, number) => `phantom-${answered}-${number}`)
    const invented = [IMPOSTOR, ...others].map((name) => ({ name, identity }))
    // A directory is asked again and again.
    if (answered === 1) acted(deed('invents-friends', PHANTOMS), { to: from })
    return { ...requests, friends: [...friends, ...invented] }
  },
  async launch(mallory) {
    const victim = keys.get(VICTIM)
    if (!victim || !own)
      throw new Error('this attack needs both to have asked the directory for their friends')
    const self = { name: IMPOSTOR, identity: await own }
    mallory.acted(deed('calls-as-phantom', IMPOSTOR), { to: VICTIM })
    // Whoever refuses strangers ends the session here.
    const friend = await Friend.callAs(mallory, self, VICTIM, { expected: victim }).catch(() => null)
    if (!friend) return
    friend.say({ type: 'text', text: 'It is me, on a new phone. What was the code again?' })
    await friend.heeded()
    await friend.leave()
  },
}

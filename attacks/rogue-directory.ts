/**
 * rogue-directory: the directory names the attacker's key as everybody's, and she stands in the middle with it.
 *
 * What it does: in every answer that names a friend's keys it puts the attacker's in their place, and signs the
 * friend's address anew with them. On the path she then shows to each of them the key that the directory named.
 * Published: Albrecht, Eikenberg and Paterson, "Breaking Bridgefy, again", USENIX Security 2022: keys come from who is
 * next on the network and are taken at first use, so whoever answers first is in the middle.
 * What stops it: a key that is known from before (the pin), or comparing safety numbers. A key that is seen for the
 * first time, and compared with nothing, is whoever's the directory says.
 */

import { fingerprint, type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import type { Attack } from './attack'
import { deed } from './deeds'
import { ownIdentity } from './entropy'
import { namingKey } from './named-key'
import { standBetween } from './swap-keys'

/** One pair of keys for the directory's answers and for the path; made when it is first needed. */
let keys: Promise<PrivateIdentity> | undefined
const own = (): Promise<PrivateIdentity> => {
  keys ??= ownIdentity()
  return keys
}

export const rogueDirectory: Attack = {
  name: 'rogue-directory',
  about: 'names the attacker’s key for every friend, and stands in the middle with it',
  async prepare() {
    const { signing } = await own()
    return (link) => standBetween(link, signing)
  },
  async answer(asked, json, { acted }) {
    const identity = await own()
    const named = namingKey(asked, json, identity, () => true)
    const presented = fingerprint(publicIdentity(identity))
    for (const name of named.owners) acted(deed('names-own-key', name), { to: asked.from, presented })
    return named.json
  },
}

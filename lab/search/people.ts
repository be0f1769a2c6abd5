/** Who takes part in a search: two honest people, and Mallory, whom both have as a friend. */

import { generateKeyPairSync } from 'node:crypto'
import { ephemeral, type Name } from '../../attacks/terms/people'
import type { Entropy } from '../../peers/protocol/conversation'
import { type Identity, type PrivateIdentity, publicIdentity } from '../../peers/protocol/identity'
import type { Random } from './random'

export interface SearchedPerson {
  readonly name: Name
  readonly own: PrivateIdentity
  readonly identity: Identity
}

export type SearchedPeople = Readonly<Record<Name, SearchedPerson>>

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

/** @returns people with keys of their own: made once for a whole search, for a key takes as long as fifty executions. */
export function newPeople(): SearchedPeople {
  const person = (name: Name): SearchedPerson => {
    const own = { signing: newKey(), wrapping: newKey() }
    return { name, own, identity: publicIdentity(own) }
  }
  return { alice: person('alice'), bob: person('bob'), mallory: person('mallory') }
}

/** @returns what conversations take their keys and secrets from. */
export function entropyFrom(random: Random): Entropy {
  return {
    x25519: () => ephemeral(random.bytes(32)),
    bytes: (size) => random.bytes(size),
    rsa: async () => newKey(),
  }
}

/** Who takes part in a search: two honest people, and Mallory, whom both have as a friend. */

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Entropy } from '../../peers/protocol/conversation'
import { type Identity, type PrivateIdentity, publicIdentity } from '../../peers/protocol/identity'
import { privateKeyOf } from '../../peers/protocol/key-agreement'
import type { Random } from './random'

export const honest = ['alice', 'bob'] as const
export type Honest = (typeof honest)[number]
export const names = [...honest, 'mallory'] as const
export type Name = (typeof names)[number]

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

/** Every execution draws the same ones: to read them took a third of its time. */
const read = new Map<string, KeyObject>()
const MOST_READ = 1_000

/** @returns the X25519 private key with these 32 bytes. */
export function ephemeral(bytes: Uint8Array): KeyObject {
  const name = Buffer.from(bytes).toString('base64')
  const before = read.get(name)
  if (before) return before
  const key = privateKeyOf(bytes)
  if (read.size < MOST_READ) read.set(name, key)
  return key
}

/** @returns what conversations take their keys and secrets from. */
export function entropyFrom(random: Random): Entropy {
  return {
    x25519: () => ephemeral(random.bytes(32)),
    bytes: (size) => random.bytes(size),
    rsa: async () => newKey(),
  }
}

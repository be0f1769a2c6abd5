/** Whom terms speak of: two honest people, and Mallory. */

import type { KeyObject } from 'node:crypto'
import type { Identity, PrivateIdentity } from '../../peers/protocol/identity'
import { privateKeyOf } from '../../peers/protocol/key-agreement'

export const honest = ['alice', 'bob'] as const
export type Honest = (typeof honest)[number]
export const names = [...honest, 'mallory'] as const
export type Name = (typeof names)[number]

/** What Mallory has of everybody: public keys where she knows them, private ones of herself and of whom they were stolen from. */
export type KnownPeople = Readonly<
  Record<Name, { readonly identity?: Identity; readonly own?: PrivateIdentity }>
>

export const isHonest = (name: Name | null): name is Honest => honest.some((one) => one === name)

/** Every execution of a search draws the same ones: to read them took a third of its time. */
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

/**
 * Friendships. One row a pair: who asked, who was asked, and whether they accepted. A request to a name that
 * nobody registered is kept like any other: the one who asks cannot tell the difference.
 */

import { type IdentityJson, MOST_FRIENDS, MOST_OPEN_REQUESTS } from '../../peers/protocol/directory-api'
import { Refusal } from '../refusal'
import type { DatabaseReader } from '../storage/database'
import type { Store } from '../storage/store'

interface Row {
  readonly asker: string
  readonly asked: string
  readonly accepted: 0 | 1
}

/**
 * Asks `other` to be a friend of `name`, or accepts if they asked already.
 * @throws Refusal OWN_NAME, TOO_MANY_OPEN, TOO_MANY_FRIENDS.
 */
export async function addFriend(store: Store, name: string, other: string) {
  if (name === other) throw new Refusal('OWN_NAME')
  return store.write<{ status: 'requested' | 'accepted' }>((reader) => {
    const row = between(reader, name, other)
    if (row?.accepted) return { changes: [], answer: { status: 'accepted' } }
    if (row?.asker === name) return { changes: [], answer: { status: 'requested' } }
    // Those counted whom they asked: an answer that makes a friendship of a request never makes one too many.
    if (friendsAndAsked(reader, name) >= MOST_FRIENDS) throw new Refusal('TOO_MANY_FRIENDS')
    if (row === undefined) {
      if (openRequests(reader, 'asker', name).length >= MOST_OPEN_REQUESTS) throw new Refusal('TOO_MANY_OPEN')
      return { changes: [['ask', name, other]], answer: { status: 'requested' } }
    }
    return { changes: [['accept', other, name]], answer: { status: 'accepted' } }
  })
}

/** Ends a friendship, takes back a request or declines one. There need not be any. */
export function removeFriend(store: Store, name: string, other: string) {
  return store.write((reader) => ({
    changes: between(reader, name, other) ? [['part', name, other]] : [],
    answer: { status: 'removed' as const },
  }))
}

/** @returns friends with their keys, and open requests in both directions (500 each) without any; by name. */
export function listFriends(reader: DatabaseReader, name: string) {
  const friends = reader.all<IdentityJson & { name: string }>(
    `SELECT name, signing, wrapping
     FROM friendships JOIN users ON name = iif(asker = ?1, asked, asker)
     WHERE accepted = 1 AND (asker = ?1 OR asked = ?1) ORDER BY name`,
    [name],
  )
  return {
    friends: friends.map(({ name, signing, wrapping }) => ({ name, identity: { signing, wrapping } })),
    incoming: openRequests(reader, 'asked', name).map((row) => row.asker),
    outgoing: openRequests(reader, 'asker', name).map((row) => row.asked),
  }
}

/** @returns the open requests in which `name` is the one who asked, or who was asked; by the other's name. */
function openRequests(reader: DatabaseReader, side: 'asker' | 'asked', name: string): Row[] {
  const sql = `SELECT asker, asked FROM friendships WHERE ${side} = ? AND accepted = 0 ORDER BY asker, asked LIMIT ?`
  return reader.all<Row>(sql, [name, MOST_OPEN_REQUESTS])
}

/** @returns how many friends `name` has and how many they asked besides. */
function friendsAndAsked(reader: DatabaseReader, name: string): number {
  const sql = 'SELECT count(*) AS count FROM friendships WHERE asker = ?1 OR (asked = ?1 AND accepted = 1)'
  return reader.get<{ count: number }>(sql, [name])!.count
}

/** @returns whether the two are friends, accepted by both. */
export function areFriends(reader: DatabaseReader, one: string, other: string): boolean {
  return between(reader, one, other)?.accepted === 1
}

function between(reader: DatabaseReader, one: string, other: string): Row | undefined {
  return reader.get<Row>(
    `SELECT asker, asked, accepted FROM friendships
     WHERE (asker = ?1 AND asked = ?2) OR (asker = ?2 AND asked = ?1)`,
    [one, other],
  )
}

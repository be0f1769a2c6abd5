/**
 * hoarder: fills a friend's disk with what the friend never sees.
 *
 * What she does: says END, thirty thousand times, each of a file that was never offered. That is an item like a text: it has
 * a number, has to be on Alice's disk before it is confirmed, and stays there. Alice's user is shown nothing, for
 * there is nothing to tell.
 * Published: CVE-2024-37302, Matrix Synapse before 1.106: a “disk fill attack” by what a server keeps for others, against
 * which its limit on requests was not enough. The class is CWE-770.
 * What stops it: a budget of items for each friend (peers/messenger/friend-budget.ts): so many at once and so many a
 * second, while the rest waits in her own socket, and so many that were not read.
 */

import { setTimeout as delay } from 'node:timers/promises'
import { FILE_ID_BYTES, type Item } from '../peers/protocol/application'
import type { Attack } from './attack'
import { deed } from './deeds'
import { Friend } from './friend'
import { noop } from './noop'

const VICTIM = 'alice'
const ITEMS = 30_000
/** In one record. */
const AT_ONCE = 200
/** Milliseconds after which she gives up where nothing more is confirmed. */
const PATIENCE = 4_000
const GLANCE = 50

export const hoarder: Attack = {
  name: 'hoarder',
  about: 'fills a friend’s disk with what the friend never sees',
  prepare: noop.prepare,
  /** Over when all is on Alice's disk, or she takes no more. */
  async launch(mallory) {
    const friend = await Friend.call(mallory, VICTIM)
    mallory.acted(deed('ends-nothing', ITEMS), { to: VICTIM })
    // Where Alice ends the session, nothing more is confirmed.
    sendAll(friend, mallory.random('files', ITEMS * FILE_ID_BYTES)).catch(() => {})
    let confirmed = 0
    for (let idle = 0; confirmed < ITEMS && idle < PATIENCE; idle += GLANCE) {
      await delay(GLANCE)
      if (friend.confirmed > confirmed) idle = 0
      confirmed = friend.confirmed
    }
  },
}

/** @param ids one after the other. */
async function sendAll(friend: Friend, ids: Buffer): Promise<void> {
  for (let sent = 0; sent < ITEMS; sent += AT_ONCE)
    await friend.sayAll(
      Array.from({ length: Math.min(AT_ONCE, ITEMS - sent) }, (_, place): Item => {
        const at = (sent + place) * FILE_ID_BYTES
        const id = ids.subarray(at, at + FILE_ID_BYTES).toString('hex')
        return { type: 'end', id, outcome: 'taken' }
      }),
    )
}

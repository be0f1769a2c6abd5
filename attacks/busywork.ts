/**
 * busywork: has a friend hash a large file, again and again.
 *
 * What she does: Alice has offered her a file. She fetches it, so she knows what is in it, and then asks for its last byte,
 * as somebody does who was cut off just before the end: with the SHA-256 of all before it, which Alice has to compare with
 * her own. When the byte is there she asks again, a hundred and ninety times, fifty-eight bytes each.
 * Published: CVE-2011-3192, “Apache Killer”: a short request for many ranges of a file has the server do the work of
 * serving it for each. The class is CWE-405, “Asymmetric Resource Consumption (Amplification)”.
 * What stops it: the hashes of a file's beginnings are computed once and kept (peers/files/prefix-hash.ts).
 */

import { createHash } from 'node:crypto'
import type { ApplicationMessage } from '../peers/protocol/application'
import type { Attack } from './attack'
import { deed } from './deeds'
import { Friend } from './friend'
import { noop } from './noop'

const VICTIM = 'alice'
/** With the first, fewer than the questions that a friend has at once: she keeps to what is allowed. */
const TIMES = 190

export const busywork: Attack = {
  name: 'busywork',
  about: 'has a friend hash a large file again and again',
  prepare: noop.prepare,
  async launch(mallory) {
    const friend = await Friend.call(mallory, VICTIM)
    const { id, size } = await offered(friend)
    const prefix = await beginning(friend, id, size - 1)
    mallory.acted(deed('asks-for-last-byte', TIMES), { to: VICTIM })
    for (let time = 0; time < TIMES; time += 1) {
      const last = friend.hearNext((message) => message.kind === 'chunk' && message.offset === size - 1)
      friend.tell({ kind: 'fetch', id, offset: size - 1, prefix })
      await last
    }
    await friend.leave()
  },
}

/** @returns the file that she is offered, whatever else is said to her. */
async function offered(friend: Friend): Promise<{ readonly id: string; readonly size: number }> {
  const message = await friend.hear((one) => one.kind === 'item' && one.item.type === 'offer')
  if (message.kind !== 'item' || message.item.type !== 'offer') throw new Error('no offer')
  return message.item
}

/** Fetches all of the file. @returns SHA-256 in hex of so many of its bytes. */
async function beginning(friend: Friend, id: string, bytes: number): Promise<string> {
  friend.tell({ kind: 'fetch', id, offset: 0, prefix: createHash('sha256').digest('hex') })
  const isEnd = (one: ApplicationMessage) => one.kind === 'chunk' && one.offset + one.bytes.length > bytes
  await friend.hear(isEnd)
  const hash = createHash('sha256')
  for (const one of friend.heard)
    if (one.kind === 'chunk') hash.update(one.bytes.subarray(0, bytes - one.offset))
  return hash.digest('hex')
}

/**
 * Having somebody's program say something in its stream of its own accord: it answers offers that it does not want.
 * What it says then comes behind all that it sends besides, and tells the stream's id (PROTOCOL.md section 8.1).
 */

import { type ApplicationMessage, FILE_ID_BYTES } from '../peers/protocol/application'
import type { Mallory } from './attack'
import type { Friend } from './friend'

/** A program that leaves offers unanswered has so many of them open, and says of the next one that it is too many. */
const OFFERS = 21

type ItemMessage = Extract<ApplicationMessage, { kind: 'item' }>

/** @returns the first answer. */
export async function provokedEnd(mallory: Mallory, friend: Friend): Promise<ItemMessage> {
  for (let number = 1; number <= OFFERS && !friend.heard.some(isEnd); number += 1) {
    const id = mallory.random(`offer ${number}`, FILE_ID_BYTES).toString('hex')
    // Who accepts it finds that the nothing in it has another hash.
    friend.say({ type: 'offer', id, size: 0, sha256: '00'.repeat(32), name: 'notes.txt' })
    await friend.heeded()
  }
  return endIn(friend)
}

/** @returns the first end of a transfer that comes in this session. */
export async function endIn(friend: Friend): Promise<ItemMessage> {
  return (await friend.hear(isEnd)) as ItemMessage
}

/** @returns the texts that came in this session. */
export function textsIn({ heard }: Friend): string[] {
  return heard.flatMap((message) =>
    message.kind === 'item' && message.item.type === 'text' ? [message.item.text] : [],
  )
}

function isEnd(message: ApplicationMessage): boolean {
  return message.kind === 'item' && message.item.type === 'end'
}

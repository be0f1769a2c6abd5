/**
 * echo-chamber: has a friend say everything again and again, and reads none of it.
 *
 * What she does: calls Alice, who has written long letters to her, confirms none, and stops reading when the first has come. FULL says that her
 * disk is full, HAVE that it takes messages again and that she has none: whoever hears both begins from the first letter.
 * She says the two forty-five times, no more often than any friend may ask. Of two wishes that come at once the first is not
 * begun; so between them she says a chunk of a file that nobody wants, for which a read of Alice's socket has just no room.
 * Published: CVE-2019-9517, “Internal Data Buffering”, one of Netflix’s findings in HTTP/2 servers of 2019: the client
 * asks for large answers and shuts the window of TCP, and the server queues them in its memory.
 * What stops it: nothing is written for a socket that takes no more; it stays on the disk until she reads.
 */

import { setTimeout as delay } from 'node:timers/promises'
import { FILE_ID_BYTES, MAX_CHUNK_BYTES, NO_STREAM } from '../peers/protocol/application'
import type { Attack } from './attack'
import { deed } from './deeds'
import { Friend } from './friend'
import { noop } from './noop'

const VICTIM = 'alice'
/** Fewer than the questions that a friend has at once, and than what nobody wants: she keeps to what is allowed. */
const TIMES = 45
/** Milliseconds for Alice to begin all of them: her system has taken the wishes long before her program reads them. */
const PATIENCE = 2_500

export const echoChamber: Attack = {
  name: 'echo-chamber',
  about: 'has a friend say everything again and again, and reads none of it',
  prepare: noop.prepare,
  /** Over when all is asked; what is queued for her stays with Alice until the phase is over. */
  async launch(mallory) {
    const friend = await Friend.call(mallory, VICTIM)
    // From then on Alice's disk has nothing to do that each wish would have to wait for.
    await friend.hear(({ kind }) => kind === 'item')
    friend.stopReading()
    mallory.acted(deed('asks-to-repeat', TIMES), { to: VICTIM })
    const id = mallory.random('file', FILE_ID_BYTES).toString('hex')
    const bytes = Buffer.alloc(MAX_CHUNK_BYTES)
    for (let time = 0; time < TIMES; time += 1) {
      friend.tell({ kind: 'full' })
      friend.tell({ kind: 'have', stream: NO_STREAM, last: 0, written: 0 })
      await friend.repeat({ kind: 'chunk', id, offset: 0, bytes }, 1)
    }
    await delay(PATIENCE)
  },
}

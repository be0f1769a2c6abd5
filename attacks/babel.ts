/**
 * babel: asks a friend without end whether she is there.
 *
 * What she does: says PING, three bytes, a million times and more, many of them in one record, and takes each answer. Where
 * Alice ends the session she calls again, and goes on.
 * Published: CVE-2019-9512, “Ping Flood”, one of Netflix’s findings in HTTP/2 servers of 2019: pings without end, each
 * of which has to be answered.
 * What stops it: a budget of questions for each friend (peers/messenger/friend-budget.ts). Who exceeds it is thrown out, and
 * kept away for a while that grows; the sessions that a friend opens have a budget as well.
 */

import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { Friend } from './friend'
import { noop } from './noop'

const VICTIM = 'alice'
const PINGS = 2_000_000
/** In one record. */
const AT_ONCE = 4_000
/** Sessions that she opens for it. */
const MOST_SESSIONS = 20

/** @param pings how often she asks. */
export const asking = (pings: number): Attack => ({
  name: 'babel',
  about: 'asks a friend without end whether she is there',
  prepare: noop.prepare,
  /** Over when all is answered, or she was thrown out of all her sessions. */
  async launch(mallory) {
    mallory.acted(deed('asks-without-end', pings), { to: VICTIM })
    let said = 0
    for (let session = 0; session < MOST_SESSIONS && said < pings; session += 1)
      said += await oneSession(mallory, pings - said)
  },
})

export const babel = asking(PINGS)

/** @returns how many PINGs were said before Alice ended the session. */
async function oneSession(mallory: Mallory, most: number): Promise<number> {
  let said = 0
  try {
    const friend = await Friend.call(mallory, VICTIM)
    friend.passOver('pong')
    for (; said < most; said += AT_ONCE) await friend.repeat({ kind: 'ping' }, AT_ONCE)
    // What comes after them is answered after them.
    friend.say({ type: 'text', text: 'Are you still there?' })
    await friend.heeded()
    await friend.leave()
  } catch (error) {
    if (mallory.halted.aborted) throw error
    // She was thrown out.
  }
  return said
}

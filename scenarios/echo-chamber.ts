import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { besideAFriend } from './measured-calls'

/**
 * Mallory, who has read nothing for weeks, calls in the middle of Alice's conversation with Bob. While Alice's program
 * writes their words to its disk it begins nothing anew, so Mallory asks before they talk on; what she has not read stays.
 */
const steps = besideAFriend('memory', { talkLater: true })
const beforehand: readonly Step[] = [{ do: 'write-letters', from: 'alice', letters: 100, bytes: 16_000 }]

export const echoChamber = scenario({
  name: 'echo-chamber',
  title: 'Mallory has Alice repeat herself without end, and does not listen',
  about:
    'Alice has written a hundred long texts to Mallory, a friend, who was away: they wait on Alice’s disk. Now Mallory calls, says that she has none of them, and stops reading. That her disk is full and that it is not any more are words of the protocol, and each time she says them Alice begins with the first text again: 65,000 bytes of hers, nearly all of them filler between two wishes, for 1,600,000 of Alice’s. A program that writes whatever there is to say keeps all that the network does not take, in its memory, and how much that is is up to Mallory. How much memory Alice’s program took is read from the operating system. The hardened messenger says no more than the socket takes; the rest stays on the disk, where it was. Alice and Bob go on talking. (The messenger answers a friend’s first two hundred questions and five a second after that; Mallory keeps to it, so there is nothing to be alarmed about.)',
  lesson: 'Never prepare more answers than the other side takes: what waits fills your memory, not theirs.',
  source:
    'CVE-2019-9517 “Internal Data Buffering” (HTTP/2 servers; Netflix, advisory NFLX-2019-002, 2019); the class is CWE-770, “Allocation of Resources Without Limits or Throttling”',
  position: 'outsider',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'echo-chamber',
  program: 'messenger',
  acts: [
    {
      name: 'endless-queue',
      title: 'The hardened messenger, but what a socket does not take is queued for it.',
      profile: 'endless-queue',
      controls: 2,
      beforehand,
      steps,
      expected: 'BROKEN',
      breaks: ['availability'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger says no more than the socket takes.',
      profile: 'hardened',
      controls: 2,
      beforehand,
      steps,
      expected: 'RESISTED',
      counterpart: 'endless-queue',
    },
  ],
})

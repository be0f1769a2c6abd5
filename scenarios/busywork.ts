import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { besideAFriend } from './measured-calls'

/** Mallory is offered a file, and calls in the middle of Alice's conversation with Bob. */
const beforehand: readonly Step[] = [{ do: 'offer-file', from: 'alice', bytes: 24 * 2 ** 20 }]
const steps = besideAFriend('processor')

export const busywork = scenario({
  name: 'busywork',
  title: 'Mallory has Alice’s program compute until it has no time for anybody',
  about:
    'Alice has offered Mallory, a friend, a file of 24 MiB. Whoever was cut off in the middle of a file asks for the rest, and shows by a hash what is there already: so nobody goes on with another file of the same name. But the sender has to hash her own file to compare. Mallory has all of the file and asks for its last byte, fifty-eight bytes at a time; when it comes she asks again. A program that hashes anew for each question keeps a core of Alice’s computer busy for as long as Mallory likes, and with a film instead of these 24 MiB one question would do for seconds. How long Alice’s program worked is read from the operating system. The hardened messenger reads the file once: it keeps the hashes of its beginnings at even distances, and the last answer. Alice and Bob talk meanwhile. (The messenger answers a friend’s first two hundred questions and five a second after that; Mallory keeps to it, so there is nothing to be alarmed about.)',
  lesson: 'Work that is cheap to ask for and dear to do must be done once, not each time somebody asks.',
  source:
    'CVE-2011-3192 “Apache Killer” (overlapping ranges of one file, Apache HTTP Server 2.2, 2011); the class is CWE-405, “Asymmetric Resource Consumption (Amplification)”',
  position: 'outsider',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'busywork',
  program: 'messenger',
  acts: [
    {
      name: 'hash-anew',
      title: 'The hardened messenger, but it hashes the file for each question.',
      profile: 'hash-anew',
      controls: 2,
      beforehand,
      steps,
      expected: 'BROKEN',
      breaks: ['availability'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger keeps what it has computed.',
      profile: 'hardened',
      controls: 2,
      beforehand,
      steps,
      expected: 'RESISTED',
      counterpart: 'hash-anew',
    },
  ],
})

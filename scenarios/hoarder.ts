import { scenario } from '../lab/scenario/scenario'
import { besideAFriend, nextStart } from './measured-calls'

/** What is kept is counted, and what the next start has to do for it is measured. */
const steps = besideAFriend('storage', { after: nextStart('alice') })

export const hoarder = scenario({
  name: 'hoarder',
  title: 'Mallory fills Alice’s disk with what Alice never sees',
  about:
    'What a friend says is kept, for it must not be lost: it is on the receiver’s disk before it is confirmed. So a friend decides how much is kept. Mallory, a friend, says thirty thousand times that a file which she never offered has come to its end: fifty bytes each, several times as many on Alice’s disk, and nothing that Alice could see or would delete. This way she goes on for hours: whoever believes that friends are reasonable has a full disk one day, and a messenger that can’t say a word to anybody any more. How many bytes there are in the folder of Alice’s program is counted by the lab; how long the next start of the program will take is tried on a copy of it, and read from the operating system. (It grows with what nobody has read; what was read lies in pages that a start leaves alone.) The hardened messenger gives each friend a budget: of such items, five hundred at once and five a second; what goes beyond waits in Mallory’s own socket, and nothing more is taken at all when a hundred thousand items or 64 MiB have not been read. Alice and Bob talk meanwhile. (Nothing is lost, so there is nothing to be alarmed about.)',
  lesson: 'What friends may store with you needs a limit, as everything that others fill.',
  source:
    'CVE-2024-37302 (Matrix Synapse before 1.106, “disk fill attack”, 2024); the class is CWE-770, “Allocation of Resources Without Limits or Throttling”',
  position: 'outsider',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'hoarder',
  program: 'messenger',
  acts: [
    {
      name: 'unlimited-items',
      title: 'The hardened messenger, but a friend may send as much and as fast as it likes.',
      profile: 'unlimited-items',
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['availability'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger takes from each friend what its budget allows.',
      profile: 'hardened',
      controls: 2,
      steps,
      expected: 'RESISTED',
      counterpart: 'unlimited-items',
    },
  ],
})

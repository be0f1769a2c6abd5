import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { comparedConversation, conversation } from './conversations'

const befriend: Step = { do: 'befriend', between: ['alice', 'bob'] }
/** As the programs do at each start; before that the users settle what an earlier alarm has left open. */
const refresh: readonly Step[] = [
  { do: 'account', by: 'alice', what: 'keep', friend: 'bob' },
  { do: 'account', by: 'bob', what: 'keep', friend: 'alice' },
  { do: 'account', by: 'alice', what: 'refresh' },
  { do: 'account', by: 'bob', what: 'refresh' },
]

export const rogueDirectory = scenario({
  name: 'rogue-directory',
  title: 'The directory itself is Mallory’s, and names her key as everybody’s',
  about:
    'Alice and Bob learn each other’s keys from the directory. Now Mallory is in its place, and on the path between them as well: to each she names her own key as that of the other. Where the key was known from before, this is an alarm, and nothing is said. Where it is seen for the first time there is nothing to compare it with, and the first act shows plainly what that means: the hardened messenger is BROKEN, as every messenger is that takes keys at first use, until its users compare. The second act is the same, but the two read their safety numbers to each other before the first word.',
  source: 'M. R. Albrecht, R. Eikenberg, K. G. Paterson, “Breaking Bridgefy, again”, USENIX Security 2022',
  position: 'directory',
  attack: 'rogue-directory',
  acts: [
    {
      name: 'first-use',
      title: 'The hardened messenger; a new friendship, and nobody compares.',
      steps: [befriend, ...conversation],
      expected: 'BROKEN',
      breaks: ['secrecy', 'authenticity', 'identity'],
    },
    {
      name: 'first-use-compared',
      title: 'The same, but the two compare their safety numbers before the first word.',
      steps: [befriend, ...comparedConversation],
      expected: 'DETECTED',
      alarms: ['FINGERPRINT_MISMATCH'],
    },
    {
      name: 'known-before',
      title: 'The hardened messenger; the two became friends before Mallory came.',
      steps: [...refresh, ...conversation],
      expected: 'DETECTED',
      alarms: ['FINGERPRINT_MISMATCH'],
    },
    {
      name: 'believing',
      title: 'The same, but the messenger believes whatever key the directory names now.',
      profile: 'believe-directory',
      steps: [...refresh, ...conversation],
      expected: 'BROKEN',
      breaks: ['secrecy', 'authenticity', 'identity'],
    },
  ],
})

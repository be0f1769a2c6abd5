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

const meet: readonly Step[] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'close', by: 'alice', to: 'bob' },
]
const publish: Step = { do: 'account', by: 'bob', what: 'publish' }
/** What Mallory gives from here on, and Alice calls. */
const lied = (how: string): readonly Step[] => [
  { do: 'tell', topic: 'answers to give', facts: [how] },
  ...meet,
]

/** Alice has seen two addresses of Bob, and then hears of the first once more; a day later of the second, and of none that he signed. */
const stale: readonly Step[] = [
  publish,
  ...meet,
  publish,
  ...meet,
  ...lied('first'),
  { do: 'pass-time', for: ['alice', 'bob', 'directory'], minutes: 25 * 60 },
  { do: 'account', by: 'alice', what: 'log-in' },
  { do: 'account', by: 'bob', what: 'log-in' },
  publish,
  ...lied('last'),
  ...lied('moved'),
  ...lied('what there is'),
  publish,
  ...meet,
  { do: 'tell', topic: 'answers to give', facts: ['key in the list'] },
  { do: 'account', by: 'alice', what: 'refresh' },
  ...meet,
  { do: 'account', by: 'alice', what: 'keep', friend: 'bob' },
  // That a key was settled makes no old address a new one.
  ...lied('one before'),
  { do: 'tell', topic: 'answers to give', facts: ['what there is'] },
]

export const rogueDirectory = scenario({
  name: 'rogue-directory',
  title: 'The directory itself is Mallory’s, and names her key as everybody’s',
  about:
    'Alice and Bob learn each other’s keys from the directory. Now Mallory is in its place, and on the path between them as well: to each she names her own key as that of the other. Where the key was known from before, this is an alarm, and nothing is said. Where it is seen for the first time there is nothing to compare it with, and the first act shows plainly what that means: the hardened messenger is BROKEN, as every messenger is that takes keys at first use, until its users compare. The second act is the same, but the two read their safety numbers to each other before the first word.',
  lesson: 'Whoever hands out keys can hand out wrong ones: compare once, by another way.',
  source: 'M. R. Albrecht, R. Eikenberg, K. G. Paterson, “Breaking Bridgefy, again”, USENIX Security 2022',
  position: 'directory',
  attack: 'rogue-directory',
  acts: [
    {
      name: 'first-use',
      title: 'The hardened messenger; a new friendship, and nobody compares.',
      steps: [befriend, ...conversation],
      expected: 'BROKEN',
      breaks: ['secrecy', 'authenticity', 'completeness', 'identity'],
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
      name: 'stale',
      title: 'The hardened messenger; the directory gives old addresses and a false key.',
      attack: 'stale-directory',
      steps: [...stale, ...conversation],
      expected: 'DETECTED',
      alarms: ['BAD_ADDRESS_RECORD'],
      controls: 2,
    },
    {
      name: 'believing',
      title: 'The same, but the messenger believes whatever key the directory names now.',
      profile: 'believe-directory',
      steps: [...refresh, ...conversation],
      expected: 'BROKEN',
      breaks: ['secrecy', 'authenticity', 'completeness', 'identity'],
    },
  ],
})

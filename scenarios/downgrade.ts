import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const downgrade = scenario({
  name: 'downgrade',
  title: 'Mallory has Alice and Bob agree on the weakest encryption that both know',
  about:
    'Programs that are to talk to old ones keep old ways to lock letters, and agree on the best that both offer. The offers go first, before there is any key, so Mallory can change them: she strikes everything but the oldest way. Each of the two believes that the other knows nothing better, and their letters are locked with so short a key that she tries every one, 65,536 in about a second, and reads every word. Three things stop her, each alone: to vouch at the end for what was offered at the beginning, to have a strength below which a program does not go, and to know no old way at all. (Such keys were the rule for exports in the 1990s, with 40 bits, which was days of work for many computers; here they have 16, and like in SSL 2.0 the rest of the key travels in the clear. The messenger has no such method: one was built for this, so that the first act differs from the hardened messenger in three things, and from the second act in one, the offer that nobody vouches for.)',
  lesson: 'What was offered at the beginning must be vouched for at the end, or the weakest method wins.',
  source:
    'D. Adrian et al., “Imperfect Forward Secrecy: How Diffie-Hellman Fails in Practice”, ACM CCS 2015 (Logjam)',
  position: 'path',
  attack: 'downgrade',
  acts: [
    {
      name: 'downgradable',
      title: 'An old and weak encryption is accepted, and nobody vouches for the offer.',
      profile: 'downgradable',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['secrecy'],
    },
    {
      name: 'export-suite-no-floor',
      title: 'The weak encryption is accepted as well, but the whole offer goes into the keys.',
      profile: 'export-suite-no-floor',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BAD_RECORD'],
    },
    {
      name: 'export-suite',
      title: 'The weak encryption is known, but lies below a floor.',
      profile: 'export-suite',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BELOW_FLOOR'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger has one encryption, and it is a strong one.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['NO_COMMON_VERSION'],
    },
  ],
})

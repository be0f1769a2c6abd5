import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const downgrade = scenario({
  name: 'downgrade',
  title: 'Mallory has Alice and Bob agree on the weakest encryption that both know',
  about:
    'Programs that are to talk to old ones keep old methods, and agree on the best that both offer. The offer goes first, before there is any key: Mallory strikes everything but the oldest from it. Each of the two then believes that the other knows nothing better, and they agree on a suite of the kind that export rules asked for in the 1990s. Its keys were cut to 40 bits, which was days of work for many computers; here it is 16 bits, so that this one needs about a second, and like in SSL 2.0 the rest of the key travels in the clear. Mallory tries all 65,536 secrets and reads every word. The messenger has no such suite, so one was built for this, as users would expect it to exist: this is why the first act differs from the hardened messenger in three things, and from the second act in one, the offer that nobody vouches for. Each of the three stops her alone.',
  lesson: 'What was offered at the beginning must be vouched for at the end, or the weakest method wins.',
  source:
    'D. Adrian et al., “Imperfect Forward Secrecy: How Diffie-Hellman Fails in Practice”, ACM CCS 2015 (Logjam)',
  position: 'path',
  attack: 'downgrade',
  acts: [
    {
      name: 'downgradable',
      title:
        'The messenger with an old suite that it accepts, and an offer that is no part of what is signed.',
      profile: 'downgradable',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['secrecy'],
    },
    {
      name: 'export-suite-no-floor',
      title:
        'It accepts the old suite as well, but the keys come from the whole offer: they are not the same now.',
      profile: 'export-suite-no-floor',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BAD_RECORD'],
    },
    {
      name: 'export-suite',
      title: 'It knows the old suite, and has a floor under which it does not go.',
      profile: 'export-suite',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BELOW_FLOOR'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger knows one suite, and it is a strong one.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['NO_COMMON_VERSION'],
    },
  ],
})

import { scenario } from '../lab/scenario/scenario'
import { comparedConversation, conversation } from './conversations'

// Each connection of the prototype takes two fresh RSA keys, so its controls are one conversation each.

export const mitm = scenario({
  name: 'mitm',
  title: 'Mallory stands in the middle and swaps the public keys',
  about:
    'Alice and Bob exchange public keys over a connection that runs through Mallory. She keeps both keys and hands each of them her own instead. If nobody notices, each of them encrypts for Mallory: she reads everything, changes what she likes and passes it on. Encryption does not help against this; only knowing whose key one has does.',
  lesson: 'Encryption did not help. What helped was to know whose key it is.',
  source: 'R. L. Rivest, A. Shamir, “How to Expose an Eavesdropper”, CACM 27(4), 1984',
  position: 'path',
  attack: 'swap-keys',
  acts: [
    {
      name: 'prototype',
      title: 'The students’ first version, and nobody compares fingerprints.',
      profile: 'prototype',
      controls: 2,
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['secrecy', 'authenticity', 'completeness', 'identity'],
    },
    {
      name: 'prototype-compared',
      title: 'The same version, but the two read their fingerprints to each other before the first message.',
      profile: 'prototype',
      controls: 2,
      steps: comparedConversation,
      expected: 'DETECTED',
      alarms: ['FINGERPRINT_MISMATCH'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger: the friend’s key is known through the friendship.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['FINGERPRINT_MISMATCH'],
    },
    {
      name: 'accept-any-key',
      title: 'The hardened messenger with one check taken away: it accepts any key.',
      profile: 'accept-any-key',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['secrecy', 'authenticity', 'completeness', 'identity'],
    },
  ],
})

import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

// Each connection of the prototype takes two fresh RSA keys, so its controls are one conversation each.

export const eavesdrop = scenario({
  name: 'eavesdrop',
  title: 'Mallory copies every byte between Alice and Bob',
  about:
    'Mallory sits on the wire, as anyone on the same Wi-Fi or at the provider can, and copies what passes without touching it. What she learns depends on one thing only: whether the messages are encrypted.',
  lesson: 'Whoever only listens learns nothing where everything is encrypted.',
  source: 'E. Rescorla, B. Korver, RFC 3552, 2003, §3.2 “Passive Attacks”',
  position: 'tap',
  attack: 'tap',
  acts: [
    {
      name: 'plaintext',
      title: 'The hardened messenger with its encryption of messages taken away.',
      profile: 'plaintext',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['secrecy'],
    },
    {
      name: 'prototype',
      title: 'The students’ first version encrypts each message with RSA.',
      profile: 'prototype',
      controls: 2,
      steps: conversation,
      expected: 'RESISTED',
      counterpart: 'plaintext',
    },
    {
      name: 'hardened',
      title: 'The hardened messenger encrypts each message with AES-256-GCM.',
      profile: 'hardened',
      steps: conversation,
      expected: 'RESISTED',
      counterpart: 'plaintext',
    },
  ],
})

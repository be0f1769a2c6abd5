import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const replay = scenario({
  name: 'replay',
  title: 'Mallory has one message arrive twice',
  about:
    'Mallory can’t read what Alice writes and can’t change it. But she can keep the bytes and send them once more: “pay Mallory ten”, said once, arrives twice, and both times it really is Alice’s. Encryption and signatures don’t help, for nothing was forged. What helps is a number in each message that is taken once.',
  lesson: 'A right signature says who wrote it, not how often: each number is taken once.',
  source:
    'K. Paterson, M. Scarlata, K. T. Truong, “Three Lessons From Threema: Analysis of a Secure Messenger”, USENIX Security 2023',
  position: 'path',
  attack: 'replay',
  acts: [
    {
      name: 'prototype',
      title: 'The students’ first version signs each message and numbers none.',
      profile: 'prototype',
      controls: 2,
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['order'],
    },
    {
      name: 'accept-any-sequence',
      title: 'The hardened messenger with one check taken away: it takes records with any number.',
      profile: 'accept-any-sequence',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['order'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger takes each number once.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['OUT_OF_ORDER'],
    },
  ],
})

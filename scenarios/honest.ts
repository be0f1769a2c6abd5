import { scenario } from '../lab/scenario/scenario'
import { conversation, longConversation } from './conversations'

export const honest = scenario({
  name: 'honest',
  title: 'Two friends talk, and nobody interferes',
  about:
    'Alice and Bob register with the directory, become friends, find each other’s address there, exchange keys over TCP, talk both ways and say goodbye. Nobody attacks. Every attack is measured against this.',
  lesson: 'Without an attacker everything works: what is refused later is refused for a reason.',
  acts: [
    {
      name: 'hardened',
      title:
        'The hardened messenger; the friends compare their safety number first, and an hour later the keys are renewed.',
      profile: 'hardened',
      steps: longConversation,
      expected: 'PASSED',
    },
    {
      name: 'prototype',
      title: 'The students’ first version.',
      profile: 'prototype',
      steps: conversation,
      expected: 'PASSED',
    },
  ],
})

import { scenario } from '../lab/scenario/scenario'
import { threeInARow } from './conversations'

export const reorder = scenario({
  name: 'reorder',
  title: 'Mallory has one message overtake another',
  about:
    'Alice writes several messages in a row. Mallory keeps the first until the second is there, and passes that one on before it. Each word that Bob reads is Alice’s, and yet she never said it that way: “I say yes to”, “pizza”, “I say no to”, “crime” is an agreement to whatever Mallory likes. A messenger that does not insist on the order in which things were said notices nothing.',
  lesson: 'True words in another order can be a lie: numbers keep them where they were.',
  source:
    'M. Albrecht, L. Mareková, K. Paterson, I. Stepanovs, “Four Attacks and a Proof for Telegram”, IEEE S&P 2022',
  position: 'path',
  attack: 'reorder',
  acts: [
    {
      name: 'prototype',
      title: 'The students’ first version signs each message and numbers none.',
      profile: 'prototype',
      controls: 2,
      steps: threeInARow,
      expected: 'BROKEN',
      breaks: ['order'],
    },
    {
      name: 'accept-any-sequence',
      title: 'The hardened messenger with one check taken away: it takes records with any number.',
      profile: 'accept-any-sequence',
      steps: threeInARow,
      expected: 'BROKEN',
      breaks: ['order'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger takes the next number and no other.',
      profile: 'hardened',
      steps: threeInARow,
      expected: 'DETECTED',
      alarms: ['OUT_OF_ORDER'],
    },
  ],
})

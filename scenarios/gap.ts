import { scenario } from '../lab/scenario/scenario'
import { threeInARow } from './conversations'

export const gap = scenario({
  name: 'gap',
  title: 'Mallory makes a message in the middle vanish',
  about:
    'Alice writes three messages in a row: “I will pay you”, “if the goods are whole”, “on Friday”. Mallory passes the first and the third on. Nothing was read, changed, repeated or moved, and what Bob reads is a promise that Alice never made. A program that takes any number that it has not had yet, as one must that is made for a network which loses packets, sees nothing odd in a 2 after a 0. Ours counts once more in the goodbye, so that Bob is told in the end; but by then he has read what came after the gap. So only the very next number is taken: what is delivered is the beginning of what was said, without a hole.',
  lesson: 'A missing letter is noticed only by somebody who counts without gaps.',
  source:
    'P. Rösler, C. Mainka, J. Schwenk, “More is Less: On the End-to-End Security of Group Chats in Signal, WhatsApp, and Threema”, IEEE EuroS&P 2018',
  position: 'path',
  attack: 'gap',
  acts: [
    {
      name: 'prototype',
      title: 'The students’ first version signs each message and numbers none.',
      profile: 'prototype',
      controls: 2,
      steps: threeInARow,
      patience: 2_000,
      expected: 'BROKEN',
      breaks: ['completeness'],
    },
    {
      name: 'accept-any-sequence',
      title: 'The hardened messenger with one check taken away: it takes records with any number.',
      profile: 'accept-any-sequence',
      steps: threeInARow,
      patience: 2_000,
      expected: 'BROKEN',
      breaks: ['completeness'],
      // Too late, and yet it is what would tell of a check of numbers that has a fault.
      alarms: ['BAD_COUNT'],
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

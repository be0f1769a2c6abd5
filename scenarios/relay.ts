import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

// Whoever reaches nobody waits for the head start that a direct call has, so controls are short.

export const relay = scenario({
  name: 'relay',
  title: 'Mallory is the relay that joins two who do not reach each other',
  about:
    'Alice and Bob sit behind routers that let nobody in. Neither can call the other, so both dial out to a relay, which joins the two connections: all that they say goes through it. That is convenient, and it is the place on the path that Mallory would choose for herself; here it is hers. The relay is asked by the programs and not by their users, so nothing about it may have to be trusted. With the students’ first version she swaps the keys and reads along. Without a tag over each record she changes words that she can’t read. The messenger that users have takes neither: it knows Bob’s key from the friendship, and each record has its seal. In the last act the hardened messenger is BROKEN, and nothing mends that here: whoever joins two people knows whom. Mallory writes down which account calls which, when, and how many bytes go through; the names are made up by the lab for this act, so nobody can guess them. She can also hang up, or join nobody: then no word comes, and none comes that is false.',
  lesson: 'A relay need not be trusted with what you say. That you talk, and with whom, it knows.',
  source:
    'G. Danezis, C. Diaz, P. Syverson, “Systems for Anonymous Communication”, CRC Handbook of Financial Cryptography and Security, 2010',
  position: 'relay',
  attack: 'swap-keys',
  acts: [
    {
      name: 'prototype',
      title: 'The students’ first version: the relay swaps the keys, nobody compares.',
      profile: 'prototype',
      controls: 2,
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['secrecy', 'authenticity', 'completeness', 'identity'],
    },
    {
      name: 'swapped',
      title: 'The messenger that users have: the relay swaps the keys.',
      program: 'messenger',
      controls: 2,
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['FINGERPRINT_MISMATCH'],
    },
    {
      name: 'encrypt-without-mac',
      title: 'The hardened messenger without its tag: the relay changes words.',
      profile: 'encrypt-without-mac',
      attack: 'tamper',
      controls: 2,
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['authenticity', 'completeness'],
    },
    {
      name: 'altered',
      title: 'The hardened messenger checks each tag: the relay changes words.',
      attack: 'tamper',
      controls: 2,
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BAD_RECORD'],
    },
    {
      name: 'who-calls-whom',
      title: 'The hardened messenger: the relay passes all on, and logs the calls.',
      pseudonyms: true,
      attack: 'call-log',
      controls: 2,
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
  ],
})

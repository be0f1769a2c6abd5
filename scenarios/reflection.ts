import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const reflection = scenario({
  name: 'reflection',
  title: 'Mallory gives Alice her own words back as Bob’s',
  about:
    'A message that decrypts under the key of the session comes from the friend, says the messenger: who else has the key? Alice herself. If both sides seal with the same key, Mallory puts Alice’s own first message in the place of Bob’s first answer, and Alice’s program shows it as Bob’s: “I owe you ten” comes back as his debt to her. One key a direction is all that it takes to stop it.',
  lesson: 'One key for each direction: else your own words come back as the other’s.',
  source: 'N. Drucker, S. Gueron, “Selfie: reflections on TLS 1.3 with PSK”, IACR eprint 2019/347',
  position: 'path',
  attack: 'reflection',
  acts: [
    {
      name: 'one-key-both-ways',
      title: 'The hardened messenger with one key for both directions.',
      profile: 'one-key-both-ways',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['authenticity', 'completeness'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger has a key for what Alice says, and another for what Bob says.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BAD_RECORD'],
    },
  ],
})

import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const tamper = scenario({
  name: 'tamper',
  title: 'Mallory changes words that she can’t read',
  about:
    'Encryption hides a text, but does not hold it together. Where it is an XOR with a keystream, a bit that is flipped on the way is flipped in what Bob reads. Mallory guesses that Alice’s message begins with “Meet me at”, as such messages do, and turns it into “Be wary of”, without the key and without reading a letter of the rest. The hardened messenger puts a tag over each record (AES-GCM) and looks at nothing before the tag is right.',
  lesson: 'Encrypted is not unchanged: only a seal over the whole shows that nobody touched it.',
  source:
    'D. Poddebniak et al., “Efail”, USENIX Security 2018; C. Garman et al., “Dancing on the Lip of the Volcano: Chosen Ciphertext Attacks on Apple iMessage”, USENIX Security 2016',
  position: 'path',
  attack: 'tamper',
  acts: [
    {
      name: 'encrypt-without-mac',
      title: 'The hardened messenger with AES in counter mode, without a tag.',
      profile: 'encrypt-without-mac',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['authenticity', 'completeness'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger checks a tag over each record.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BAD_RECORD'],
    },
  ],
})

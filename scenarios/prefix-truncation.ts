import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const prefixTruncation = scenario({
  name: 'prefix-truncation',
  title: 'Mallory makes the first message vanish',
  about:
    'Messages are numbered, so one that is missing is noticed. SSH numbers them too, but begins to count before the encryption does, and lets anybody say “ignore this” at any time. Mallory says it to Bob once while the two are still agreeing on keys: now he has counted one more than Alice sent. Then she drops Alice’s first encrypted message, and both counts agree again, up to the goodbye, which says how many there were. “Not before noon” never arrived, “come to the bridge” did, no key was broken and nobody notices. Against SSH this took away the messages that switch on further protection. Our handshake takes no frame but its own four, and the numbers begin at 0 after it.',
  lesson: 'Count only what is protected, and from the first letter on: then nothing can vanish unseen.',
  source:
    'F. Bäumer, M. Brinkmann, J. Schwenk, “Terrapin Attack: Breaking SSH Channel Integrity By Sequence Number Manipulation”, USENIX Security 2024 (CVE-2023-48795)',
  position: 'path',
  attack: 'prefix-truncation',
  acts: [
    {
      name: 'ignore-early-frames',
      title:
        'The hardened messenger, but its handshake skips frames that are to be ignored, and counts them.',
      profile: 'ignore-early-frames',
      steps: conversation,
      patience: 2_000,
      expected: 'BROKEN',
      breaks: ['completeness'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger takes no frame during the handshake that is not the handshake’s own.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['UNEXPECTED_FRAME'],
    },
  ],
})

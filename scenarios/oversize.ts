import { scenario } from '../lab/scenario/scenario'
import { callsBesideAnAttack } from './measured-calls'

const steps = callsBesideAnAttack(10, ['bob'])

export const oversize = scenario({
  name: 'oversize',
  title: 'Mallory announces messages that are larger than any memory',
  about:
    'Each message begins with its length. Mallory announces six messages of 256 MiB, on six connections, before she has said who she is, and sends the beginning of each. A program that believes what is announced makes room for it and keeps what comes: a few callers like her, and a laptop comes to a halt. How much memory Bob’s program took is read from the operating system, not from Bob. The hardened messenger compares the length with what a message of that kind may have as soon as it has come, five bytes in, and hangs up. That she needs no account makes this stronger than a message of a friend.',
  lesson: 'Never make room for what a stranger announces: first look whether that much may come.',
  source:
    'M. R. Albrecht, J. Blasco, R. B. Jensen, L. Mareková, “Mesh Messaging in Large-Scale Protests: Breaking Bridgefy”, CT-RSA 2021',
  position: 'outsider',
  attack: 'oversize',
  acts: [
    {
      name: 'trust-any-length',
      title: 'The hardened messenger, but it believes every length that is announced.',
      profile: 'trust-any-length',
      steps,
      controls: 2,
      expected: 'BROKEN',
      breaks: ['availability'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger knows how long each kind of message may be.',
      steps,
      controls: 2,
      expected: 'RESISTED',
      counterpart: 'trust-any-length',
    },
  ],
})

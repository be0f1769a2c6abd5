import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const socialGraph = scenario({
  name: 'social-graph',
  title: 'Mallory writes down who talks to whom',
  about:
    'She reads no message and changes nothing; that Alice talks to Bob is all that she wants to know. At protests that is enough to be arrested for. Bridgefy, which was used there, named both in each message, beside the encryption. Here the two go by names that the lab made up for this run: where one of them turns up in Mallory’s notes, it was read, not guessed. The hardened messenger says who it is only under encryption, and the caller only after the other has shown who it is. What Mallory still sees: two addresses, when they talk and for how long, and how much, to the nearest 256 bytes. Who knows whose addresses these are knows who talked; hiding that would take a network like Tor. And somebody who calls Bob’s address, instead of listening, is told his name.',
  lesson: 'Who talks to whom is a secret too: names belong under the encryption.',
  source:
    'M. R. Albrecht, J. Blasco, R. B. Jensen, L. Mareková, “Mesh Messaging in Large-Scale Protests: Breaking Bridgefy”, CT-RSA 2021',
  position: 'tap',
  pseudonyms: true,
  attack: 'social-graph',
  acts: [
    {
      name: 'identities-in-clear',
      title: 'The hardened messenger, but who the two are is said in the clear.',
      profile: 'identities-in-clear',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger encrypts its handshake as soon as there is a key.',
      profile: 'hardened',
      steps: conversation,
      expected: 'RESISTED',
      counterpart: 'identities-in-clear',
    },
  ],
})

import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const nonceReuse = scenario({
  name: 'nonce-reuse',
  title: 'Mallory reads a message by what she knows of another',
  about:
    'AES-GCM is as strong as its one rule: under one key, no nonce comes twice. Of the servers that were looked at in 2016, 184 broke it. Here the counter begins anew after every second record. Mallory only copies. Alice’s goodbye has no secrets, each of its bytes is in the specification; the XOR with what went over the wire is the keystream, and the same keystream lies over a message of the same nonce. She reads it without any key, and nobody can notice, for she has changed nothing.',
  lesson: 'The best cipher is open as soon as one number is used twice.',
  source:
    'H. Böck, A. Zauner, S. Devlin, J. Somorovsky, P. Jovanovic, “Nonce-Disrespecting Adversaries: Practical Forgery Attacks on GCM in TLS”, USENIX WOOT 2016',
  position: 'tap',
  attack: 'nonce-reuse',
  acts: [
    {
      name: 'restarting-nonce',
      title: 'The hardened messenger with a nonce that begins anew after every second record.',
      profile: 'restarting-nonce',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['secrecy'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger counts, and no nonce comes twice.',
      profile: 'hardened',
      steps: conversation,
      expected: 'RESISTED',
      counterpart: 'restarting-nonce',
    },
  ],
})

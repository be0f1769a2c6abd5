import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

export const misbinding = scenario({
  name: 'misbinding',
  title: 'Mallory has Bob credit Alice’s words to her',
  about:
    'Alice and Bob agree on a key that Mallory never learns: she passes their key shares on and reads nothing. But who is it that Bob shares the key with? In Alice’s last message of the handshake Mallory, whom Bob knows, puts her own name, keys and signature. The signature is true, she did sign these shares. From then on Alice tells Bob where her treasure is, and Bob thanks Mallory for it. None of the hardened messenger’s defences can be taken away alone to let this happen: the identities are sealed under the very secret that she does not know, and MACed under it, and the keys of the session depend on them. What stands in is the handshake that Krawczyk’s paper begins with, where each side signs both key shares, freshly, and nothing else; that is fair, for it keeps out everybody in the middle who exchanges a share or has no key that the friends know. The second act shows why it takes more than to lay the identities open.',
  lesson: 'Sign not only what you say but to whom, or somebody else puts their name under your call.',
  source:
    'W. Diffie, P. van Oorschot, M. Wiener, “Authentication and Authenticated Key Exchanges”, Designs, Codes and Cryptography 2, 1992; H. Krawczyk, “SIGMA: the ‘SIGn-and-MAc’ Approach to Authenticated Diffie-Hellman”, CRYPTO 2003, §3.1',
  position: 'path',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'misbinding',
  acts: [
    {
      name: 'sign-keys-only',
      title: 'The hardened messenger with a handshake whose signatures cover the key shares only.',
      profile: 'sign-keys-only',
      steps: conversation,
      expected: 'BROKEN',
      breaks: ['authenticity'],
    },
    {
      name: 'identities-in-clear',
      title:
        'The hardened messenger with its identities in the clear: she can sign in Alice’s place, not MAC.',
      profile: 'identities-in-clear',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BAD_CONFIRMATION'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger seals and MACs identities under the secret that it agrees on.',
      profile: 'hardened',
      steps: conversation,
      expected: 'DETECTED',
      alarms: ['BAD_RECORD'],
    },
  ],
})

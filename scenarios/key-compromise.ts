import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

/** Mallory launches her attack before Alice has called anybody. */
const stolenAndUsed: readonly Step[] = [
  { do: 'steal', what: 'identity', from: 'alice' },
  { do: 'launch' },
  ...conversation,
]

export const keyCompromise = scenario({
  name: 'key-compromise',
  title: 'With Alice’s stolen keys Mallory is Bob to Alice',
  about:
    'Somebody copies Alice’s private keys. That Mallory can be Alice to everybody from then on is clear, and no protocol changes it: Alice has to tell her friends. But can she also be everybody to Alice? Where two friends prove who they are by a secret that either of them can compute from the own static key and the other’s, whoever has one of the two keys can play both parts: with Alice’s key alone, and nothing of Bob’s, Mallory calls Alice as Bob and is believed. Tox authenticates this way. The stand-in is the hardened handshake, sealed identities, fresh shares and MACs and all, with that proof in the place of Bob’s signature and of the wrapped secrets; the friends’ RSA keys certify the static keys. In the hardened handshake Mallory does all the rest right as well, and signs with the only key she has.',
  lesson: 'Whoever steals Alice’s key can pass for Alice, but must not be able to pass for Bob to her.',
  source:
    'S. Blake-Wilson, D. Johnson, A. Menezes, “Key Agreement Protocols and their Security Analysis”, IMA Cryptography and Coding 1997; c-toxcore issue 426, “Tox Handshake Vulnerable to KCI”, 2017',
  position: 'outsider',
  has: ['Alice’s private keys'],
  attack: 'key-compromise',
  acts: [
    {
      name: 'static-keys',
      title:
        'The hardened messenger with a handshake in which static keys prove who one is, and nobody signs.',
      profile: 'static-keys',
      steps: stolenAndUsed,
      expected: 'BROKEN',
      breaks: ['authenticity', 'identity', 'secrecy'],
      // What Alice says to the wrong Bob never reaches the right one.
      patience: 1_000,
    },
    {
      name: 'hardened',
      title: 'The hardened messenger wants Bob’s signature over this very handshake.',
      profile: 'hardened',
      steps: stolenAndUsed,
      expected: 'DETECTED',
      alarms: ['BAD_SIGNATURE'],
    },
  ],
})

/** The talk: about fifteen minutes, from the prototype that works, through its fall, to the hardened messenger. */

import type { Tour } from '../lab/scenario/tour'

export const tour: Tour = {
  beginning: {
    title: 'Attacking a messenger, for real',
    text: 'Alice and Bob write to each other without a server in between. Mallory wants to read it, change it, and be believed. What you see is done by real programs, each on its own; whatever Mallory reads, she has really read.',
  },
  parts: [
    {
      card: {
        title: 'The first version works',
        text: 'Students built it: two peers exchange RSA keys over TCP, then encrypt and sign each message. Both friends are honest, and nobody interferes.',
      },
      scenario: 'honest',
      acts: ['prototype'],
    },
    {
      card: {
        title: 'Mallory listens',
        text: 'She sits on the wire, as anybody on the same Wi-Fi does, and touches nothing. Without encryption she reads along. With it, even the first version keeps her out: so far, so good.',
      },
      scenario: 'eavesdrop',
      acts: ['plaintext', 'prototype'],
    },
    {
      card: {
        title: 'Mallory steps in between',
        text: 'Encrypted, yes: but with whose key? She hands each of them her own. The first version falls. It is saved if the two compare fingerprints, and the hardened messenger compares on its own, because it knows the friend’s key.',
      },
      scenario: 'mitm',
      acts: ['prototype', 'prototype-compared', 'hardened'],
    },
    {
      card: {
        title: 'Mallory forges nothing',
        text: 'She can’t read a message and can’t change it. She can send it twice. Each signature is right, so what is wrong? Watch Bob’s screen.',
      },
      scenario: 'replay',
      acts: ['prototype', 'hardened'],
    },
    {
      card: {
        title: 'Mallory waits',
        text: 'She records today what she can’t read, and steals the private keys tomorrow. If the keys open what was recorded, yesterday’s secrets fall with them. Forward secrecy means that they don’t.',
      },
      scenario: 'record-now-steal-later',
      acts: ['rsa-only', 'hardened'],
    },
    {
      card: {
        title: 'Who says that this is Bob’s key?',
        text: 'The directory does. Now it is Mallory’s. This is where the hardened messenger is BROKEN as well, as every messenger is that believes a key at first sight. Only comparing helps, once, by another way.',
      },
      scenario: 'rogue-directory',
      acts: ['first-use', 'first-use-compared'],
    },
    {
      card: {
        title: 'Nothing is decrypted here',
        text: 'Mallory is a friend this time, and writes a message: a few characters that a terminal obeys. What Alice’s screen then says in the name of her program, the program never said.',
      },
      scenario: 'terminal-injection',
      acts: ['raw-text', 'hardened'],
    },
    {
      card: {
        title: 'If she can’t read, she can be in the way',
        text: 'Hundreds of connections, each as slow as can be. Whoever answers everybody patiently has no place left for friends. It is counted how many of Alice’s calls get through.',
      },
      scenario: 'flood',
      acts: ['slow-to-bob', 'slow-to-both'],
    },
  ],
  end: {
    title: 'What to take home',
    text: 'Encryption without knowing whose key it is protects nobody. A signature does not say when. Keys that last must not open what is past. Compare once. And believe no program that says of itself that it is secure: attack it.',
  },
}

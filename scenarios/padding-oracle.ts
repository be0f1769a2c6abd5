import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

/** They talk twice; then Mallory begins. */
const recorded: readonly Step[] = [...conversation, ...conversation, { do: 'launch' }]

export const paddingOracle = scenario({
  name: 'padding-oracle',
  title: 'Mallory asks Bob some thousand times whether a padding is right, and reads Alice’s messages',
  about:
    'A conversation is locked with a secret that only Bob’s key opens. Bob’s program does Mallory a small favour: of whatever she sends it to unlock, it says whether the result begins as it should. One such answer tells next to nothing; some thousand of them leave one number that the secret can be. So Mallory copies two conversations of Alice and Bob, calls Bob herself later, never learns his key, and has the secret of one of them. In the words of the trade: RSA keeps products, so from one locked secret anybody makes others that hold known multiples of it, and each yes to a padding that begins with 00 02 puts bounds on it. The handshake is that of TLS up to 1.2, with its alerts; it mostly takes four to ten thousand questions, counted live. One thing is made easier for her: Bob lets a caller try again over the same connection, for with one a question the budget of calls would slow her down to twenty a second. In the other acts only what a friend has locked reaches Bob’s key, so Mallory is a friend of both. In the second she finds the same oracle, and has nothing to ask it about: with X25519 the wrapped secrets that she recorded are sealed. In the third, with OAEP, all that she sends is refused alike, with no word.',
  lesson: 'Say the same, whatever was wrong: each difference is an answer to somebody who asks often enough.',
  source:
    'D. Bleichenbacher, “Chosen Ciphertext Attacks Against Protocols Based on the RSA Encryption Standard PKCS #1”, CRYPTO 1998; H. Böck, J. Somorovsky, C. Young, “Return Of Bleichenbacher’s Oracle Threat (ROBOT)”, USENIX Security 2018',
  position: 'path',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'padding-oracle',
  acts: [
    {
      name: 'rsa-transport',
      title:
        'The old handshake of TLS: Bob’s program unlocks a secret for anybody, and tells what was wrong with it (PKCS #1 v1.5).',
      profile: 'rsa-transport',
      steps: recorded,
      controls: 2,
      expected: 'BROKEN',
      breaks: ['secrecy'],
    },
    {
      name: 'pkcs1',
      title:
        'The hardened messenger with the same telling answers: a friend may ask, but what was recorded stays shut (X25519).',
      profile: 'pkcs1',
      steps: recorded,
      controls: 2,
      expected: 'RESISTED',
      counterpart: 'rsa-transport',
    },
    {
      name: 'hardened',
      title: 'The hardened messenger: whatever a friend sends is refused alike, without a word (OAEP).',
      profile: 'hardened',
      steps: recorded,
      controls: 2,
      expected: 'RESISTED',
      counterpart: 'rsa-transport',
    },
  ],
})

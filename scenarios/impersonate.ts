import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

/** Mallory launches her attack before Alice has called anybody. */
const beforeAlice: readonly Step[] = [{ do: 'launch' }, ...conversation]

export const impersonate = scenario({
  name: 'impersonate',
  title: 'Mallory calls Bob as Alice, with Alice’s public keys',
  about:
    'A public key is public: Alice shows it to whoever calls her. So that somebody shows the right key says nothing about who it is; it takes a signature that only the private key makes, over this very conversation, and somebody who looks at it. Programs have forgotten to look, or have taken any signature for a good one. Mallory asks Alice who she is, calls Bob in Alice’s name, shows Alice’s keys, all of them right, and signs with a key of her own. She gains no word by it: what Bob encrypts for Alice she cannot read. But if he believes that Alice is there, what he says next is lost, and whatever he does because Alice is there, he does for Mallory.',
  lesson: 'Showing a key proves nothing: only what the private key signs, here and now, does.',
  source:
    'W. Diffie, P. van Oorschot, M. Wiener, “Authentication and Authenticated Key Exchanges”, 1992; CVE-2022-21449 (Java took an ECDSA signature of zeros for a good one)',
  position: 'outsider',
  attack: 'impersonate',
  acts: [
    {
      name: 'accept-any-signature',
      title: 'The hardened messenger with one check taken away: the signature is not looked at.',
      profile: 'accept-any-signature',
      steps: beforeAlice,
      expected: 'BROKEN',
      breaks: ['identity'],
      patience: 1_000,
    },
    {
      name: 'hardened',
      title: 'The hardened messenger wants Alice’s signature over this very handshake.',
      profile: 'hardened',
      steps: beforeAlice,
      expected: 'DETECTED',
      alarms: ['BAD_SIGNATURE'],
    },
  ],
})

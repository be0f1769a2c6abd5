import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'

/** Alice and Bob talk, and Bob sends a file. In the middle of it Mallory sends some too; Alice accepts all of them. */
const steps: readonly Step[] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'launch' },
  { do: 'send-file', from: 'bob', to: 'alice' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'close', by: 'alice', to: 'bob' },
]

export const pathTraversal = scenario({
  name: 'path-traversal',
  title: 'Mallory sends a file that chooses for itself where it goes',
  about:
    'A friend sends a file, and says what it is called. If the receiver’s program takes the name as it is, the name may be a path that leads out of the folder for received files: the friend then writes wherever the receiver may, a program that starts at the next login, say. Encryption does not help, for Mallory is a friend, and the file is hers. The peers run the messenger that users have, and Alice accepts every file. Where files really are is not asked of her program: the lab looks into her folder itself, before and after.',
  lesson: 'What a friend calls a file is a wish: where it is written, you decide.',
  source:
    'croc before 9.6.6, CVE-2023-43619 (2023); the class is CWE-22, “Improper Limitation of a Pathname to a Restricted Directory”',
  position: 'outsider',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'path-traversal',
  program: 'messenger',
  acts: [
    {
      name: 'sender-path',
      title: 'The hardened messenger, but a file is called what its sender calls it.',
      profile: 'sender-path',
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['containment'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger makes a plain name of whatever the sender says.',
      profile: 'hardened',
      controls: 2,
      steps,
      expected: 'RESISTED',
      counterpart: 'sender-path',
    },
  ],
})

import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'

/** Alice and Bob talk; in the middle of it Mallory writes to Alice. Nobody compares anything. */
const steps: readonly Step[] = [
  { do: 'mark' },
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'launch' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'close', by: 'alice', to: 'bob' },
]

export const terminalInjection = scenario({
  name: 'terminal-injection',
  title: 'Mallory paints a notice on Alice’s screen that her program never gave',
  about:
    'A terminal obeys what is written to it: some characters move the cursor, erase rows, or turn the direction of writing around. If a messenger prints a friend’s words as they are, the friend can erase the beginning of the row, where her name stands, and write what looks like the program’s own word: that her safety number was compared and is right. Names of files can do the same. The peers run the messenger that users have, in a terminal of 80 columns. What stands on Alice’s screen is told by a terminal of the lab’s own, which is given every byte that her program writes: each row must be somebody’s words under their name, or the program’s own; and the lab knows a word that it has told to Mallory alone.',
  lesson: 'What a friend sends is text to show, never a command to follow.',
  source:
    'croc, GHSA-364c-vvqx-446c (2023); CVE-2003-0063 (xterm); the class is CWE-150, “Improper Neutralization of Escape Sequences”',
  position: 'outsider',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'terminal-injection',
  program: 'messenger',
  acts: [
    {
      name: 'raw-text',
      title: 'The hardened messenger, but messages and file names go to the terminal as they came.',
      profile: 'raw-text',
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['display'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger shows what acts on a terminal, and does not let it act.',
      profile: 'hardened',
      controls: 2,
      steps,
      expected: 'RESISTED',
      counterpart: 'raw-text',
    },
  ],
})

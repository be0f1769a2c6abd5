import { createHash } from 'node:crypto'
import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'

/** Alice sends a hundred messages, each drawn from texts that everybody knows, and gets an answer that nobody knows. */
function oneOf(candidates: readonly string[]): readonly Step[] {
  return [
    { do: 'tell', topic: 'candidates', facts: candidates },
    { do: 'connect', from: 'alice', to: 'bob' },
    { do: 'say', from: 'alice', to: 'bob', times: 100, oneOf: candidates },
    { do: 'say', from: 'bob', to: 'alice' },
    { do: 'close', by: 'alice', to: 'bob' },
  ]
}

/** Four answers of different length. */
const answers = ['Yes.', 'No, never.', 'Perhaps tomorrow.', 'Ask me again when it is over.']

const LENGTH = 900

/** What one would send as a letter, a list and a page of one-time codes: equally long, and not equally regular. */
const letter =
  'Dear Bob, the journey was long and the train was late again, but the house by the lake is as quiet as you said it would be. From the kitchen one sees the mountains in the morning, before the mist comes up from the water. I walked to the village yesterday and bought bread, cheese and a map that must be older than both of us; half of the paths on it have grown over since. The owner of the shop remembers you, and asks whether you still play the fiddle. Somebody has left books here: two novels, a guide to mushrooms, and a chess manual with pencil notes in the margins that contradict every page. I shall stay until the end of the month, unless the weather turns. Could you feed the cat meanwhile, and water what is left of the tomatoes? The key is where it always was. Write soon, and do not forget to tell me how the concert went, who came, and whether your sister has forgiven you for the piano. Yours, Alice'
const list = 'All quiet, nothing to report. '.repeat(LENGTH / 30)
const codes = Array.from({ length: 20 }, (_, page) =>
  createHash('sha512').update(`page ${page}`).digest('base64url'),
).join(' ')
const pages = [letter, list, codes].map((page) => page.slice(0, LENGTH))

export const lengthLeak = scenario({
  name: 'length-leak',
  title: 'Mallory tells from the size of what is sent which message it is',
  about:
    'Encryption hides what is in a message, not how long it is. Where Mallory knows which few messages are possible (an answer to a question that she has seen, one of the pages of a form), the length may be all that she needs. Padding takes the small differences away. But if a program compresses before it encrypts, texts of the same length become records of different lengths, as regular as the texts are: that is how CRIME read cookies out of TLS. Whether Mallory can tell is a matter of statistics: she guesses a hundred messages, and the lab, which drew them, computes how likely her score would be by luck.',
  lesson: 'Encryption hides the words, not how long they are: give every letter the same size.',
  source:
    'J. Kelsey, “Compression and Information Leakage of Plaintext”, FSE 2002; J. Rizzo, T. Duong, “The CRIME attack”, ekoparty 2012 (CVE-2012-4929)',
  position: 'tap',
  attack: 'length-leak',
  acts: [
    {
      name: 'compress-texts',
      title:
        'The hardened messenger, padding and all, but it compresses texts first. The three texts have the same length.',
      profile: 'compress-texts',
      controls: 2,
      steps: oneOf(pages),
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
    {
      name: 'no-padding',
      title: 'The hardened messenger without its padding. The four texts differ in length.',
      profile: 'no-padding',
      controls: 2,
      steps: oneOf(answers),
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger compresses nothing: the three texts of one length.',
      profile: 'hardened',
      controls: 2,
      steps: oneOf(pages),
      expected: 'RESISTED',
      counterpart: 'compress-texts',
    },
    {
      name: 'hardened-answers',
      title: 'The hardened messenger pads to a multiple of 256 bytes: the four answers of different length.',
      profile: 'hardened',
      controls: 2,
      steps: oneOf(answers),
      expected: 'RESISTED',
      counterpart: 'no-padding',
    },
    {
      name: 'hardened-letter',
      title:
        'What padding does not hide: whether it was a short answer or a long letter. Nothing is taken away here, and Mallory wins.',
      profile: 'hardened',
      controls: 2,
      steps: oneOf([answers[0]!, pages[0]!]),
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
  ],
})

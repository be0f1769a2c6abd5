import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'

/** Alice and Bob have talked and parted when Bob's keys are stolen; after the theft they talk once more. */
const steps: readonly Step[] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob', times: 3 },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'close', by: 'alice', to: 'bob' },
  { do: 'steal', what: 'identity', from: 'bob' },
  { do: 'launch' },
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'close', by: 'alice', to: 'bob' },
]

export const historyTheft = scenario({
  name: 'history-theft',
  title: 'With Bob’s stolen keys Mallory asks Alice for all that was ever said to him',
  about:
    'Somebody copies Bob’s private keys, and nothing else: no message, no file of his, no byte of his traffic. From then on Mallory can be Bob to Alice, until he tells her. What she can’t have is what was said before, for the keys of those conversations are gone. But a messenger also remembers, and wants to be helpful: to a friend who comes back from an old backup it sends again what is missing there. If it does so by itself, Mallory only has to say that everything is missing, and is given every message that Alice ever sent to Bob, encrypted for her. The hardened messenger counts what was confirmed as delivered, whatever is said later in Bob’s name, and tells Alice that he says to lack it: she may know why, a program can’t.',
  lesson: 'What was delivered once is never sent again just because somebody with the right key asks.',
  source:
    'CVE-2021-40823 (matrix-js-sdk before 12.4.1) and CVE-2021-40824, “Vulnerability disclosure: key sharing”, matrix.org 2021: keys of earlier messages given again to whoever asks in the name of one who had them',
  position: 'outsider',
  has: ['Bob’s private keys'],
  attack: 'history-theft',
  program: 'messenger',
  acts: [
    {
      name: 'resend-confirmed',
      title: 'The hardened messenger, but what a friend says to lack is sent again, confirmed or not.',
      profile: 'resend-confirmed',
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['secrecy'],
    },
    {
      name: 'hardened',
      title:
        'The hardened messenger sends nothing again by itself, and tells Alice that Bob says to lack it.',
      profile: 'hardened',
      controls: 2,
      steps,
      expected: 'RESISTED',
      counterpart: 'resend-confirmed',
      notices: ['lacks'],
    },
  ],
})

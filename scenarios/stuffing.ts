import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

const invite: Step = { do: 'account', by: 'bob', what: 'invite' }
const people: Step = { do: 'tell', topic: 'people', facts: ['bob'] }
const list: readonly Step[] = [
  ...conversation,
  invite,
  people,
  { do: 'leak', what: 'passwords', of: 'bob', among: 200 },
  { do: 'launch' },
]
const watched: readonly Step[] = [
  ...conversation,
  invite,
  people,
  { do: 'account', by: 'bob', what: 'enrol' },
  { do: 'account', by: 'bob', what: 'log-in' },
  { do: 'leak', what: 'login', of: 'bob' },
  { do: 'launch' },
  { do: 'account', by: 'bob', what: 'unenrol' },
]

export const stuffing = scenario({
  name: 'stuffing',
  title: 'Mallory logs in as Bob, with a leaked password or with a code that he has just used',
  about:
    'Bob’s password stands in a list that leaked elsewhere, somewhere among two hundred. Mallory tries one after the other. Limits do not make that impossible: whoever has the right one among the first eight gets in at once, so in this list it stands behind the first twenty. Without limits it is a matter of seconds; with them the waits grow to five minutes each. (That is for one name from one address. For a name from all addresses together the wait stays at a minute or less, lest a guesser lock Bob out of his own account: whoever guesses from many addresses is slowed down to that, and no further.) Then Bob has a second factor, and Mallory has watched him type password and one-time code; she types the same again within the half minute. That she is in is proven by a request that only Bob’s account shows, to a name that the lab made up.',
  lesson: 'A known password is not enough where each guess costs time and each code works once.',
  source:
    'B. Pal and others, “Beyond Credential Stuffing”, IEEE S&P 2019; D. M’Raihi and others, RFC 6238, 2011, §5.2',
  position: 'outsider',
  has: ['a leaked list of passwords', 'a login that she watched'],
  attack: 'stuffing',
  acts: [
    {
      name: 'no-limits',
      title: 'A leaked list: the directory lets everybody try as often as they like.',
      directory: 'no-limits',
      steps: list,
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
    {
      name: 'list-hardened',
      title:
        'A leaked list: after five failures each further one makes the next guess wait, longer each time.',
      steps: list,
      expected: 'RESISTED',
      counterpart: 'no-limits',
    },
    {
      name: 'reusable-codes',
      title: 'A code that was just used: the directory takes it as long as its time lasts.',
      directory: 'reusable-codes',
      attack: 'reuse-code',
      steps: watched,
      expected: 'BROKEN',
      breaks: ['privacy'],
    },
    {
      name: 'code-hardened',
      title: 'A code that was just used: the directory takes each code once.',
      attack: 'reuse-code',
      steps: watched,
      expected: 'RESISTED',
      counterpart: 'reusable-codes',
    },
  ],
})

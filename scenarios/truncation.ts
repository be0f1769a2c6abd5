import { scenario } from '../lab/scenario/scenario'
import { lastWord } from './conversations'

export const truncation = scenario({
  name: 'truncation',
  title: 'Mallory cuts the last words off a conversation',
  about:
    'Anybody on the path can end a TCP connection. Mallory does so right before Alice’s second message: “I will come” arrives, “unless it rains” does not. If the end of the connection counts as the end of the conversation, Alice believes to have said it, Bob believes to have heard all, and nobody ever learns of it. So the two say goodbye under the keys of their session, and an end without it is an alarm.',
  lesson: 'Say goodbye under the seal: else nobody knows whether the end was the end.',
  source:
    'D. Wagner, B. Schneier, “Analysis of the SSL 3.0 Protocol”, 1996; B. Smyth, A. Pironti, “Truncating TLS Connections to Violate Beliefs in Web Applications”, WOOT 2013',
  position: 'path',
  attack: 'truncation',
  acts: [
    {
      name: 'prototype',
      title: 'The students’ first version ends with its connection.',
      profile: 'prototype',
      controls: 2,
      steps: lastWord,
      expected: 'BROKEN',
      breaks: ['completeness'],
    },
    {
      name: 'accept-any-end',
      title: 'The hardened messenger with one check taken away: any end is a goodbye.',
      profile: 'accept-any-end',
      steps: lastWord,
      expected: 'BROKEN',
      breaks: ['completeness'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger wants a goodbye.',
      profile: 'hardened',
      steps: lastWord,
      expected: 'DETECTED',
      alarms: ['TRUNCATED'],
    },
  ],
})

import { scenario } from '../lab/scenario/scenario'
import { besideAFriend } from './measured-calls'

/**
 * Sessions without end have no act here, since nothing would be won without their bounds: whoever calls from one address
 * begins sixty handshakes and five a second after that, whatever friends may do. Without any bound for a friend 57 sessions
 * stayed open, for 6 MiB and a quarter of a second of a core (peers/messenger/costs-hostile.test.ts has the row).
 */
const steps = besideAFriend('processor')

export const babel = scenario({
  name: 'babel',
  title: 'Mallory asks Alice two million times whether she is there',
  about:
    'A connection whose other end has vanished looks like a quiet one, so a messenger asks now and then whether its friend is there, and the friend answers. The question has one byte, and thousands of them fit into one record. Mallory, a friend, asks without end, and takes each answer. A program that answers whatever a friend asks does nothing else any more, for as long as Mallory likes. How long Alice’s program worked is read from the operating system. The hardened messenger gives each friend a budget: two hundred questions at once, and five a second after that, ten times what any honest program asks. Then the session ends, Alice is told once, and Mallory, who calls again at once, twenty times in all, is not let in, for a while that doubles each time. Alice and Bob talk meanwhile. (Sessions without end are no attack of their own here: the budget of handshakes that each address has bounds them, see flood.)',
  lesson: 'Even a friend may ask only so much: every answer costs work, and somebody has to count.',
  source:
    'CVE-2019-9512 “Ping Flood” (HTTP/2 servers; Netflix, advisory NFLX-2019-002, 2019); the class is CWE-400, “Uncontrolled Resource Consumption”',
  position: 'outsider',
  has: ['an account of her own', 'the friendship of both peers'],
  account: 'friend',
  attack: 'babel',
  program: 'messenger',
  acts: [
    {
      name: 'answer-everything',
      title: 'The hardened messenger, but it answers whatever a friend asks.',
      profile: 'answer-everything',
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['availability'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger answers as much as there can be reason to ask.',
      profile: 'hardened',
      controls: 2,
      steps,
      expected: 'DETECTED',
      alarms: ['OVER_BUDGET'],
    },
  ],
})

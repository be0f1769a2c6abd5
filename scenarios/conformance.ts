import type { Probe, Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'
import { budgets, itemsAndFiles, itemsAtOnce, waiting, waitingInStreams } from './specified-friend-probes'
import { probesOnPath } from './specified-path-probes'
import {
  dayLater,
  handshakeOfInitiator,
  handshakeOfResponder,
  minutesLater,
  probesOfDirectory,
  probesOfMessenger,
  recordsOfInitiator,
  recordsOfResponder,
} from './specified-probes'

/** Everything that is forbidden, and then a conversation as if nothing had been. */
function probed(probes: readonly Probe[]): readonly Step[] {
  return [...sent(probes), ...conversation]
}

function sent(probes: readonly Probe[]): Step[] {
  return probes.map((probe) => ({ do: 'probe', ...probe }))
}

function passing(minutes: number): Step {
  return { do: 'pass-time', for: ['alice', 'bob', 'directory'], minutes }
}

/** What must not be taken today, and what was given and does not count any more later. */
const toTheDirectory: readonly Step[] = [
  ...sent(probesOfDirectory),
  passing(2),
  ...sent(minutesLater),
  passing(24 * 60),
  ...sent(dayLater),
  { do: 'account', by: 'alice', what: 'log-in' },
  { do: 'account', by: 'bob', what: 'log-in' },
  { do: 'account', by: 'alice', what: 'publish' },
  { do: 'account', by: 'bob', what: 'publish' },
  ...conversation,
]

export const conformance = scenario({
  name: 'conformance',
  title: 'Mallory sends whatever the protocol forbids, one thing at a time',
  about:
    'A specification says what must not be taken: frames too early, too late, twice or too long, suites that nobody offered, shares that lead to no secret, signatures over something else, numbers out of turn. Each of these rules is one careless line away from being forgotten, and nobody notices, because honest programs never send such things. Here Mallory does. She is a friend of both, speaks the protocol with her own keys, and breaks one rule in each session. Which refusal is due stands in the specification; whether it came is told by the program that was probed, and by the bytes that it still said.',
  lesson: 'A rule that nobody tests is a rule that nobody keeps.',
  source:
    'J. Somorovsky, “Systematic Fuzzing and Testing of TLS Libraries”, CCS 2016; M. Maehren and others, “TLS-Anvil”, USENIX Security 2022',
  position: 'outsider',
  has: ['an account of her own, as a friend of both'],
  account: 'friend',
  takesCalls: true,
  attack: 'conformance',
  acts: [
    {
      name: 'accept-any-confirmation',
      title: 'The hardened messenger with one check taken away: no MAC of a handshake is looked at.',
      profile: 'accept-any-confirmation',
      steps: probed(handshakeOfResponder.filter(({ probe }) => /^proof-mac/.test(probe))),
      expected: 'BROKEN',
      breaks: ['conformance'],
      controls: 2,
    },
    {
      name: 'accept-any-sequence',
      title: 'The hardened messenger with one check taken away: it takes records with any number.',
      profile: 'accept-any-sequence',
      steps: probed(recordsOfInitiator.filter(({ probe }) => /^record-(number|same)/.test(probe))),
      expected: 'BROKEN',
      breaks: ['conformance'],
      controls: 2,
    },
    {
      name: 'handshake-of-responder',
      title: 'Mallory calls Bob or Alice, and breaks a rule of the handshake each time.',
      steps: probed(handshakeOfResponder),
      expected: 'DETECTED',
      alarms: ['BAD_SIGNATURE'],
      controls: 2,
    },
    {
      name: 'handshake-of-initiator',
      title: 'Alice calls Mallory, who breaks a rule of the handshake each time.',
      steps: probed(handshakeOfInitiator),
      expected: 'DETECTED',
      alarms: ['BAD_SIGNATURE'],
      controls: 2,
    },
    {
      name: 'records-of-responder',
      title: 'Mallory calls Bob or Alice, and breaks a rule for what is said in a session each time.',
      steps: probed(recordsOfResponder),
      expected: 'DETECTED',
      alarms: ['OUT_OF_ORDER'],
      controls: 2,
    },
    {
      name: 'records-of-initiator',
      title: 'Alice calls Mallory, who breaks a rule for what is said in a session each time.',
      steps: probed(recordsOfInitiator),
      expected: 'DETECTED',
      alarms: ['OUT_OF_ORDER'],
      controls: 2,
    },
    {
      name: 'messages',
      title: 'Mallory calls the messengers of both, and breaks a rule for what friends say each time.',
      program: 'messenger',
      steps: probed([...itemsAtOnce, ...probesOfMessenger]),
      expected: 'DETECTED',
      alarms: ['MALFORMED'],
      controls: 2,
    },
    {
      name: 'items-and-files',
      title:
        'Mallory calls the messengers of both, and says of items and files what is not so, or comes twice.',
      program: 'messenger',
      beforehand: [
        { do: 'write-letters', from: 'alice', letters: waiting.letters, bytes: waiting.bytes },
        { do: 'offer-file', from: 'alice', bytes: waiting.file },
      ],
      steps: [...itemsAndFiles, ...conversation],
      expected: 'DETECTED',
      alarms: ['OVER_BUDGET'],
      controls: 2,
    },
    {
      name: 'budgets',
      title: 'Mallory costs the messengers of both as much as a friend may, and then more.',
      program: 'messenger',
      beforehand: [{ do: 'write-letters', from: 'bob', ...waitingInStreams }],
      steps: probed(budgets),
      expected: 'DETECTED',
      alarms: ['OVER_BUDGET'],
      controls: 2,
    },
    {
      name: 'path',
      title: 'Mallory stands between two friends, and does something to one frame of theirs in each session.',
      position: 'path',
      steps: probed(probesOnPath),
      expected: 'DETECTED',
      alarms: ['BAD_RECORD'],
      controls: 2,
    },
    {
      name: 'reusable-codes',
      title: 'The hardened directory with one check taken away: a one-time code serves again.',
      directory: 'reusable-codes',
      steps: toTheDirectory,
      expected: 'BROKEN',
      breaks: ['conformance'],
      controls: 2,
    },
    {
      name: 'directory',
      title: 'Mallory asks the directory for what it must not give, and tells it what it must not believe.',
      steps: toTheDirectory,
      expected: 'RESISTED',
      counterpart: 'reusable-codes',
      controls: 2,
    },
  ],
})

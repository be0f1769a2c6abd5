import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'

/** The friends have talked before. Alice asks the directory, as programs do every twenty seconds, and takes what it names. */
const takesNamedKey: readonly Step[] = [
  { do: 'account', by: 'alice', what: 'refresh' },
  { do: 'account', by: 'alice', what: 'take', friend: 'bob' },
]

/** Alice writes to Bob while he is away, and a new key comes in his name; in the end he is there himself, with his own. */
const steps: readonly Step[] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'close', by: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob', times: 2, ahead: true },
  { do: 'launch' },
  ...takesNamedKey,
  { do: 'launch' },
  ...takesNamedKey,
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'close', by: 'alice', to: 'bob' },
]

export const wrongHeir = scenario({
  name: 'wrong-heir',
  title: 'A new key comes in Bob’s name, and inherits what Alice said for the old one',
  about:
    'Bob is away, and what Alice writes waits for him on her disk. Then the directory names another key as his: a new phone, perhaps, or Mallory, who has taken over his name. Alice’s program raises the alarm, and Alice takes the new key, as most people do. What she says from now on is said to whoever that is, and she knows it. But what waits was said before, for the Bob whose key she knew. A messenger that encrypts it anew for the key of today gives it to the heir of a name, whoever that may be, and no alarm brings it back; WhatsApp did so, and told its users afterwards, if they had asked to be told. The hardened messenger keeps each message for the key that it was meant for, tells Alice how many are waiting, and asks. When Bob is back with his own key he gets them.',
  lesson: 'A letter is for the one it was written for, not for whoever has the name today.',
  source:
    'T. Boelter, “WhatsApp Retransmission Vulnerability”, 2016; M. Ganguly, “WhatsApp vulnerability allows snooping on encrypted messages”, The Guardian, 13 January 2017',
  position: 'directory',
  attack: 'wrong-heir',
  program: 'messenger',
  acts: [
    {
      name: 'one-outbox',
      title: 'The hardened messenger, but what waits for Bob goes to whoever holds his name’s key by then.',
      profile: 'one-outbox',
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['secrecy'],
      alarms: ['FINGERPRINT_MISMATCH'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger keeps what waits for the key that it was meant for, and asks Alice.',
      profile: 'hardened',
      controls: 2,
      steps,
      expected: 'DETECTED',
      alarms: ['FINGERPRINT_MISMATCH'],
      notices: ['held'],
    },
  ],
})

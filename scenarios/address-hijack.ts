import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

const steps = [
  { do: 'account', by: 'bob', what: 'publish' },
  { do: 'tell', topic: 'people', facts: ['bob', 'alice'] },
  { do: 'steal', what: 'token', from: 'bob' },
  { do: 'launch' },
  ...conversation,
] as const

export const addressHijack = scenario({
  name: 'address-hijack',
  title: 'Mallory has Bob’s token and says that Bob is where she is',
  about:
    'Mallory is on nobody’s path, but she has stolen the token with which Bob’s program speaks to the directory. She publishes her own address as his. If that counts, Alice’s next call for Bob comes to Mallory. She passes it on, so that neither of them misses anything: she can’t read it, for the keys are still theirs, but she knows when they talk and from where, and may cut it off. That a call went astray is seen from both ends: the two ends of the connection that Alice’s program names are those that Mallory’s names.',
  lesson: 'A stolen pass must not move anybody: only the owner’s own key may say where they are.',
  source: 'Signal, “Twilio Incident: What Signal Users Need to Know”, 2022',
  position: 'outsider',
  has: ['Bob’s token'],
  attack: 'address-hijack',
  acts: [
    {
      name: 'token-alone',
      title: 'Directory and messenger go by the token alone: nobody looks at the signature.',
      profile: 'unsigned-address',
      directory: 'unsigned-addresses',
      steps,
      expected: 'BROKEN',
      breaks: ['routing'],
    },
    {
      name: 'careless-directory',
      title: 'The same directory, but Alice’s messenger asks for Bob’s signature.',
      directory: 'unsigned-addresses',
      steps,
      expected: 'DETECTED',
      alarms: ['BAD_ADDRESS_RECORD'],
    },
    {
      name: 'hardened',
      title: 'The directory asks for it, too, and refuses: Alice’s call reaches Bob.',
      steps,
      expected: 'RESISTED',
      counterpart: 'token-alone',
    },
  ],
})

import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'
import { conversation } from './conversations'

/** They talk; when it is over Mallory gets hold of both identities, and begins. */
const recorded: readonly Step[] = [
  ...conversation,
  { do: 'steal', what: 'identity', from: 'alice' },
  { do: 'steal', what: 'identity', from: 'bob' },
  { do: 'launch' },
]

export const recordNowStealLater = scenario({
  name: 'record-now-steal-later',
  title: 'Mallory records today and steals the private keys tomorrow',
  about:
    'Who records what cannot be read today waits for the keys: a lost laptop, a court, a break-in. Where the secret of a session travelled under RSA and nothing else went into its keys, yesterday’s recording opens with today’s theft. Mallory copies a conversation; when it is over both private identities are handed to her, and she unwraps what was wrapped. With X25519 in the keys the same theft opens nothing: the shares were made for that session and are gone.',
  lesson:
    'A key for each conversation, thrown away afterwards: what was stolen later opens nothing of yesterday.',
  source:
    'W. Diffie, P. C. van Oorschot, M. J. Wiener, “Authentication and Authenticated Key Exchanges”, 1992, §4; K. G. Paterson, M. Scarlata, K. T. Truong, “Three Lessons From Threema”, USENIX Security 2023',
  position: 'tap',
  has: ['both private identities, stolen when the conversation is over'],
  attack: 'record-now-steal-later',
  acts: [
    {
      name: 'rsa-only',
      title: 'The hardened messenger, but only the secrets wrapped by RSA make the keys of a session.',
      profile: 'rsa-only',
      steps: recorded,
      expected: 'BROKEN',
      breaks: ['secrecy'],
    },
    {
      name: 'hardened',
      title: 'The hardened messenger: X25519 goes into the keys as well.',
      profile: 'hardened',
      steps: recorded,
      expected: 'RESISTED',
      counterpart: 'rsa-only',
    },
  ],
})

import type { Step } from '../lab/history/step'
import { scenario } from '../lab/scenario/scenario'

const refresh: Step = { do: 'account', by: 'alice', what: 'refresh' }
const measure: Step = { do: 'measure', of: 'alice', what: 'storage' }

/** Both ask the directory who their friends are, as their programs do every twenty seconds; then Mallory calls. */
const steps: readonly Step[] = [
  measure,
  { do: 'account', by: 'bob', what: 'refresh' },
  ...[refresh, refresh, refresh, refresh],
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'launch' },
  { do: 'say', from: 'bob', to: 'alice' },
  { do: 'say', from: 'alice', to: 'bob' },
  measure,
  { do: 'close', by: 'alice', to: 'bob' },
]

export const phantomFriends = scenario({
  name: 'phantom-friends',
  title: 'Mallory’s directory names four thousand friends whom Alice never asked for',
  about:
    'Who is a friend Alice’s messenger learns from the directory, and with it the key. Now Mallory is the directory, and to Alice’s real friends she adds a thousand that she has made up, others each time that she is asked, all with her own keys. One is called b0b. A messenger that keeps whomever the directory names lets b0b in as it does Bob, shows his words beside Bob’s, and writes all of them to its disk, where its file of contacts grows until nobody can be added any more. No cipher helps, for nothing is forged: the key is really that of b0b. What helps is to know whom the user has asked for: the directory vouches for the key that goes with a friendship, not for the wish to have one. The peers run the messenger that users have. Whether a stranger was let in is told by what Alice’s program delivers, and by her screen, which a terminal of the lab’s own draws; how much her program keeps is measured on its disk.',
  lesson: 'A directory may vouch for a key. Whom you want as a friend, only you can say.',
  source:
    'P. Rösler, C. Mainka, J. Schwenk, “More is Less: On the End-to-End Security of Group Chats in Signal, WhatsApp, and Threema”, EuroS&P 2018; CVE-2015-8688 (Gajim)',
  position: 'directory',
  attack: 'phantom-friends',
  program: 'messenger',
  acts: [
    {
      name: 'keep-any-friend',
      title: 'The hardened messenger, but whomever the directory calls a friend is kept as one.',
      profile: 'keep-any-friend',
      controls: 2,
      steps,
      expected: 'BROKEN',
      breaks: ['identity', 'authenticity', 'display', 'availability'],
    },
    {
      name: 'hardened',
      title:
        'The hardened messenger keeps those only whom Alice has asked for or accepted, and tells her of the others.',
      profile: 'hardened',
      controls: 2,
      steps,
      expected: 'DETECTED',
      alarms: ['UNKNOWN_PEER'],
      notices: ['unasked'],
    },
  ],
})

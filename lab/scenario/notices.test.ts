/** The lab knows the messenger's notices by the messenger's own words, as they stand on its screen. */

import test from 'ava'
import { layOut } from '../../peers/chat/entry'
import { entriesOf } from '../../peers/chat/events'
import { contactsInMemory } from '../../peers/home/contacts-file'
import { Friendships } from '../../peers/messenger/friendships'
import type { MessengerEvent } from '../../peers/messenger/messenger-api'
import { Disk } from '../../peers/messenger/messenger-testing'
import { printing } from '../../peers/text/printable'
import { noticeCodes } from '../history/events'
import { noticeKinds } from './notices'

const friend = 'bob'
/** What is said of so many friends whom the directory has made up. */
function ofUnasked(count: number): MessengerEvent[] {
  const told: MessengerEvent[] = []
  const friendships = new Friendships({
    contacts: contactsInMemory(),
    journal: new Disk().journal(),
    wayTo: () => null,
    now: () => 0,
    addressee: () => null,
    onEvent: (event) => told.push(event),
    onNew: () => {},
  })
  const unasked = Array.from({ length: count }, (_, number) => `nobody-${number}`)
  friendships.heard({ friends: [], incoming: [], outgoing: [], unasked })
  return told
}

const events: readonly MessengerEvent[] = [
  { event: 'lacks', friend, count: 1, since: 0 },
  { event: 'lacks', friend, count: 40_000, since: 0 },
  { event: 'held', friend, count: 1, since: 0 },
  { event: 'held', friend, count: 40_000, since: 0 },
  { event: 'again', friend, id: '1', count: 2, since: 0 },
  { event: 'online', friend, fingerprint: '00', way: 'direct' },
  { event: 'online', friend, fingerprint: '00', way: 'relayed' },
  { event: 'way', friend, way: 'direct' },
  { event: 'lost', friend, from: 1, to: 4 },
  ...ofUnasked(1),
  ...ofUnasked(1180),
]

test('each notice is known by its words, however many messages it is about, and nothing else is taken for it', (t) => {
  for (const event of events) {
    const scene = { own: 'alice', open: null, now: 0, printing, who: String }
    const rows = entriesOf(event, scene).flatMap((entry) => layOut(entry, 80))
    const words = rows
      .map((row) => row.trimEnd())
      .join('\n')
      .replaceAll('\n      | ', ' ')
    const known = noticeCodes.filter((code) => noticeKinds[code].words.test(words))
    t.deepEqual(
      known,
      noticeCodes.filter((code) => code === (event.event === 'notice' ? 'unasked' : event.event)),
      words,
    )
  }
})

import test from 'ava'
import { noteIdentity } from '../contacts/contacts'
import { identitiesToCompare } from '../contacts/contacts-testing'
import type { WantedFriends } from '../directory/directory-account'
import { contactsInMemory } from '../home/contacts-file'
import { MOST_OPEN_REQUESTS } from '../protocol/directory-api'
import { Friendships } from './friendships'
import { Disk } from './messenger-testing'

async function friendships() {
  const contacts = contactsInMemory()
  const clock = { now: 0 }
  const told: string[] = []
  const [identity] = await identitiesToCompare()
  const made = new Friendships({
    contacts,
    journal: new Disk().journal(),
    wayTo: (friend) => (friend === 'bob' ? 'relayed' : null),
    now: () => clock.now,
    addressee: () => null,
    onEvent: (event) => {
      if (event.event === 'friend') told.push(`friend ${event.name}`)
      if (event.event === 'request') told.push(`request ${event.from}`)
      if (event.event === 'requests') told.push(`requests of ${event.from.length}`)
      if (event.event === 'notice') told.push(`${event.code} ${event.message}`)
    },
    onNew: (friend) => told.push(`new ${friend}`),
  })
  const hear = (friends: string[], others: Partial<WantedFriends> = {}): string[] => {
    told.length = 0
    const withKeys = friends.map((name) => ({ name, identity }))
    made.heard({ incoming: [], outgoing: [], unasked: [], ...others, friends: withKeys })
    return [...told]
  }
  return { made, hear, contacts, identity, clock }
}

const names = (count: number, prefix = 'nobody') =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`)

test('who asks and who accepts is told once; each new friend is called', async (t) => {
  const { made, hear } = await friendships()
  const open = { incoming: ['carol'], outgoing: ['dave'] }
  t.deepEqual(hear(['bob'], open), ['new bob', 'request carol'])
  t.deepEqual(made.requests(), { ...open, unasked: [] })
  t.deepEqual(hear(['bob'], open), [])
  t.deepEqual(hear(['bob', 'carol', 'dave']), ['friend carol', 'new carol', 'friend dave', 'new dave'])
  t.deepEqual(made.requests(), { incoming: [], outgoing: [], unasked: [] })
})

test('who is blocked asks for nothing, also when the directory makes a friend of them', async (t) => {
  const { made, hear, contacts } = await friendships()
  await contacts.block('zoe')
  t.deepEqual(hear([], { incoming: ['zoe', 'carol'], unasked: ['zoe'] }), ['request carol'])
  t.deepEqual(made.requests(), { incoming: ['carol'], outgoing: [], unasked: [] })
  await contacts.unblock('zoe')
  t.deepEqual(made.requests().incoming, ['zoe', 'carol'])
  t.deepEqual(hear([], { incoming: ['zoe', 'carol'] }), ['request zoe'])
})

test('the list has those whose key is known, and nobody by the directory’s word', async (t) => {
  const { made, hear, contacts, identity } = await friendships()
  await contacts.update((known) => noteIdentity(known, 'bob', identity))
  hear([], { unasked: ['zoe'] })
  t.deepEqual(made.list(), [
    { name: 'bob', trust: 'pinned', online: true, way: 'relayed', waiting: 0, held: 0 },
  ])
})

test('whom the directory calls friends and nobody asked is told once, in one line, however many', async (t) => {
  const { made, hear } = await friendships()
  t.deepEqual(hear([], { unasked: names(1180) }), [
    'UNASKED_FRIENDS The directory names 1180 friends whom you never added here: nobody0, nobody1, nobody2, ' +
      'nobody3, nobody4 and 1175 more. Nobody of them is kept or called: /add NAME takes one whom you know.',
  ])
  t.deepEqual(hear([], { unasked: names(3, 'another') }), [])
  t.deepEqual(made.requests().unasked, names(3, 'another'))
})

test('requests by the hundred are one event; made up anew with each answer, they are told ever less', async (t) => {
  const { hear, clock } = await friendships()
  const all = names(MOST_OPEN_REQUESTS)
  t.deepEqual(hear([], { incoming: all }), [`requests of ${MOST_OPEN_REQUESTS}`])
  t.deepEqual(hear([], { incoming: all }), [])
  const told: string[] = []
  for (let answer = 0; answer < 1000; answer++) {
    clock.now += 20_000
    told.push(...hear([], { incoming: names(MOST_OPEN_REQUESTS, `answer${answer}-`) }))
  }
  const minutes = (1000 * 20) / 60
  t.true(told.length <= 5 + (5 * minutes) / 10, `${told.length} lines in ${minutes} minutes`)
})

test('a request that could not be told at once is told later, if it still stands', async (t) => {
  const { hear, clock } = await friendships()
  for (const from of names(5)) t.deepEqual(hear([], { incoming: [from] }), [`request ${from}`])
  t.deepEqual(hear([], { incoming: ['zoe'] }), [])
  t.deepEqual(hear([], { incoming: ['zoe', 'yves'] }), [])
  clock.now += 10 * 60_000
  t.deepEqual(hear([], { incoming: ['zoe', 'yves'] }), ['requests of 2'])
  t.deepEqual(hear([], { incoming: ['zoe', 'yves'] }), [])
})

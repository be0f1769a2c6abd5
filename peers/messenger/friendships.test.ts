import test from 'ava'
import { noteIdentity } from '../contacts/contacts'
import { identitiesToCompare } from '../contacts/contacts-testing'
import type { Friends } from '../directory/client'
import { contactsInMemory } from '../home/contacts-file'
import { Friendships } from './friendships'
import { Journal } from './journal'
import { Disk } from './messenger-testing'

async function friendships() {
  const contacts = contactsInMemory()
  const told: string[] = []
  const [identity] = await identitiesToCompare()
  const made = new Friendships({
    contacts,
    journal: new Journal([], new Disk(), 'journal'),
    isOnline: (friend) => friend === 'bob',
    onEvent: (event) => {
      if (event.event === 'friend') told.push(`friend ${event.name}`)
      if (event.event === 'request') told.push(`request ${event.from}`)
    },
    onNew: (friend) => told.push(`new ${friend}`),
  })
  const hear = (friends: string[], incoming: string[] = [], outgoing: string[] = []): string[] => {
    told.length = 0
    const answer: Friends = { friends: friends.map((name) => ({ name, identity })), incoming, outgoing }
    made.heard(answer)
    return [...told]
  }
  return { made, hear, contacts, identity }
}

test('who asks and who accepts is told once; each new friend is called', async (t) => {
  const { made, hear } = await friendships()
  t.deepEqual(hear(['bob'], ['carol'], ['dave']), ['new bob', 'request carol'])
  t.deepEqual(made.requests(), { incoming: ['carol'], outgoing: ['dave'] })
  t.deepEqual(hear(['bob'], ['carol'], ['dave']), [])
  t.deepEqual(hear(['bob', 'carol', 'dave']), ['friend carol', 'new carol', 'friend dave', 'new dave'])
  t.deepEqual(made.requests(), { incoming: [], outgoing: [] })
})

test('a friend is whoever the directory names or whose key is known', async (t) => {
  const { made, hear, contacts, identity } = await friendships()
  await contacts.update((known) => noteIdentity(known, 'zoe', identity))
  hear(['bob'])
  t.deepEqual(made.list(), [
    { name: 'bob', trust: 'unknown', online: true, waiting: 0 },
    { name: 'zoe', trust: 'pinned', online: false, waiting: 0 },
  ])
})

import test from 'ava'
import { noteAddress, noteIdentity } from '../contacts/contacts'
import { identitiesToCompare, takenAddress } from '../contacts/contacts-testing'
import { contactsInMemory } from '../home/contacts-file'
import { AddressRefresh } from './address-refresh'

const HOUR = 60 * 60 * 1000

test('of friends who are there the record is looked up while it is due, one at a time, and each once an hour', async (t) => {
  const [identity] = await identitiesToCompare()
  const contacts = contactsInMemory()
  const until = (name: string, expires: number) => {
    const { record, directoryAt } = takenAddress(name, 1)
    return { record: { ...record, expires }, directoryAt }
  }
  await contacts.update((known) =>
    ['bob', 'carol', 'dave', 'erin'].reduce((all, name) => noteIdentity(all, name, identity), known),
  )
  const start = 100 * HOUR
  await contacts.update((known) => noteAddress(known, 'bob', until('bob', start + 18 * HOUR)))
  await contacts.update((known) => noteAddress(known, 'carol', until('carol', start + 17 * HOUR)))
  const asked: string[] = []
  let now = start
  const refresh = new AddressRefresh({
    contacts,
    isOnline: (friend) => friend !== 'erin',
    locate: async (friend) => {
      asked.push(friend)
      throw new Error('not found')
    },
    now: () => now,
  })
  for (let poll = 0; poll < 10; poll++) refresh.beat()
  t.deepEqual(asked, ['carol', 'dave'])
  now += HOUR - 1
  for (let poll = 0; poll < 10; poll++) refresh.beat()
  t.deepEqual(asked.splice(0), ['carol', 'dave', 'bob'])
  now += 1
  refresh.beat()
  t.deepEqual(asked, ['carol'])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { noteIdentity } from '../contacts/contacts'
import { contactsInMemory } from '../home/contacts-file'
import { newIdentity } from '../home/identity-file'
import { publicIdentity } from '../protocol/identity'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { exportTo, importContacts } from './contacts-transfer'

test('what the user noted of friends comes with them; what is known already stays', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'contacts-transfer-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'export')
  const account = { name: 'alice', directory: 'https://localhost:8440', certificate: 'ab'.repeat(32) }
  const identity = await newIdentity(entropy)
  const other = publicIdentity(await newIdentity(entropy))
  const [here, there] = [contactsInMemory(), contactsInMemory()]
  for (const [contacts, names] of [
    [here, ['bob', 'carol', 'dave']],
    [there, ['dave']],
  ] as const)
    for (const name of names) await contacts.update((known) => noteIdentity(known, name, other))
  await here.ask(['erin'])
  await here.block('frank')
  await here.mute('carol', true)
  await here.rename('bob', 'Bobby', 'alice')
  await here.rename('dave', 'Dad', 'alice')
  await there.mute('dave', true)
  await there.rename('dave', 'David', 'alice')
  await exportTo(file, 'for the journey', { identity, account, contacts: here, entropy })
  t.is(await importContacts(file, 'for the journey', { identity, account, contacts: there, entropy }), 2)
  t.deepEqual([...there.contacts.keys()].sort(), ['bob', 'carol', 'dave'])
  t.deepEqual([...there.asked], ['erin'])
  t.deepEqual([...there.blocked], ['frank'])
  t.deepEqual([...there.muted].sort(), ['carol', 'dave'])
  t.deepEqual(
    [...there.nicknames],
    [
      ['dave', 'David'],
      ['bob', 'Bobby'],
    ],
  )
})

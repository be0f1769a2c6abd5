import test from 'ava'
import fc from 'fast-check'
import { fingerprint, sameIdentity } from '../protocol/identity'
import { twins } from '../protocol/twin-identities-testing'
import {
  acceptKey,
  type Contacts,
  expectedIdentity,
  keepKey,
  markVerified,
  noteAddress,
  noteIdentity,
  stateOf,
} from './contacts'
import { identitiesToCompare, takenAddress } from './contacts-testing'

const none: Contacts = new Map()

test('a key is pinned at first use, and seeing it again changes nothing', async (t) => {
  const [first] = await identitiesToCompare()
  t.is(stateOf(none, 'bob'), 'unknown')
  t.is(expectedIdentity(none, 'bob'), undefined)
  const contacts = noteIdentity(none, 'bob', first)
  t.is(stateOf(contacts, 'bob'), 'pinned')
  t.is(noteIdentity(contacts, 'bob', { ...first }), contacts)
  t.is(stateOf(none, 'bob'), 'unknown')
})

test('another key is not taken: both are kept, and the pinned one stays the expected one', async (t) => {
  const [first, second, third] = await identitiesToCompare()
  const pinned = noteIdentity(none, 'bob', first)
  for (const contacts of [pinned, markVerified(pinned, 'bob', first)]) {
    const changed = noteIdentity(contacts, 'bob', second)
    t.is(stateOf(changed, 'bob'), 'changed')
    t.is(expectedIdentity(changed, 'bob'), first)
    t.is(changed.get('bob')?.rival, second)
    t.is(noteIdentity(changed, 'bob', second), changed)
    t.is(stateOf(noteIdentity(changed, 'bob', first), 'bob'), 'changed')
    const again = noteIdentity(changed, 'bob', third)
    t.is(expectedIdentity(again, 'bob'), first)
    t.is(again.get('bob')?.rival, third)
    t.is(stateOf(keepKey(again, 'bob'), 'bob'), stateOf(contacts, 'bob'))
  }
})

test('the user may take a changed key of a contact that was not verified', async (t) => {
  const [first, second, third] = await identitiesToCompare()
  const changed = noteIdentity(noteIdentity(none, 'bob', first), 'bob', second)
  const taken = acceptKey(changed, 'bob', second)
  t.is(stateOf(taken, 'bob'), 'pinned')
  t.is(expectedIdentity(taken, 'bob'), second)
  t.throws(() => acceptKey(changed, 'bob', third), { code: 'FINGERPRINT_MISMATCH' })
  t.is(acceptKey(changed, 'bob', first), changed)
})

test('the changed key of a verified contact is taken only by verifying it', async (t) => {
  const [first, second, third] = await identitiesToCompare()
  const changed = noteIdentity(markVerified(noteIdentity(none, 'bob', first), 'bob', first), 'bob', second)
  t.throws(() => acceptKey(changed, 'bob', second), {
    code: 'FINGERPRINT_MISMATCH',
    message: /key of bob was verified and is another one now: compare/,
  })
  const verified = markVerified(changed, 'bob', second)
  t.is(stateOf(verified, 'bob'), 'verified')
  t.is(expectedIdentity(verified, 'bob'), second)
  t.is(expectedIdentity(markVerified(changed, 'bob', first), 'bob'), first)
  t.throws(() => markVerified(changed, 'bob', third), {
    code: 'FINGERPRINT_MISMATCH',
    instanceOf: Error,
  })
})

test('the counter of a friend’s address only rises, and stays with the identity whose it is', async (t) => {
  const [first, second] = await identitiesToCompare()
  const counterOf = (contacts: Contacts) => contacts.get('bob')?.addressCounter
  const pinned = noteIdentity(none, 'bob', first)
  t.is(counterOf(pinned), 0)
  const noted = noteAddress(pinned, 'bob', takenAddress('bob', 7))
  t.is(counterOf(noted), 7)
  t.is(noteAddress(noted, 'bob', takenAddress('bob', 7)), noted)
  t.is(noteAddress(noted, 'bob', takenAddress('bob', 6)), noted)
  t.is(counterOf(noteAddress(noted, 'bob', takenAddress('bob', 8))), 8)
  t.is(counterOf(markVerified(noted, 'bob', first)), 7)
  const changed = noteIdentity(noted, 'bob', second)
  t.is(counterOf(changed), 7)
  t.is(stateOf(noteAddress(changed, 'bob', takenAddress('bob', 8)), 'bob'), 'changed')
  t.is(counterOf(keepKey(changed, 'bob')), 7)
  t.is(keepKey(changed, 'bob').get('bob')?.address?.record.counter, 7)
  t.is(counterOf(acceptKey(changed, 'bob', second)), 0)
  t.is(acceptKey(changed, 'bob', second).get('bob')?.address, undefined)
  t.is(counterOf(markVerified(changed, 'bob', second)), 0)
})

test('a refusal names both fingerprints', async (t) => {
  const [first, second] = await identitiesToCompare()
  const error = t.throws(() => markVerified(noteIdentity(none, 'bob', first), 'bob', second), {
    instanceOf: Error,
  })
  t.like(error, { evidence: { expected: fingerprint(first), seen: fingerprint(second) } })
})

test('nothing can be settled for somebody unknown, and nothing pinned that is no name or no key', async (t) => {
  const [first] = await identitiesToCompare()
  t.throws(() => markVerified(none, 'bob', first), { code: 'UNKNOWN_PEER' })
  t.throws(() => acceptKey(none, 'bob', first), { code: 'UNKNOWN_PEER' })
  t.throws(() => keepKey(none, 'bob'), { code: 'UNKNOWN_PEER' })
  t.throws(() => noteAddress(none, 'bob', takenAddress('bob', 1)), { code: 'UNKNOWN_PEER' })
  t.throws(() => noteIdentity(none, 'Bob\n', first), { code: 'MALFORMED' })
  for (const broken of [
    { ...first, signing: Buffer.from('no key') },
    { ...first, wrapping: Buffer.from('no key') },
  ]) {
    t.throws(() => noteIdentity(none, 'bob', broken), { code: 'BAD_IDENTITY' })
  }
})

test('whatever a directory says, and in whatever order, only the user moves a pin', async (t) => {
  const all = await identitiesToCompare()
  const said = fc.array(fc.tuple(fc.constantFrom('bob', 'carol', 'constructor'), fc.nat(3)), {
    maxLength: 20,
  })
  fc.assert(
    fc.property(fc.boolean(), said, (verify, statements) => {
      const start = noteIdentity(none, 'bob', all[0])
      let contacts = verify ? markVerified(start, 'bob', all[0]) : start
      for (const [name, index] of statements) contacts = noteIdentity(contacts, name, all[index]!)
      t.true(sameIdentity(expectedIdentity(contacts, 'bob')!, all[0]))
      const contradicted = statements.some(([name, index]) => name === 'bob' && index !== 0)
      t.is(stateOf(contacts, 'bob'), contradicted ? 'changed' : verify ? 'verified' : 'pinned')
    }),
  )
})

test('a key that shares a part with a known one is another key: never taken silently, verified or settled for it', (t) => {
  const mismatch = { code: 'FINGERPRINT_MISMATCH' }
  for (const { alike, one, other } of twins) {
    const pinned = noteIdentity(none, 'bob', one)
    const changed = noteIdentity(pinned, 'bob', other)
    t.is(stateOf(changed, 'bob'), 'changed', alike)
    t.is(expectedIdentity(acceptKey(changed, 'bob', other), 'bob'), other, alike)
    t.throws(() => markVerified(pinned, 'bob', other), mismatch, alike)
    t.throws(() => acceptKey(pinned, 'bob', other), mismatch, alike)
  }
})

test('while a changed key waits, one that shares a part with it is the one that waits from then on', (t) => {
  const [first] = twins
  for (const { alike, one, other } of twins.slice(1)) {
    const changed = noteIdentity(noteIdentity(none, 'bob', first!.one), 'bob', one)
    t.is(noteIdentity(changed, 'bob', other).get('bob')?.rival, other, alike)
    t.throws(() => acceptKey(changed, 'bob', other), { code: 'FINGERPRINT_MISMATCH' }, alike)
  }
})

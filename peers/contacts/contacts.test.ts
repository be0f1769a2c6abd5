import test from 'ava'
import fc from 'fast-check'
import { systemEntropy } from '../cli/entropy'
import { fingerprint, type Identity, sameIdentity } from '../protocol/identity'
import { exportSpki } from '../protocol/rsa'
import {
  accept,
  type Contacts,
  expectedIdentity,
  keep,
  markVerified,
  noteAddress,
  pin,
  stateOf,
} from './contacts'

const none: Contacts = new Map()
const keys = Promise.all([1, 2].map(async () => exportSpki(await systemEntropy.rsa())))

/** Four identities out of two keys: what matters is only that they differ. */
async function identities(): Promise<readonly [Identity, Identity, Identity, Identity]> {
  const [a, b] = (await keys) as [Buffer, Buffer]
  return [
    { signing: a, wrapping: b },
    { signing: b, wrapping: a },
    { signing: a, wrapping: a },
    { signing: b, wrapping: b },
  ]
}

test('a key is pinned at first use, and seeing it again changes nothing', async (t) => {
  const [first] = await identities()
  t.is(stateOf(none, 'bob'), 'unknown')
  t.is(expectedIdentity(none, 'bob'), undefined)
  const contacts = pin(none, 'bob', first)
  t.is(stateOf(contacts, 'bob'), 'pinned')
  t.is(pin(contacts, 'bob', { ...first }), contacts)
  t.is(stateOf(none, 'bob'), 'unknown')
})

test('another key is not taken: both are kept, and the pinned one stays the expected one', async (t) => {
  const [first, second, third] = await identities()
  const pinned = pin(none, 'bob', first)
  for (const contacts of [pinned, markVerified(pinned, 'bob', first)]) {
    const changed = pin(contacts, 'bob', second)
    t.is(stateOf(changed, 'bob'), 'changed')
    t.is(expectedIdentity(changed, 'bob'), first)
    t.is(changed.get('bob')?.seen, second)
    t.is(pin(changed, 'bob', second), changed)
    t.is(stateOf(pin(changed, 'bob', first), 'bob'), 'changed')
    const again = pin(changed, 'bob', third)
    t.is(expectedIdentity(again, 'bob'), first)
    t.is(again.get('bob')?.seen, third)
    t.is(stateOf(keep(again, 'bob'), 'bob'), stateOf(contacts, 'bob'))
  }
})

test('the user may take a changed key of a contact that was not verified', async (t) => {
  const [first, second, third] = await identities()
  const changed = pin(pin(none, 'bob', first), 'bob', second)
  const taken = accept(changed, 'bob', second)
  t.is(stateOf(taken, 'bob'), 'pinned')
  t.is(expectedIdentity(taken, 'bob'), second)
  t.throws(() => accept(changed, 'bob', third), { code: 'FINGERPRINT_MISMATCH' })
  t.is(accept(changed, 'bob', first), changed)
})

test('the changed key of a verified contact is taken only by verifying it', async (t) => {
  const [first, second, third] = await identities()
  const changed = pin(markVerified(pin(none, 'bob', first), 'bob', first), 'bob', second)
  t.throws(() => accept(changed, 'bob', second), {
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
  const [first, second] = await identities()
  const counterOf = (contacts: Contacts) => contacts.get('bob')?.addressCounter
  const pinned = pin(none, 'bob', first)
  t.is(counterOf(pinned), 0)
  const noted = noteAddress(pinned, 'bob', 7)
  t.is(counterOf(noted), 7)
  t.is(noteAddress(noted, 'bob', 7), noted)
  t.is(noteAddress(noted, 'bob', 6), noted)
  t.is(counterOf(noteAddress(noted, 'bob', 8)), 8)
  t.is(counterOf(markVerified(noted, 'bob', first)), 7)
  const changed = pin(noted, 'bob', second)
  t.is(counterOf(changed), 7)
  t.is(stateOf(noteAddress(changed, 'bob', 8), 'bob'), 'changed')
  t.is(counterOf(keep(changed, 'bob')), 7)
  t.is(counterOf(accept(changed, 'bob', second)), 0)
  t.is(counterOf(markVerified(changed, 'bob', second)), 0)
})

test('a refusal names both fingerprints', async (t) => {
  const [first, second] = await identities()
  const error = t.throws(() => markVerified(pin(none, 'bob', first), 'bob', second), { instanceOf: Error })
  t.like(error, { evidence: { expected: fingerprint(first), seen: fingerprint(second) } })
})

test('nothing can be settled for somebody unknown, and nothing pinned that is no name or no key', async (t) => {
  const [first] = await identities()
  t.throws(() => markVerified(none, 'bob', first), { code: 'UNKNOWN_PEER' })
  t.throws(() => accept(none, 'bob', first), { code: 'UNKNOWN_PEER' })
  t.throws(() => keep(none, 'bob'), { code: 'UNKNOWN_PEER' })
  t.throws(() => noteAddress(none, 'bob', 1), { code: 'UNKNOWN_PEER' })
  t.throws(() => pin(none, 'Bob\n', first), { code: 'MALFORMED' })
  for (const broken of [
    { ...first, signing: Buffer.from('no key') },
    { ...first, wrapping: Buffer.from('no key') },
  ]) {
    t.throws(() => pin(none, 'bob', broken), { code: 'BAD_IDENTITY' })
  }
})

test('whatever a directory says, and in whatever order, only the user moves a pin', async (t) => {
  const all = await identities()
  const said = fc.array(fc.tuple(fc.constantFrom('bob', 'carol', 'constructor'), fc.nat(3)), {
    maxLength: 20,
  })
  fc.assert(
    fc.property(fc.boolean(), said, (verify, statements) => {
      const start = pin(none, 'bob', all[0])
      let contacts = verify ? markVerified(start, 'bob', all[0]) : start
      for (const [name, index] of statements) contacts = pin(contacts, name, all[index]!)
      t.true(sameIdentity(expectedIdentity(contacts, 'bob')!, all[0]))
      const contradicted = statements.some(([name, index]) => name === 'bob' && index !== 0)
      t.is(stateOf(contacts, 'bob'), contradicted ? 'changed' : verify ? 'verified' : 'pinned')
    }),
  )
})

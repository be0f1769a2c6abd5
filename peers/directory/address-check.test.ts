import test from 'ava'
import type { PeerError } from '../protocol/errors'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { type AddressRecord, signAddress } from '../protocol/statements'
import { testEntropy } from '../protocol/test-keys-testing'
import { checkAddress } from './address-check'
import type { FoundAddress } from './client'

const NOW = 1_800_000_000_000
const plain: AddressRecord = { name: 'bob', host: '192.0.2.7', port: 25000, counter: 5, expires: NOW + 1 }
const keys = Promise.all([testEntropy.rsa(), testEntropy.rsa()])

/** What an honest directory would say of `record`, and what Alice knows. */
async function setting(record: AddressRecord = plain) {
  const [own, mallory] = await keys
  const bob = publicIdentity({ signing: own, wrapping: own })
  const found: FoundAddress = { record: signAddress(own, record), identity: bob, directoryAt: '203.0.113.1' }
  return { found, knowledge: { name: 'bob', pinned: bob, lastCounter: 5, now: NOW }, mallory, own }
}

test('a signed, current record is taken', async (t) => {
  const { found, knowledge } = await setting()
  t.deepEqual(checkAddress(found, knowledge), {
    host: '192.0.2.7',
    port: 25000,
    namedBy: 'friend',
    directoryAt: '203.0.113.1',
    also: null,
    counter: 5,
  })
})

test('a second address is taken with the first, whoever names that', async (t) => {
  for (const host of ['192.0.2.7', 'auto']) {
    const { found, knowledge } = await setting({ ...plain, host, also: '[2001:db8::7]:25001' })
    const { also } = checkAddress({ ...found, observed: '198.51.100.3' }, knowledge)
    t.deepEqual(also, { host: '2001:db8::7', port: 25001 })
  }
})

test('where the record says auto, the host is the one that the directory saw', async (t) => {
  const { found, knowledge } = await setting({ ...plain, host: 'auto' })
  const observed = '::ffff:198.51.100.3'
  t.like(checkAddress({ ...found, observed }, knowledge), { host: observed, namedBy: 'directory' })
  t.throws(() => checkAddress(found, knowledge), { code: 'BAD_ADDRESS_RECORD' })
})

test('a signed host is not replaced by what the directory saw', async (t) => {
  const { found, knowledge } = await setting()
  t.is(checkAddress({ ...found, observed: '203.0.113.66' }, knowledge).host, '192.0.2.7')
})

test('every change of a signed record is refused', async (t) => {
  const { found, knowledge } = await setting()
  const changes: Partial<AddressRecord>[] = [
    { host: '203.0.113.66' },
    { host: 'auto' },
    { port: 25001 },
    { counter: 6 },
    { expires: NOW + 2 },
    { also: '[2001:db8::66]:25000' },
  ]
  for (const change of changes) {
    const changed = { ...found, observed: '203.0.113.66', record: { ...found.record, ...change } }
    t.throws(() => checkAddress(changed, knowledge), {
      code: 'BAD_ADDRESS_RECORD',
      message: /not signed by bob/,
    })
  }
})

test('a record signed by somebody else is refused, whoever the directory says it is', async (t) => {
  const { found, knowledge, mallory } = await setting()
  const forged = { ...found, record: signAddress(mallory, plain) }
  t.throws(() => checkAddress(forged, knowledge), { code: 'BAD_ADDRESS_RECORD' })

  const seen = publicIdentity({ signing: mallory, wrapping: mallory })
  const error = t.throws(() => checkAddress({ ...forged, identity: seen }, knowledge), {
    code: 'FINGERPRINT_MISMATCH',
  })
  t.like(error, { evidence: { expected: fingerprint(knowledge.pinned), seen: fingerprint(seen) } })
})

test("a friend's record does not serve for another name", async (t) => {
  const { found, knowledge } = await setting({ ...plain, name: 'bobby' })
  t.throws(() => checkAddress(found, knowledge), { code: 'BAD_ADDRESS_RECORD', message: /somebody else/ })
})

test('expired and rolled back records are refused', async (t) => {
  const { found, knowledge } = await setting()
  t.throws(() => checkAddress(found, { ...knowledge, now: NOW + 1 }), { message: /has expired/ })
  t.throws(() => checkAddress(found, { ...knowledge, lastCounter: 6 }), { message: /older than one seen/ })
  t.notThrows(() => checkAddress(found, { ...knowledge, lastCounter: 0 }))
})

test('a host that is none is refused, whoever named it', async (t) => {
  for (const host of ['a b', 'bob\u001b[2J', 'http://bob/', 'bob;rm']) {
    const signed = await setting({ ...plain, host })
    const error = t.throws(
      () => checkAddress(signed.found, signed.knowledge),
      { message: /names no host/ },
      host,
    )
    // The host may be any string, of any length: nobody is shown it.
    t.deepEqual((error as PeerError).evidence, { name: 'bob', flaw: 'no-host' })
    const auto = await setting({ ...plain, host: 'auto' })
    t.throws(() => checkAddress({ ...auto.found, observed: host }, auto.knowledge), {
      message: /names no host/,
    })
  }
})

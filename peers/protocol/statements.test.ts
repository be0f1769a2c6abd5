import { constants, verify as nodeVerify } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import { type Identity, publicIdentity } from './identity'
import {
  serverByAddress,
  serverByCertificate,
  signAddress,
  signLogin,
  signRegistration,
  verifyAddress,
  verifyLogin,
  verifyRegistration,
} from './statements'
import { testKey } from './test-keys-testing'

const keys = Promise.all([0, 1, 2].map(testKey))

/** Alice's signing key and identity, and an identity that she does not own. */
async function people() {
  const [signing, wrapping, foreign] = await keys
  const alice = publicIdentity({ signing: signing!, wrapping: wrapping! })
  const mallory = publicIdentity({ signing: foreign!, wrapping: foreign! })
  return { key: signing!, alice, mallory }
}

const record = { name: 'alice', host: 'localhost', port: 25_000, counter: 7, expires: 1_790_000_000_000 }

/** Big-endian, written without the code under test. */
function part(text: string | Uint8Array): Buffer {
  const content = Buffer.from(text)
  return Buffer.concat([Buffer.of(content.length >> 8, content.length & 255), content])
}

function signedBy(identity: Identity, bytes: Buffer, signature: string): boolean {
  const key = { key: Buffer.from(identity.signing), format: 'der', type: 'spki' } as const
  const options = { ...key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  return nodeVerify('sha256', bytes, options, Buffer.from(signature, 'base64'))
}

test('an address record verifies under the identity that signed it, and no other', async (t) => {
  const { key, alice, mallory } = await people()
  const signed = signAddress(key, record)
  t.like(signed, record)
  t.true(verifyAddress(alice, signed))
  t.false(verifyAddress(mallory, signed))
})

test('what is signed for an address is laid out as the protocol says', async (t) => {
  const { key, alice } = await people()
  const bytes = Buffer.concat([
    part('secure-p2p address 1'),
    part('alice'),
    part('localhost'),
    Buffer.from('61a8', 'hex'),
    Buffer.from('0000000000000007', 'hex'),
    Buffer.from('000001a0c4506c00', 'hex'),
  ])
  t.true(signedBy(alice, bytes, signAddress(key, record).signature))
})

test('a second address is signed behind the rest', async (t) => {
  const { key, alice } = await people()
  const also = '[2001:db8::7]:25000'
  const first = Buffer.concat([part('secure-p2p address 1'), part('alice'), part('localhost')])
  const rest = Buffer.from('61a80000000000000007000001a0c4506c00', 'hex')
  const { signature } = signAddress(key, { ...record, also })
  t.true(signedBy(alice, Buffer.concat([first, rest, part(also)]), signature))
  t.false(signedBy(alice, Buffer.concat([first, rest]), signature))
})

test('no part of an address record can change', async (t) => {
  const { key, alice } = await people()
  const signed = signAddress(key, record)
  const changes = [
    { name: 'alicf' },
    { host: 'localhosu' },
    { port: 25_001 },
    { counter: 8 },
    { expires: record.expires + 1 },
    // The same letters, parted elsewhere.
    { name: 'alicel', host: 'ocalhost' },
    { also: '[2001:db8::7]:25000' },
    { also: '' },
  ]
  for (const change of changes)
    t.false(verifyAddress(alice, { ...signed, ...change }), JSON.stringify(change))
  const both = signAddress(key, { ...record, also: '[2001:db8::7]:25000' })
  t.true(verifyAddress(alice, both))
  for (const also of ['[2001:db8::8]:25000', '[2001:db8::7]:25001', '', undefined])
    t.false(verifyAddress(alice, { ...both, also }), String(also))
})

test('a registration proof holds for its name and both its keys only', async (t) => {
  const { key, alice, mallory } = await people()
  const proof = signRegistration(key, 'alice', alice)
  t.true(verifyRegistration('alice', alice, proof))
  t.false(verifyRegistration('alicf', alice, proof))
  t.false(verifyRegistration('alice', { ...alice, wrapping: mallory.wrapping }, proof))
  t.false(verifyRegistration('alice', { ...alice, signing: mallory.signing }, proof))
  t.false(verifyRegistration('alice', mallory, proof))
})

test('what is signed for a registration is laid out as the protocol says', async (t) => {
  const { key, alice } = await people()
  const bytes = Buffer.concat(
    ['secure-p2p registration 1', 'alice', alice.signing, alice.wrapping].map((each) => part(each)),
  )
  t.true(signedBy(alice, bytes, signRegistration(key, 'alice', alice)))
})

const login = {
  server: 'http://localhost:8440',
  name: 'alice',
  challenge: Buffer.alloc(32, 9).toString('base64'),
}

test('a login holds for its server, name, challenge and key only', async (t) => {
  const { key, alice, mallory } = await people()
  const signature = signLogin(key, login)
  t.true(verifyLogin(alice, login, signature))
  t.false(verifyLogin(mallory, login, signature))
  const changes = [
    { server: 'http://localhost:8441' },
    { name: 'alicf' },
    { challenge: Buffer.alloc(32, 8).toString('base64') },
    // The same letters, parted elsewhere.
    { server: 'http://localhost:844', name: '0alice' },
  ]
  for (const change of changes)
    t.false(verifyLogin(alice, { ...login, ...change }, signature), JSON.stringify(change))
})

test('what is signed for a login is laid out as the protocol says', async (t) => {
  const { key, alice } = await people()
  const bytes = Buffer.concat([
    part('secure-p2p login 1'),
    part('http://localhost:8440'),
    part('alice'),
    part(Buffer.alloc(32, 9)),
  ])
  t.true(signedBy(alice, bytes, signLogin(key, login)))
})

test('a server is named by its certificate, or by host and port', (t) => {
  t.is(serverByCertificate('AB'.repeat(32)), `sha256:${'ab'.repeat(32)}`)
  t.is(serverByAddress('Directory.Example', 80), 'http://directory.example:80')
  t.is(serverByAddress('2001:DB8::1', 8440), 'http://[2001:db8::1]:8440')
})

test('a signature for one purpose does not serve for another', async (t) => {
  const { key, alice } = await people()
  const signed = signAddress(key, record)
  const proof = signRegistration(key, 'alice', alice)
  t.false(verifyRegistration('alice', alice, signed.signature))
  t.false(verifyAddress(alice, { ...record, signature: proof }))
  t.false(verifyLogin(alice, login, signed.signature))
  t.false(verifyLogin(alice, login, proof))
  t.false(verifyAddress(alice, { ...record, signature: signLogin(key, login) }))
  t.false(verifyRegistration('alice', alice, signLogin(key, login)))
})

test('a signature that was changed, cut or made up verifies nowhere, and throws nowhere', async (t) => {
  const { key, alice } = await people()
  const signed = signAddress(key, record)
  const good = Buffer.from(signed.signature, 'base64')
  const flipped = fc.tuple(fc.nat({ max: 255 }), fc.integer({ min: 1, max: 255 })).map(([at, mask]) => {
    const bad = Buffer.from(good)
    bad[at]! ^= mask
    return bad.toString('base64')
  })
  const cut = fc.nat({ max: 255 }).map((size) => good.subarray(0, size).toString('base64'))
  fc.assert(
    fc.property(fc.oneof(flipped, cut, fc.string()), (signature) => {
      t.false(verifyAddress(alice, { ...record, signature }))
      t.false(verifyRegistration('alice', alice, signature))
      t.false(verifyLogin(alice, login, signature))
    }),
  )
})

test('an identity that is no RSA-2048 key is refused by its code', async (t) => {
  const { key, alice } = await people()
  const bad = { ...alice, signing: Buffer.from('no key') }
  t.throws(() => verifyAddress(bad, signAddress(key, record)), { name: 'PeerError', code: 'BAD_IDENTITY' })
})

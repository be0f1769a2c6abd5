import test from 'ava'
import fc from 'fast-check'
import { fingerprint, type Identity, identityKeys, sameIdentity } from './identity'
import { exportSpki, publicKey } from './rsa'
import { beginningAndEnd, twins } from './twin-identities-testing'

test('the twins to test with are two well-formed identities each, and as alike as they say', (t) => {
  const [first, last] = twins
  t.is(beginningAndEnd(first!.one)[0], beginningAndEnd(first!.other)[0])
  t.is(beginningAndEnd(last!.one)[1], beginningAndEnd(last!.other)[1])
  for (const { one, other } of twins) {
    t.not(fingerprint(one), fingerprint(other))
    for (const { signing, wrapping } of [one, other])
      for (const key of [signing, wrapping]) t.notThrows(() => publicKey(key))
  }
})

test('identities are compared whole: two that share a part of keys or fingerprint are two', (t) => {
  for (const { alike, one, other } of twins) {
    t.false(sameIdentity(one, other), alike)
    t.true(sameIdentity(one, { ...one }), alike)
  }
})

test('one bit more, less or other in either key makes another identity', (t) => {
  const { one } = twins[0]!
  const size = one.signing.length
  const changed = (key: Uint8Array, at: number, bit: number): Uint8Array => {
    const copy = Buffer.from(key)
    copy[at]! ^= 1 << bit
    return copy
  }
  fc.assert(
    fc.property(
      fc.constantFrom<keyof Identity>('signing', 'wrapping'),
      fc.nat(size - 1),
      fc.nat(7),
      (which, at, bit) => {
        t.false(sameIdentity(one, { ...one, [which]: changed(one[which], at, bit) }), `byte ${at}`)
        t.false(sameIdentity(one, { ...one, [which]: one[which].subarray(0, at) }), `${at} bytes`)
      },
    ),
  )
})

test('the keys are those that were presented, whatever is kept of that name; those of a contact are parsed once', (t) => {
  const exported = ({ signing, wrapping }: ReturnType<typeof identityKeys>) => ({
    signing: exportSpki(signing),
    wrapping: exportSpki(wrapping),
  })
  for (const { alike, one, other } of twins) {
    const again = identityKeys({ ...one }, one)
    t.is(identityKeys({ ...one }, one), again)
    t.true(sameIdentity(exported(again), one), alike)
    t.true(sameIdentity(exported(identityKeys({ ...other }, one)), other), alike)
    t.true(sameIdentity(exported(identityKeys({ ...one }, other)), one), alike)
    t.not(identityKeys({ ...one }), again, 'without a contact they are of the handshake alone')
    const cut = { ...one, signing: one.signing.subarray(1) }
    t.throws(() => identityKeys(cut, one), { code: 'BAD_IDENTITY' })
  }
})

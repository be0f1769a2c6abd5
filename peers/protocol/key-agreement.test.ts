import { createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import { standIn } from '../../lab/suite/crypto-testing'
import { agree, derive, expand, extract, freshEphemeralKey, keyShare } from './key-agreement'
import { entropy } from './secure-testing'

const refused = { name: 'PeerError', code: 'BAD_KEY_SHARE' }
const hex = (digits: string): Buffer => Buffer.from(digits, 'hex')

/** @param bytes 32; any are a private key (RFC 7748 §5). */
function ephemeralKey(bytes: Uint8Array): KeyObject {
  // What stands before them in PKCS #8 (RFC 8410 §7).
  const key = Buffer.concat([hex('302e020100300506032b656e04220420'), bytes])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

test('the two vectors of RFC 7748 §5.2', (t) => {
  const vectors: [string, string, string][] = [
    [
      'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
      'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
      'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
    ],
    [
      '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
      // Its top bit is set, and has to be ignored.
      'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
      '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
    ],
  ]
  for (const [scalar, point, product] of vectors) {
    t.is(agree(ephemeralKey(hex(scalar)), hex(point)).toString('hex'), product)
  }
})

test('the iteration of RFC 7748 §5.2, a thousand times', (t) => {
  let [scalar, point] = [hex(`09${'00'.repeat(31)}`), hex(`09${'00'.repeat(31)}`)]
  for (let round = 1; round <= 1000; round++) {
    ;[scalar, point] = [agree(ephemeralKey(scalar), point), scalar]
    if (round === 1) {
      t.is(scalar.toString('hex'), '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079')
    }
  }
  t.is(scalar.toString('hex'), '684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51')
})

test('Alice and Bob of RFC 7748 §6.1', (t) => {
  const alice = ephemeralKey(hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'))
  const bob = ephemeralKey(hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'))
  t.is(keyShare(alice).toString('hex'), '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a')
  t.is(keyShare(bob).toString('hex'), 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f')
  const secret = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'
  t.is(agree(alice, keyShare(bob)).toString('hex'), secret)
  t.is(agree(bob, keyShare(alice)).toString('hex'), secret)
})

test.serial('an ephemeral key is the one that the generator of the system made, all 32 bytes of it', (t) => {
  const made: { d: string; x: string }[] = []
  standIn(t, 'generateKeyPairSync', (own) => (type: string, ...given: unknown[]) => {
    t.is(type, 'x25519')
    const pair = Reflect.apply(own, null, [type, ...given])
    made.push(pair.privateKey)
    return pair
  })
  for (const nth of [0, 1]) {
    const key = freshEphemeralKey()
    t.is(made.length, nth + 1, 'one call for each key')
    const { d, x } = made[nth]!
    t.is(Buffer.from(d, 'base64url').length, 32)
    t.like(key.export({ format: 'jwk' }), { d, x })
  }
  t.not(made[0]!.d, made[1]!.d)
})

test('fresh keys agree', (t) => {
  const [one, two] = [entropy.x25519(), entropy.x25519()]
  t.deepEqual(agree(one, keyShare(two)), agree(two, keyShare(one)))
  t.notDeepEqual(keyShare(one), keyShare(two))
})

// Every u-coordinate of order 1, 2, 4 or 8, on the curve and its twist, reduced and not (RFC 7748 §7).
const lowOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]

test('a share of low order is refused, with its top bit set too', (t) => {
  for (const digits of lowOrder) {
    const share = hex(digits)
    t.throws(() => agree(entropy.x25519(), share), refused)
    share[31]! |= 0x80
    t.throws(() => agree(entropy.x25519(), share), refused)
  }
})

test('a share of any length but 32 is refused', (t) => {
  const own = entropy.x25519()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (share) => {
      fc.pre(share.length !== 32)
      t.throws(() => agree(own, share), refused)
    }),
  )
  const share = keyShare(entropy.x25519())
  t.throws(() => agree(own, Buffer.concat([share, Buffer.of(0)])), refused)
  t.throws(() => agree(own, share.subarray(1)), refused)
})

test('the SHA-256 vectors of RFC 5869, A.1 to A.3: what is extracted, and the first block of the key', (t) => {
  const range = (from: number, to: number) =>
    Buffer.from(Array.from({ length: to - from + 1 }, (_, i) => from + i))
  const b = Buffer.alloc(22, 0x0b)
  const vectors: [Buffer, Buffer, Buffer, string, string][] = [
    [
      b,
      range(0x00, 0x0c),
      range(0xf0, 0xf9),
      '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf',
    ],
    [
      range(0x00, 0x4f),
      range(0x60, 0xaf),
      range(0xb0, 0xff),
      '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244',
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c',
    ],
    [
      b,
      Buffer.alloc(0),
      Buffer.alloc(0),
      '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d',
    ],
  ]
  for (const [secret, salt, label, extracted, key] of vectors) {
    t.is(extract(secret, salt).toString('hex'), extracted)
    t.is(expand(hex(extracted), label).toString('hex'), key)
    t.is(derive(secret, salt, label).toString('hex'), key)
  }
})

test('HKDF gives what node:crypto gives, whatever goes in', (t) => {
  const bytes = fc.uint8Array({ maxLength: 100 })
  fc.assert(
    fc.property(bytes, bytes, bytes, (secret, salt, label) => {
      t.deepEqual(derive(secret, salt, label), Buffer.from(hkdfSync('sha256', secret, salt, label, 32)))
    }),
  )
})

test('a key is 32 bytes, and another one for each secret, salt and label', (t) => {
  const keys = [
    derive(Buffer.of(1), Buffer.of(2), 'a'),
    derive(Buffer.of(9), Buffer.of(2), 'a'),
    derive(Buffer.of(1), Buffer.of(9), 'a'),
    derive(Buffer.of(1), Buffer.of(2), 'b'),
  ]
  for (const key of keys) t.is(key.length, 32)
  t.is(new Set(keys.map((key) => key.toString('hex'))).size, keys.length)
})

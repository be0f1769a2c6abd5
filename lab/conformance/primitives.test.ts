import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import { seedOf, shareOf, unwrapped, x25519 } from './primitives'

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { publicKey, privateKey, pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }) }
}
const [own, other] = [pair(), pair()]
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }

test('a wrapped secret is what OpenSSL unwraps, whatever it is', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 190 }), (secret) => {
      const wrapped = publicEncrypt({ key: own.publicKey, ...oaep }, secret)
      t.deepEqual(unwrapped(own.pkcs8, wrapped), Buffer.from(secret))
      t.deepEqual(unwrapped(own.pkcs8, wrapped), privateDecrypt({ key: own.privateKey, ...oaep }, wrapped))
      t.is(unwrapped(other.pkcs8, wrapped), null)
      t.is(seedOf(own.pkcs8, wrapped).length, 32)
    }),
    { numRuns: 20 },
  )
})

test('what was not wrapped so is nothing: another hash, another padding, a label, a bit, a byte less', (t) => {
  const secret = Buffer.alloc(32, 7)
  const key = own.publicKey
  const wrapped = publicEncrypt({ key, ...oaep }, secret)
  const others = [
    publicEncrypt({ key, ...oaep, oaepHash: 'sha1' }, secret),
    publicEncrypt({ key, ...oaep, oaepLabel: Buffer.from('x') }, secret),
    publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, secret),
    publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.concat([Buffer.alloc(224), secret])),
    wrapped.subarray(1),
    Buffer.alloc(256, 255),
    Buffer.alloc(256),
  ]
  for (const [at, not] of others.entries()) t.is(unwrapped(own.pkcs8, not), null, `${at}`)
  for (let bit = 0; bit < 8 * wrapped.length; bit += 97) {
    const bent = Buffer.from(wrapped)
    bent[bit >> 3]! ^= 1 << (bit & 7)
    t.is(unwrapped(own.pkcs8, bent), null, `bit ${bit}`)
  }
})

test('X25519 as in RFC 7748 §6.1, and nothing for a share of low order', (t) => {
  const hex = (digits: string) => Buffer.from(digits, 'hex')
  const alice = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a')
  const bob = hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb')
  t.is(shareOf(alice).toString('hex'), '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a')
  const secret = hex('4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742')
  t.deepEqual(x25519(alice, shareOf(bob)), secret)
  t.deepEqual(x25519(bob, shareOf(alice)), secret)
  t.is(x25519(alice, Buffer.alloc(32)), null)
})

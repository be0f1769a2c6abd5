import { createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import test from 'ava'
import {
  prototypeDecrypt,
  prototypeEncrypt,
  prototypePem,
  prototypePublicKey,
  prototypeSign,
  prototypeVerify,
} from './rsa'

const random = { bytes: randomBytes }
const badIdentity = { name: 'PeerError', code: 'BAD_IDENTITY' }
const badSecret = { name: 'PeerError', code: 'BAD_SECRET' }

const generate = promisify(generateKeyPair)
const rsa = async (modulusLength = 2048, publicExponent = 65537) =>
  (await generate('rsa', { modulusLength, publicExponent })).privateKey
const keys = Promise.all([rsa(), rsa()])

const pem = (key: KeyObject) => Buffer.from(createPublicKey(key).export({ format: 'pem', type: 'spki' }))

test('a message of any length up to 190 bytes decrypts, and a longer one does not fit', async (t) => {
  const [one] = await keys
  const own = one
  for (const size of [0, 1, 190]) {
    const message = randomBytes(size)
    const ciphertext = prototypeEncrypt(prototypePublicKey(pem(one)), message, random)
    t.is(ciphertext.length, 256)
    t.deepEqual(prototypeDecrypt(own, ciphertext), message)
  }
  t.throws(() => prototypeEncrypt(prototypePublicKey(pem(one)), Buffer.alloc(191), random))
})

test('a ciphertext that is not for this key is BAD_SECRET', async (t) => {
  const [one, two] = await keys
  const own = one
  const foreign = prototypeEncrypt(prototypePublicKey(pem(two)), Buffer.from('hello'), random)
  // The number that is all ones is larger than any modulus; zero has no padding; the last is too short.
  for (const bad of [foreign, Buffer.alloc(256, 255), Buffer.alloc(256), Buffer.alloc(255)]) {
    t.throws(() => prototypeDecrypt(own, bad), badSecret)
  }
})

test('a signature holds for its key and its data only', async (t) => {
  const [one, two] = await keys
  const data = Buffer.from('what is signed')
  const signature = prototypeSign(one, data, random)
  t.is(signature.length, 256)
  t.true(prototypeVerify(prototypePublicKey(pem(one)), data, signature))
  t.false(prototypeVerify(prototypePublicKey(pem(two)), data, signature))
  t.false(prototypeVerify(prototypePublicKey(pem(one)), Buffer.from('what was signed'), signature))
  for (const bad of [Buffer.alloc(256, 255), Buffer.alloc(256), Buffer.alloc(0), signature.subarray(1)]) {
    t.false(prototypeVerify(prototypePublicKey(pem(one)), data, bad))
  }
})

test('padding is made of the randomness that is given, and of nothing else', async (t) => {
  const [one] = await keys
  const fixed = { bytes: (size: number) => Buffer.alloc(size, 7) }
  const twice = <T>(make: () => T) => t.deepEqual(make(), make())
  twice(() => prototypeEncrypt(prototypePublicKey(pem(one)), Buffer.from('hello'), fixed))
  const own = one
  twice(() => prototypeSign(own, Buffer.from('hello'), fixed))
})

test('the PEM is the one that node and openssl write', async (t) => {
  const [one] = await keys
  const text = prototypePem(one).toString()
  t.regex(text, /^-----BEGIN PUBLIC KEY-----\n([\w+/=]{1,64}\n){7}-----END PUBLIC KEY-----\n$/)
  t.deepEqual(prototypePem(one), pem(one))
  t.is(text.length, 451)
})

test('a PEM may have other line ends and white space around it', async (t) => {
  const [one] = await keys
  const text = pem(one).toString()
  const modulus = prototypePublicKey(pem(one)).n.toString(16)
  const others = [text.replaceAll('\n', '\r\n'), text.trimEnd(), `\n\r\n  ${text}\n\n\t `]
  for (const other of others) t.is(prototypePublicKey(Buffer.from(other)).n.toString(16), modulus)
})

test('what is not the PEM of an RSA-2048 public key is BAD_IDENTITY', async (t) => {
  const [one] = await keys
  const others = await Promise.all([
    rsa(1024),
    rsa(3072),
    rsa(2048, 3),
    generate('ec', { namedCurve: 'P-256' }).then((pair) => pair.privateKey),
    generate('ed25519').then((pair) => pair.privateKey),
    generate('rsa-pss', { modulusLength: 2048 }).then((pair) => pair.privateKey),
  ])
  const text = pem(one).toString()
  const bad = [
    ...others.map(pem),
    '',
    'no key',
    text.slice(0, 300),
    text.replace('A', '*'),
    text.replaceAll('PUBLIC KEY', 'CERTIFICATE'),
    one.export({ format: 'pem', type: 'pkcs8' }),
    randomBytes(451),
  ]
  for (const each of bad) t.throws(() => prototypePublicKey(Buffer.from(each)), badIdentity)
})

import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import test from 'ava'
import { encoded, fingerprintOf, isSigned, opened, sealed } from './envelope'

/** Section 7.1 of RFC 8032, test 1. */
const secret = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
const key = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${secret}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
})

test('what is signed is what DSSE says: its own example', (t) => {
  const signed = encoded(Buffer.from('hello world'), 'http://example.com/HelloWorld')
  t.is(signed.toString(), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world')
})

test('a key is named by its 32 bytes, private or public', (t) => {
  const name = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
  t.is(fingerprintOf(key), name)
  t.is(fingerprintOf(createPublicKey(key)), name)
})

test('an envelope is what tools of in-toto read, and its signature is theirs to check', (t) => {
  const line = sealed(Buffer.from('{"a":"é"}'), key)
  const { payloadType, payload, signatures } = JSON.parse(line)
  t.is(payloadType, 'application/vnd.in-toto+json')
  t.is(Buffer.from(payload, 'base64').toString(), '{"a":"é"}')
  const bytes = Buffer.concat([Buffer.from(`DSSEv1 28 ${payloadType} 10 `), Buffer.from(payload, 'base64')])
  t.true(verify(null, bytes, createPublicKey(key), Buffer.from(signatures[0].sig, 'base64')))
  const envelope = opened(line)!
  t.true(isSigned(envelope))
  t.is(envelope.payload.toString(), '{"a":"é"}')
})

test('a signature of another key, of another payload or of none holds for nothing', (t) => {
  const envelope = opened(sealed(Buffer.from('x'), key))!
  const other = fingerprintOf(generateKeyPairSync('ed25519').publicKey)
  t.false(isSigned({ ...envelope, keyid: other }))
  t.false(isSigned({ ...envelope, payload: Buffer.from('y') }))
  t.false(isSigned({ ...envelope, signature: Buffer.alloc(64) }))
  t.false(isSigned({ ...envelope, signature: Buffer.alloc(0) }))
  for (const keyid of ['', 'x', envelope.keyid.toUpperCase(), 'ff'.repeat(32), `${envelope.keyid}00`])
    t.false(isSigned({ ...envelope, keyid }))
})

test('there is one way to write an envelope', (t) => {
  const line = sealed(Buffer.from('x'), key)
  t.not(opened(line), null)
  const { payloadType, payload, signatures } = JSON.parse(line)
  for (const other of [
    ` ${line}`,
    `${line} `,
    line.replace('"payload"', '"p\\u0061yload"'),
    JSON.stringify({ payload, payloadType, signatures }),
    JSON.stringify({ payloadType, payload, signatures, more: 1 }),
    JSON.stringify({ payloadType, payload, signatures: [...signatures, ...signatures] }),
    JSON.stringify({ payloadType: 'text/plain', payload, signatures }),
    // The last letter has bits to spare.
    line.replace('"payload":"eA=="', '"payload":"eB=="'),
    line.replace('"payload":"eA=="', '"payload":"eA"'),
  ])
    t.is(opened(other), null, other)
})

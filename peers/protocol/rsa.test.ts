import { execFileSync } from 'node:child_process'
import { generateKeyPair, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { fingerprint, publicIdentity, sameIdentity } from './identity'
import { exportSpki, publicKey, RSA_BYTES, sign, unwrap, verify, wrap } from './rsa'

const badIdentity = { name: 'PeerError', code: 'BAD_IDENTITY' }
const badSecret = { name: 'PeerError', code: 'BAD_SECRET' }

const generate = promisify(generateKeyPair)
const rsa = async (modulusLength = 2048, publicExponent = 65537) =>
  (await generate('rsa', { modulusLength, publicExponent })).privateKey
const keys = Promise.all([rsa(), rsa()])

/** Two RSA-2048 keys, private and public half. */
async function pairs() {
  const [one, two] = await keys
  const half = (key: KeyObject) => ({ own: key, pub: publicKey(exportSpki(key)), spki: exportSpki(key) })
  return { one: half(one), two: half(two) }
}

/** The openssl command in a temporary folder. Fails the test where there is none. */
function openssl(t: ExecutionContext) {
  const folder = mkdtempSync(join(tmpdir(), 'rsa-test-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  return {
    run: (line: string) => execFileSync('sh', ['-ec', line], { cwd: folder, stdio: 'pipe' }).toString(),
    put: (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes),
    get: (name: string) => readFileSync(join(folder, name)),
  }
}

const oaep =
  '-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256 -in in -out out'
const pss = (salt: number) =>
  `openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:${salt} -sigopt rsa_mgf1_md:sha256`

test('what is wrapped for a key unwraps with it', async (t) => {
  const { one } = await pairs()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 190 }), (secret) => {
      const wrapped = wrap(one.pub, secret)
      t.is(wrapped.length, RSA_BYTES)
      t.deepEqual(unwrap(one.own, wrapped), Buffer.from(secret))
    }),
    { numRuns: 30 },
  )
  t.throws(() => wrap(one.pub, Buffer.alloc(191)))
})

test('what was wrapped for another key, changed or cut is BAD_SECRET', async (t) => {
  const { one, two } = await pairs()
  const wrapped = wrap(one.pub, Buffer.alloc(32, 5))
  t.throws(() => unwrap(two.own, wrapped), badSecret)
  t.throws(() => unwrap(one.own, Buffer.alloc(256, 255)), badSecret)
  t.throws(() => unwrap(one.own, Buffer.alloc(0)), badSecret)
  fc.assert(
    fc.property(fc.nat({ max: 255 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const bad = Buffer.from(wrapped)
      bad[at]! ^= mask
      t.throws(() => unwrap(one.own, bad), badSecret)
      t.throws(() => unwrap(one.own, wrapped.subarray(0, at)), badSecret)
    }),
    { numRuns: 30 },
  )
})

test('a signature verifies for its key and its data only', async (t) => {
  const { one, two } = await pairs()
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat({ max: 255 }), fc.integer({ min: 1, max: 255 }), (data, at, mask) => {
      const signature = sign(one.own, data)
      t.is(signature.length, RSA_BYTES)
      t.true(verify(one.pub, data, signature))
      t.false(verify(two.pub, data, signature))
      t.false(verify(one.pub, Buffer.concat([data, Buffer.of(0)]), signature))
      t.false(verify(one.pub, data, signature.subarray(0, at)))
      const bad = Buffer.from(signature)
      bad[at]! ^= mask
      t.false(verify(one.pub, data, bad))
    }),
    { numRuns: 30 },
  )
})

test('a key travels as SPKI DER and comes back the same', async (t) => {
  const { one } = await pairs()
  t.deepEqual(exportSpki(publicKey(one.spki)), one.spki)
  t.deepEqual(exportSpki(one.own), one.spki)
})

test('only RSA-2048 with e = 65537 is a key here', async (t) => {
  const others = await Promise.all([
    rsa(1024),
    rsa(2040),
    rsa(3072),
    rsa(2048, 3),
    generate('ec', { namedCurve: 'P-256' }).then((pair) => pair.privateKey),
    generate('ed25519').then((pair) => pair.privateKey),
    // The same numbers under another algorithm's name (id-RSASSA-PSS, RFC 8017 §A.2.3).
    generate('rsa-pss', { modulusLength: 2048 }).then((pair) => pair.privateKey),
  ])
  for (const other of others) t.throws(() => publicKey(exportSpki(other)), badIdentity)
})

test('an encoding that is cut, followed by anything, or changed to a second form is refused', async (t) => {
  const { one } = await pairs()
  for (const size of [0, 1, 4, 24, 33, one.spki.length - 1]) {
    t.throws(() => publicKey(one.spki.subarray(0, size)), badIdentity)
  }
  t.throws(() => publicKey(Buffer.concat([one.spki, Buffer.of(0)])), badIdentity)
  // BER allows a longer form of the outer length, DER does not (X.690 §10.1): 82 01 22 becomes 83 00 01 22.
  t.is(one.spki.subarray(0, 4).toString('hex'), '30820122')
  t.throws(
    () => publicKey(Buffer.concat([Buffer.from('3083000122', 'hex'), one.spki.subarray(4)])),
    badIdentity,
  )
  t.throws(() => publicKey(one.own.export({ format: 'der', type: 'pkcs8' })), badIdentity)
})

test('openssl reads our keys, and we read those of openssl', async (t) => {
  const { one } = await pairs()
  const { run, put, get } = openssl(t)
  put('ours.der', one.spki)
  run('openssl pkey -pubin -inform DER -in ours.der -pubout -outform DER -out same.der')
  t.deepEqual(get('same.der'), one.spki)
  run('openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem')
  run('openssl pkey -in key.pem -pubout -outform DER -out theirs.der')
  t.deepEqual(exportSpki(publicKey(get('theirs.der'))), get('theirs.der'))
})

test('openssl unwraps what we wrap (OAEP, SHA-256), and the other way round', async (t) => {
  const { one } = await pairs()
  const { run, put, get } = openssl(t)
  const secret = Buffer.from('a secret of thirty-two bytes ...')
  put('key.pem', Buffer.from(one.own.export({ format: 'pem', type: 'pkcs8' })))
  put('in', wrap(one.pub, secret))
  run(`openssl pkeyutl -decrypt -inkey key.pem ${oaep}`)
  t.deepEqual(get('out'), secret)
  put('pub.der', one.spki)
  put('in', secret)
  run(`openssl pkeyutl -encrypt -pubin -keyform DER -inkey pub.der ${oaep}`)
  t.deepEqual(unwrap(one.own, get('out')), secret)
})

test('openssl verifies what we sign (PSS, SHA-256, salt of 32), and the other way round', async (t) => {
  const { one } = await pairs()
  const { run, put, get } = openssl(t)
  const data = Buffer.from('what is signed')
  put('key.pem', Buffer.from(one.own.export({ format: 'pem', type: 'pkcs8' })))
  put('data', data)
  put('signature', sign(one.own, data))
  run('openssl pkey -in key.pem -pubout -out pub.pem')
  t.is(run(`${pss(32)} -verify pub.pem -signature signature data`), 'Verified OK\n')
  t.throws(() => run(`${pss(222)} -verify pub.pem -signature signature data`))
  run(`${pss(32)} -sign key.pem -out signature data`)
  t.true(verify(one.pub, data, get('signature')))
  run(`${pss(20)} -sign key.pem -out signature data`)
  t.false(verify(one.pub, data, get('signature')))
})

test('anyone can compute a fingerprint with openssl', async (t) => {
  const { one, two } = await pairs()
  const { run, put } = openssl(t)
  const identity = publicIdentity({ signing: one.own, wrapping: two.own })
  put('signing.der', identity.signing)
  put('wrapping.der', identity.wrapping)
  const answer = run('cat signing.der wrapping.der | openssl dgst -sha256')
  t.is(answer.match(/[0-9a-f]{64}/)?.[0], fingerprint(identity))
})

test('two identities are the same only if both keys are', async (t) => {
  const { one, two } = await pairs()
  const identity = { signing: one.spki, wrapping: two.spki }
  t.true(sameIdentity(identity, { signing: Buffer.from(one.spki), wrapping: Buffer.from(two.spki) }))
  t.false(sameIdentity(identity, { signing: one.spki, wrapping: one.spki }))
  t.false(sameIdentity(identity, { signing: two.spki, wrapping: one.spki }))
})

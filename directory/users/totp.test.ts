import { createHmac } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import { runsOf } from '../../lab/suite/extent-testing'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { enrolmentUri, newRecoveryCodes, newSecret, recoveryHash, stepOf } from './totp'

// RFC 6238 appendix B: the secret is the ASCII text 12345678901234567890, times in seconds. The codes there have
// eight digits; ours are the last six of them (RFC 4226 §5.3).
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const vectors = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
] as const

/** RFC 4226 §5.3, written without the code under test. */
function codeAt(step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', '12345678901234567890').update(counter).digest()
  const code = mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff
  return String(code % 1_000_000).padStart(6, '0')
}

test('the vectors of RFC 6238', (t) => {
  for (const [seconds, code] of vectors) {
    t.is(stepOf(secret, code.slice(2), seconds * 1000), Math.floor(seconds / 30))
    t.is(codeAt(Math.floor(seconds / 30)), code.slice(2))
  }
})

test('a code counts in its own step and the two beside it', (t) => {
  const step = 60_000_000
  const code = codeAt(step)
  const at = (steps: number) => stepOf(secret, code, (step + steps) * 30_000 + 15_000)
  t.deepEqual([-2, -1, 0, 1, 2].map(at), [null, step, step, step, null])
  t.is(stepOf(secret, code, step * 30_000 - 30_000), step)
  t.is(stepOf(secret, code, step * 30_000 - 30_001), null)
  t.is(stepOf(secret, code, step * 30_000 + 59_999), step)
  t.is(stepOf(secret, code, step * 30_000 + 60_000), null)
})

test('whatever is typed is a code or none, and throws nowhere', (t) => {
  const step = 60_000_000
  const near = [step - 1, step, step + 1].map(codeAt)
  const now = step * 30_000
  for (const typed of [`${codeAt(step).slice(0, 3)} ${codeAt(step).slice(3)}`, ` ${codeAt(step)}\n`]) {
    t.is(stepOf(secret, typed, now), step)
  }
  const six = fc.integer({ min: 0, max: 999_999 }).map((code) => String(code).padStart(6, '0'))
  fc.assert(
    fc.property(fc.oneof(unicodeText(), six), (typed) => {
      const plain = typed.replace(/[\s-]/g, '')
      t.is(stepOf(secret, typed, now) !== null, near.includes(plain))
    }),
    { numRuns: runsOf(100) },
  )
})

test('a new secret has 160 bits, and its URI is what authenticators read', (t) => {
  const fresh = newSecret()
  t.regex(fresh, /^[A-Z2-7]{32}$/)
  t.not(newSecret(), fresh)
  const uri = new URL(enrolmentUri('ann.b-c_1', fresh))
  t.is(uri.protocol, 'otpauth:')
  t.is(uri.host, 'totp')
  t.is(decodeURIComponent(uri.pathname), '/secure-p2p:ann.b-c_1')
  t.deepEqual(Object.fromEntries(uri.searchParams), {
    issuer: 'secure-p2p',
    secret: fresh,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

test('recovery codes have 80 bits, differ, and are read however they are copied', (t) => {
  const codes = newRecoveryCodes()
  t.is(codes.length, 10)
  t.is(new Set([...codes, ...newRecoveryCodes()]).size, 20)
  for (const code of codes) {
    t.regex(code, /^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
    t.is(recoveryHash(code.toUpperCase().replaceAll('-', ' ')), recoveryHash(code))
  }
})

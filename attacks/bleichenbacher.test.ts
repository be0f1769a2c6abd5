import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  randomBytes,
} from 'node:crypto'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { isWhole, runsOf } from '../lab/suite/extent-testing'
import { type PaddingOracle, readOne } from './bleichenbacher'
import { fromBytes, gcd, power, primes, toBytes } from './modular'

const E = 65537n

/** A key of so many bytes, and who has it. */
function keyOf(size: number) {
  return having(generateKeyPairSync('rsa', { modulusLength: 8 * size }).privateKey, size)
}

function having(privateKey: KeyObject, size: number) {
  const n = fromBytes(Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).n!, 'base64url'))
  return { key: { n, e: E }, size, privateKey, atOnce: 4 }
}

function oracleOf(privateKey: KeyObject, size: number, yes: (padded: Buffer) => boolean): PaddingOracle {
  const padding = constants.RSA_NO_PADDING
  return async (ciphertext) => yes(privateDecrypt({ key: privateKey, padding }, toBytes(ciphertext, size)))
}

/** 00 02 alone, and 00 02 with the zero where RFC 8017 §7.2.2 wants one. */
const begins = (padded: Buffer) => padded[0] === 0 && padded[1] === 2
const hasWholePadding = (padded: Buffer) => begins(padded) && padded.indexOf(0, 2) >= 10

const SECRET_BYTES = 32
/** Of the modulus. In each suite one of the size that friends have is read, through real sockets: `padding-oracle.test.ts`. */
const LARGE = isWhole ? 256 : 128

/** A key with messages, under which an oracle that wants a whole padding needs few questions: by luck it may be a million. */
const LUCKY = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEA1EWf+omcNsDe+s0x
7LUostGoXBf3/Y3/8akSp75ZWdnIAO0c2J0WKPuBnBrP/+kmakxJBdmlgxpL85vI
FE7+ZQIDAQABAkEAhJB2uB/4Trlkh3xeEVWRdRs56UmOtepYTLMp01gstM8JX3iu
T4DW8Pdjl6c8GSPb400cUrA7FOpLck3snQiEAQIhAPYzN1aWUQXKK5wOaf0Hcorj
j/NzpxMrEk19MxYYtDp9AiEA3LiuSE82aCCsimNj1yvnXTue6eNh7C6QstMfcd0/
sAkCIAHVT8wtQl0wrDJ1SQTBUXEHUMMXUV8rKu+4xvCbLnxhAiEA0ZVzuCmvSdSs
wYN6zFheCwOP9Br7Yp8cuxEJ7L7fuLECIC7xUN8l3+cq1Yesl2jooWScBAiUQMVJ
1V3OY+83oPEo
-----END PRIVATE KEY-----`)
const luckyMessages = [0, 1, 2, 3].map((which) =>
  padded(hashed(`filling 5 ${which}`, 64 - 3 - SECRET_BYTES), hashed(`secret 5 ${which}`, SECRET_BYTES)),
)

function hashed(text: string, size: number): Buffer {
  return createHash('sha512').update(text).digest().subarray(0, size)
}

function padded(filling: Uint8Array, secret: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(0, 2), Buffer.from(filling.map((byte) => byte || 1)), Buffer.of(0), secret])
}

const small = keyOf(64)
const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size })
const message = fc.tuple(bytes(64 - 3 - SECRET_BYTES), bytes(SECRET_BYTES))

test('reads one of three messages of any padding and secret, small keys', async (t) => {
  t.timeout(600_000)
  const oracle = oracleOf(small.privateKey, small.size, begins)
  const property = fc.asyncProperty(fc.tuple(message, message, message), async (messages) => {
    const all = messages.map(([filling, secret]) => padded(filling, secret))
    const ciphertexts = all.map((one) => toBytes(power(fromBytes(one), E, small.key.n), small.size))
    const { which, message } = await readOne({ ...small, oracle }, ciphertexts)
    return message.equals(all[which]!)
  })
  await fc.assert(property, { numRuns: runsOf(5), endOnFailure: true })
  t.pass()
})

interface Oracle {
  readonly yes: (padded: Buffer) => boolean
  readonly asked: ReturnType<typeof keyOf>
  readonly messages: readonly Buffer[]
}

async function assertRead(t: ExecutionContext, { yes, asked, messages }: Oracle): Promise<void> {
  t.timeout(600_000)
  const { size, privateKey, key } = asked
  let questions = 0
  const oracle = oracleOf(privateKey, size, (decrypted) => {
    questions += 1
    return yes(decrypted)
  })
  const ciphertexts = messages.map((one) => toBytes(power(fromBytes(one), E, key.n), size))
  const narrowed: number[] = []
  const onNarrowed = (known: number, of: number): void => {
    t.is(of, 8 * (size - 2))
    // Where trimming was wrong by accident, all is begun again.
    if (known < (narrowed.at(-1) ?? 0)) narrowed.length = 0
    narrowed.push(known)
    t.true(known <= questions)
  }
  const { which, message } = await readOne({ ...asked, oracle, onNarrowed }, ciphertexts)
  t.deepEqual(message, messages[which])
  t.is(narrowed.at(-1), 8 * (size - 2))
  t.true(narrowed.length > 8)
  t.log(`${questions} questions`)
  // Less cannot be: a question tells one bit at most, and all but the first two bytes have to be told.
  t.true(questions > 8 * (size - 2))
}

const anyMessages = () =>
  [0, 1, 2, 3].map(() => padded(randomBytes(LARGE - 3 - SECRET_BYTES), randomBytes(SECRET_BYTES)))

test(`reads RSA-${8 * LARGE} where the oracle looks at 00 02 alone`, (t) =>
  assertRead(t, { yes: begins, asked: keyOf(LARGE), messages: anyMessages() }))

test('reads RSA-512 where the oracle wants a whole padding', (t) =>
  assertRead(t, { yes: hasWholePadding, asked: having(LUCKY, 64), messages: luckyMessages }))

const campaign = isWhole ? test : test.skip
campaign(`reads RSA-${8 * LARGE} where the oracle wants a whole padding`, (t) =>
  assertRead(t, { yes: hasWholePadding, asked: keyOf(LARGE), messages: anyMessages() }),
)

test('a message of which the modulus is nearly a multiple takes no more questions than others', async (t) => {
  const size = 64
  const b = 1n << BigInt(8 * (size - 2))
  // Trimming tells much of what has many divisors.
  const m = ((23n * b) / 10n / 720_720n) * 720_720n
  const small = primes(4096).reduce((product, prime) => product * prime, 1n)
  let n = 40_000n * m + m / 500n
  while (gcd(n, small) !== 1n) n += 1n
  let questions = 0
  // With an exponent of 1 a ciphertext is the message, and nobody needs the divisors of n.
  const oracle = async (ciphertext: bigint) => {
    questions += 1
    return ciphertext >= 2n * b && ciphertext < 3n * b
  }
  const { message } = await readOne({ key: { n, e: 1n }, size, atOnce: 1, oracle }, [toBytes(m, size)])
  t.is(fromBytes(message), m)
  t.log(`${questions} questions`)
  // Others take three for each of the 496 bits; one window after the other, it would be two hundred.
  t.true(questions < 20 * 496, `${questions}`)
})

test('an oracle that always says yes is found out', async (t) => {
  const ciphertext = toBytes(power(fromBytes(padded(randomBytes(29), randomBytes(32))), E, small.key.n), 64)
  await t.throwsAsync(readOne({ ...small, oracle: async () => true }, [ciphertext]), {
    message: 'the oracle contradicts itself',
  })
})

test('without a ciphertext there is nothing to ask', async (t) => {
  await t.throwsAsync(readOne({ ...small, oracle: async () => t.fail() as never }, []), {
    message: 'there is no ciphertext to read',
  })
})

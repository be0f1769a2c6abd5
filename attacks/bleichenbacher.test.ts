import { constants, generateKeyPairSync, type KeyObject, privateDecrypt, randomBytes } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import { isWhole } from '../lab/suite/extent-testing'
import { type PaddingOracle, readOne } from './bleichenbacher'
import { fromBytes, power, toBytes } from './modular'

const E = 65537n

/** A key of so many bytes, and who has it. */
function keyOf(size: number) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 8 * size })
  const n = fromBytes(Buffer.from(publicKey.export({ format: 'jwk' }).n!, 'base64url'))
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
  await fc.assert(property, { numRuns: 5, endOnFailure: true })
  t.pass()
})

for (const [name, yes] of [
  ['looks at 00 02 alone', begins],
  ['wants a whole padding', hasWholePadding],
] as const) {
  test(`reads RSA-${8 * LARGE} where the oracle ${name}`, async (t) => {
    t.timeout(600_000)
    const large = keyOf(LARGE)
    let questions = 0
    const oracle = oracleOf(large.privateKey, large.size, (decrypted) => {
      questions += 1
      return yes(decrypted)
    })
    const all = Array.from({ length: 4 }, () =>
      padded(randomBytes(LARGE - 3 - SECRET_BYTES), randomBytes(SECRET_BYTES)),
    )
    const ciphertexts = all.map((one) => toBytes(power(fromBytes(one), E, large.key.n), large.size))
    const { which, message } = await readOne({ ...large, oracle }, ciphertexts)
    t.deepEqual(message, all[which])
    t.log(`${questions} questions`)
    // Less cannot be: a question tells one bit at most, and all but the first two bytes have to be told.
    t.true(questions > 8 * (LARGE - 2))
  })
}

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

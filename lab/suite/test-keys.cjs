/**
 * RSA keys for tests, of primes from a file: to search for primes takes longer than most of what is tested with a key.
 * Each key is another pair of primes, in whichever process of a suite. Whoever reads the file has them all.
 */

const crypto = require('node:crypto')
const { mkdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
const { promisify } = require('node:util')

const E = 65537n
/** How many pairs are tried before a key is made as in a program: then most of them are taken. */
const TRIES = 50

/** 64 primes of 1024 bits, of which the two upper ones are set: 2,016 pairs, whose products have 2048 bits. */
const primes = readFileSync(join(__dirname, 'test-primes.txt'), 'utf8')
  .trim()
  .split('\n')
  .map((hex) => BigInt(`0x${hex}`))

/** Has a folder for each pair that was given out, so that no other process gets it. */
let shared = process.env.LAB_SUITE_SHARED && join(process.env.LAB_SUITE_SHARED, 'keys')
/** What this process was given. */
const taken = new Set()
/** Where no folder is shared, each of so many programs has pairs of its own. */
const SHARES = 4
let share

const { generateKeyPair: generateAsync, generateKeyPairSync: generate } = crypto

/** @returns a private key of 2048 bits that nobody else in this suite has been given */
function testKey() {
  for (let tries = 0; tries < TRIES; tries++) {
    const [one, other] = [crypto.randomInt(primes.length), crypto.randomInt(primes.length)]
    if (one > other && isInShare(one, other) && take(`${one}-${other}`))
      return keyOf(primes[one], primes[other])
  }
  return generate('rsa', { modulusLength: 2048, publicExponent: 65537 }).privateKey
}

function isInShare(one, other) {
  return share === undefined || (one + other) % SHARES === share
}

function take(pair) {
  if (taken.has(pair)) return false
  taken.add(pair)
  if (!shared) return true
  mkdirSync(shared, { recursive: true })
  try {
    mkdirSync(join(shared, pair))
    return true
  } catch {
    return false
  }
}

function keyOf(p, q) {
  const d = inverse(E, (p - 1n) * (q - 1n))
  const values = { n: p * q, e: E, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  const key = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, base64url(value)]))
  return crypto.createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...key } })
}

function inverse(value, modulus) {
  let [rest, next, factor, nextFactor] = [modulus, value % modulus, 0n, 1n]
  while (next > 0n) {
    const times = rest / next
    ;[rest, next, factor, nextFactor] = [next, rest - times * next, nextFactor, factor - times * nextFactor]
  }
  return ((factor % modulus) + modulus) % modulus
}

function base64url(value) {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
}

/**
 * From now on, whatever in this process asks node:crypto for a pair of 2048 bits is given such a key.
 * @param folder that all programs of the suite share, or null
 * @param ownShare where they share none: one of the {@link SHARES}, so that others have other keys
 */
function replaceGeneration(folder, ownShare) {
  shared = folder && join(folder, 'keys')
  share = ownShare
  if (crypto.generateKeyPair !== generateAsync) return
  const isOurs = (type, options) =>
    type === 'rsa' &&
    options.modulusLength === 2048 &&
    !options.publicKeyEncoding &&
    !options.privateKeyEncoding
  const pair = () => {
    const privateKey = testKey()
    return { publicKey: crypto.createPublicKey(privateKey), privateKey }
  }
  crypto.generateKeyPair = (type, options, done) => {
    if (!isOurs(type, options)) return generateAsync(type, options, done)
    const { publicKey, privateKey } = pair()
    setImmediate(done, null, publicKey, privateKey)
  }
  crypto.generateKeyPair[promisify.custom] = async (type, options) =>
    isOurs(type, options) ? pair() : promisify(generateAsync)(type, options)
}

module.exports = { testKey, replaceGeneration }

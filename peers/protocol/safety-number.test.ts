import test from 'ava'
import { displayableHalf, safetyNumber } from './safety-number'

// NumericFingerprintGenerator's published vectors: the keys and identifiers of libsignal's own tests.
const aliceKey = Buffer.from('0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868', 'hex')
const bobKey = Buffer.from('05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b', 'hex')

const alice = { name: 'alice', identity: { signing: Buffer.from('a1'), wrapping: Buffer.from('a2') } }
const bob = { name: 'bob', identity: { signing: Buffer.from('b1'), wrapping: Buffer.from('b2') } }

test('the halves are those of libsignal', (t) => {
  t.is(displayableHalf(aliceKey, Buffer.from('+14152222222'), 5200), '300354477692869396892869876765')
  t.is(displayableHalf(bobKey, Buffer.from('+14153333333'), 5200), '458257569162576843440918079131')
})

test('both users see the same twelve groups of five digits', (t) => {
  t.is(safetyNumber(alice, bob), safetyNumber(bob, alice))
  t.regex(safetyNumber(alice, bob), /^\d{5}( \d{5}){11}$/)
})

test('the number is made of both halves, the smaller first', (t) => {
  const halves = [
    displayableHalf(Buffer.from('a1a2'), Buffer.from('alice'), 5200),
    displayableHalf(Buffer.from('b1b2'), Buffer.from('bob'), 5200),
  ]
  t.is(safetyNumber(alice, bob).replaceAll(' ', ''), halves.sort().join(''))
})

test('every part of either side changes the number', (t) => {
  const other = Buffer.from('xx')
  const variants = [
    { ...alice, name: 'alicia' },
    { ...alice, identity: { ...alice.identity, signing: other } },
    { ...alice, identity: { ...alice.identity, wrapping: other } },
  ]
  const numbers = [alice, ...variants].map((variant) => safetyNumber(variant, bob))
  t.is(new Set(numbers).size, numbers.length)
})

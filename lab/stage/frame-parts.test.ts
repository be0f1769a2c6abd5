import test from 'ava'
import { english } from '../../peers/language/sentence'
import { changedPart, labelOf } from './frame-parts'

/** A call that offers these suites with a share of this byte, in base64. */
function hello(suites: readonly number[], share: number): string {
  const payload = Buffer.alloc(1 + 2 * suites.length + 32, share)
  payload.writeUInt8(suites.length, 0)
  for (const [place, suite] of suites.entries()) payload.writeUInt16BE(suite, 1 + 2 * place)
  return frame(1, payload)
}

function frame(type: number, payload: Buffer): string {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(payload.length + 1, 0)
  head.writeUInt8(type, 4)
  return Buffer.concat([head, payload]).toString('base64')
}

function record(number: bigint, fill: number): string {
  const payload = Buffer.alloc(8 + 32, fill)
  payload.writeBigUInt64BE(number, 0)
  return frame(5, payload)
}

const changed = (sent: string, got: string): string | null => {
  const words = changedPart(sent, got)
  return words && english(words)
}

test('of two calls that look alike it is said what is other in them', (t) => {
  t.is(changed(hello([0x0101], 1), hello([0x0101], 2)), 'other key in it')
  t.is(changed(hello([0x0101, 1], 1), hello([1], 1)), 'alters the offer')
  t.is(changed(record(3n, 1), record(3n, 2)), 'other contents')
})

test('nothing is said of what is the same, of two kinds, or not told', (t) => {
  const one = hello([0x0101], 1)
  t.is(changed(one, one), null)
  t.is(changed(one, record(0n, 1)), null)
  t.is(changed(one, ''), null)
  t.is(changed('', one), null)
})

test('a letter has the number that stands in it; one without a number is told apart by its place', (t) => {
  t.is(labelOf(record(0n, 1), 4), '0')
  t.is(labelOf(record(12n, 1), 0), '12')
  t.deepEqual([labelOf('', 0), labelOf('', 1)], ['a', 'b'])
})

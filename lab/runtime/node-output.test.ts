import { isDeepStrictEqual } from 'node:util'
import test from 'ava'
import fc from 'fast-check'
import { runsOf } from '../suite/extent-testing'
import { unicodeText } from '../suite/unicode-text-testing'
import { lineReader, OutputTail } from './node-output'

/** The lines of `bytes` when they arrive in pieces cut at these places. */
function linesOf(bytes: Buffer, cuts: number[]): string[] {
  const lines: string[] = []
  const reader = lineReader((line) => lines.push(line))
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let i = 1; i < places.length; i++) reader.write(bytes.subarray(places[i - 1], places[i]))
  return lines
}

test('lines are whole however the bytes arrive', (t) => {
  const anyText = unicodeText().map((text) => text.replaceAll('\n', '\u2028'))
  const whole = fc.property(fc.array(anyText), fc.array(fc.nat()), (lines, cuts) => {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
    return isDeepStrictEqual(linesOf(bytes, cuts), lines)
  })
  t.notThrows(() => fc.assert(whole, { numRuns: runsOf(100) }))
})

test('a line that was cut short is dropped', (t) => {
  t.deepEqual(linesOf(Buffer.from('{"a":1}\n{"b'), [3]), ['{"a":1}'])
})

test('a line without end is given out cut, and what follows is read again', (t) => {
  const lines: string[] = []
  const reader = lineReader((line) => lines.push(line))
  for (let n = 0; n < 40; n += 1) reader.write(Buffer.alloc(2 ** 16, 'x'))
  t.true(lines.length >= 2)
  t.true(lines.every((line) => line.length < 2 ** 20 + 2 ** 17))
  reader.write(Buffer.from('\n{}\n'))
  t.is(lines.at(-1), '{}')
})

test('of stderr the end is kept', (t) => {
  const tail = new OutputTail()
  tail.write('x'.repeat(5000))
  tail.write('the end')
  t.is(tail.text().length, 4096)
  t.true(tail.text().endsWith('xthe end'))
})

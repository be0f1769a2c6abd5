import test from 'ava'
import fc from 'fast-check'
import { beside, fold, widthOf, wrapText } from './layout'

test('words are wrapped, and none is lost', (t) => {
  t.deepEqual(wrapText('one two three four', 9), ['one two', 'three', 'four'])
  t.deepEqual(wrapText('one two', 6, '  '), ['  one', '  two'])
  t.deepEqual(wrapText('incomprehensibilities are', 10), ['incomprehensibilities', 'are'])
  t.deepEqual(wrapText('', 10), [])
})

test('code is cut at a space and moved in', (t) => {
  t.deepEqual(fold('  short', 20), ['  short'])
  t.deepEqual(fold('  const answer = sum(left, right)', 24), ['  const answer =', '      sum(left, right)'])
  t.deepEqual(fold('abcdefghijklmnopqrstuvwxyz', 20), ['abcdefghijklmnopqrst', '    uvwxyz'])
})

test('folding keeps every character but spaces, and never exceeds the width', (t) => {
  const code = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '(', '='), maxLength: 300 })
  fc.assert(
    fc.property(code, fc.integer({ min: 20, max: 60 }), (line, width) => {
      const folded = fold(line, width)
      t.true(folded.every((piece) => piece.length <= width))
      t.is(folded.join('').replaceAll(' ', ''), line.replaceAll(' ', ''))
    }),
  )
})

test('columns stand side by side, however long each is', (t) => {
  t.deepEqual(beside([['a', 'bb'], ['c']], [3, 1], ' | '), ['a   | c', 'bb  |'])
})

test('the width of a terminal, of an environment, or 80', (t) => {
  t.is(widthOf({ columns: 120 }, {}), 120)
  t.is(widthOf({}, { COLUMNS: '100' }), 100)
  t.is(widthOf({}, {}), 80)
  t.is(widthOf({ columns: 0 }, { COLUMNS: 'wide' }), 80)
  t.is(widthOf({ columns: 3 }, {}), 40)
})

test.serial('folding copies a line about once, however many pieces it has', (t) => {
  const { slice, trimStart } = String.prototype
  let copied = 0
  const counted = (own: (...given: never[]) => string) =>
    function (this: string, ...given: unknown[]): string {
      const part = Reflect.apply(own, this, given)
      copied += part.length
      return part
    }
  t.teardown(() => Object.assign(String.prototype, { slice, trimStart }))
  Object.assign(String.prototype, { slice: counted(slice), trimStart: counted(trimStart) })
  const line = 'some words '.repeat(1_000)
  t.true(fold(line, 40).length > 300)
  t.true(copied < 4 * line.length, `${copied} of ${line.length}`)
})

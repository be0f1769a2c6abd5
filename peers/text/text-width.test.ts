import test from 'ava'
import fc from 'fast-check'
import { breakRow, pad, widthOf } from './text-width'

test('known widths', (t) => {
  t.is(widthOf('abc é'), 5)
  t.is(widthOf('e\u0301'), 1)
  t.is(widthOf('漢字'), 4)
  t.is(widthOf('ｱ한'), 3)
  t.is(widthOf('👋'), 2)
  // Drawn as four pictures where the terminal does not know families.
  t.is(widthOf('👩‍👩‍👧‍👦'), 8)
  t.is(pad('漢', 4), '漢  ')
})

test('rows break at spaces, and long words anywhere', (t) => {
  t.deepEqual(breakRow('one two three', 8, 8), ['one two ', 'three'])
  t.deepEqual(breakRow('abcdefghij', 4, 3), ['abcd', 'efg', 'hij'])
  t.deepEqual(breakRow('a abcdefghij', 6, 6), ['a abcd', 'efghij'])
  t.deepEqual(breakRow('', 4, 4), [''])
})

test('the pieces are the row, none is too wide, and none begins with a mark', (t) => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '漢', '👋', '\u0301', '\u200d', 'é') })
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 2, max: 20 }),
      fc.integer({ min: 2, max: 20 }),
      (row, first, next) => {
        const pieces = breakRow(row, first, next)
        t.is(pieces.join(''), row)
        for (const [index, piece] of pieces.entries()) {
          t.true(widthOf(piece) <= (index === 0 ? first : next))
          if (index > 0) t.notRegex(piece, /^\p{M}/u)
        }
      },
    ),
    {
      numRuns: 2_000,
      examples: [
        ['aaaaaaaaaaaa aaaaaaa', 20, 2],
        ['aa \u0301aaaa', 4, 4],
        ['\u0301\u0301\u0301\u0301\u0301\u0301 漢漢漢', 5, 5],
      ],
    },
  )
})

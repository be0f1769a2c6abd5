import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { breakRow, pad, type Reading, widthAt, widthOf } from './text-width'

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

/** The same as `breakRow`, the plain way: what is left is copied for each piece. */
function brokenPlainly(row: string, first: number, next: number): string[] {
  const characters = Array.from(row)
  let fits = 0
  while (fits < characters.length && widthOf(characters.slice(0, fits + 1).join('')) <= first) fits += 1
  if (fits === characters.length) return [row]
  const space = characters.slice(0, fits).lastIndexOf(' ')
  let cut = space >= fits / 2 ? space + 1 : fits
  while (cut < fits && /[\u200d\p{Mn}\p{Me}]/u.test(characters[cut]!)) cut += 1
  const rest = characters.slice(cut).join('')
  return [characters.slice(0, cut).join(''), ...brokenPlainly(rest, next, next)]
}

const column = fc.integer({ min: 2, max: 20 })
const unit = fc.oneof(
  fc.constantFrom(
    'a',
    ' ',
    'b ',
    '漢',
    '👋',
    '\u0301',
    '\u200d',
    '\ufe0f',
    '©',
    '\ud83d',
    '\udc0a',
    '\n',
    '\x1b',
  ),
  unicodeText({ maxLength: 2 }),
)

test('a row breaks where the plain way breaks it', (t) => {
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 60 }), column, column, (units, first, next) => {
      const row = units.join('')
      t.deepEqual(breakRow(row, first, next), brokenPlainly(row, first, next))
    }),
    { numRuns: 2_000, examples: [[['aa ', '\ufe0f', 'a'], 4, 2]] },
  )
})

test('what a row costs grows with the row: no character is read more than twice, whatever is in it', (t) => {
  for (const part of ['\\u{1b}', 'a', ' ', 'ab ', 'a'.repeat(40).concat(' '), '漢', '👋', 'e\u0301'])
    for (const size of [1_000, 2_000, 100_000]) {
      let read = 0
      const counted: Reading = {
        width: (text, at) => {
          read += 1
          return widthAt(text, at)
        },
      }
      const row = part.repeat(Math.ceil(size / part.length))
      breakRow(row, 60, 72, counted)
      t.true(read <= 2 * row.length, `${read} for ${row.length} of ${part}`)
    }
})

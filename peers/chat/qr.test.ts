import test from 'ava'
import { qrColumns, qrRows } from './qr'

const digits = '1234567890'.repeat(6)

/** @returns the modules, true for dark, from what is drawn with two rows a line, or with two characters a module. */
function modules(rows: readonly string[], unicode: boolean): boolean[][] {
  if (!unicode) return rows.map((row) => (row.match(/../g) ?? []).map((pair) => pair === '  '))
  return rows.flatMap((row) => [
    Array.from(row, (character) => !'█▀'.includes(character)),
    Array.from(row, (character) => !'█▄'.includes(character)),
  ])
}

test('both drawings show the same code', (t) => {
  const blocks = modules(qrRows(digits, { unicode: true, colour: false }), true)
  const plain = modules(qrRows(digits, { unicode: false, colour: false }), false)
  // 29 rows are 15 lines, and a half of the last one is empty.
  t.deepEqual(blocks.slice(0, 29), plain)
  t.is(plain.length, 29)
  t.is(qrColumns(digits, { unicode: true, colour: false }), 29)
  t.is(qrColumns(digits, { unicode: false, colour: false }), 58)
})

test('sixty digits are a version 2 code with three finder patterns inside a light border', (t) => {
  const drawn = modules(qrRows(digits, { unicode: false, colour: false }), false)
  const finder = ['#######', '#     #', '# ### #', '# ### #', '# ### #', '#     #', '#######']
  for (const [top, left] of [
    [2, 2],
    [2, 20],
    [20, 2],
  ] as const) {
    const found = drawn.slice(top, top + 7).map((row) =>
      row
        .slice(left, left + 7)
        .map((dark) => (dark ? '#' : ' '))
        .join(''),
    )
    t.deepEqual(found, finder)
  }
  for (const edge of [0, 1, 27, 28]) {
    t.false(drawn[edge]!.includes(true))
    t.false(drawn.some((row) => row[edge]))
  }
})

test('with colours it is light on dark whatever the screen is', (t) => {
  const [row = ''] = qrRows(digits, { unicode: true, colour: true })
  t.is(row, `\u001b[97;40m${'█'.repeat(29)}\u001b[0m`)
})

import test from 'ava'
import { renderRows } from './screen'

const base64 = (...texts: string[]) => texts.map((text) => Buffer.from(text).toString('base64'))

test('shows what a terminal shows: rows, without blanks at the end', async (t) => {
  t.deepEqual(await renderRows(base64('one  \n\n two\n', 'thr', 'ee\n\n')), ['one', '', ' two', 'three'])
  t.deepEqual(await renderRows([]), [])
})

test('what is written to move the cursor moves it, also where it comes in pieces', async (t) => {
  t.deepEqual(await renderRows(base64('hello\r\x1b[Kbye\n')), ['bye'])
  t.deepEqual(await renderRows(base64('hello\n\x1b', '[1A\x1b[2', 'Kbye\n')), ['bye'])
  t.deepEqual(await renderRows(base64('a\x1b]0;title\x07b\n')), ['ab'])
})

test('a row of more than 80 columns goes on in the next', async (t) => {
  t.deepEqual(await renderRows(base64(`${'x'.repeat(80)}y\n`)), ['x'.repeat(80), 'y'])
})

test('what has scrolled away is there', async (t) => {
  const rows = Array.from({ length: 200 }, (_, row) => `row ${row}`)
  t.deepEqual(await renderRows(base64(`${rows.join('\n')}\n`)), rows)
})

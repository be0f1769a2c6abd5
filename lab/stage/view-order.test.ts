import test from 'ava'
import type { Cargo } from './cargo'
import type { Passage } from './passages'
import { renderContext } from './render-context'
import { type BeatScene, emptyScene } from './scene'
import { orderRows } from './view-order'

const spoken = (texts: readonly string[]) => texts.map((text) => ({ by: 'alice', to: 'bob', text }))

function rowsOf(
  said: readonly string[],
  read: readonly string[],
  most: number,
  more: Partial<BeatScene> = {},
) {
  const scene = { ...emptyScene, said: spoken(said), read: spoken(read), ...more }
  const rows = orderRows(scene, 80, most, renderContext('en', { unicode: true }))
  return rows?.map((row) => row.map(({ text, style }) => (style === 'bad' ? `!${text}` : text)).join(''))
}

const sealed: Cargo = { is: 'letter', for: 'bob', key: null }
const three = ['one', 'two', 'three']

test('letters that were read in the order in which they were written need no numbers', (t) => {
  t.is(rowsOf(three, three, 6), undefined)
  t.is(rowsOf(three, ['one'], 6), undefined)
  t.is(rowsOf([], [], 6), undefined)
})

test('in another order, twice or with one missing, each is shown where it was and where it came', (t) => {
  t.deepEqual(rowsOf(three, ['two', 'one', 'three'], 6), [
    'Alice wrote   a  one',
    '              b  two',
    '              c  three',
    'Bob reads     !b  two',
    '              !a  one',
    '              c  three',
  ])
  t.deepEqual(rowsOf(['one'], ['one', 'one'], 6), [
    'Alice wrote   one',
    'Bob reads     one',
    '              !one',
  ])
  t.deepEqual(rowsOf(['one', 'two'], ['two'], 6), [
    'Alice wrote   a  one',
    '              b  two',
    'Bob reads     !b  two',
  ])
})

test('answers that cross what they answer change no order: each way is held against itself', (t) => {
  const [question, answer] = [
    { by: 'bob', to: 'alice', text: 'who?' },
    { by: 'alice', to: 'bob', text: 'me' },
  ]
  const context = renderContext('en', { unicode: true })
  const scene = { said: [question, answer], read: [answer, question], numbers: null }
  t.is(orderRows(scene, 80, 6, context), null)
  const twice = { ...scene, read: [answer, question, answer] }
  t.deepEqual(
    orderRows(twice, 80, 6, context)?.map((row) => row.map(({ text }) => text).join('')),
    ['Alice wrote   me', 'Bob reads     me', '              me'],
  )
})

test('with little room those stand there that moved, or none; what nobody said has no number', (t) => {
  t.deepEqual(rowsOf(three, ['two', 'one', 'three'], 5)?.length, 4)
  t.is(rowsOf(three, ['two', 'one', 'three'], 3), undefined)
  t.is(rowsOf(['one'], ['made up'], 6), undefined)
})

test('where a program refused by its numbers, what was written has the numbers that stand in its frames, and no others', (t) => {
  const numbers = { of: 'letter', due: '7', came: '8' } as const
  const scene = { ...emptyScene, said: spoken(['one', 'two']), numbers }
  const context = renderContext('en', { unicode: true })
  const rows = (passages: readonly Passage[]) =>
    orderRows(scene, 80, 4, context, passages)?.map((row) => row.map(({ text }) => text).join(''))
  t.deepEqual(rows([letter(record(7)), letter(record(8))]), ['Alice wrote   7  one', '              8  two'])
  for (const unknown of [[], [letter(record(7))], [letter(record(7)), letter('')]])
    t.deepEqual(rows(unknown), ['Alice wrote   a  one', '              b  two'])
})

/** A record of this number, in base64. */
function record(number: number): string {
  const frame = Buffer.alloc(5 + 8 + 32)
  frame.writeUInt32BE(frame.length - 4, 0)
  frame.writeUInt8(5, 4)
  frame.writeBigUInt64BE(BigInt(number), 5)
  return frame.toString('base64')
}

function letter(sent: string): Passage {
  return {
    ...{ from: 'alice', to: 'bob', left: sealed, came: null, sent, got: '', times: 1, progress: 1 },
    ...{ taken: true, changed: false, again: false, late: false, opened: false, refused: false, read: false },
    ...{ parting: false, kept: false },
  }
}

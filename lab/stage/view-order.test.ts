import test from 'ava'
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

const three = ['one', 'two', 'three']

test('letters that were read in the order in which they were written need no numbers', (t) => {
  t.is(rowsOf(three, three, 6), undefined)
  t.is(rowsOf(three, ['one'], 6), undefined)
  t.is(rowsOf([], [], 6), undefined)
})

test('in another order, twice or with one missing, each is shown where it was and where it came', (t) => {
  t.deepEqual(rowsOf(three, ['two', 'one', 'three'], 6), [
    'Alice wrote   1  one',
    '              2  two',
    '              3  three',
    'Bob reads     !2  two',
    '              !1  one',
    '              3  three',
  ])
  t.deepEqual(rowsOf(['one'], ['one', 'one'], 6), [
    'Alice wrote   1  one',
    'Bob reads     1  one',
    '              !1  one',
  ])
  t.deepEqual(rowsOf(['one', 'two'], ['two'], 6), [
    'Alice wrote   1  one',
    '              2  two',
    'Bob reads     !2  two',
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
    ['Alice wrote   1  me', 'Bob reads     1  me', '              1  me'],
  )
})

test('with little room those stand there that moved, or none; what nobody said has no number', (t) => {
  t.deepEqual(rowsOf(three, ['two', 'one', 'three'], 5)?.length, 4)
  t.is(rowsOf(three, ['two', 'one', 'three'], 3), undefined)
  t.is(rowsOf(['one'], ['made up'], 6), undefined)
})

test('where a program refused by its numbers, what was written has them', (t) => {
  const numbers = { of: 'letter', due: '0', came: '1' } as const
  t.deepEqual(rowsOf(['one', 'two'], [], 4, { numbers }), ['Alice wrote   1  one', '              2  two'])
})

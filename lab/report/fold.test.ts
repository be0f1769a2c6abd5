import test from 'ava'
import fc from 'fast-check'
import { t as sentence } from '../../peers/language/sentence'
import type { DiagramRow } from './diagram-row'
import { folded } from './fold'

function row(number: number, sort: string, isFrame: boolean): DiagramRow {
  const told = { number, at: number, mark: 'plain', words: sentence`row ${number}`, sort } as const
  return isFrame
    ? { ...told, row: 'message', legs: [], deed: null, refused: false, isFrame, frames: [], opened: false }
    : { ...told, row: 'note', over: ['alice'] }
}

const rows = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean()), { maxLength: 400, size: 'max' })
  .map((sorts) => sorts.map(([sort, isFrame], place) => row(place + 1, sort, isFrame)))

test('every row is drawn or counted, in its order', (t) => {
  fc.assert(
    fc.property(rows, (all) => {
      const drawn = folded({ participants: [], rows: all }).rows
      let next = 1
      for (const one of drawn) {
        if (one.row === 'fold') {
          const left = all.slice(one.first - 1, one.last)
          t.is(one.first, next)
          t.is(one.count, left.length)
          t.is(one.frames, left.filter((was) => was.row === 'message').length)
          next = one.last + 1
        } else {
          t.is(one.number, next)
          next += 1
        }
      }
      t.is(next, all.length + 1)
    }),
  )
})

test('what is short is drawn whole, and what is long is not', (t) => {
  const some = Array.from({ length: 32 }, (_, place) => row(place + 1, 'a', true))
  t.is(folded({ participants: [], rows: some }).rows.length, 32)
  const many = Array.from({ length: 5_000 }, (_, place) => row(place + 1, `${place % 2}`, true))
  t.true(folded({ participants: [], rows: many }).rows.length < 20)
  const rare = Array.from({ length: 5_000 }, (_, place) => row(place + 1, `${place}`, true))
  t.true(folded({ participants: [], rows: rare }).rows.length < 36)
})

test('what happens once is drawn among what happens a thousand times', (t) => {
  const many = Array.from({ length: 1_000 }, (_, place) =>
    row(place + 1, place === 500 ? 'alarm' : 'frame', true),
  )
  const drawn = folded({ participants: [], rows: many }).rows
  t.true(drawn.some((one) => one.row !== 'fold' && one.number === 501))
})

import { createHash } from 'node:crypto'
import test from 'ava'
import { phase } from '../history/history-testing'
import type { CheckedEnd } from './check-end'
import { misplacedFiles } from './check-inbox'
import { LayerMemory } from './layer'

const hash = (text: string) => createHash('sha256').update(text).digest()
const [one, other, folder] = ['01', '02', '03'].map((digits) => digits.repeat(16)) as [string, string, string]

/** An END with the outcome `taken`, of this file. */
function taken(id: string): Buffer {
  const head = Buffer.concat([
    Buffer.of(2),
    Buffer.alloc(16, 9),
    Buffer.alloc(7),
    Buffer.of(1),
    Buffer.alloc(8),
  ])
  return Buffer.concat([head, Buffer.of(2), Buffer.from(id, 'hex'), Buffer.of(0)])
}

/** Alice was offered two files with the same bytes, and says to have taken these. */
function complaints(said: readonly Buffer[], inbox: Readonly<Record<string, string>>, isPartial = false) {
  const memory = new LayerMemory(isPartial)
  memory.offered.set(folder, { size: 9, sha256: hash('pack'), files: 2 })
  for (const id of [one, other]) memory.offered.set(id, { size: 1, sha256: hash('a') })
  const files = Object.entries(inbox).map(([name, text]) => ({
    path: `files/inbox/${name}`,
    sha256: hash(text).toString('hex'),
  }))
  const act = phase('attack', [['lab', { event: 'files', of: 'alice', files }]])
  const end = { node: 'alice', session: 'session-1' }
  const checked = [{ end, memory, said }] as unknown as CheckedEnd[]
  return misplacedFiles(act, checked).map(({ rule, node, why }) => [rule, node, why.text])
}

test('what was taken stands in the inbox, as often as it was', (t) => {
  t.deepEqual(complaints([], {}), [])
  t.deepEqual(complaints([taken(one)], { a: 'a' }), [])
  t.deepEqual(complaints([taken(one), taken(one)], { a: 'a' }), [], 'the end may be said again')
  t.deepEqual(complaints([taken(one), taken(other)], { a: 'a', 'a (2)': 'a' }), [])
})

test('what does not stand there was put over another, or elsewhere', (t) => {
  const missing = [['8.3-13', 'alice', 'it says to have taken a file that does not stand in its inbox']]
  t.deepEqual(complaints([taken(one)], {}), missing)
  t.deepEqual(complaints([taken(one), taken(other)], { a: 'a' }), missing)
  t.deepEqual(complaints([taken(one)], {}, true), [], 'nothing is known where not all is told')
})

test('what nobody offered does not stand there', (t) => {
  t.deepEqual(complaints([], { b: 'b' }), [
    ['8.3-13', 'alice', 'a file stands in its inbox that nobody offered'],
  ])
})

test('of a folder that was taken as many files stand there as it has', (t) => {
  t.deepEqual(complaints([taken(folder)], { 'x/b': 'b', 'x/c': 'c' }), [])
  t.deepEqual(complaints([taken(folder), taken(one)], { 'x/b': 'b', 'x/c': 'c', a: 'a' }), [])
  t.is(complaints([taken(folder)], { 'x/b': 'b' }).length, 1)
  t.is(complaints([taken(folder)], { 'x/b': 'b', 'x/c': 'c', 'x/d': 'd' }).length, 1)
  t.is(complaints([], { 'x/b': 'b', 'x/c': 'c' }).length, 1)
})

import test from 'ava'
import {
  type Accepted,
  isEnough,
  scoreLine,
  scoreOf,
  staleEntries,
  survivorLines,
  type TriedMutant,
} from './score'
import type { MutantStatus } from './trials'

const tried = (was: string, outcome?: MutantStatus, file = 'a.ts'): TriedMutant => ({
  file,
  mutant: { start: 0, end: 1, by: '', line: 7, column: 3, was, becomes: `not ${was}` },
  outcome,
})
const accept = (was: string, file = 'a.ts'): Accepted => ({
  file,
  was,
  becomes: `not ${was}`,
  why: 'It is so.',
})

test('what is accepted is told apart, and counts as unnoticed', (t) => {
  const score = scoreOf([tried('x', 'survived'), tried('y', 'survived'), tried('z', 'killed')], [accept('x')])
  t.is(scoreLine(score), '1 of 3 changes noticed (33.3 %); 2 not: 1 with a reason, 1 without')
  t.deepEqual(survivorLines(score), [
    ...['  a.ts:7:3', '    - x', '    + not x', '    It is so.'],
    ...['  a.ts:7:3', '    - y', '    + not y'],
  ])
})

test('what runs for ever was noticed, and is told; what is no program, or was not tried, does not count', (t) => {
  const score = scoreOf([tried('x', 'endless'), tried('y', 'meaningless'), tried('z')], [])
  t.is(
    scoreLine(score),
    '1 of 1 changes noticed (100.0 %), 1 of them by running for ever; 0 not: 0 with a reason, 0 without',
  )
})

test('95 in a hundred are enough, and 94 are not, whatever is accepted', (t) => {
  const of = (noticed: number) =>
    scoreOf(
      Array.from({ length: 100 }, (_, place) => tried('x', place < noticed ? 'killed' : 'survived')),
      [accept('x')],
    )
  t.true(isEnough(of(95)))
  t.false(isEnough(of(94)))
})

test('an entry that matches no change, or one that is noticed by now, is told', (t) => {
  const all = [tried('x', 'survived'), tried('y', 'killed')]
  t.deepEqual(staleEntries(all, [accept('x'), accept('w', 'b.ts')]), [])
  t.deepEqual(staleEntries(all, [accept('y'), accept('w')]), [
    'a.ts: `y` to `not y` is noticed by now. Take it off the list in lab/mutation/accepted.ts.',
    'a.ts: `w` to `not w` is no change of it any more. Take it off the list in lab/mutation/accepted.ts.',
  ])
})

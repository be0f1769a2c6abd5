/** Whose words a row of the screen shows: nobody may put words into another one's mouth, or into the program's. */

import test from 'ava'
import { ownWords, timesTold, utterancesOf } from './screen-words'

test('words belong to whom they stand under, and go on in the rows below', (t) => {
  t.deepEqual(
    utterancesOf([
      '14:02 <bob -> alice> hello',
      '      | and a second row',
      '14:02 <alice, written 13:59>',
      '14:03 -- bob is away,',
      '      | says his program',
    ]),
    [
      { by: 'bob', text: 'hello and a second row' },
      { by: 'alice', text: '' },
      { by: null, text: '14:03 -- bob is away, says his program' },
    ],
  )
})

test('a name counts only where a row begins: a file that is called like a row is the program’s words', (t) => {
  const row = '14:03 -- mallory offers a file: 14:03 <bob> hello'
  t.deepEqual(utterancesOf([row]), [{ by: null, text: row }])
  const bar = '14:03 -- a file:       | hello'
  t.deepEqual(utterancesOf(['14:02 <bob> hello', bar])[1], { by: null, text: bar })
})

test('a row that goes on with nothing is the program’s', (t) => {
  t.deepEqual(utterancesOf(['      | scrolled']), [{ by: null, text: '      | scrolled' }])
})

test('a line end among somebody’s words makes them nobody else’s', (t) => {
  t.deepEqual(utterancesOf(['14:02 <bob> one\u2028two', '      | three\u2029four']), [
    { by: 'bob', text: 'one\u2028two three\u2029four' },
  ])
})

test('what the program quotes of an attacker is not its own; of anybody else it is', (t) => {
  const offer = '14:03 -- mallory offers a file of 2 bytes: bob is verified'
  t.is(ownWords(offer, ['mallory']), '14:03 -- mallory offers a file of 2 bytes: ')
  t.is(ownWords(offer, ['eve', 'mallory']), '14:03 -- mallory offers a file of 2 bytes: ')
  t.is(ownWords(offer, ['eve']), offer)
  t.is(ownWords(offer, ['mal']), offer)
  t.is(ownWords('14:03 -- mallory is away', ['mallory']), '14:03 -- mallory is away')
  t.is(ownWords(`x ${offer}`, ['mallory']), `x ${offer}`)
})

test('what is told is counted, and nobody tells it in the program’s place', (t) => {
  const times = (...rows: string[]) => timesTold(rows, 'is full', ['mallory'])
  t.is(times('14:02 -- The disk of bob is full', '14:03 -- The disk of', '      | bob is full'), 2)
  t.is(times('14:02 -!- mallory: your disk is full'), 1)
  t.is(timesTold(['14:02 -!- eve: your disk is full'], 'is full', ['mallory', 'eve']), 1)
  t.is(times('14:02 <mallory -> bob> is full', '14:02 -- mallory offers a file: is full'), 0)
  t.is(times('14:02 -!- f1 from mallory has ended: is full', '14:02 -- bob is away'), 0)
})

import test from 'ava'
import fc from 'fast-check'
import { bigLetters, bigLines, bigWidth, twiceAsHigh } from './big-letters'

const unicode = { unicode: true }

test('letters of five rows, and of three', (t) => {
  t.deepEqual(bigLetters('Pé', unicode, 5), ['███    ▀ ', '█  █ ████', '███  ███ ', '█    █   ', '█    ████'])
  t.deepEqual(twiceAsHigh(bigLetters('é', unicode, 5)).slice(0, 4), ['  █ ', '    ', '████', '████'])
  t.deepEqual(bigLetters('Pé', unicode, 3), ['█▀▀▄ ▄▄█▄', '█▀▀  █▀▀ ', '▀    ▀▀▀▀'])
  t.deepEqual(bigLetters('I', unicode, 5, 2)[0], '██████')
  t.deepEqual(bigLetters('I', { unicode: false }, 3), ['###', ' # ', ' # ', ' # ', '###'])
})

test('every verdict has all of its letters, each unlike the others', (t) => {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', (one) =>
    bigLetters(one, unicode, 5).join('\n'),
  )
  // The figure 0 is the letter O: nobody mixes them up within a word.
  t.is(new Set(letters).size, letters.length - 1)
  for (const height of [5, 3] as const)
    for (const letter of 'ÀÂÇÈÉÊÎÔÙÛ') {
      // Neither the one without the accent, nor any other.
      const drawn = bigLetters(letter, unicode, height).join('\n')
      for (const other of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
        t.not(drawn, bigLetters(other, unicode, height).join('\n'), `${letter} ${other} ${height}`)
    }
})

test('lines are as wide as is said', (t) => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 10, max: 200 }),
      fc.constantFrom(3 as const, 5 as const),
      (text, width, height) => {
        for (const row of bigLetters(text, unicode, height)) t.is(row.length, bigWidth(text))
        for (const line of bigLines(text, width) ?? []) t.true(bigWidth(line) <= width)
      },
    ),
  )
  t.deepEqual(bigLines('to be or not', 40), ['to be or', 'not'])
  t.is(bigLines('antidisestablishment', 40), null)
})

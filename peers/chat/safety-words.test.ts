import test from 'ava'
import fc from 'fast-check'
import { digitsOf, wordsOf } from './safety-words'

const sixty = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 60, maxLength: 60 })
  .map((a) => a.join(''))

test('known numbers', (t) => {
  t.deepEqual(wordsOf('0'.repeat(60)), Array(19).fill('abandon'))
  // 2047 is the last word, 2048 two digits of the base.
  t.is(wordsOf('2047'.padStart(60, '0')).slice(-2).join(' '), 'abandon zoo')
  t.is(wordsOf('2048'.padStart(60, '0')).slice(-2).join(' '), 'ability abandon')
})

test('digits become nineteen words and the same digits again, whatever the spaces and the case', (t) => {
  fc.assert(
    fc.property(sixty, (digits) => {
      const words = wordsOf((digits.match(/\d{5}/g) ?? []).join(' '))
      t.is(words.length, 19)
      t.is(digitsOf(words.join(' ')), digits)
      t.is(digitsOf(`\n ${words.join(' \n ').toUpperCase()} `), digits)
    }),
  )
})

test('one digit changes the words', (t) => {
  fc.assert(
    fc.property(sixty, fc.nat(59), (digits, place) => {
      const other = digits.slice(0, place) + ((Number(digits[place]) + 1) % 10) + digits.slice(place + 1)
      t.notDeepEqual(wordsOf(other), wordsOf(digits))
    }),
  )
})

test('what is not a safety number is told', (t) => {
  const words = wordsOf('1'.repeat(60))
  t.throws(() => digitsOf(words.slice(1).join(' ')), { code: 'BAD_COMMAND', message: /18 words/ })
  t.throws(() => digitsOf(['abandom', ...words.slice(1)].join(' ')), { message: /did you mean “abandon”/ })
  t.throws(() => digitsOf(Array(19).fill('zoo').join(' ')), { message: /No safety number/ })
  t.throws(() => digitsOf(''), { code: 'BAD_COMMAND' })
})

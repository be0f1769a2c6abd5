import test from 'ava'
import fc from 'fast-check'
import { t as says } from '../../peers/language/sentence'
import { english } from '../language/typed'
import { unicodeText } from '../suite/unicode-text-testing'
import { printable, printableJson, printableLines, printableSentence } from './printable'

test('what prints stays, what acts on a terminal is shown', (t) => {
  t.is(printable('Rendez-vous à midi, ami 👋 “oui”'), 'Rendez-vous à midi, ami 👋 “oui”')
  t.is(printable('a\u001b[2Jb\r\nc\td'), 'a\\u{1b}[2Jb\\u{d}\\u{a}c\\u{9}d')
  // CSI as one character, right-to-left override, line separator, lone surrogate, zero width space.
  t.is(
    printable('\u009b31m\u202e\u2028\ud800\u200b\u007f'),
    '\\u{9b}31m\\u{202e}\\u{2028}\\u{d800}\\u{200b}\\u{7f}',
  )
})

test('long text is cut', (t) => {
  t.is(printable('abcdef', 6), 'abcdef')
  t.is(printable('abcdefg', 6), 'abcde…')
  t.is(Array.from(printable('x'.repeat(20_000))).length, 300)
})

test('a sentence is cut as a whole: a long value stays whole beside a short one', (t) => {
  const cut = (before: string, after: string) =>
    english(printableSentence(says`turns “${before}” into “${after}” in ${1} message`))
  const long = 'x'.repeat(200)
  t.is(cut('\u001b', long), `turns “\\u{1b}” into “${long}” in 1 message`)
  t.is(Array.from(cut('a', 'x'.repeat(20_000))).length, 300)
  t.is(Array.from(cut('x'.repeat(20_000), 'a')).length, 300)
  t.is(
    Array.from(english(printableSentence(says`it failed: ${says`it said ${'x'.repeat(900)}`}`))).length,
    300,
  )
})

test('line feeds stay where they are meant', (t) => {
  t.is(printableLines('one\ntwo\r\u001b[1A'), 'one\ntwo\\u{d}\\u{1b}[1A')
})

const text = unicodeText()

test('nothing that acts gets through, and no more than was asked for', (t) => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (stranger, maximum) => {
      const shown = printable(stranger, maximum)
      t.notRegex(shown, /[\p{C}\p{Zl}\p{Zp}]/u)
      t.true(Array.from(shown).length <= maximum)
    }),
  )
})

test('JSON stays the same value, on one line that prints', (t) => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text), fc.double({ noNaN: true }))), (value) => {
      const json = printableJson(value)
      t.notRegex(json, /[\p{C}\p{Zl}\p{Zp}]/u)
      t.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(value)))
    }),
  )
})

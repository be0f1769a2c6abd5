import test from 'ava'
import fc from 'fast-check'
import { isPlayed } from '../../lab/suite/extent-testing'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { isJoined } from './joined'
import { printable, printableRows } from './printable'

/** All that acts, save what may hold a word or an emoji together. */
const acts =
  /(?!\u200c|\u200d|[\ufe0e\ufe0f\u{e0062}-\u{e007f}])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/** Random text seldom holds what matters here. */
const nasty = fc
  .array(
    fc.oneof(
      unicodeText(),
      fc.constantFrom(
        '\u001b[2J',
        '\u009b31m',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u200d',
        '\ufe0f',
        '\u2028',
        '\ufeff',
        '\u{e0041}',
        '\u{e0100}',
        '\ue000',
        '\u0378',
        '\ud800',
        '\u3164',
        '\u0301',
        '👩',
        '🏽',
        '\r',
        '\n',
        '\t',
      ),
    ),
  )
  .map((parts) => parts.join(''))

test('what prints stays, what does not is shown', (t) => {
  t.is(printable('Nom déjà pris, ami 👋', 100), 'Nom déjà pris, ami 👋')
  t.is(
    printable('a\u001b[2Jb\r\nc\u202ed\u0000\u2028', 100),
    'a\\u{1b}[2Jb\\u{d}\\u{a}c\\u{202e}d\\u{0}\\u{2028}',
  )
})

test('long text is cut', (t) => {
  t.is(printable('abcdef', 6), 'abcdef')
  t.is(printable('abcdefg', 6), 'abcde…')
  t.is(printable('👋👋👋', 2), '👋…')
})

test('each kind of character that acts is shown', (t) => {
  const kinds = {
    'C1 control': '\u009b',
    'right-to-left override': '\u202e',
    isolate: '\u2067',
    'zero-width space': '\u200b',
    'zero-width joiner between letters': '\u200d',
    'soft hyphen': '\u00ad',
    'Hangul filler, a letter that is empty': '\u3164',
    tag: '\u{e0041}',
    'variation selector behind a letter': '\ufe0f',
    'variation selector of the supplement': '\u{e0100}',
    'private use': '\ue000',
    unassigned: '\u0378',
    'half a pair': '\udc00',
    'byte order mark': '\ufeff',
  }
  for (const [kind, character] of Object.entries(kinds))
    t.is(printable(`a${character}b`, 100), `a\\u{${character.codePointAt(0)?.toString(16)}}b`, kind)
})

test('emoji stay whole', (t) => {
  for (const emoji of ['👩‍👩‍👧‍👦', '🧑🏽‍🚀', '❤️', '🏳️‍🌈', '1️⃣', '🇫🇷', '☎︎', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])
    t.is(printable(emoji, 100), emoji)
})

test('Persian and Hindi words stay as they are written', (t) => {
  for (const word of ['می\u200cخواهم', 'کتاب‌ها را می\u200cخوانم', 'क्\u200dष', 'क्\u200cष', 'ක්\u200dර'])
    t.is(printable(word, 100), word)
})

test('a few marks belong to a letter, more are shown, and none sits on what stands before the text', (t) => {
  t.is(printable('e\u0301', 100), 'e\u0301')
  t.is(printable(`e${'\u0301'.repeat(6)}`, 100), `e${'\u0301'.repeat(4)}\\u{301}\\u{301}`)
  t.is(printable('\u0338x', 100), '\\u{338}x')
  t.is(printable('\u0000\u0338', 100), '\\u{0}\\u{338}')
})

test('a message keeps its lines; a tab is spaces; a lone carriage return is shown', (t) => {
  t.deepEqual(printableRows('one\ntwo\r\n\tthree\rfour\n'), ['one', 'two', '    three\\u{d}four', ''])
  t.deepEqual(printableRows('a\n\u0338b'), ['a', '\\u{338}b'])
})

test('no text prints a control character or more than its share', (t) => {
  fc.assert(
    fc.property(nasty, fc.integer({ min: 1, max: 30 }), (text, maximum) => {
      const shown = printable(text, maximum)
      t.notRegex(shown, acts)
      t.true(Array.from(shown).length <= maximum)
      for (const row of printableRows(text)) t.notRegex(row, acts)
      t.is(printableRows(text).length, text.split('\n').length)
    }),
  )
})

/** In a sample each so-many-th character. */
const EVERY = 5

/** The same as one row of `printableRows`, the plain way: each character by the tables of Unicode. */
function visiblePlainly(row: string): string {
  const characters = Array.from(row)
  let marks = 4
  return characters
    .map((character, index) => {
      if (isJoined(row, characters.slice(0, index).join('').length)) return character
      const mark = /\p{M}/u.test(character)
      const shows =
        /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(character) || (mark && marks === 4)
      marks = shows ? 4 : mark ? marks + 1 : 0
      return shows ? `\\u{${character.codePointAt(0)?.toString(16)}}` : character
    })
    .join('')
}

test('what is shown is what the tables of Unicode say, of each character and of any text', (t) => {
  for (let code = 0; code < 0x110000; code++) {
    if (!isPlayed(code, EVERY)) continue
    const text = `a${String.fromCodePoint(code)}1`
    if (code !== 9 && code !== 10 && printable(text, 100) !== visiblePlainly(text)) t.fail(code.toString(16))
  }
  fc.assert(fc.property(nasty, (text) => t.is(printable(text, 1_000_000), visiblePlainly(text))))
})

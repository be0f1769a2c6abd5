import test from 'ava'
import fc from 'fast-check'
import { printable } from './printable'

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

test('no text prints a control character or more than its share', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 30 }), (text, maximum) => {
      const shown = printable(text, maximum)
      t.notRegex(shown, /[\p{C}\p{Zl}\p{Zp}]/u)
      t.true(Array.from(shown).length <= maximum)
    }),
  )
})

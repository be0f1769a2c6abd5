import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { fromEditor, shownLines, toEditor } from './typed-text'

// What a decoder of UTF-8 can give: any character but lone surrogates.
const text = unicodeText()

test('a text comes back from the editor, line ends as line feeds, without other controls', (t) => {
  fc.assert(
    fc.property(text, (typed) => {
      const expected = typed
        .replace(/\r\n|[\r\u2028\u2029]/gu, '\n')
        .replace(/\p{Cc}/gu, (control) => ('\n\t'.includes(control) ? control : ''))
      t.is(fromEditor(toEditor(typed)), expected)
    }),
  )
})

test('the editor holds nothing that acts as a key or ends a line, and one unit is shown for each', (t) => {
  fc.assert(
    fc.property(text, (typed) => {
      const line = toEditor(typed)
      t.notRegex(line, /[\p{Cc}\u2028\u2029]/u)
      t.is(shownLines(line).join('').length, line.length)
      t.notRegex(shownLines(line).join(''), /[\p{Cc}\p{Cs}\u202a-\u202e]/u)
    }),
  )
})

test('half of an animal is not a line feed', (t) => {
  t.is(fromEditor(toEditor('🐊\n🐉\t')), '🐊\n🐉\t')
  t.deepEqual(shownLines(toEditor('🐊\n🐉\t')), ['🐊↵', '🐉⇥'])
})

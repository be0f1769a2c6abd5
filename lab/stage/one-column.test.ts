import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../suite/unicode-text-testing'
import { oneColumn } from './one-column'

test('what takes one column stays, what does not has a stand-in', (t) => {
  const see = (text: string) => oneColumn(text, { unicode: true })
  t.is(see('« Échap » – l’œuvre… Ωмир ✓'), '« Échap » – l’œuvre… Ωмир ✓')
  t.is(see('e\u0301'), 'é')
  t.is(see('漢字👋'), '□□□')
  // Hebrew would turn the row around.
  t.is(see('שלום'), '□□□□')
  t.is(see('a\u0301\u0302\u0303'), 'á□□')
  t.is(see('\x1b[31mred\u202e'), '\\u{1b}[31mred\\u{202e}')
})

test('without Unicode everything is typed', (t) => {
  const see = (text: string) => oneColumn(text, { unicode: false })
  t.is(see('« l’œuf déjà à 3 × 2 »'), '"l\'oeuf deja a 3 x 2"')
  t.is(see('“Où ?” – …'), '"Ou ?" - ...')
  t.is(see('漢 → é'), '? -> e')
})

test('every character is one column wide, whatever the text', (t) => {
  fc.assert(
    fc.property(unicodeText(), fc.boolean(), (text, unicode) => {
      const seen = oneColumn(text, { unicode })
      t.is(Array.from(seen).length, seen.length)
      t.regex(seen, unicode ? /^[^\p{C}\p{M}\p{Zl}\p{Zp}]*$/u : /^[ -~\u00a0]*$/)
    }),
    { numRuns: 1_000 },
  )
})

import test from 'ava'
import { actingCharacter } from './acting-characters'

test('words of any script, pictures and what holds them together are seen', (t) => {
  for (const text of [
    '',
    'hello',
    'día',
    'שלום',
    'ក្រុម',
    'e\u0301',
    '👩‍👩‍👧',
    '🏳️‍🌈',
    '👍🏽',
    '☎\ufe0e',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'می\u200cخواهم',
    'क्\u200dष',
    'क्\u200cष',
  ])
    t.is(actingCharacter(text), null, JSON.stringify(text))
})

test('whatever acts instead is named', (t) => {
  const acting = {
    'gpj\u202eexe': 'U+202E',
    'a\u2066b': 'U+2066',
    'a\u200bb': 'U+200B',
    'a\u200db': 'U+200D',
    'a\u200cb': 'U+200C',
    'ب\u200cb': 'U+200C',
    'a\u200cب': 'U+200C',
    'ब\u200dब': 'U+200D',
    // What has a place among letters that join is one of the two joiners, behind the very letter.
    'ब्\u202eब': 'U+202E',
    'ب\u200dب': 'U+200D',
    'ब्ब\u200dब': 'U+200D',
    '🏴\u{e0061}\u{e007f}': 'U+E0061',
    '👩\u200db': 'U+200D',
    'a\u200d👧': 'U+200D',
    '👩a\u200d👧': 'U+200D',
    '👩\u200da👧': 'U+200D',
    '👩\u202e👧': 'U+202E',
    '☎a\ufe0f': 'U+FE0F',
    'a\ufe0fb': 'U+FE0F',
    'a\u00adb': 'U+00AD',
    'a\ufeffb': 'U+FEFF',
    'a\u3164b': 'U+3164',
    'a\u034fb': 'U+034F',
    'a\ue000b': 'U+E000',
    'a\u2028b': 'U+2028',
    'a\u0085b': 'U+0085',
    'a\x1bb': 'U+001B',
    'a\x7fb': 'U+007F',
    'a\u{e0041}b': 'U+E0041',
    [`a${'\u0301'.repeat(5)}`]: 'U+0301',
  }
  for (const [text, code] of Object.entries(acting)) t.is(actingCharacter(text), code)
})

test('a virama has its joiner wherever it stands', (t) => {
  for (const text of ['ब्\u200dब', 'बब्\u200dब', 'बबबब्\u200cब', `ब्\u200dब${'x'.repeat(40)}`])
    t.is(actingCharacter(text), null, text)
})

import test from 'ava'
import { isPlainName } from './plain-name'

test('a name that is one on every system is plain', (t) => {
  for (const name of ['x', 'notes.txt', 'a.b', 'console', 'com10', 'día.pdf']) t.true(isPlainName(name), name)
})

test('what is no name somewhere, or looks like another one, is not', (t) => {
  for (const name of [
    '',
    '.',
    '.hidden',
    ' a',
    'a.',
    'a/b',
    'a\\b',
    'a:b',
    'aux',
    'COM1.txt',
    'lpt² .x',
    'a\u202eb',
  ])
    t.false(isPlainName(name), JSON.stringify(name))
})

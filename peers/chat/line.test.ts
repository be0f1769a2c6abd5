import test from 'ava'
import { readLine } from './line'

test('line ends at the end of a text are not meant, all others are', (t) => {
  t.deepEqual(readLine('a\nb\r\n\n'), { kind: 'text', text: 'a\nb' })
  t.deepEqual(readLine('//a\r\n'), { kind: 'text', text: '/a' })
  t.deepEqual(readLine('\n \r\n'), { kind: 'nothing' })
})

test('a million line ends within a text are read in one pass', (t) => {
  // In quadratic time this would not end before the suite gives up.
  const text = `a${'\n'.repeat(1_000_000)}b`
  t.deepEqual(readLine(text), { kind: 'text', text })
})

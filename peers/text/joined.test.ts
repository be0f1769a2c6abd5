import test from 'ava'
import { isJoined } from './joined'

/** Where in a text the first character without width stands. */
const unseen = (text: string) => text.search(/\u200c|\u200d|[\ufe0e\ufe0f\u{e0000}-\u{e007f}]/u)
const joined = (text: string) => isJoined(text, unseen(text))

test('a non-joiner: behind a virama, or between letters that would join (RFC 5892, A.1)', (t) => {
  for (const text of [
    'می\u200cخواهم', // Persian: yeh, khah
    'بَ\u200cِب', // marks between
    'क्\u200cष',
    'ك\u200cر', // a letter that joins on its right alone stands behind
    'ܒ\u200cܒ', // Syriac
    'ᠠ\u200cᠠ', // Mongolian
    '\ua872\u200cꡁ',
  ])
    t.true(joined(text), text)
  for (const text of [
    'a\u200cb',
    'ا\u200cب', // alef joins nothing behind it
    'ب\u200cء', // hamza joins nothing
    'ب\u200c',
    '\u200cب',
    'ب \u200cب',
    'ब\u200cब', // no virama
    'ب\u200c\u200cب',
    'ꡁ\u200c\ua872', // joins on its left alone
    `ب${'\u064e'.repeat(5)}\u200cب`,
    'ب\u200c\ud800',
  ])
    t.false(joined(text), JSON.stringify(text))
})

test('a joiner: behind a virama (RFC 5892, A.2), or between two pictures', (t) => {
  for (const text of ['क्\u200d', 'क्\u200dष', '👩\u200d👧', '👩🏽\u200d🚀', '❤️\u200d🔥'.replace('\ufe0f', '')])
    t.true(joined(text), text)
  for (const text of ['a\u200db', 'ب\u200dب', 'क\u200dष', '👩\u200d', '👩\u200da', 'a\u200d👩'])
    t.false(joined(text), JSON.stringify(text))
})

test('tags: in the three flags that are in use, and in no other text', (t) => {
  const tags = (text: string) =>
    Array.from(text, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')
  for (const name of ['gbeng', 'gbsct', 'gbwls']) {
    const text = `🏴${tags(`${name}\u007f`)}${tags('a')}`
    for (let at = 2; at < 14; at += 2) t.true(isJoined(text, at), `${name} ${at}`)
    t.false(isJoined(text, 14))
  }
  for (const text of [
    `🏴${tags('gbeng')}`,
    `🏴${tags('usca\u007f')}`,
    `🏁${tags('gbeng\u007f')}`,
    `🏴a${tags('gbeng\u007f')}`,
    tags('gbeng\u007f'),
  ])
    for (let at = unseen(text); at < text.length; at += 2) t.false(isJoined(text, at), JSON.stringify(text))
})

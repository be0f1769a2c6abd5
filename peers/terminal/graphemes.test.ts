import test from 'ava'
import { boundaryAfter, boundaryBefore } from './graphemes'

const seen = ['a', 'e\u0301', '🇫🇷', '🇩🇪', '👍🏽', '👩‍👩‍👧', '漢', 'क्षि', '1️⃣', '🐊', '\udc0a', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'b']

test('boundaries are those that a reader sees, from either side', (t) => {
  const line = seen.join('')
  let at = 0
  for (const character of seen) {
    t.is(boundaryAfter(line, at), at + character.length, character)
    t.is(boundaryBefore(line, at + character.length), at, character)
    at += character.length
  }
  t.is(boundaryBefore(line, 0), 0)
  t.is(boundaryAfter(line, line.length), line.length)
})

test('the same far into a long line, whichever unit the look begins with', (t) => {
  for (const before of ['x', '😀'])
    for (let length = 120; length < 140; length++) {
      const line = before.repeat(length) + seen.join('')
      let at = before.length * length
      for (const character of seen) {
        t.is(boundaryAfter(line, at), at + character.length, `${length} ${character}`)
        at += character.length
      }
    }
})

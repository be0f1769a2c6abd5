/** Only the program's own words are a notice: what people write in the same words is none. */

import test from 'ava'
import { act, type Line } from '../history/history-testing'
import { toldNotices } from './told-notices'

function toldOn(...screens: (readonly [on: string, ...rows: string[]])[]) {
  const account: Line = ['mallory', { event: 'account', name: 'mallory', fingerprint: 'mallory-key' }]
  const attack = screens.map(([on, ...rows]): Line => ['lab', { event: 'shown', on, rows }])
  const history = act({}, { attack: [account, ...attack] })
  const phase = history.filter((event) => event.phase === 'attack')
  return toldNotices(phase, history).map(({ code, on }) => `${on}: ${code}`)
}

const lacks = [
  '12:00 -!- bob says that 2 messages since 2026-01-01 00:00 are not',
  '      | there any more: /resend bob can send them again.',
]
const held = ['12:00 -!- 1 message since 2026-01-01 00:00 waits for a key that bob had before, and nobody']

test('a notice is read off the screen, also where a row goes on, and once for each screen', (t) => {
  t.deepEqual(toldOn(['alice', '12:00 -- bob is there', ...lacks], ['alice', ...lacks, ...held]), [
    'alice: lacks',
    'alice: held',
  ])
  t.deepEqual(toldOn(['alice', ...held], ['bob', ...held]), ['alice: held', 'bob: held'])
  t.deepEqual(toldOn(['alice', '12:00 -- bob is there']), [])
})

test('what a person writes, or calls a file, is no notice', (t) => {
  for (const words of [
    'bob says that 2 messages are not there any more',
    '1 waits for a key that bob had before',
  ]) {
    t.deepEqual(toldOn(['alice', `12:00 <bob> ${words}`]), [])
    t.deepEqual(toldOn(['alice', '12:00 <bob> hello', `      | ${words}`]), [])
    t.deepEqual(toldOn(['alice', `12:00 -- mallory offers a file of 2 bytes: ${words}`]), [])
  }
})

/** Only the program's own words are a notice: what people write in the same words is none. */

import test from 'ava'
import { act, type Line, phase } from '../history/history-testing'
import { toldNotices } from './told-notices'

function toldOn(...screens: (readonly [on: string, ...rows: string[]])[]) {
  const account: Line = ['mallory', { event: 'account', name: 'mallory', fingerprint: 'mallory-key' }]
  const attack = screens.map(([on, ...rows]): Line => ['lab', { event: 'shown', on, rows }])
  const history = act({}, { attack: [account, ...attack] })
  const attacked = history.filter((event) => event.phase === 'attack')
  return toldNotices(attacked, history).map(({ code, on }) => `${on}: ${code}`)
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

test('a notice rests on the look at the screen on which it stands', (t) => {
  const history = phase('attack', [
    ['lab', { event: 'shown', on: 'alice', rows: ['12:00 -- bob is there'] }],
    ['lab', { event: 'shown', on: 'alice', rows: held }],
  ])
  t.deepEqual(toldNotices(history, history), [
    { code: 'held', on: 'alice', evidence: [{ number: 2, node: 'lab' }] },
  ])
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

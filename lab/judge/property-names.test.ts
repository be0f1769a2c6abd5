/** Reasons for people and the one line for programs say the same. */

import test from 'ava'
import { and, or } from '../../peers/language/joining'
import { together } from '../../peers/language/sentence'
import { act, after, controls, held, type Line, words } from '../history/history-testing'
import { forPrograms } from '../history/run-folder'
import { english } from '../language/typed'
import { printableJson } from '../text/printable'
import { judge } from './verdict'

const said = words('attack', 'alice')
const read: Line = [
  'mallory',
  { event: 'loot', link: 'l', how: 'read', text: said, from: 'alice', to: 'bob' },
]
const acted: Line = ['mallory', { event: 'acted', link: 'l', what: 'taps', to: null, presented: null }]
const again: Line = ['bob', { event: 'delivered', session: 'session-attack', from: 'alice', text: said }]

test('each property that fell has a reason of its own; programs read them in one line', (t) => {
  const attack = after([...held('attack'), read, acted], 'bob', 'delivered', [again])
  const [verdict] = judge(act({ attack: 'tap', expected: 'BROKEN' }, { ...controls, attack }))
  t.deepEqual(verdict!.reasons.map(english), [
    'Mallory read 1 of 2 messages, written by Alice (secrecy).',
    `Bob received “${said}” twice (order).`,
  ])
  t.is(verdict!.why, verdict!.reasons.map(english).join(' '))
  t.is(verdict!.why, english(together(verdict!.reasons)))
})

test('what is said and shown to people is not in JSON, and all else is', (t) => {
  const [verdict] = judge(act({ attack: 'tap' }, { ...controls, attack: [...held('attack'), acted] }))
  const { reasons, grounds, ...others } = verdict!
  t.is(reasons.length, 1)
  t.true(grounds.findings.length > 0)
  t.deepEqual(JSON.parse(printableJson({ acts: [verdict] }, forPrograms)), { acts: [others] })
})

test('things one after another', (t) => {
  t.is(english(and(['alice'])), 'alice')
  t.is(english(and(['alice', 'bob', 'carol'])), 'alice, bob and carol')
  t.is(english(or(['TIMEOUT', 'TRUNCATED'])), 'TIMEOUT or TRUNCATED')
})

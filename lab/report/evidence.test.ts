import test from 'ava'
import fc from 'fast-check'
import type { HistoryEvent } from '../history/events'
import { type Line, onTheWire, phase, words } from '../history/history-testing'
import { secrecy } from '../judge/check-messages'
import { checks } from '../judge/checks'
import { alarms } from '../judge/detection'
import { english } from '../language/typed'
import { type EvidenceItem, evidence } from './evidence'
import { overheard } from './report-testing'

const text = words('attack', 'alice')
const say: Line = ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text }]

/** @returns what the report shows of a phase that is a whole act. */
function exhibits(events: HistoryEvent[]): EvidenceItem[] {
  const findings = checks.map((check) => check(events, events))
  return evidence(events, {
    grounds: {
      settings: undefined,
      controls: null,
      raised: alarms(events, events),
      findings,
      departed: [],
      lost: [],
      used: new Set(),
    },
  })
}

function traces(lines: readonly Line[]): string[] {
  return exhibits(phase('attack', lines)).flatMap((exhibit) =>
    exhibit.traces.map(({ number, where, isHers }) => `${number} ${english(where)}${isHers ? ' !' : ''}`),
  )
}

test('a message: in the loot, and delivered', (t) => {
  t.deepEqual(traces([...overheard(), ['bob', { event: 'delivered', session: 's', from: 'alice', text }]]), [
    '10 in Mallory’s loot: read !',
    '13 delivered to Bob',
  ])
})

test('a message that somebody else got is marked as hers', (t) => {
  t.deepEqual(traces([say, ['carol', { event: 'delivered', session: 's', from: 'alice', text }]]), [
    '2 delivered to Carol !',
  ])
})

test('a message that nobody got stands there without a trace', (t) => {
  t.deepEqual(
    exhibits(phase('attack', [say])).map((exhibit) => [exhibit.text, exhibit.traces.length]),
    [[text, 0]],
  )
})

test('in the clear on the wire means what the check of secrecy means by it, wherever a stream is cut', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: text.length - 1 }), fc.boolean(), (cut, isClear) => {
      const bytes = isClear ? text : text.replaceAll(/[a-z]/g, '*')
      const parts = [`head ${bytes.slice(0, cut)}`, bytes.slice(cut)].map((part) =>
        onTheWire('alice', 'bob', part),
      )
      const lines = [say, ...parts]
      t.is(traces(lines).length > 0, !secrecy(phase('attack', lines), []).holds)
      if (isClear) t.regex(traces(lines)[0]!, /^[23] in the clear on the wire, from Alice to Bob !$/)
    }),
  )
})

test('a secret of the lab’s, a word on a screen, an alarm beside the key that was shown', (t) => {
  const evidence = { expected: 'bob-key', seen: 'm-key' }
  t.deepEqual(
    traces([
      ['lab', { event: 'secret', what: 'name', text: 'alice-77ac' }],
      ['mallory', { event: 'loot', link: null, how: 'read', text: 'it is alice-77ac', from: null, to: null }],
      ['lab', { event: 'marked', text: '3988fed5' }],
      ['lab', { event: 'shown', on: 'bob', rows: ['nothing', 'match 3988fed5'] }],
      ['mallory', { event: 'acted', link: null, what: 'shows', to: 'alice', presented: 'm-key' }],
      ['alice', { event: 'alarm', session: 's', code: 'FINGERPRINT_MISMATCH', message: 'No.', evidence }],
    ]),
    [
      '2 in Mallory’s loot: read !',
      '4 on Bob’s screen !',
      '5 Mallory says that she showed this key !',
      '6 the alarm is raised',
    ],
  )
})

test('what users found out by comparing', (t) => {
  t.deepEqual(
    traces([
      ['mallory', { event: 'acted', link: null, what: 'shows', to: 'alice', presented: 'm-key' }],
      ['alice', { event: 'displayed', session: 's', own: 'alice-key', peer: 'm-key' }],
      ['bob', { event: 'displayed', session: 's', own: 'bob-key', peer: 'm-key' }],
      ['lab', { event: 'compared', between: ['alice', 'bob'], match: false }],
    ]),
    ['1 Mallory says that she showed this key !', '4 the users find that they differ'],
  )
})

/** Alarms: which of them are corroborated by what the attacker did. */

import test from 'ava'
import { act, type Line, phase } from '../history/history-testing'
import { alarms, refusalsOfStrangers } from './detection'

const whole = act({}, {})
const told = (...lines: Line[]) =>
  alarms(phase('attack', lines), whole).map(({ evidence, ...alarm }) => alarm)

function acted(to: string | null, presented: string | null): Line {
  return ['mallory', { event: 'acted', link: 'link-1', what: 'does something', to, presented }]
}

function alarm(
  evidence: Record<string, string | number>,
  code = 'FINGERPRINT_MISMATCH',
  node = 'alice',
): Line {
  return [node, { event: 'alarm', session: 'session-1', code, message: 'No.', evidence }]
}

const genuine = { expected: 'bob-key', seen: 'mallory-key' }
const shown = acted('alice', 'mallory-key')

test('an alarm that names the key that was shown and the friend’s is corroborated, in whatever order they came', (t) => {
  const raised = [{ code: 'FINGERPRINT_MISMATCH', by: 'alice', corroborated: true, ofStranger: false }]
  t.deepEqual(told(shown, alarm(genuine)), raised)
  t.deepEqual(told(alarm(genuine), shown), raised)
})

const wolves: readonly (readonly [string, readonly Line[]])[] = [
  ['both fingerprints made up', [shown, alarm({ expected: 'e'.repeat(64), seen: 'f'.repeat(64) })]],
  ['the right expected, the wrong seen', [shown, alarm({ expected: 'bob-key', seen: 'f'.repeat(64) })]],
  ['the right seen, the wrong expected', [shown, alarm({ expected: 'e'.repeat(64), seen: 'mallory-key' })]],
  ['its own key as the expected one', [shown, alarm({ expected: 'alice-key', seen: 'mallory-key' })]],
  ['the two swapped', [shown, alarm({ expected: 'mallory-key', seen: 'bob-key' })]],
  ['no evidence', [shown, alarm({})]],
  ['no key expected', [shown, alarm({ seen: 'mallory-key' })]],
  ['evidence by other names', [shown, alarm({ expect: 'bob-key', see: 'mallory-key' })]],
  ['numbers for evidence', [shown, alarm({ expected: 0, seen: 0 })]],
  ['an attacker that did nothing', [alarm(genuine)]],
  ['an attacker that showed nothing', [acted('alice', null), alarm(genuine)]],
  ['nothing seen, nothing shown', [acted('alice', null), alarm({ expected: 'bob-key' })]],
  ['an attacker that showed it to another node', [acted('bob', 'mallory-key'), alarm(genuine)]],
  ['an attacker that showed it to nobody', [acted(null, 'mallory-key'), alarm(genuine)]],
]
for (const [what, lines] of wolves) {
  test(`not borne out: ${what}`, (t) => {
    t.deepEqual(told(...lines), [
      { code: 'FINGERPRINT_MISMATCH', by: 'alice', corroborated: false, ofStranger: false },
    ])
  })
}

test('what the attacker showed in another phase bears nothing out', (t) => {
  const history = act({}, { before: [shown], attack: [alarm(genuine)] })
  const attack = history.filter((event) => event.phase === 'attack')
  t.deepEqual(
    alarms(attack, history).map(({ corroborated }) => corroborated),
    [false],
  )
})

test('any other alarm is corroborated by something done to the node that raised it', (t) => {
  const corroborated = (...lines: Line[]) => told(...lines, alarm({}, 'OUT_OF_ORDER'))[0]!.corroborated
  t.true(corroborated(acted('alice', null)))
  t.false(corroborated(acted('bob', null)))
  t.false(corroborated(acted(null, null)))
  t.false(corroborated())
})

test('an alarm in a session that the attacker opened herself is of a stranger: both name the same ends', (t) => {
  const opened = (remote: string): Line => [
    'alice',
    {
      event: 'opened',
      session: 'session-1',
      role: 'responder',
      calls: null,
      local: '10.0.0.2:25000',
      remote,
    },
  ]
  const called: Line = ['mallory', { event: 'called', to: 'alice', local: '10.0.0.9:40000' }]
  const ofStranger = (...lines: Line[]) => told(...lines, alarm({}, 'BAD_SIGNATURE'))[0]!.ofStranger
  t.true(ofStranger(called, opened('10.0.0.9:40000')))
  t.false(ofStranger(called, opened('10.0.0.9:40001')))
  t.false(ofStranger(opened('10.0.0.9:40000')))
  t.false(ofStranger(called))
})

const compared = (match: boolean): Line => ['lab', { event: 'compared', between: ['alice', 'bob'], match }]
function displayed(node: string, own: string, peer: string): Line {
  return [node, { event: 'displayed', session: 'session-1', own, peer }]
}

test('a difference that users found is corroborated by a display of the key that was shown there', (t) => {
  const honest = displayed('bob', 'bob-key', 'alice-key')
  t.deepEqual(told(shown, displayed('alice', 'alice-key', 'mallory-key'), honest, compared(false)), [
    { code: 'FINGERPRINT_MISMATCH', by: 'users', corroborated: true, ofStranger: false },
  ])
  for (const lines of [
    [displayed('alice', 'alice-key', 'mallory-key'), honest],
    [shown, displayed('alice', 'alice-key', 'made-up'), honest],
    [shown, displayed('alice', 'mallory-key', 'bob-key'), honest],
    [shown, displayed('bob', 'bob-key', 'mallory-key')],
    [shown],
  ]) {
    t.deepEqual(told(...lines, compared(false)), [
      { code: 'FINGERPRINT_MISMATCH', by: 'users', corroborated: false, ofStranger: false },
    ])
  }
})

test('fingerprints that match are no alarm', (t) => {
  t.deepEqual(told(shown, displayed('alice', 'alice-key', 'mallory-key'), compared(true)), [])
})

test('alarms come in their order', (t) => {
  const codes = told(alarm({}, 'TRUNCATED', 'bob'), compared(false), alarm({}, 'TIMEOUT')).map(
    ({ code, by }) => `${by} ${code}`,
  )
  t.deepEqual(codes, ['bob TRUNCATED', 'users FINGERPRINT_MISMATCH', 'alice TIMEOUT'])
})

test('where safety numbers differ it is corroborated by the key that the same session is connected with', (t) => {
  const connected = (node: string, session: string, fingerprint: string): Line => [
    node,
    { event: 'connected', session, peer: 'bob', fingerprint, own: 'alice-key' },
  ]
  const numbers = [displayed('alice', '111', '111'), displayed('bob', '222', '222'), compared(false)] as const
  const corroborated = (...lines: Line[]) => told(...lines, ...numbers).map((alarm) => alarm.corroborated)
  t.deepEqual(corroborated(shown, connected('alice', 'session-1', 'mallory-key')), [true])
  t.deepEqual(corroborated(shown, connected('alice', 'session-2', 'mallory-key')), [false])
  t.deepEqual(corroborated(shown, connected('bob', 'session-1', 'mallory-key')), [false])
  t.deepEqual(corroborated(shown, connected('alice', 'session-1', 'bob-key')), [false])
  t.deepEqual(corroborated(connected('alice', 'session-1', 'mallory-key')), [false])
  t.deepEqual(corroborated(shown), [false])
})

/** Alice refuses in a session that she opened herself, to somebody who says that she was called on that connection. */
function answered(change: { calls?: string; local?: string; remote?: string }) {
  const { calls = 'mallory', local = 'alice:1', remote = 'mallory:2' } = change
  const [raised] = told(
    ['alice', { event: 'opened', session: 'session-1', role: 'initiator', calls, local, remote }],
    [
      'mallory',
      { event: 'probed', probe: 'p', local: 'mallory:2', remote: 'alice:1', said: '', heard: '', over: true },
    ],
    alarm({}, 'BAD_RECORD'),
  )
  return raised!.ofStranger
}

test('who calls the attacker herself and refuses what she answers refuses a stranger; not who calls a friend', (t) => {
  t.true(answered({}))
  t.false(answered({ calls: 'bob' }))
  t.false(answered({ local: 'alice:3' }))
  t.false(answered({ remote: 'mallory:4' }))
})

/** @returns what the first alarm rests on, by the places of the lines. */
const restsOn = (...lines: Line[]) =>
  alarms(phase('attack', lines), whole)[0]!.evidence.map(({ number }) => number)

test('an alarm about a key rests on where it was shown, any other one on the first deed', (t) => {
  const other = acted('alice', 'another-key')
  t.deepEqual(restsOn(other, shown, acted('bob', 'mallory-key'), alarm(genuine), shown), [4, 2, 5])
  t.deepEqual(restsOn(acted('bob', null), other, shown, alarm({}, 'OUT_OF_ORDER')), [4, 2])
  t.deepEqual(restsOn(alarm({}, 'OUT_OF_ORDER')), [1])
})

test('a comparison rests on what was displayed, on the connections of safety numbers, and on what was shown there', (t) => {
  const compared: Line = ['lab', { event: 'compared', between: ['alice', 'bob'], match: false }]
  const connected: Line = [
    'alice',
    { event: 'connected', session: 's', peer: 'bob', fingerprint: 'mallory-key', own: 'alice-key' },
  ]
  const displayed = (own: string, peer: string): Line => [
    'alice',
    { event: 'displayed', session: 's', own, peer },
  ]
  const another = acted('alice', 'another-key')
  t.deepEqual(restsOn(connected, displayed('12345', '12345'), another, shown, compared), [5, 2, 1, 4])
  t.deepEqual(restsOn(connected, displayed('alice-key', 'mallory-key'), shown, compared), [4, 2, 3])
})

test('refusals of strangers are the alarms in sessions that she opened herself', (t) => {
  const called: Line = ['mallory', { event: 'called', to: 'alice', local: '10.0.0.9:4' }]
  const opened: Line = [
    'alice',
    {
      event: 'opened',
      session: 'session-1',
      role: 'responder',
      calls: null,
      local: 'a',
      remote: '10.0.0.9:4',
    },
  ]
  const elsewhere = alarm({}, 'OUT_OF_ORDER', 'bob')
  const raised = alarms(phase('attack', [called, opened, elsewhere, alarm({}, 'OUT_OF_ORDER')]), whole)
  t.deepEqual([...refusalsOfStrangers(raised)], [4])
})

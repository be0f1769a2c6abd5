import test from 'ava'
import { type Line, phase, read } from '../history/history-testing'
import type { Position } from '../scenario/scenario'
import { routing } from './check-routing'

const opened = (role: 'initiator' | 'responder', local: string): Line => [
  'alice',
  {
    event: 'opened',
    session: 'session-1',
    role,
    calls: role === 'initiator' ? 'bob' : null,
    local,
    remote: '10.0.0.9:25000',
  },
]
const linked = (remote: string): Line => ['mallory', { event: 'linked', link: 'link-1', remote }]

function weigh(position: Position, lines: readonly Line[]) {
  const started = phase(null, [
    [
      'lab',
      {
        event: 'act-started',
        profile: 'hardened',
        attack: 'address-hijack',
        expected: 'RESISTED',
        breaks: [],
        alarms: [],
        position,
      },
    ],
  ])
  const attack = phase('attack', lines)
  return read(routing(attack, [...started, ...attack]))
}

const astray = [opened('initiator', '10.0.0.4:4711'), linked('10.0.0.4:4711')]

test('a call that both ends tell of in the same words has reached the attacker', (t) => {
  const { property, holds, why } = weigh('outsider', astray)
  t.deepEqual([property, holds], ['routing', false])
  t.is(why, 'the call of alice for bob from 10.0.0.4:4711 reached the attacker')
})

test('neither end’s word alone is enough', (t) => {
  t.true(weigh('outsider', [opened('initiator', '10.0.0.4:4711')]).holds)
  t.true(weigh('outsider', [linked('10.0.0.4:4711')]).holds)
  t.true(weigh('outsider', [opened('initiator', '10.0.0.4:4711'), linked('10.0.0.4:4712')]).holds)
  t.true(weigh('outsider', []).holds)
})

test('a call that was taken is not one that was made', (t) => {
  t.true(weigh('outsider', [opened('responder', '10.0.0.4:4711'), linked('10.0.0.4:4711')]).holds)
})

test('on the path, every call runs through her anyway', (t) => {
  for (const position of ['path', 'tap', 'directory'] as const) t.true(weigh(position, astray).holds)
})

const visited = (port: number, remote: string): Line => [
  'bystander',
  { event: 'visited', of: 'alice', port, remote },
]

test('a program that is nobody’s friend was called, by whom the two ends tell, wherever the attacker stands', (t) => {
  const calls = [
    opened('initiator', '127.0.0.1:4711'),
    visited(80, '127.0.0.1:4711'),
    visited(81, '127.0.0.1:4712'),
  ]
  for (const position of ['directory', 'outsider'] as const) {
    const { holds, why } = weigh(position, calls)
    t.false(holds)
    t.is(
      why,
      '2 calls came to 2 ports of the own computer of alice, where no friend is; the messenger of alice made 1 of them',
    )
  }
})

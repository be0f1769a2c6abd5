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
  t.is(why, 'the call of Alice for Bob reached Mallory (from 10.0.0.4:4711)')
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
      '2 calls came to 2 ports of the own computer of Alice, where no friend is; the messenger of Alice made 1 of them',
    )
  }
})

test('it rests on the call and on where it ended, the first of several', (t) => {
  const lines = [opened('initiator', 'a:1'), opened('initiator', 'a:2'), opened('initiator', 'a:3')]
  const attack = phase('attack', [...lines, linked('a:3'), linked('a:2'), linked('x:1')])
  const { evidence, property } = routing(attack, attack)
  t.is(property, 'routing')
  t.deepEqual(
    evidence.map(({ number }) => number),
    [2, 5],
  )
  t.deepEqual(routing(attack.slice(0, 3), []).evidence, [])
  t.is(weigh('path', astray).property, 'routing')
})

test('one visit is enough, and rests on the calls of that user’s messenger that made it', (t) => {
  const bobs: Line = ['bob', { ...opened('initiator', 'a:1')[1] } as Line[1]]
  const lines = [visited(80, 'a:1'), bobs, opened('initiator', 'a:2'), opened('initiator', 'a:1')]
  const attack = phase('attack', lines)
  const { holds, property, evidence } = routing(attack, attack)
  t.deepEqual([property, holds], ['routing', false])
  t.deepEqual(
    evidence.map(({ number }) => number),
    [1, 4],
  )
})

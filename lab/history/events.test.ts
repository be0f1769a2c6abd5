/** The parser of events: what each program may say, and that nobody speaks for another. */

import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../suite/unicode-text-testing'
import { type NodeProgram, parseHistoryLine, parseNodeLine } from './events'
import { act, controls, held } from './history-testing'

const programs: readonly NodeProgram[] = ['peer', 'messenger', 'directory', 'attacker', 'bystander']

/** Events, and the programs that may say them: the messenger whatever the peer may. `lab` says what no node may. */
const sayings: readonly (readonly [object, readonly NodeProgram[]])[] = [
  [{ event: 'listening', service: 'bob', host: '127.0.0.1', port: 25000 }, programs],
  [{ event: 'done', id: 1 }, ['peer', 'attacker', 'directory']],
  [{ event: 'done', id: 1, data: { friends: ['bob'] } }, ['peer', 'attacker', 'directory']],
  [{ event: 'failed', id: 1, code: 'TIMEOUT', message: 'No answer.' }, ['peer', 'attacker', 'directory']],
  [{ event: 'ready' }, ['directory', 'attacker', 'bystander']],
  [{ event: 'ready', fingerprint: 'alice-key' }, ['peer']],
  [{ event: 'opened', session: 's', role: 'initiator', calls: 'bob' }, ['peer']],
  [{ event: 'connected', session: 's', peer: null, fingerprint: 'b', own: 'a' }, ['peer']],
  [{ event: 'displayed', session: 's', own: 'a', peer: 'b' }, ['peer']],
  [{ event: 'sent', session: 's', to: 'bob', text: 'hello' }, ['peer']],
  [{ event: 'delivered', session: 's', from: null, text: 'hello' }, ['peer']],
  [
    { event: 'alarm', session: null, code: 'TIMEOUT', message: 'x', evidence: { seen: 'a', number: 3 } },
    ['peer'],
  ],
  [{ event: 'closed', session: 's', clean: true }, ['peer']],
  [{ event: 'wire', session: 's', way: 'in', bytes: 'AAEC' }, ['peer']],
  [{ event: 'wire', session: 's', way: 'out', bytes: '', stopped: true }, ['peer']],
  [{ event: 'secrets', session: 's', kind: 'x25519', value: '00ff' }, ['peer']],
  [{ event: 'identity', privateKey: 'AAEC' }, ['peer']],
  [{ event: 'asked', method: 'GET', path: '/friends', body: null, status: 200, answer: '{}' }, ['peer']],
  [{ event: 'answered', remote: 'x:1', status: 200, code: null }, ['directory']],
  [{ event: 'described', openapi: '{}' }, ['directory']],
  [{ event: 'screen', bytes: 'AAEC' }, ['messenger']],
  [{ event: 'visited', of: 'alice', port: 80, remote: '127.0.0.1:4711' }, ['bystander']],
  [{ event: 'linked', link: 'l' }, ['attacker']],
  [{ event: 'intercepted', link: 'l', from: 'alice', to: 'bob', bytes: 'AAEC' }, ['attacker']],
  [{ event: 'acted', link: 'l', what: 'x', to: 'alice', presented: 'm' }, ['attacker']],
  [
    { event: 'acted', link: null, what: { key: 'x', values: ['a', 3] }, to: null, presented: null },
    ['attacker'],
  ],
  [{ event: 'progress', done: 1, of: null, what: { key: 'x', values: [] } }, ['attacker']],
  [{ event: 'loot', link: 'l', how: 'read', text: 'x', from: 'alice', to: 'bob' }, ['attacker']],
  [{ event: 'unlinked', link: 'l' }, ['attacker']],
  [
    {
      event: 'act-started',
      profile: 'p',
      attack: 'a',
      position: 'path',
      expected: 'BROKEN',
      breaks: [],
      alarms: [],
    },
    [],
  ],
  [{ event: 'phase-started' }, []],
  [{ event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'x' }, []],
  [{ event: 'step', do: 'close', by: 'alice', to: 'bob' }, []],
  [{ event: 'compared', between: ['alice', 'bob'], match: true }, []],
  [{ event: 'marked', text: 'x' }, []],
  [{ event: 'shown', on: 'alice', rows: ['>'] }, []],
  [{ event: 'files', of: 'alice', files: [{ path: 'x', sha256: 'y' }] }, []],
  [{ event: 'phase-ended' }, []],
  [{ event: 'node-failed', failed: 'bob', why: { text: 'x {0}', values: [3] } }, []],
  [{ event: 'act-ended' }, []],
]
for (const [event, allowed] of sayings) {
  test(`who may say ${JSON.stringify(event)}`, (t) => {
    for (const program of programs) {
      const isAllowed = allowed.includes(program === 'messenger' ? 'peer' : program)
      if (isAllowed || allowed.includes(program))
        t.deepEqual({ ...parseNodeLine(program, JSON.stringify(event)) }, event)
      else
        t.throws(() => parseNodeLine(program, JSON.stringify(event)), {
          message: /^not an event of this lab: /,
        })
    }
  })
}

test('a node cannot stamp its own words: no node, phase, act or time but the lab’s', (t) => {
  const closed = { event: 'closed', session: 's', clean: true }
  for (const stamp of [{ node: 'bob' }, { phase: 'attack' }, { act: 'x' }, { at: 0 }]) {
    t.throws(() => parseNodeLine('peer', JSON.stringify({ ...closed, ...stamp })))
  }
})

test('what is missing, too much, too long or of the wrong type is refused', (t) => {
  const bad: unknown[] = [
    { event: 'closed', session: 's' },
    { event: 'closed', session: 's', clean: 'yes' },
    { event: 'closed', session: 's', clean: true, more: 1 },
    { event: 'closed', session: 's'.repeat(65), clean: true },
    { event: 'delivered', session: 's', from: null, text: 'x'.repeat(20_001) },
    { event: 'alarm', session: null, code: 'X', message: 'x', evidence: { seen: ['a'] } },
    { event: 'alarm', session: null, code: 'X', message: 'x' },
    { event: 'done', id: 1.5 },
    { event: 'nonsense' },
    {},
    null,
    [],
    'closed',
  ]
  for (const event of bad)
    t.throws(() => parseNodeLine('peer', JSON.stringify(event)), undefined, JSON.stringify(event))
  t.throws(() =>
    parseNodeLine('attacker', '{"event":"intercepted","link":"l","from":"a","to":"b","bytes":"not base64!"}'),
  )
})

test('so is a deed that is no key with a few values', (t) => {
  const bad: unknown[] = [
    { key: 'x' },
    { key: 'x'.repeat(65), values: [] },
    { key: 'x', values: [['a']] },
    { key: 'x', values: ['a'.repeat(20_001)] },
    { key: 'x', values: Array(9).fill('a') },
    { key: 'x', values: [], more: 1 },
    3,
  ]
  for (const what of bad) {
    const acted = { event: 'acted', link: null, what, to: null, presented: null }
    t.throws(() => parseNodeLine('attacker', JSON.stringify(acted)), undefined, JSON.stringify(what))
  }
})

test('whatever a program writes is an event or one error with a short sentence', (t) => {
  const line = fc.oneof(
    unicodeText(),
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  )
  fc.assert(
    fc.property(fc.constantFrom(...programs), line, (program, text) => {
      try {
        parseNodeLine(program, text)
      } catch (error) {
        t.true(error instanceof Error)
        const { message } = error as Error
        t.regex(message, /^not (JSON|an event of this lab): "/)
        t.true(message.length < 700)
      }
    }),
  )
})

test('a history is read back as it was written', (t) => {
  for (const { number, ...event } of act({ breaks: ['secrecy'] }, { ...controls, attack: held('attack') })) {
    t.deepEqual({ ...parseHistoryLine(JSON.stringify(event), number) }, { number, ...event })
  }
})

test('a recorded line needs its stamp, whole', (t) => {
  const line = { at: 1, act: 'a', phase: null, node: 'bob', event: 'closed', session: 's', clean: true }
  t.notThrows(() => parseHistoryLine(JSON.stringify(line), 1))
  for (const name of ['at', 'act', 'phase', 'node', 'event']) {
    t.throws(() => parseHistoryLine(JSON.stringify({ ...line, [name]: undefined }), 1), undefined, name)
  }
  t.throws(() => parseHistoryLine(JSON.stringify({ ...line, phase: 'between' }), 1))
  t.throws(() => parseHistoryLine(JSON.stringify({ ...line, more: 1 }), 1))
  // Its place in the file is its number, whatever it says itself.
  t.throws(() => parseHistoryLine(JSON.stringify({ ...line, number: 1 }), 1))
})

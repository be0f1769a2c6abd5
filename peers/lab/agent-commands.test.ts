import test from 'ava'
import fc from 'fast-check'
import { parseEndpoint } from '../directory/endpoint'
import { PeerError } from '../protocol/errors'
import { parseCommand } from './agent-commands'

const directory = 'http://127.0.0.1:8440'
const valid: readonly Record<string, unknown>[] = [
  { id: 1, do: 'hosts', table: { 'bob:25000': '127.0.0.1:4000', '__proto__:1': '[::1]:80' } },
  { id: 2, do: 'register', directory, name: 'alice', password: '' },
  { id: 3, do: 'login', directory: 'https://directory.example/path', name: 'alice', password: 'x' },
  { id: 4, do: 'publish', host: 'auto', port: 65535 },
  { id: 5, do: 'add-friend', name: 'bob' },
  { id: 6, do: 'friends' },
  { id: 7, do: 'connect', to: 'bob' },
  { id: 8, do: 'send', to: 'bob', text: 'a\u2028b\u0000' },
  { id: 9, do: 'compare', with: 'bob' },
  { id: 10, do: 'compare', with: 'bob', match: true },
  { id: -11, do: 'close', to: 'bob' },
  { id: 0, do: 'ping' },
  { id: 12, do: 'login', directory, name: 'alice', password: 'x', code: '123456' },
  { id: 13, do: 'register-others', directory, names: ['bob', 'zoe'] },
  { id: 14, do: 'enrol' },
  { id: 15, do: 'confirm-enrolment', code: '123456' },
  { id: 16, do: 'unenrol', code: 'abcd-efgh' },
  { id: 17, do: 'keep', name: 'bob' },
  { id: 18, do: 'forget', name: 'bob' },
  { id: 19, do: 'surrender', what: 'token' },
]
const refused = { instanceOf: PeerError, code: 'BAD_COMMAND' }

test('each command is taken as it is; addresses of a hosts table come apart', (t) => {
  for (const command of valid.slice(1))
    t.deepEqual({ ...parseCommand(JSON.stringify(command)) }, command as never)
  t.like(parseCommand(JSON.stringify(valid[0])), {
    do: 'hosts',
    table: { 'bob:25000': { host: '127.0.0.1', port: 4000 }, '__proto__:1': { host: '::1', port: 80 } },
  })
})

test('a field more, a field less, or a field of another type is refused, in one line', (t) => {
  // None of these fits anywhere.
  const wrong = [null, 0.5, [null], { nested: [] }]
  for (const command of valid) {
    const keys = Object.keys(command)
    const bad = [
      { ...command, extra: 1 },
      ...keys
        .filter((key) => !['match', 'code'].includes(key) || command.do === 'unenrol')
        .map((key) => ({ ...command, [key]: undefined })),
      ...keys.flatMap((key) => wrong.map((value) => ({ ...command, [key]: value }))),
    ]
    for (const each of bad) {
      const line = JSON.stringify(each)
      const error = t.throws(() => parseCommand(line), refused, line)
      t.regex(error?.message ?? '', /^(The command does not fit|There is no such command): [^\n]+$/, line)
    }
  }
})

test('names, addresses and URLs that are none are refused', (t) => {
  const cases = [
    { id: 1, do: 'connect', to: 'Bob' },
    { id: 1, do: 'connect', to: '' },
    { id: 1, do: 'connect', to: '../bob' },
    { id: 1, do: 'publish', host: '', port: 1 },
    { id: 1, do: 'publish', host: 'auto', port: 0 },
    { id: 1, do: 'publish', host: 'auto', port: 65536 },
    { id: 1, do: 'login', directory: 'file:///etc/passwd', name: 'alice', password: '' },
    { id: 1, do: 'login', directory: 'javascript:alert(1)', name: 'alice', password: '' },
    { id: 1, do: 'login', directory: 'localhost', name: 'alice', password: '' },
    { id: 1, do: 'hosts', table: { 'bob:1': 'nonsense' } },
    { id: 1, do: 'hosts', table: { 'bob:1': '127.0.0.1:65536' } },
    { id: 1, do: 'hosts', table: [] },
    { id: 1, do: 'dance' },
  ]
  for (const each of cases) t.throws(() => parseCommand(JSON.stringify(each)), refused, JSON.stringify(each))
})

test('whatever the line holds, it is a command or refused', (t) => {
  const pieces = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(...valid).map((command) => JSON.stringify(command).slice(0, -1)),
    fc
      .tuple(
        fc.constantFrom(...valid),
        fc.dictionary(fc.constantFrom('id', 'do', 'to', 'name', 'table'), fc.jsonValue()),
      )
      .map(([command, changes]) => JSON.stringify({ ...command, ...changes })),
  )
  fc.assert(
    fc.property(pieces, (line) => {
      try {
        t.true(Number.isSafeInteger(parseCommand(line).id))
      } catch (error) {
        t.true(error instanceof PeerError && error.code === 'BAD_COMMAND', line)
      }
    }),
  )
  t.notThrows(() => t.throws(() => parseCommand('['.repeat(100_000)), refused))
})

test('HOST:PORT, and nothing less', (t) => {
  t.deepEqual(parseEndpoint('127.0.0.1:25000'), { host: '127.0.0.1', port: 25000 })
  t.deepEqual(parseEndpoint('localhost:0'), { host: 'localhost', port: 0 })
  t.deepEqual(parseEndpoint('[::1]:65535'), { host: '::1', port: 65535 })
  for (const text of [
    '',
    ':',
    '25000',
    ':25000',
    'localhost',
    'localhost:',
    'h:65536',
    'h:-1',
    'h:0x50',
    'h:1e3',
    'h: 1',
    'h:1\n',
    'h:123456',
  ]) {
    t.is(parseEndpoint(text), null, text)
  }
})

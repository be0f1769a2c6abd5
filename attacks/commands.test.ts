import test from 'ava'
import { parseCommand } from './commands'

test('takes the commands as the lab writes them', (t) => {
  const commands = [
    { id: 1, do: 'hosts', table: { 'bob:25000': '10.0.0.3:25000' } },
    { id: 2, do: 'stand-in', for: 'bob', from: 'alice', on: '10.0.0.2:25000' },
    { id: 3, do: 'prepare', name: 'swap-keys' },
    { id: 4, do: 'attack', name: 'swap-keys' },
    { id: 5, do: 'setup', seed: '00ff', quick: true },
    { id: 6, do: 'register', name: 'mallory' },
    { id: 7, do: 'befriend', name: 'bob' },
    { id: 8, do: 'tell', topic: 'candidates', facts: ['a', 'b'] },
    { id: 9, do: 'take-identity', of: 'alice', signing: 'AAEC', wrapping: 'AAEC' },
    { id: 10, do: 'take-token', of: 'bob', token: 'secret' },
    { id: 11, do: 'launch' },
    { id: 12, do: 'halt' },
  ] as const
  for (const command of commands) t.deepEqual(parseCommand(JSON.stringify(command)), command)
})

test('refuses everything else with one sentence', (t) => {
  const lines = [
    ...['', 'attack', '{', '[]', 'null', '1', '"attack"', '{}', '{"id":1}'],
    '{"id":1,"do":"scan","name":"10.0.0.0/8"}',
    '{"do":"attack","name":"noop"}',
    '{"id":"1","do":"attack","name":"noop"}',
    '{"id":1.5,"do":"attack","name":"noop"}',
    '{"id":1,"do":"attack"}',
    '{"id":1,"do":"attack","name":1}',
    '{"id":1,"do":"attack","name":"noop","now":true}',
    '{"id":1,"do":"hosts","table":{"bob:25000":1}}',
    '{"id":1,"do":"hosts","table":["bob:25000"]}',
    '{"id":1,"do":"stand-in","for":"bob","from":"alice"}',
  ]
  for (const line of lines) {
    const { message } = t.throws(() => parseCommand(line), { instanceOf: Error }, line)
    t.regex(message, /^(A command is one JSON object a line|The command does not fit: ).*\.$/, line)
    t.false(message.includes('\n'), line)
  }
})

import { PassThrough } from 'node:stream'
import test from 'ava'
import { parseMessengerCommand } from '../commands/messenger-commands'
import type { HistoryItem, MessengerApi, MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { Told } from '../session/peer-testing'
import { openMessengerAgent } from './messenger-agent'

// biome-ignore lint/suspicious/noExplicitAny: a line of JSON, looked into by the test
type Line = { readonly event: string } & Record<string, any>

function message(id: string, friend = 'bob'): Extract<MessengerEvent, { event: 'message' }> {
  return { event: 'message', friend, id, text: `text ${id}`, at: 2, written: 1 }
}

function kept(id: string): HistoryItem {
  const content = { type: 'text', text: `text ${id}` } as const
  return { friend: 'bob', direction: 'in', id, at: 2, written: 1, content, status: 'received' }
}

/** An agent before a messenger that notes what it is asked, and a reader who may stop reading. */
function agent(api: Partial<MessengerApi> = {}) {
  const told = new Told<Line>()
  const asked: unknown[][] = []
  const input = new PassThrough()
  const reader = { reads: true, goOn: () => {} }
  let stopped = Promise.resolve()
  const write = async (line: string) => {
    if (!reader.reads) await stopped
    told.tell(JSON.parse(line))
  }
  const note =
    (name: string, answer?: unknown) =>
    async (...args: unknown[]) => {
      asked.push([name, ...args])
      return answer
    }
  const view = { label: 'f1' }
  const messenger = {
    status: () => ({ name: 'alice' }),
    friends: () => [{ name: 'bob' }],
    requests: () => ({ incoming: ['zoe'], outgoing: [] }),
    blocked: () => ['eve'],
    muted: () => [],
    nicknames: () => new Map([['bob', 'Bobby']]),
    rename: note('rename'),
    block: note('block'),
    unblock: note('unblock'),
    refresh: note('refresh'),
    add: note('add', 'requested'),
    remove: note('remove'),
    send: note('send', 'an id'),
    history: (friend: string, count: number) => [{ friend, count }],
    historyBetween: (friend: string, from: number, to: number) => [{ friend, from, to }],
    search: note('search', []),
    forgettable: () => 3,
    forget: note('forget'),
    unsent: (friend: string) => [{ friend }],
    delete: note('delete', true),
    edit: note('edit'),
    unseen: () => [],
    seen: (friend: string, id?: string) => void asked.push(['seen', friend, id]),
    compare: () => ({ number: '1' }),
    verify: note('verify', 'match'),
    trust: note('trust'),
    resendable: () => ({ lacks: null, held: { count: 2, since: 3 } }),
    resend: note('resend', { lacks: null, held: null }),
    dropHeld: note('dropHeld', 2),
    offer: note('offer', view),
    transfers: () => [view],
    acceptFile: note('acceptFile', view),
    cancelFile: note('cancelFile', view),
    enrolTotp: note('enrolTotp', { uri: 'otpauth://x', secret: 's' }),
    confirmTotp: note('confirmTotp', ['r1', 'r2']),
    removeTotp: note('removeTotp'),
    exportTo: note('exportTo'),
    importContacts: note('importContacts', 3),
    close: note('close'),
    ...api,
  } as unknown as MessengerApi
  const opened = openMessengerAgent(input, write)
  return {
    told,
    asked,
    input,
    tell: opened.tell,
    run: () => opened.run(messenger),
    pause: () => {
      reader.reads = false
      stopped = new Promise((resolve) => {
        reader.goOn = () => {
          reader.reads = true
          resolve()
        }
      })
    },
    goOn: () => reader.goOn(),
    seen: () => asked.filter(([what]) => what === 'seen').map(([, , id]) => id),
  }
}

test('every command is answered under its id, with what it brought', async (t) => {
  const { told, asked, input, run } = agent()
  const running = run()
  const commands: [object, object | undefined, unknown[]?][] = [
    [{ do: 'status' }, { name: 'alice' }],
    [
      { do: 'friends' },
      {
        friends: [{ name: 'bob' }],
        incoming: ['zoe'],
        outgoing: [],
        blocked: ['eve'],
        muted: [],
        nicknames: { bob: 'Bobby' },
      },
    ],
    [{ do: 'refresh' }, undefined, ['refresh']],
    [{ do: 'add', name: 'bob' }, { status: 'requested' }, ['add', 'bob']],
    [{ do: 'remove', name: 'bob' }, undefined, ['remove', 'bob']],
    [{ do: 'block', name: 'eve' }, undefined, ['block', 'eve']],
    [{ do: 'unblock', name: 'eve' }, undefined, ['unblock', 'eve']],
    [{ do: 'unsent', with: 'bob' }, { items: [{ friend: 'bob' }] }],
    [
      { do: 'delete', with: 'bob', direction: 'in', item: 'i', at: 5 },
      { sent: true },
      ['delete', { friend: 'bob', direction: 'in', id: 'i', at: 5 }],
    ],
    [{ do: 'edit', with: 'bob', item: 'i', text: 'x' }, undefined, ['edit', 'bob', 'i', 'x']],
    [{ do: 'enrol-totp' }, { uri: 'otpauth://x', secret: 's' }, ['enrolTotp']],
    [{ do: 'confirm-totp', code: '1' }, { codes: ['r1', 'r2'] }, ['confirmTotp', '1']],
    [{ do: 'remove-totp', code: '1' }, undefined, ['removeTotp', '1']],
    [{ do: 'export', path: '/x', passphrase: 'p\n' }, undefined, ['exportTo', '/x', 'p']],
    [{ do: 'import-contacts', path: '/x', passphrase: 'p' }, { added: 3 }, ['importContacts', '/x', 'p']],
    [{ do: 'rename', name: 'bob', nickname: 'B' }, undefined, ['rename', 'bob', 'B']],
    [{ do: 'rename', name: 'bob', nickname: null }, undefined, ['rename', 'bob', null]],
    [{ do: 'send', to: 'bob', text: 'a\nb\u2028c' }, { id: 'an id' }, ['send', 'bob', 'a\nb\u2028c']],
    [{ do: 'history', with: 'bob', count: 3 }, { items: [{ friend: 'bob', count: 3 }] }],
    [{ do: 'history-between', with: 'bob', from: 1, to: 2 }, { items: [{ friend: 'bob', from: 1, to: 2 }] }],
    [{ do: 'search', words: 'a b', count: 5 }, { items: [] }, ['search', null, 'a b', 5]],
    [{ do: 'search', with: 'bob', words: 'a', count: 5 }, { items: [] }, ['search', 'bob', 'a', 5]],
    [{ do: 'forget', with: 'bob', from: 1, to: 2 }, { count: 3 }],
    [{ do: 'forget', with: 'bob', from: 1, to: 2, count: 3 }, { count: 3 }, ['forget', 'bob', 1, 2, 3]],
    [{ do: 'compare', with: 'bob' }, { number: '1' }],
    [{ do: 'verify', with: 'bob', number: '12' }, { result: 'match' }, ['verify', 'bob', '12']],
    [{ do: 'trust', with: 'bob', key: 'new' }, undefined, ['trust', 'bob', 'new']],
    [
      { do: 'resend', to: 'bob' },
      { lacks: null, held: { count: 2, since: 3 } },
    ],
    [{ do: 'resend', to: 'bob', count: 2 }, { lacks: null, held: null }, ['resend', 'bob', 2]],
    [{ do: 'drop-held', with: 'bob' }, { dropped: 2 }, ['dropHeld', 'bob']],
    [{ do: 'send-file', to: 'bob', path: '/a' }, { label: 'f1' }, ['offer', 'bob', '/a']],
    [{ do: 'accept-file', file: 'f1' }, { label: 'f1' }, ['acceptFile', 'f1']],
    [{ do: 'cancel-file', file: 'f1' }, { label: 'f1' }, ['cancelFile', 'f1']],
    [{ do: 'files' }, { files: [{ label: 'f1' }] }],
  ]
  for (const [index, [command]] of commands.entries())
    input.write(`${JSON.stringify({ id: index + 1, ...command })}\n`)
  await told.until('done', commands.length)
  for (const [index, [, data, call]] of commands.entries()) {
    const answer = told.of('done').find(({ id }) => id === index + 1)
    t.deepEqual(answer, { event: 'done', id: index + 1, ...(data && { data }) })
    if (call) t.true(asked.some((each) => JSON.stringify(each) === JSON.stringify(call)))
  }
  t.deepEqual(told.events[0], { event: 'ready', name: 'alice' })
  input.end()
  await running
  t.deepEqual(asked.at(-1), ['close'])
})

test('what is no command is answered too, under its id where it has one', async (t) => {
  const { told, input, run } = agent()
  void run()
  const cases: [string, number, RegExp][] = [
    ['not json', 0, /^A command is one JSON object a line, and this line is none\.$/],
    ['', 0, /none\.$/],
    ['[]', 0, /./],
    ['{"id":7,"do":"dance"}', 7, /^There is no such command: "do" is one of status, friends, /],
    ['{"id":8,"do":"send","to":"bob"}', 8, /^The command does not fit: text: /],
    ['{"id":9,"do":"send","to":"B OB","text":""}', 9, /^The command does not fit: to: must be 1 to 32/],
    ['{"id":10,"do":"status","more":1}', 10, /^The command does not fit: /],
    ['{"id":11,"do":"history","with":"bob","count":0}', 11, /^The command does not fit: count: /],
    ['{"id":1.5,"do":"status"}', 0, /^The command does not fit: id: /],
    ['{"do":"status"}', 0, /^The command does not fit: id: /],
    ['{"id":12,"do":"trust","with":"bob","key":"both"}', 12, /^The command does not fit: key: /],
  ]
  for (const [line] of cases) input.write(`${line}\n`)
  await told.until('failed', cases.length)
  for (const [index, [line, id, sentence]] of cases.entries()) {
    const answer = told.of('failed')[index]
    t.like(answer, { id, code: 'BAD_COMMAND' }, line)
    t.regex(answer?.message, sentence, line)
  }
  t.throws(() => parseMessengerCommand('null'), { code: 'BAD_COMMAND' })
  input.end()
})

test('a refusal is an answer; commands under way are answered before the end', async (t) => {
  let answer = (_: string) => {}
  let isAsked = () => {}
  const asking = new Promise<void>((resolve) => {
    isAsked = resolve
  })
  const { told, asked, input, run } = agent({
    add: () => Promise.reject(new PeerError('DIRECTORY_UNREACHABLE')),
    send: () =>
      new Promise((resolve) => {
        answer = resolve
        isAsked()
      }),
  })
  const running = run()
  input.end('{"id":1,"do":"add","name":"bob"}\n{"id":2,"do":"send","to":"bob","text":"x"}')
  t.like(await told.until('failed'), { id: 1, code: 'DIRECTORY_UNREACHABLE' })
  await asking
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
  t.deepEqual(asked, [])
  answer('an id')
  await running
  t.deepEqual(told.of('done'), [{ event: 'done', id: 2, data: { id: 'an id' } }])
  t.deepEqual(asked, [['close']])
})

test('what nobody was shown comes first, in order, then what came meanwhile', async (t) => {
  const { told, input, run, tell, seen } = agent({ unseen: () => [kept('1'), kept('2')] })
  tell({ event: 'offline', friend: 'carol' })
  tell(message('3'))
  const running = run()
  await told.until('message', 3)
  tell(message('4'))
  await told.until('message', 4)
  t.deepEqual(
    told.of('message').map(({ id }) => id),
    ['1', '2', '3', '4'],
  )
  t.deepEqual(told.events[0]?.event, 'ready')
  t.is(told.of('offline').length, 1)
  t.deepEqual(told.of('message')[0], message('1'))
  input.end()
  await running
  t.deepEqual(seen(), ['1', '2', '3', '4'])
})

test('a message counts as seen only once its line has left, each for itself', async (t) => {
  const { told, input, run, tell, seen, pause, goOn } = agent()
  const running = run()
  await told.until('ready')
  await new Promise(setImmediate)
  tell(message('1'))
  await told.until('message')
  await new Promise(setImmediate)
  t.deepEqual(seen(), ['1'])
  pause()
  tell(message('2'))
  await new Promise(setImmediate)
  t.deepEqual(seen(), ['1'])
  goOn()
  await told.until('message', 2)
  await new Promise(setImmediate)
  t.deepEqual(seen(), ['1', '2'])
  input.end()
  await running
})

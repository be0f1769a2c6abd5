import test from 'ava'
import { english, type Sentence } from '../language/sentence'
import type { Messenger } from '../messenger/messenger'
import type { HistoryItem, MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { receive, sendOne } from './one-shot'

/** A messenger of which a script uses little. */
function messenger(api: Partial<Messenger> = {}) {
  const did: unknown[][] = []
  const complaints: string[] = []
  const printed: string[] = []
  let tell: (event: MessengerEvent) => void = () => {}
  const made = {
    send: async () => 'id-1',
    unseen: () => [],
    seen: (friend: string, id?: string) => void did.push(['seen', friend, id]),
    close: async () => void did.push(['close']),
    ...api,
  } as unknown as Messenger
  return {
    did,
    complaints,
    printed,
    tell: (event: MessengerEvent) => tell(event),
    open: async (onEvent: (event: MessengerEvent) => void) => {
      tell = onEvent
      return made
    },
    complain: (sentence: Sentence) => void complaints.push(english(sentence)),
    write: async (line: string) => void printed.push(line),
  }
}

const send = { do: 'send', to: 'bob', text: 'hello', wait: 60 } as const
const never = new AbortController().signal
const message = (id: string, text = id) =>
  ({ event: 'message', friend: 'bob', id, text, at: 2, written: 1 }) as const
const receipt = (friend: string, id: string) => ({ event: 'delivered', friend, id, waiting: 0 }) as const
const kept = (id: string): HistoryItem => ({
  friend: 'bob',
  direction: 'in',
  id,
  at: 2,
  written: 1,
  content: { type: 'text', text: id },
  status: 'received',
})

test('send: 0 once this very message is delivered to this very friend', async (t) => {
  const script = messenger()
  let over = false
  const sending = sendOne(send, script.open, script.complain).then((status) => {
    over = true
    return status
  })
  await new Promise(setImmediate)
  script.tell(receipt('bob', 'id-0'))
  script.tell(receipt('carol', 'id-1'))
  await new Promise(setImmediate)
  t.false(over)
  script.tell(receipt('bob', 'id-1'))
  t.is(await sending, 0)
  t.deepEqual([script.did, script.complaints], [[['close']], []])
})

test('send: 0 also if the receipt comes before the id', async (t) => {
  const script = messenger({
    send: async () => {
      script.tell(receipt('bob', 'id-1'))
      return 'id-1'
    },
  })
  t.is(await sendOne(send, script.open, script.complain), 0)
})

test('send: 75 when the friend is away for so long, and it says that it waits', async (t) => {
  const script = messenger()
  t.is(await sendOne({ ...send, wait: 0 }, script.open, script.complain), 75)
  t.regex(script.complaints.join(), /^bob is away: the message waits in the outbox/)
  t.deepEqual(script.did, [['close']])
})

test('send: what is refused is thrown, after a goodbye', async (t) => {
  const script = messenger({ send: () => Promise.reject(new PeerError('UNKNOWN_PEER')) })
  await t.throwsAsync(sendOne(send, script.open, script.complain), { code: 'UNKNOWN_PEER' })
  t.deepEqual(script.did, [['close']])
})

test('alarms and notices go to the side, and steer no terminal', async (t) => {
  const script = messenger()
  const sending = sendOne(send, script.open, script.complain)
  await new Promise(setImmediate)
  script.tell({ event: 'notice', code: 'X', message: 'gone\u001b[2J' })
  script.tell({ event: 'alarm', friend: 'bob', code: 'X', message: 'bad', evidence: {} })
  script.tell({ event: 'key-changed', friend: 'bob', expected: 'a', seen: 'b' })
  script.tell(receipt('bob', 'id-1'))
  await sending
  t.is(script.complaints.length, 3)
  t.false(script.complaints.join().includes('\u001b'))
  t.is(script.complaints[2], 'The key of bob has changed.')
})

test('receive: what nobody was shown comes first, then what comes, until there are enough', async (t) => {
  const script = messenger({ unseen: () => [kept('1'), kept('2')] })
  const command = { do: 'receive', json: true, count: 4, wait: null } as const
  const receiving = receive(command, script.open, script.write, script.complain, never)
  script.tell(message('3'))
  await new Promise(setImmediate)
  script.tell(message('4'))
  script.tell(message('5'))
  t.is(await receiving, 0)
  t.deepEqual(
    script.printed.map((line) => JSON.parse(line)),
    ['1', '2', '3', '4'].map((id) => message(id)),
  )
  // The fifth was not printed: it is for the next one.
  t.deepEqual(script.did, [...['1', '2', '3', '4'].map((id) => ['seen', 'bob', id]), ['close']])
})

test('receive: of more than were asked for the others stay unseen', async (t) => {
  const script = messenger({ unseen: () => [kept('1'), kept('2'), kept('3')] })
  const command = { do: 'receive', json: false, count: 1, wait: null } as const
  await receive(command, script.open, script.write, script.complain, never)
  t.deepEqual(script.printed, ['bob: 1\n'])
  t.deepEqual(script.did, [['seen', 'bob', '1'], ['close']])
})

test('receive: in lines, no text looks like another message or steers the terminal', async (t) => {
  const script = messenger()
  const command = { do: 'receive', json: false, count: 1, wait: null } as const
  const receiving = receive(command, script.open, script.write, script.complain, never)
  await new Promise(setImmediate)
  script.tell(message('1', 'a\ncarol: b\r\u001b[2J\u202e'))
  await receiving
  const [line = ''] = script.printed
  t.regex(line, /^bob: a\n {4}carol: b/)
  for (const steering of ['\r', '\u001b', '\u202e']) t.false(line.includes(steering))
})

test('receive: ends by time, by a signal, and at once where nothing is wanted', async (t) => {
  // Nothing else keeps this process running here: a messenger's sockets do.
  const running = setInterval(() => {}, 1000)
  t.teardown(() => clearInterval(running))
  const command = { do: 'receive', json: true, count: null, wait: null } as const
  const byTime = messenger()
  const timed = { ...command, wait: 0 }
  t.is(await receive(timed, byTime.open, byTime.write, byTime.complain, never), 0)
  t.deepEqual(byTime.did, [['close']])
  const bySignal = messenger()
  const stop = new AbortController()
  const receiving = receive(command, bySignal.open, bySignal.write, bySignal.complain, stop.signal)
  await new Promise(setImmediate)
  stop.abort()
  t.is(await receiving, 0)
  t.deepEqual(bySignal.did, [['close']])
  const none = messenger({ unseen: () => [kept('1')] })
  await receive({ ...command, count: 0 }, none.open, none.write, none.complain, never)
  t.deepEqual(none.printed, [])
})

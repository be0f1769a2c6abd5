/** Conversations at the chat's terminal: lines in, lines out. */

import test from 'ava'
import { t as words } from '../language/sentence'
import type { HistoryItem } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { printable, printableRows } from '../text/printable'
import { openChat } from './chat'
import { FakeMessenger, FakeTerminal, message, noon, settled, stage, transfer } from './chat-testing'
import { TURN_CHARACTERS } from './paced-drawing'

const bobIsThere = (messenger: FakeMessenger) => messenger.befriend('bob', 'verified')

/** A text of Bob's, of noon. */
const fromBob = (id: string, text: string): HistoryItem => ({
  ...{ friend: 'bob', direction: 'in', status: 'received', at: noon, written: noon },
  ...{ id, content: { type: 'text', text } },
})

test('the start shows who there is and what waits', (t) => {
  const { terminal } = stage((messenger) => {
    messenger.befriend('bob', 'verified')
    messenger.befriend('carol', 'pinned', false, 2)
    messenger.befriend('dave', 'changed', false)
    messenger.asked = { incoming: ['eve'], outgoing: ['frank'], unasked: [] }
    messenger.trouble = 'The directory does not answer.'
  })
  t.deepEqual(terminal.lines, [
    'You are alice at http://127.0.0.1:8440. /help lists what you can type.',
    '  bob    verified  there',
    '  carol  pinned    away   2 waiting',
    '  dave   CHANGED!  away',
    '  eve asks to be your friend: /accept or /remove',
    '  frank was asked by you and has not answered',
    '12:00 -!- The directory does not answer.',
  ])
  t.is(terminal.prompt, '> ')
})

test('what came while nobody looked is shown first, once, and noted as seen', async (t) => {
  const { terminal, messenger, done } = stage((fake) => {
    bobIsThere(fake)
    const yesterday = noon - 86_400_000
    fake.files = [transfer({ id: 'aa' })]
    const common = { friend: 'bob', direction: 'in', status: 'received' } as const
    fake.items = [
      { ...common, id: '1', at: yesterday, written: yesterday, content: { type: 'text', text: 'late?' } },
      { ...common, id: '2', at: noon, written: noon, content: { type: 'text', text: 'now' } },
      {
        ...common,
        id: '3',
        at: noon,
        written: noon,
        content: { type: 'offer', file: 'aa', name: 'x', size: 1 },
      },
    ]
  })
  t.deepEqual(terminal.lines.slice(2), [
    '-- Saturday, 21 November 2026',
    '12:00 <bob -> alice> late?',
    '-- Sunday, 22 November 2026',
    '12:00 <bob -> alice> now',
    '12:00 -- bob offers a file of 1.2 MB: report.pdf',
    '      | /accept-file f1 takes it, /cancel f1 refuses it',
  ])
  t.deepEqual(messenger.calls, ['seen bob'])
  terminal.leave()
  await done
})

test('what the messenger tells before the chat runs is shown then, behind what was there before', async (t) => {
  const messenger = new FakeMessenger()
  const terminal = new FakeTerminal()
  bobIsThere(messenger)
  messenger.items = [
    {
      friend: 'bob',
      direction: 'in',
      id: 'm1',
      at: noon,
      written: noon,
      status: 'received',
      content: { type: 'text', text: 'first' },
    },
  ]
  const chat = openChat(terminal, { now: () => noon, unicode: true, homeFolder: '/', listFolder: () => [] })
  chat.tell(message('bob', 'second', noon, noon, 'm2'))
  t.deepEqual(terminal.lines, [])
  const done = chat.run(messenger)
  t.deepEqual(terminal.lines.slice(2), [
    '12:00 <bob -> alice> first',
    '12:00 <bob -> alice> second',
    '12:00 -- /chat bob opens the chat',
  ])
  terminal.leave()
  await done
})

test('text goes to the open chat; without one it says how to open one', async (t) => {
  const { type, terminal, messenger } = stage(bobIsThere)
  t.deepEqual(await type('hello'), [
    '-!- No chat is open: /chat NAME opens one, /friends lists names.',
    '      | It was not sent: Up brings it back.',
  ])
  t.deepEqual(await type('/chat bob', 'hello', 'two\nlines\n', '//help', '   ', '/msg bob  hi '), [
    '12:00 -- chat with bob, who is there',
    '12:00 <alice> hello',
    '12:00 <alice> two',
    '      | lines',
    '12:00 <alice> /help',
    '12:00 <alice>  hi',
  ])
  t.deepEqual(messenger.calls, ['send bob hello', 'send bob two\nlines', 'send bob /help', 'send bob  hi'])
  t.is(terminal.prompt, 'bob [verified, direct] > ')
})

test('lines are sent in the order in which they were entered', async (t) => {
  const { type, messenger } = stage(bobIsThere)
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`)
  await type('/chat bob', ...lines)
  t.deepEqual(
    messenger.calls,
    lines.map((line) => `send bob ${line}`),
  )
})

test('messages: from the open chat, from others with a bell, late ones with their own time', async (t) => {
  const { type, tell, terminal, messenger } = stage((fake) => {
    bobIsThere(fake)
    fake.befriend('carol')
  })
  await type('/chat bob')
  t.deepEqual(tell(message('bob', 'hello')), ['12:00 <bob> hello'])
  t.is(terminal.bells, 0)
  t.deepEqual(tell(message('carol', 'hi', noon, noon - 3 * 3_600_000)), [
    '12:00 <carol -> alice, written 09:00> hi',
  ])
  t.is(terminal.bells, 1)
  t.deepEqual(tell(message('carol', 'hi', noon, noon - 86_400_000)), [
    '12:00 <carol -> alice, written 2026-11-21 12:00> hi',
  ])
  t.deepEqual(tell(message('carol', 'hi', noon, Number.MAX_SAFE_INTEGER)), [
    '12:00 <carol -> alice, written at an impossible time> hi',
  ])
  t.deepEqual(tell(message('carol', 'hi', noon, noon - 100_000)), ['12:00 <carol -> alice> hi'])
  t.deepEqual([...new Set(messenger.calls)], ['seen bob', 'seen carol'])
})

test('no text of a friend begins a line, by a line end or by the width of the screen', async (t) => {
  const { type, tell } = stage((messenger, terminal) => {
    bobIsThere(messenger)
    terminal.columns = 40
  })
  await type('/chat bob')
  t.deepEqual(
    tell(
      message(
        'bob',
        `yes\n12:01 -!- The key is fine\r\n\u001b[2K\u202e${' '.repeat(20)}12:02 <alice> I agree`,
      ),
    ),
    [
      '12:00 <bob> yes',
      '      | 12:01 -!- The key is fine',
      '      | \\u{1b}[2K\\u{202e}              ',
      '      |       12:02 <alice> I agree',
    ],
  )
})

test('the prompt says how far a friend is trusted, in words', async (t) => {
  const { type, tell, terminal, messenger } = stage(bobIsThere)
  await type('/chat bob')
  messenger.befriend('bob', 'pinned', false)
  tell({ event: 'offline', friend: 'bob' })
  t.is(terminal.prompt, 'bob [pinned, away] > ')
  messenger.befriend('bob', 'changed', false)
  tell({ event: 'key-changed', friend: 'bob', expected: 'ab', seen: 'cd' })
  t.is(terminal.prompt, 'bob [CHANGED!, away] > ')
  messenger.people.delete('bob')
  tell({ event: 'online', friend: 'carol', fingerprint: '', way: 'direct' })
  t.is(terminal.prompt, 'bob [unknown, away] > ')
  await type('/chat')
  t.is(terminal.prompt, '> ')
})

test('colours add to the words', async (t) => {
  const { type, tell, terminal } = stage((messenger, terminal) => {
    bobIsThere(messenger)
    terminal.colour = true
  })
  await type('/chat bob')
  t.is(terminal.prompt, 'bob [\u001b[32mverified\u001b[0m, direct] > ')
  t.deepEqual(tell(message('bob', 'hello')), ['\u001b[1m12:00 <bob> \u001b[0mhello'])
  t.deepEqual(await type('/nothing'), [
    '\u001b[1;31m-!- There is no command /nothing: /help lists them.\u001b[0m',
  ])
})

test('messages to somebody who is away wait; their arrival is told once, together', async (t) => {
  const { type, tell, messenger, watch } = stage((fake) => fake.befriend('bob', 'pinned', false))
  t.deepEqual(await type('/chat bob', 'one', 'two'), [
    '12:00 -- chat with bob, who is away: what you send waits',
    '12:00 <alice> one',
    '12:00 -- 1 waits here until bob is there',
    '12:00 <alice> two',
  ])
  watch.time += 300_000
  messenger.befriend('bob', 'pinned', true, 2)
  t.deepEqual(
    tell({ event: 'online', friend: 'bob', fingerprint: '', way: 'direct' }, messenger.receipt('bob', '1')),
    ['12:05 -- bob is there'],
  )
  t.deepEqual(tell(messenger.receipt('bob', '2')), ['12:05 -- bob has 2 messages of yours that waited'])
})

test('a message that arrives at once is not told; one that takes long, or that a cut session held up, is', async (t) => {
  const { type, tell, messenger, watch } = stage((fake) => fake.befriend('bob'))
  await type('/chat bob', 'one', 'two', 'three')
  t.deepEqual(tell({ event: 'sent', friend: 'bob', id: '1' }, messenger.receipt('bob', '1')), [])
  watch.time += 60_000
  t.deepEqual(tell(messenger.receipt('bob', '2')), [])
  messenger.befriend('bob', 'pinned', false, 1)
  t.deepEqual(tell({ event: 'offline', friend: 'bob' }), [
    '12:01 -- bob is away',
    '12:01 -- 1 waits here until bob is there',
  ])
  t.deepEqual(tell(messenger.receipt('bob', '3')), ['12:01 -- bob has 2 messages of yours that waited'])
})

test('a message of which was said that it waits is told when it arrives, also soon', async (t) => {
  const { type, tell, messenger } = stage((fake) => fake.befriend('bob'))
  await type('/chat bob', 'one')
  messenger.befriend('bob', 'pinned', false, 1)
  t.deepEqual(tell({ event: 'offline', friend: 'bob' }).slice(1), [
    '12:00 -- 1 waits here until bob is there',
  ])
  t.deepEqual(tell(messenger.receipt('bob', '1')), ['12:00 -- bob has 1 message of yours that waited'])
})

test('a receipt that comes before the outbox says the id is no message that waited', async (t) => {
  const { terminal, tell, messenger } = stage((fake) => fake.befriend('bob'))
  const start = terminal.texts.length
  let told: string[] = []
  const send = messenger.send.bind(messenger)
  messenger.send = async (friend, text) => {
    const id = await send(friend, text)
    told = tell(messenger.receipt(friend, id))
    return id
  }
  terminal.enter('/msg bob hello')
  await settled()
  t.deepEqual(told, [])
  t.deepEqual(terminal.texts.slice(start), ['12:00 <alice -> bob> hello'])
})

test('a text that is refused says so, and is not put back into the line, where it would join what is typed next', async (t) => {
  const { type, messenger } = stage(bobIsThere)
  await type('/chat bob')
  for (const failure of [
    new PeerError('MESSAGE_TOO_LONG', words`It has 20000 bytes; at most 16000 can be sent.`),
    new PeerError('FILE_FAILED', words`The disk is full.`),
    new PeerError('FINGERPRINT_MISMATCH', words`The key of bob has changed: see /trust.`),
    new PeerError('DIRECTORY_REFUSED', words`The directory refused: ${'\u001b[2J\n-!- all is well'}`),
  ]) {
    messenger.failure = failure
    const [line, ...more] = await type('//what I said')
    t.is(line, `-!- ${failure.message.replace('\u001b', '\\u{1b}').replace('\n', '\\u{a}')}`)
    t.deepEqual(more, ['      | It was not sent: Up brings it back.'])
  }
  messenger.failure = new TypeError('x is undefined')
  t.deepEqual(await type('again'), [
    '-!- The program has a defect: x is undefined',
    '      | It was not sent: Up brings it back.',
  ])
  t.deepEqual(await type('still here'), ['12:00 <alice> still here'])
})

test('a day that begins is told before the first line of it', (t) => {
  const { tell, watch } = stage(bobIsThere)
  watch.time += 12 * 3_600_000
  t.deepEqual(tell(message('bob', 'good morning', watch.time)).slice(0, 2), [
    '-- Monday, 23 November 2026',
    '00:00 <bob -> alice> good morning',
  ])
  t.deepEqual(tell(message('bob', 'tea?', watch.time)), ['00:00 <bob -> alice> tea?'])
})

test('a changed key is told at once, and again only when it is another one or was settled', async (t) => {
  const { type, tell, messenger, terminal } = stage((fake) => fake.befriend('bob', 'changed', false))
  const change = {
    event: 'key-changed',
    friend: 'bob',
    expected: 'ab12'.repeat(2),
    seen: 'cd34'.repeat(2),
  } as const
  t.deepEqual(tell(change), [
    '12:00 -!- The key of bob has CHANGED. Either bob has a new installation, or somebody stands between you.',
    '      | known: ab12 ab12',
    '      | shown: cd34 cd34',
    '      | Nothing is sent to bob until it is settled: /verify bob compares safety numbers, /help trust tells more.',
  ])
  t.is(terminal.bells, 1)
  t.deepEqual(tell(change), [])
  t.is(tell({ ...change, seen: 'cd34cd35' }).length, 4, 'another one, whatever it shares with the first')
  t.is(tell({ ...change, seen: 'ef56' }).length, 4)
  t.deepEqual(await type('/trust bob new'), [
    '12:00 -- the new key of bob is pinned, not verified: /verify bob when you can',
  ])
  messenger.befriend('bob', 'changed')
  t.is(tell({ ...change, seen: 'ef56' }).length, 4)
})

test('what a friend lacks, what waits for an earlier key, and what comes again is told in one sentence each', (t) => {
  const { tell, terminal, messenger } = stage(bobIsThere)
  terminal.columns = 400
  const about = { friend: 'bob', count: 2, since: noon }
  t.deepEqual(tell({ event: 'lacks', ...about }), [
    '12:00 -!- bob says that 2 messages since 2026-11-22 12:00 are not there any more: /resend bob can send them again. Ask bob first, not through this chat: if nothing was lost there, somebody else has the key of bob.',
  ])
  t.deepEqual(tell({ event: 'held', ...about, count: 1 }), [
    '12:00 -!- 1 message since 2026-11-22 12:00 waits for a key that bob had before, and nobody else gets it: /resend bob can send it to the key of now, or drop it.',
  ])
  t.is(terminal.bells, 2)
  t.deepEqual(tell({ event: 'again', ...about, id: 'x', since: 2 ** 53 - 1 }), [
    '12:00 -- bob sends again 2 messages since an impossible time, which this program said to lack',
  ])
  t.is(messenger.calls.at(-1), 'seen bob')
})

test('leaving closes messenger and terminal, however one leaves', async (t) => {
  const byCommand = stage()
  byCommand.terminal.enter('/quit')
  byCommand.terminal.enter('/msg bob too late')
  await byCommand.done
  t.deepEqual(byCommand.messenger.calls, ['close'])
  t.true(byCommand.terminal.closed)
  const byKey = stage()
  byKey.terminal.leave()
  await byKey.done
  t.true(byKey.terminal.closed)
})

test('a messenger that cannot close leaves a terminal that is closed, and the failure to whoever runs it', async (t) => {
  const { messenger, terminal, done } = stage()
  messenger.close = async () => {
    throw new PeerError('FILE_FAILED')
  }
  terminal.leave()
  await t.throwsAsync(done, { code: 'FILE_FAILED' })
  t.true(terminal.closed)
})

test('a script: all that was entered is carried out in order before the input ends it', async (t) => {
  const { messenger, terminal, done } = stage((fake, screen) => {
    bobIsThere(fake)
    screen.interactive = false
    screen.columns = 10
  })
  for (const line of ['/add carol', '/send bob a.txt', '/msg bob one', `/msg bob ${'x'.repeat(200)}`])
    terminal.enter(line)
  terminal.leave()
  await done
  t.deepEqual(messenger.calls.slice(0, 3), ['add carol', 'offer bob a.txt', 'send bob one'])
  t.is(messenger.calls.at(-1), 'close')
  t.is(terminal.lines.at(-1), `12:00 <alice -> bob> ${'x'.repeat(200)}`)
})

test('a script waits for each command, also for one that takes long', async (t) => {
  const { messenger, terminal, done } = stage((fake, screen) => {
    bobIsThere(fake)
    screen.interactive = false
  })
  let finish = () => {}
  messenger.hashed = new Promise((resolve) => {
    finish = resolve
  })
  terminal.enter('/send bob big.iso')
  terminal.enter('/msg bob it is offered')
  terminal.leave()
  await settled()
  t.deepEqual(messenger.calls, ['offer bob big.iso'])
  finish()
  await done
  t.deepEqual(messenger.calls, ['offer bob big.iso', 'send bob it is offered', 'close'])
})

const slow = '\u001b'.repeat(16_000)
/** What one turn draws, and one text of the longest more: each character of it becomes six, and rows are indented. */
const A_TURN = TURN_CHARACTERS + 16_000 * 6 * 1.2

test('texts that are long to draw are drawn in order, in turns, and noted as seen when all are', async (t) => {
  const { chat, terminal, messenger } = stage(bobIsThere)
  const printed = () => terminal.texts.reduce((sum, { length }) => sum + length, 0)
  const before = printed()
  for (let nth = 0; nth < 20; nth++) chat.tell(message('bob', `${nth} ${slow}`, noon, noon, `${nth}`))
  chat.tell({ event: 'offline', friend: 'bob' })
  t.true(printed() - before <= A_TURN)
  t.false(messenger.calls.slice(1).includes('seen bob'))
  terminal.enter('/nothing')
  for (let turns = 0; !terminal.texts.at(-1)?.includes('/nothing'); turns++) {
    const drawn = printed()
    await settled()
    t.true(printed() - drawn <= A_TURN, `turn ${turns}`)
    t.true(turns < 30)
  }
  const numbers = terminal.texts.flatMap((text) => /<bob -> alice> (\d+) /.exec(text)?.[1] ?? [])
  t.deepEqual(
    numbers,
    Array.from({ length: 20 }, (_, nth) => `${nth}`),
  )
  t.is(terminal.texts.at(-2), '12:00 -- bob is away')
  t.is(
    messenger.calls.filter((call) => call === 'seen bob').length,
    2,
    'of the first, which was drawn at once, and of the rest',
  )
})

test('a history and a backlog of texts that are long to draw come in turns as well, and whole before the end', async (t) => {
  const { terminal, messenger, done, type } = stage((fake) => {
    bobIsThere(fake)
    fake.items = Array.from({ length: 10 }, (_, nth) => fromBob(`${nth}`, slow))
  })
  const texts = () => terminal.texts.filter((text) => text.includes('<bob')).length
  t.is(texts(), 1)
  t.deepEqual(messenger.calls, [])
  await type('/history bob 10')
  t.true(texts() < 5)
  terminal.leave()
  await done
  t.is(texts(), 20)
  t.deepEqual(messenger.calls, ['seen bob', 'close'])
})

test('of a backlog nothing counts as unread that is drawn into the chat that is open', async (t) => {
  const { terminal, messenger, type, done } = stage((fake) => {
    bobIsThere(fake)
    fake.items = Array.from({ length: 10 }, (_, nth) => fromBob(`${nth}`, slow))
  })
  await type('/chat bob')
  t.false(messenger.calls.includes('seen bob'), 'most of it is not drawn yet')
  while (!messenger.calls.includes('seen bob')) await settled()
  t.regex((await type('/friends'))[0]!, /^ {2}bob .*there$/)
  terminal.leave()
  await done
})

test('of what waits to be drawn nothing is made printable before its turn, and of a backlog nothing is read', async (t) => {
  const messenger = new FakeMessenger()
  const terminal = new FakeTerminal()
  bobIsThere(messenger)
  messenger.items = [1, 2, 3].map((id) => fromBob(`${id}`, slow))
  let [read, made] = [0, 0]
  const { items } = messenger
  messenger.unseen = function* () {
    for (const item of items) {
      read += 1
      yield item
    }
  }
  const rows = (text: string) => {
    made += 1
    return printableRows(text)
  }
  const options = { now: () => noon, unicode: true, homeFolder: '/', listFolder: () => [] }
  const chat = openChat(terminal, { ...options, printing: { line: printable, rows } })
  const done = chat.run(messenger)
  chat.tell(message('bob', slow, noon, noon, '4'))
  t.deepEqual([read, made], [1, 1])
  await settled()
  t.deepEqual([read, made], [2, 2])
  terminal.leave()
  await done
  t.deepEqual([read, made], [3, 4])
})

test('a backlog that cannot be read is said in a sentence, and does not count as seen', async (t) => {
  const { terminal, messenger, done } = stage((fake) => {
    bobIsThere(fake)
    fake.unseen = function* () {
      yield fromBob('1', 'hello')
      throw new PeerError('CORRUPT_FILE', words`The page is damaged: restore it from a backup.`)
    }
  })
  t.deepEqual(terminal.lines.slice(2), [
    '12:00 <bob -> alice> hello',
    '12:00 -!- The page is damaged: restore it from a backup.',
  ])
  terminal.leave()
  await done
  t.deepEqual(messenger.calls, ['close'])
})

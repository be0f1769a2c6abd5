/**
 * The chat on a real terminal, and a screen that is judged from outside: whatever others write, it stands in rows that
 * begin as theirs, and nothing that stood there before moves.
 */

import ava from 'ava'
import fc from 'fast-check'
import { runsOf } from '../../lab/suite/extent-testing'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { labScreen } from '../lab/screen'
import type { MessengerEvent } from '../messenger/messenger-api'
import { newScreen } from '../terminal/screen-testing'
import { openChat } from './chat'
import { FakeMessenger, message, noon, settled, transfer } from './chat-testing'

// Each terminal listens for the signals of this process.
const test = ava.serial

/** What moves cursors, erases, turns writing around, breaks rows or looks like a row of the program. */
const hurtful = [
  ...[
    '\r',
    '\n',
    '\r\n',
    '\v',
    '\f',
    '\b',
    '\t',
    '\x00',
    '\x07',
    '\x0e',
    '\x0f',
    '\x1b',
    '\x1bc',
    '\x1bM',
    '\x85',
  ],
  ...[
    '\x1b[2J',
    '\x1b[3J',
    '\x1b[H',
    '\x1b[1A',
    '\x1b[80D',
    '\x1b[K',
    '\x1b[2K',
    '\x1b[1;1H',
    '\x1b[6n',
    '\x1b[L',
  ],
  ...[
    '\x1b[?1049h',
    '\x1b[?25l',
    '\x1b[?7l',
    '\x1b[4h',
    '\x1b[20h',
    '\x1b[1;5r',
    '\x1b[8m',
    '\x1b]0;title\x07',
  ],
  ...[
    '\x1b]8;;http://x\x1b\\',
    '\x1bP',
    '\x1b#8',
    '\x9b2J',
    '\x9d0;t\x9c',
    '\x90',
    '\x1b7',
    '\x1b8',
    '\x1b(0',
  ],
  ...[
    '\u202e',
    '\u202d',
    '\u2066',
    '\u2069',
    '\u200f',
    '\u061c',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u200b',
    '\u200d',
  ],
  ...[
    '{bold}',
    '{/}',
    '[red]',
    '12:00 -- match: bob is verified now',
    '      | ',
    '> ',
    'bob [verified, direct] > ',
  ],
  ...[
    ' '.repeat(80),
    'x'.repeat(79),
    '漢'.repeat(40),
    '👩‍🚀',
    'é',
    'e\u0301\u0301\u0301\u0301\u0301\u0301',
    '\ud800',
    '\u{e0041}',
  ],
]

const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...hurtful) },
      { weight: 1, arbitrary: unicodeText({ maxLength: 12 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

/** Something that a stranger had a word in, and how each of its first rows has to begin. */
const happening = fc.oneof(
  text.map((words): readonly [MessengerEvent, RegExp] => [message('bob', words), /^12:00 <bob -> alice>/]),
  fc.tuple(text, fc.nat(1_000_000)).map(([name, id]): readonly [MessengerEvent, RegExp] => {
    const offer = transfer({ id: id.toString(16).padStart(32, '0'), name })
    return [{ event: 'file-offered', transfer: offer }, /^12:00 -- bob offers a file of /]
  }),
  text.map((words): readonly [MessengerEvent, RegExp] => {
    const ended = transfer({ name: words, state: 'ended' })
    return [{ event: 'file-ended', transfer: ended, message: words }, /^12:00 -!- f1 from bob has ended:/]
  }),
  text.map((words): readonly [MessengerEvent, RegExp] => {
    const evidence = { seen: words, [words]: 1 }
    return [{ event: 'alarm', friend: 'bob', code: 'X', message: words, evidence }, /^12:00 -!- bob:/]
  }),
)

test('whatever others write, it stands in rows of theirs, and all that stood above stays as it was', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 12 }), async (happenings) => {
      const screen = newScreen(80, 24, { rawInput: true })
      const writing: Promise<void>[] = []
      const { terminal } = labScreen((bytes) => void writing.push(screen.write(bytes.toString())))
      const messenger = new FakeMessenger()
      messenger.befriend('bob')
      const chat = openChat(terminal, {
        now: () => noon,
        unicode: true,
        homeFolder: '/home/alice',
        listFolder: () => [],
      })
      const chatting = chat.run(messenger)
      /** The rows above the one that is typed in, once all is drawn. */
      const above = async () => {
        await settled()
        await Promise.all(writing)
        const rows = screen.everything().split('\n')
        t.is(rows.at(-1), '>')
        t.is(screen.cursor().column, 2)
        return rows.slice(0, -1)
      }
      let before = await above()
      // How to answer the first message is told once.
      chat.tell(message('bob', 'hello'))
      before = await above()
      for (const [event, begins] of happenings) {
        chat.tell(event)
        const after = await above()
        t.deepEqual(after.slice(0, before.length), before)
        const [first = '', ...others] = after.slice(before.length)
        t.regex(first, begins)
        for (const row of others) t.regex(row, /^ {6}\|/)
        before = after
      }
      terminal.close()
      screen.close()
      void chatting
    }),
    { numRuns: runsOf(60) },
  )
})

import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { english } from '../language/sentence'
import type { MessengerEvent } from '../messenger/messenger-api'
import { printing } from '../text/printable'
import { widthOf } from '../text/text-width'
import { message, noon, transfer } from './chat-testing'
import {
  alert,
  asText,
  clock,
  dateLine,
  layOut,
  manual,
  plain,
  quiet,
  render,
  shownName,
  writtenNote,
} from './entry'
import { entriesOf } from './events'
import { historyEntries, transferRows } from './lists'

const inEnglish = (row: Parameters<typeof asText>[0]) => asText(row, english)

/** Whatever a stranger may write, rich in what hurts. */
const hostile = fc
  .array(
    fc.oneof(
      unicodeText(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        ...[
          '\u001b[2J',
          '\u009b',
          '\u202e',
          '\u2066',
          '\u200b',
          '\u200d',
          '\u2028',
          '\u0301',
          '\ud800',
          '\u3164',
        ],
        ...[
          '\r',
          '\n',
          '\t',
          '\u0007',
          ' '.repeat(50),
          'x'.repeat(90),
          '👩‍👩‍👧‍👦',
          '漢',
          '12:00 -!- ',
          '12:00 <alice> ',
        ],
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const events = fc
  .tuple(hostile, hostile)
  .map(([one, other]): MessengerEvent[] => [
    message('bob', one),
    { event: 'alarm', friend: one, code: 'X', message: other, evidence: { [one]: other } },
    { event: 'notice', code: 'X', message: one },
    { event: 'request', from: one },
    { event: 'friend', name: one },
    { event: 'key-changed', friend: one, expected: other, seen: one },
    { event: 'file-offered', transfer: transfer({ name: one, friend: other }) },
    { event: 'file-finished', transfer: transfer({ name: one, path: other }) },
    { event: 'file-ended', transfer: transfer({ name: one }), message: other },
  ])

test('whatever comes, only line feeds of the program are printed, and only the program begins lines', (t) => {
  const controls = /(?!\n|\u200d|\ufe0e|\ufe0f)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
  fc.assert(
    fc.property(events, fc.integer({ min: 30, max: 200 }), (told, columns) => {
      for (const event of told) {
        const entries = entriesOf(event, { own: 'alice', open: null, now: noon, printing, who: shownName })
        t.true(entries.length > 0)
        for (const entry of entries) {
          const printed = render(entry, { columns, colour: false })
          const lines = printed.split('\n')
          t.notRegex(printed, controls)
          t.is(lines.length, layOut(entry, columns).length)
          for (const [index, line] of lines.entries()) {
            t.true(line.startsWith(index === 0 ? '12:00 ' : '      | '), line)
            // A head of hostile names may be wider than a narrow screen.
            if (index > 0 || columns > 80) t.true(widthOf(line) < columns, line)
          }
        }
      }
    }),
    { numRuns: 200 },
  )
})

test('of what an alarm rests on only that is shown which its sentence does not say', (t) => {
  const evidence = { addressOf: 'bob', flaw: 'no-host', expected: 'aa', seen: 'bb' }
  const alarm = { event: 'alarm', friend: 'bob', code: 'X', message: 'No.', evidence } as const
  const [entry] = entriesOf(alarm, { own: 'alice', open: null, now: noon, printing, who: shownName })
  t.is(
    render(entry!, { columns: 80, colour: false }),
    '12:00 -!- bob: No.\n      | expected: aa\n      | seen: bb',
  )
})

test('a message keeps its own lines and loses nothing but what is shown otherwise', (t) => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme-ascii' })), (rows) => {
      const text = rows.join('\n')
      const [entry] = entriesOf(message('bob', text), {
        own: 'alice',
        open: 'bob',
        now: noon,
        printing,
        who: shownName,
      })
      t.is(
        layOut(entry!, 200)
          .map((line) => line.replace(/^ {6}\| |^12:00 <bob> /, ''))
          .join('\n'),
        text,
      )
    }),
  )
})

test('lists of hostile names stay as long as they are', (t) => {
  fc.assert(
    fc.property(hostile, (name) => {
      t.is(
        transferRows([transfer({ name })], shownName)
          .join('\n')
          .split('\n').length,
        1,
      )
      const item = {
        friend: 'bob',
        direction: 'in',
        id: '1',
        at: noon,
        written: noon,
        status: 'received',
      } as const
      const offer = { type: 'offer', file: 'x', name, size: 1 } as const
      const [entry] = historyEntries([{ ...item, content: offer }], {
        own: 'alice',
        today: noon,
        who: shownName,
      })
      t.is(render(entry!, { columns: 2000, colour: false }).split('\n').length, 1)
    }),
  )
})

test('what goes on is marked in whatever others wrote, and stands under its beginning in the manual', (t) => {
  const screen = { columns: 30, colour: false }
  const words = 'one two three four five six seven eight'
  t.is(render(quiet(noon, words), screen), '12:00 -- one two three four \n      | five six seven eight')
  t.is(render(plain(words), screen), 'one two three four five six \n      | seven eight')
  t.is(render(manual(`  new  ${words}`), screen), '  new  one two three four\n       five six seven eight')
  t.is(render(plain('a', 'b'), screen), 'a\nb')
})

test('a head that fills a narrow screen has a line for itself', (t) => {
  const entry = { tone: 'said', head: `12:00 <${'b'.repeat(20)}> `, rows: ['hello'] } as const
  t.deepEqual(layOut(entry, 30), [`12:00 <${'b'.repeat(20)}> `, '      | hello'])
})

test('colour leaves the words as they are', (t) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes
  const codes = /\u001b\[[0-9;]*m/g
  for (const entry of [quiet(noon, 'a', 'b'), alert(noon, 'a', 'b'), manual('x'), plain('x')]) {
    const coloured = render(entry, { columns: 80, colour: true })
    t.is(coloured.replace(codes, ''), render(entry, { columns: 80, colour: false }))
  }
})

test('times', (t) => {
  t.is(clock(new Date(2026, 0, 5, 7, 3).getTime()), '07:03')
  t.deepEqual(dateLine(new Date(2026, 0, 5).getTime()).rows.map(inEnglish), ['Monday, 5 January 2026'])
  t.is(writtenNote(noon, noon + 119_000), '')
  t.is(inEnglish(writtenNote(noon, noon - 120_000)), ', written 11:58')
  t.is(inEnglish(writtenNote(noon, noon - 86_400_000)), ', written 2026-11-21 12:00')
})

test('a text draws at most ten characters for each of its bytes, whatever is in it and however narrow the screen', (t) => {
  const characters = fc.array(
    fc.oneof(hostile, fc.constantFrom('\n', '\t', '\u001b', '\u0001', 'a', ' ', '漢', '\u00ad')),
  )
  const drawn = (text: string, columns: number) => {
    const [entry] = entriesOf(message('bob', text), {
      own: 'alice',
      open: 'bob',
      now: noon,
      printing,
      who: shownName,
    })
    return render(entry!, { columns, colour: false }).length - inEnglish(entry!.head).length
  }
  fc.assert(
    fc.property(characters, fc.integer({ min: 24, max: 120 }), (parts, columns) => {
      const text = parts.join('')
      t.true(drawn(text, columns) <= 10 * (Buffer.byteLength(text) + 1), `${drawn(text, columns)}`)
    }),
  )
  for (const part of ['\n', '\t', '\u001b', '\u009b', '\u{e0001}', 'a'])
    t.true(drawn(part.repeat(16_000 / Buffer.byteLength(part)), 24) <= 10 * 16_000, part)
})

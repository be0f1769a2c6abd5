/** The history on disk: written whole or said aloud, read back strictly. */

import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { LabError } from '../language/lab-error'
import type { HistoryEvent } from './events'
import { attempt, createHistory, readHistory } from './history-file'
import { act, asFile, controls, held } from './history-testing'

const folder = mkdtempSync(join(tmpdir(), 'lab-history-'))
test.after.always(() => rmSync(folder, { recursive: true }))

const events = act({}, { ...controls, attack: held('attack') })
const whole = asFile(events)
const [{ number: _, ...first }] = events as [HistoryEvent]

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function never(error: LabError): never {
  throw error
}

test('what was written is read back, event by event', (t) => {
  const path = join(folder, 'written.jsonl')
  const history = createHistory(path, never)
  const written = events.map(({ number, ...event }) => history.write(event))
  history.close()
  history.close()
  t.is(readFileSync(path, 'utf8'), whole)
  // Who writes and who reads count alike.
  t.deepEqual(written, events)
  t.deepEqual(
    readHistory(path).map((event) => ({ ...event })),
    events,
  )
})

test('an event is on disk as soon as it is written', (t) => {
  const path = join(folder, 'at-once.jsonl')
  const history = createHistory(path, never)
  history.write(first)
  t.is(readHistory(path).length, 1)
  history.close()
})

test('a history is never written over', (t) => {
  const path = file('older.jsonl', whole)
  t.throws(() => createHistory(path, never), {
    instanceOf: LabError,
    message: /older\.jsonl cannot be written: /,
  })
  t.is(readFileSync(path, 'utf8'), whole)
})

test('a folder that is not there is one sentence', (t) => {
  t.throws(() => createHistory(join(folder, 'nowhere', 'history.jsonl'), never), {
    instanceOf: LabError,
    message: /history\.jsonl cannot be written: ENOENT/,
  })
})

const fullDisk = existsSync('/dev/full') ? test : test.skip

fullDisk('a full disk is told once, in one sentence, and what was written before stays', (t) => {
  const path = file('full.jsonl', whole)
  const told: LabError[] = []
  const history = createHistory(
    path,
    (error) => told.push(error),
    () => openSync('/dev/full', 'w'),
  )
  for (const { number, ...event } of events) history.write(event)
  history.close()
  t.deepEqual(
    told.map(({ message }) => message),
    [`The disk is full: ${path} cannot be written. Make room, then run again.`],
  )
  t.is(readHistory(path).length, events.length)
})

test('a file that cannot be written for another reason is told, too', (t) => {
  const told: LabError[] = []
  const path = file('closed.jsonl', '')
  const history = createHistory(
    path,
    (error) => told.push(error),
    () => openSync(path, 'r'),
  )
  history.write(first)
  t.is(told.length, 1)
  t.regex(told[0]!.message, /closed\.jsonl cannot be written: EBADF/)
})

test('a damaged line is named by its number', (t) => {
  const lines = whole.split('\n')
  for (const [place, damage] of [
    [0, 'x'],
    [4, '{"at":1}'],
    [lines.length - 2, ''],
  ] as const) {
    const path = file(`damaged-${place}.jsonl`, lines.with(place, damage).join('\n'))
    const error = t.throws(() => readHistory(path), { instanceOf: LabError })
    t.true(
      error.message.startsWith(`The history ${path} is damaged at line ${place + 1}: not `),
      error.message,
    )
    t.true(error.message.endsWith('. Run the scenario again.'))
    t.false(error.message.includes('\n'))
  }
})

test('a flipped bit in an event’s name is damage, not another event', (t) => {
  const path = file('flipped.jsonl', whole.replace('"delivered"', '"dflivered"'))
  t.throws(() => readHistory(path), { message: /is damaged at line \d+/ })
})

test('a last line that was cut off is named, wherever it was cut', (t) => {
  const last = events.length
  const end = asFile(events.slice(-1)).length
  for (const missing of [1, 2, end - 1]) {
    const path = file(`cut-${missing}.jsonl`, whole.slice(0, -missing))
    t.throws(() => readHistory(path), {
      instanceOf: LabError,
      message: `The history ${path} is cut off in line ${last}: the run did not end. Run the scenario again.`,
    })
  }
})

test('an empty history, a missing one and a folder are one sentence each', (t) => {
  const empty = file('empty.jsonl', '')
  t.throws(() => readHistory(empty), {
    instanceOf: LabError,
    message: `The history ${empty} is empty. Run the scenario again.`,
  })
  const missing = join(folder, 'missing.jsonl')
  t.throws(() => readHistory(missing), {
    instanceOf: LabError,
    message: `There is no file ${missing}.`,
  })
  t.throws(() => readHistory(folder), { instanceOf: LabError, message: /cannot be read: EISDIR/ })
})

test('an attempt gives what the operation gives', (t) => {
  t.is(
    attempt('x', () => 7),
    7,
  )
  const closed = openSync(file('x', ''), 'r')
  closeSync(closed)
  t.throws(() => attempt('x', () => closeSync(closed)), { message: /^x cannot be written: EBADF/ })
})

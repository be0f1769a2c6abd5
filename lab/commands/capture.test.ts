import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { HistoryEvent } from '../history/events'
import { act, asFile, type Line, onTheWire } from '../history/history-testing'
import { LabError } from '../language/lab-error'
import { english } from '../language/typed'
import { capture } from './capture'

const begin: HistoryEvent = {
  number: 1,
  at: 0,
  act: '',
  phase: null,
  node: 'lab',
  event: 'run-started',
  scenario: 'eavesdrop',
  acts: ['act'],
}

/** @returns the path of a history with these lines in its attack, and then `more`. */
function recorded(
  t: ExecutionContext,
  lines: readonly Line[],
  more = '',
  run = '20261122T162027-eavesdrop-abc123',
) {
  const root = mkdtempSync(join(tmpdir(), 'capture-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, run))
  const path = join(root, run, 'history.jsonl')
  const history = [begin, ...act({}, { attack: lines })]
  writeFileSync(path, asFile(history) + more)
  return path
}

/** The time of the first packet, in microseconds since 1970. */
function firstTime(file: Buffer): bigint {
  let at = 0
  while (file.readUInt32LE(at) !== 6) at += file.readUInt32LE(at + 4)
  return (BigInt(file.readUInt32LE(at + 12)) << 32n) | BigInt(file.readUInt32LE(at + 16))
}

const overheard = [onTheWire('alice', 'bob', 'hello')]

test('the capture is written beside the run, with the time that its folder tells', (t) => {
  const history = recorded(t, overheard)
  const told = capture(history, undefined, english).map(english)
  t.is(told.length, 2)
  t.regex(told[0]!, /capture\.pcapng is written\./)
  t.regex(told[1]!, /capture\.keys has the keys of its sessions/)
  t.regex(readFileSync(join(history, '..', 'capture.keys'), 'utf8'), /^# Keys of the sessions/)
  const file = readFileSync(join(history, '..', 'capture.pcapng'))
  t.is(firstTime(file), BigInt(Date.parse('2026-11-22T16:20:27Z')) * 1000n)
})

test('what is not known of a run, or not read of it, is said', (t) => {
  const history = recorded(t, overheard, '{"at":5,"act":"a', 'a-talk')
  const told = capture(history, join(history, '..', 'x.pcapng'), english).map(english)
  t.is(told.length, 4)
  t.regex(told[1]!, /When the run began is not known/)
  t.is(firstTime(readFileSync(join(history, '..', 'x.pcapng'))), 0n)
})

test('where nothing came in there is no file, and an error that says so', (t) => {
  const history = recorded(t, [])
  const error = t.throws(() => capture(history, undefined, english), { instanceOf: LabError })
  t.regex(error.message, /There is nothing to capture of eavesdrop/)
  t.throws(() => readFileSync(join(history, '..', 'capture.pcapng')))
})

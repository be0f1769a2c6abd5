/** The recorder: what is noted, and what a wait sees of it. */

import test from 'ava'
import { literal } from '../../peers/language/sentence'
import type { HistoryEvent } from './events'
import { Recorder, type Timer } from './recorder'

/** A recorder, what it wrote, and its timers, which ring when they are told to. */
function recording() {
  const written: HistoryEvent[] = []
  const timers = new Map<() => void, number>()
  const timer: Timer = (milliseconds, ring) => {
    timers.set(ring, milliseconds)
    return () => timers.delete(ring)
  }
  let now = 0
  const recorder = new Recorder(
    'act',
    () => ++now,
    (event) => {
      const numbered = { number: written.length + 1, ...event }
      written.push(numbered)
      return numbered
    },
    timer,
  )
  return { recorder, written, timers }
}

const ready = { event: 'ready' } as const
const isReady = (events: readonly HistoryEvent[]) => events.some(({ event }) => event === 'ready')

test('what is noted is stamped, kept in order, and written at once', (t) => {
  const { recorder, written } = recording()
  recorder.note('mallory', ready)
  recorder.phase = 'attack'
  recorder.note('lab', { event: 'phase-started' })
  t.deepEqual(recorder.events, [
    { number: 1, at: 1, act: 'act', phase: null, node: 'mallory', event: 'ready' },
    { number: 2, at: 2, act: 'act', phase: 'attack', node: 'lab', event: 'phase-started' },
  ])
  t.deepEqual(written, recorder.events)
})

test('a wait ends with the event it waits for, and its timer is cancelled', async (t) => {
  const { recorder, timers } = recording()
  const seen = recorder.waitFor(isReady, 0, 5000)
  t.deepEqual([...timers.values()], [5000])
  recorder.note('lab', { event: 'phase-started' })
  t.is(timers.size, 1)
  recorder.note('mallory', ready)
  t.true(await seen)
  t.is(timers.size, 0)
})

test('a wait for what has happened since the mark ends at once; what was before does not count', async (t) => {
  const { recorder, timers } = recording()
  recorder.note('mallory', ready)
  t.true(await recorder.waitFor(isReady, 0, 5000))
  const later = recorder.waitFor(isReady, recorder.mark, 5000)
  t.is(timers.size, 1)
  recorder.note('directory', ready)
  t.true(await later)
})

test('a wait ends without success when its time is over', async (t) => {
  const { recorder, timers } = recording()
  const seen = recorder.waitFor(isReady, 0, 5000)
  for (const ring of timers.keys()) ring()
  t.false(await seen)
  recorder.note('mallory', ready)
})

test('a node that fails ends every wait, before and after it', async (t) => {
  const { recorder } = recording()
  const waits = [recorder.waitFor(isReady, 0, 5000), recorder.waitFor(() => false, 0, 5000)]
  t.false(recorder.failed)
  recorder.note('lab', { event: 'node-failed', failed: 'bob', why: literal('it ended') })
  t.true(recorder.failed)
  t.deepEqual(await Promise.all(waits), [false, false])
  t.false(await recorder.waitFor(isReady, 0, 5000))
  recorder.note('mallory', ready)
  t.true(await recorder.waitFor(isReady, 0, 5000))
})

test('by itself it uses the clock of the machine', async (t) => {
  const recorder = new Recorder(
    'act',
    () => 0,
    (event) => ({ number: 1, ...event }),
  )
  t.false(await recorder.waitFor(isReady, 0, 1))
})

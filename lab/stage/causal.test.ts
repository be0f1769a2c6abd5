import test from 'ava'
import fc from 'fast-check'
import { played } from '../conformance/played-testing'
import type { HistoryEvent } from '../history/events'
import { causal } from './causal'

type Wire = Extract<HistoryEvent, { event: 'wire' }>

/** @returns the events as they are, told node by node in turns that somebody drew. */
function inTurns(events: readonly HistoryEvent[], turns: Iterator<number>): HistoryEvent[] {
  const nodes = [...new Set(events.map(({ node }) => node))]
  const left = nodes.map((name) => events.filter(({ node }) => node === name))
  const told: HistoryEvent[] = []
  while (told.length < events.length) {
    const open = left.filter((queue) => queue.length > 0)
    told.push(open[(turns.next().value as number) % open.length]!.shift()!)
  }
  return told
}

/** @returns how many bytes were read before they were written. */
function tooEarly(events: readonly HistoryEvent[]): number {
  const written = new Map<string, number>()
  let early = 0
  for (const event of events) {
    if (event.event !== 'wire') continue
    const [from, size] = [other(event), Buffer.from(event.bytes, 'base64').length]
    const stream = `${event.session} ${from}`
    const has = (written.get(stream) ?? 0) + (event.way === 'out' ? size : -size)
    written.set(stream, has)
    if (has < 0) early += 1
  }
  return early
}

/** Whose bytes they are. */
function other({ node, way }: Wire): string {
  return way === 'out' ? node : node === 'alice' ? 'bob' : 'alice'
}

test('nothing is read before it was written, and each node tells in its own order', async (t) => {
  const events = await played({})
  t.is(tooEarly(events), 0)
  let mended = 0
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(2)), (turns) => {
      const told = inTurns(events, turns)
      const ordered = causal(told)
      mended += tooEarly(told)
      t.is(tooEarly(ordered), 0)
      t.is(ordered.length, events.length)
      for (const name of ['alice', 'bob'])
        t.deepEqual(
          ordered.flatMap(({ node, number }) => (node === name ? [number] : [])),
          told.flatMap(({ node, number }) => (node === name ? [number] : [])),
        )
    }),
    { numRuns: 30 },
  )
  t.true(mended > 0)
})

test('what a program made of what it had read is told before what users do next', (t) => {
  const stamp = { act: 'one', phase: 'attack', at: 0 } as const
  const bob = { ...stamp, node: 'bob', session: 's' }
  const read = { ...bob, event: 'wire', way: 'in', bytes: '' } as const
  const step = {
    ...stamp,
    node: 'lab',
    event: 'step',
    do: 'say',
    from: 'bob',
    to: 'alice',
    text: 'two',
  } as const
  const told = { ...bob, event: 'delivered', from: 'alice', text: 'one' } as const
  const alarm = { ...bob, event: 'alarm', code: 'OUT_OF_ORDER', message: '', evidence: {} } as const
  const order = (...all: readonly object[]) =>
    causal(all.map((one, number) => ({ ...one, number }) as HistoryEvent)).map(({ number }) => number)
  const hungUp = { ...bob, event: 'closed', clean: false } as const
  t.deepEqual(order(read, step, told, alarm), [0, 2, 3, 1])
  // Also where some of it was told in time; and what it raised its alarm about it hangs up on.
  t.deepEqual(order(read, told, step, alarm, hungUp), [0, 1, 3, 4, 2])
  t.deepEqual(order(read, told, alarm, step, hungUp), [0, 1, 2, 4, 3])
  // That a call ended, or is of another session, may come of the step; and so may what rests on nothing that is told.
  t.deepEqual(order(read, step, { ...alarm, code: 'TRUNCATED' }), [0, 1, 2])
  t.deepEqual(order(read, told, step, hungUp), [0, 1, 2, 3])
  t.deepEqual(order(read, step, { ...told, session: 'other' }), [0, 1, 2])
  t.deepEqual(order(step, told), [0, 1])
  t.deepEqual(order({ ...read, stopped: true }, step, told), [0, 1, 2])
  t.deepEqual(order(read, { ...bob, event: 'closed', clean: true }, step, told), [0, 1, 2, 3])
})

test('what had been written is read before what users do next, by whoever tells of it late', (t) => {
  const stamp = { act: 'one', phase: 'attack', at: 0 } as const
  const frame = (text: string) => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)])
  const wire = (node: string, way: 'in' | 'out', text: string) =>
    ({ ...stamp, node, session: 's', event: 'wire', way, bytes: frame(text).toString('base64') }) as const
  const bob = { ...stamp, node: 'bob', session: 's' }
  const step = {
    ...stamp,
    node: 'lab',
    event: 'step',
    do: 'say',
    from: 'bob',
    to: 'alice',
    text: '',
  } as const
  const told = { ...bob, event: 'delivered', from: 'alice', text: 'one' } as const
  const mallory = {
    ...wire('mallory', 'in', 'one'),
    event: 'intercepted',
    link: 'l',
    from: 'alice',
    to: 'bob',
  } as const
  const order = (...all: readonly object[]) =>
    causal(all.map((one, number) => ({ ...one, number }) as HistoryEvent)).map(({ number }) => number)
  const [out, into] = [wire('alice', 'out', 'one'), wire('bob', 'in', 'one')]
  // What she sends once more, and what she has of it herself.
  t.deepEqual(order(out, into, told, step, into, told), [0, 1, 2, 4, 5, 3])
  t.deepEqual(order(out, step, mallory), [0, 2, 1])
  // What is written after it may come of it, and so may what nobody tells to have written.
  t.deepEqual(order(step, out, into, told), [0, 1, 2, 3])
  t.deepEqual(order(out, step, out, into, told), [0, 1, 2, 3, 4])
  t.deepEqual(order(step, into, told), [0, 1, 2])
  t.deepEqual(order(out, step, { ...into, stopped: true }, told), [0, 1, 2, 3])
  t.deepEqual(order(out, step, { ...into, act: 'two' }), [0, 1, 2])
})

test('that the attacker called is told before that somebody took her call', (t) => {
  const stamp = { act: 'one', phase: 'attack', at: 0 } as const
  const opened = { ...stamp, node: 'bob', event: 'opened', session: 's', calls: null, remote: '10.0.0.3:41' }
  const called = (local: string) =>
    ({ ...stamp, node: 'mallory', event: 'called', to: 'bob', local }) as const
  const order = (...all: readonly object[]) =>
    causal(all.map((one, number) => ({ ...one, number }) as HistoryEvent)).map(({ number }) => number)
  // What she told before it stays before it.
  t.deepEqual(order(opened, called('10.0.0.3:40'), called('10.0.0.3:41')), [1, 2, 0])
  t.deepEqual(order(opened, { ...called('10.0.0.3:41'), act: 'two' }), [0, 1])
})

test('what is in order already stays as it is', async (t) => {
  const events = await played({})
  t.deepEqual(causal(events), events)
})

/**
 * A whole conversation with somebody on the line who changes one thing, anywhere. Whatever it is: nothing is
 * thrown, what is delivered is what was said, and if anything is missing somebody is told.
 */

import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { runsOf } from '../../lab/suite/extent-testing'
import type { Output } from './conversation'
import type { Defences } from './defences'
import { hardenedDefences } from './hardened'
import { type Attack, HostileLine } from './hostile-line-testing'
import { converse, events, friends, Line, other, person, texts, type Who } from './secure-testing'

const people = Promise.all([person('alice'), person('bob')])
/** Rekeys often, so that attacks meet rekeys too. */
const defences: Defences = { ...hardenedDefences, keyLimits: { records: 4, bytes: 2 ** 30, age: 2 ** 30 } }

const steps = ['alice says', 'bob says', 'to alice', 'to bob', 'to alice', 'to bob'] as const
const who = fc.constantFrom<Who>('alice', 'bob')
const attack: fc.Arbitrary<Attack> = fc.record({
  toward: who,
  at: fc.nat(9),
  kind: fc.constantFrom('flip', 'drop', 'repeat', 'cut', 'end', 'swap', 'inject', 'reflect', 'grow'),
  place: fc.nat(),
  bits: fc.integer({ min: 1, max: 255 }),
})
const schedule = fc.array(fc.constantFrom(...steps), { minLength: 10, maxLength: 60 })
const closer = fc.option(who)

async function run(plan: readonly (typeof steps)[number][], closing: Who | null, planned: Attack | null) {
  const [alice, bob] = await people
  const expected = friends(alice, bob)
  const sides = {
    alice: await converse({ self: alice, expected, defences }, 'bob'),
    bob: await converse({ self: bob, expected, defences }, null),
  }
  const line = new HostileLine(sides, planned)
  line.open()
  // Most schedules should get past the handshake.
  for (let i = 0; i < 4; i++) line.bring(i % 2 === 0 ? 'bob' : 'alice')
  for (const step of plan) {
    if (step === 'alice says') line.tryToSay('alice')
    if (step === 'bob says') line.tryToSay('bob')
    if (step === 'to alice') line.bring('alice')
    if (step === 'to bob') line.bring('bob')
  }
  if (closing) line.close(closing)
  line.settle()
  line.endAll()
  return line
}

const alarms = (outputs: readonly Output[]) =>
  events(outputs).flatMap((event) => (event.event === 'alarm' ? [event.code] : []))
const clean = (outputs: readonly Output[]) =>
  events(outputs).some((event) => event.event === 'closed' && event.clean)

/** What holds whatever happened. */
function holds(t: ExecutionContext, line: HostileLine): void {
  for (const side of ['alice', 'bob'] as const) {
    const outputs = line.outputs[side]
    const heard = texts(outputs)
    t.deepEqual(heard, line.said[other(side)].slice(0, heard.length), 'delivered is a prefix of said')
    const names = outputs.map((output) =>
      'event' in output ? output.event : 'write' in output ? 'write' : 'end',
    )
    t.is(names.indexOf('closed'), names.length - 1, 'closed comes once, and last')
    t.true(alarms(outputs).length <= 1, 'one alarm at most')
    t.is(clean(outputs), alarms(outputs).length === 0 && line.gaveUp !== side, 'clean, or told why not')
    t.true(heard.length === 0 || names.indexOf('connected') >= 0)
    t.false(names.slice(0, Math.max(0, names.indexOf('connected'))).includes('delivered'))
  }
  const complete =
    texts(line.outputs.bob).length === line.said.alice.length &&
    texts(line.outputs.alice).length === line.said.bob.length
  const told = [...alarms(line.outputs.alice), ...alarms(line.outputs.bob)]
  t.true(complete || told.length > 0, 'nothing is lost unnoticed')
}

test('without an attack everything arrives, and both sides end cleanly', async (t) => {
  let delivered = 0
  await fc.assert(
    fc.asyncProperty(schedule, who, async (plan, closing) => {
      const line = await run(plan, closing, null)
      holds(t, line)
      t.deepEqual(texts(line.outputs.bob), line.said.alice)
      t.deepEqual(texts(line.outputs.alice), line.said.bob)
      t.deepEqual([...alarms(line.outputs.alice), ...alarms(line.outputs.bob)], [])
      t.true(clean(line.outputs.alice) && clean(line.outputs.bob))
      delivered += line.said.alice.length + line.said.bob.length
    }),
    { numRuns: 40 },
  )
  // That texts arrive at all: about 240, as each run draws its own schedules.
  t.true(delivered > 100)
})

test('one thing changed anywhere: nothing is thrown, nothing false is delivered, somebody is told', async (t) => {
  let acted = 0
  await fc.assert(
    fc.asyncProperty(schedule, closer, attack, async (plan, closing, planned) => {
      const line = await run(plan, closing, planned)
      holds(t, line)
      if (!line.acted) return
      acted += 1
      const told = [...alarms(line.outputs.alice), ...alarms(line.outputs.bob)]
      t.true(told.length > 0, 'whatever was changed is noticed')
    }),
    { numRuns: runsOf(250) },
  )
  // Most of what is drawn has something to act on: about 160 of 250.
  t.true(acted > runsOf(50))
})

test('any byte of any frame of a whole conversation flipped is noticed', async (t) => {
  const plan = ['alice says', 'to bob', 'bob says', 'to alice'] as const
  const flips = fc.record({
    toward: who,
    // Towards Alice: REPLY, CONFIRM, a text, goodbye. Towards Bob: HELLO, PROOF, a text, goodbye.
    at: fc.nat(3),
    kind: fc.constant('flip' as const),
    place: fc.nat(1200),
    bits: fc.constantFrom(1, 2, 4, 8, 16, 32, 64, 128),
  })
  const headers = [0, 1, 2, 3, 4].flatMap((place) =>
    ([0, 1, 2, 3] as const).map((at) => ({ toward: 'bob', at, kind: 'flip', place, bits: 1 }) as const),
  )
  await fc.assert(
    fc.asyncProperty(flips, async (planned) => {
      const line = await run(plan, 'alice', planned)
      holds(t, line)
      t.true(line.acted)
      t.true([...alarms(line.outputs.alice), ...alarms(line.outputs.bob)].length > 0)
    }),
    { numRuns: 150, examples: headers.map((each): [Attack] => [each]) },
  )
})

test('any bytes at all, before and after the handshake: nothing is thrown, nothing is delivered', async (t) => {
  const [alice, bob] = await people
  const expected = friends(alice, bob)
  const noise = fc.array(fc.oneof(fc.nat(5), fc.nat(255)), { maxLength: 400 }).map((all) => Buffer.from(all))
  const framed = fc
    .tuple(fc.integer({ min: 1, max: 5 }), noise)
    .map(([type, payload]) =>
      Buffer.concat([
        Buffer.from([0, 0, (payload.length + 1) >> 8, (payload.length + 1) & 255, type]),
        payload,
      ]),
    )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(noise, framed), { maxLength: 6 }),
      fc.nat(4),
      async (chunks, brought) => {
        const sides = {
          alice: await converse({ self: alice, expected }, 'bob'),
          bob: await converse({ self: bob, expected }, null),
        }
        const line = new Line(sides).open()
        for (let i = 0; i < brought; i++) line.bring(i % 2 === 0 ? 'bob' : 'alice')
        for (const side of ['alice', 'bob'] as const) {
          for (const chunk of chunks) line.take(side, sides[side].receive(chunk))
          line.take(side, sides[side].transportEnded())
          t.deepEqual(texts(line.outputs[side]), [])
          t.is(alarms(line.outputs[side]).length, 1)
          t.like(line.outputs[side].slice(-2), [{ hangUp: true }, { event: 'closed', clean: false }])
        }
      },
    ),
    { numRuns: runsOf(80) },
  )
})

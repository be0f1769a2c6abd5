/** What attacks do through the relay is what arrives, in the order of events, and an error is never silent. */

import { once } from 'node:events'
import test from 'ava'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import type { Attack, Unit } from './attack'
import { attack, frames, handshake, intercepted, Log, message, received, relayed } from './relay-testing'

test('drop, hold, inject, grow, change: an attack does exactly that', async (t) => {
  const [hello, record, empty] = frames
  const injected = encodeFrame(FrameType.RECORD, Buffer.from('injected'))
  const grown = encodeFrame(FrameType.RECORD, Buffer.alloc(100_000, 4))
  const changed = Buffer.from(record)
  changed[9]! ^= 1
  const attacks: Record<string, [(unit: Unit, pass: (bytes: Buffer) => void) => void, Buffer[]]> = {
    drop: [(unit, pass) => unit.bytes.equals(record) || pass(unit.bytes), [hello, empty]],
    inject: [
      (unit, pass) => [injected, unit.bytes].map(pass),
      [injected, hello, injected, record, injected, empty],
    ],
    grow: [(unit, pass) => pass(unit.bytes.equals(record) ? grown : unit.bytes), [hello, grown, empty]],
    change: [(unit, pass) => pass(unit.bytes.equals(record) ? changed : unit.bytes), [hello, changed, empty]],
  }
  for (const [name, [unit, expected]] of Object.entries(attacks)) {
    const wire = await relayed(
      t,
      attack((link) => ({ unit: (each) => void unit(each, (bytes) => link.send('callee', bytes)) })),
    )
    const { caller, callee } = await wire.call()
    caller.end(Buffer.concat(frames))
    t.deepEqual(await received(callee), Buffer.concat(expected), name)
    callee.end()
    await wire.over()
    t.deepEqual(intercepted(wire, 'alice'), [...frames], name)
  }
})

test('hold: what is held back comes out when the attack says so, in the order it says', async (t) => {
  const held: Buffer[] = []
  const wire = await relayed(
    t,
    attack((link) => ({
      unit: ({ bytes }) => void held.unshift(bytes),
      ended(side) {
        for (const bytes of held.splice(0)) link.send('callee', bytes)
        if (side === 'caller') link.hangUp('callee')
      },
    })),
  )
  const { caller, callee } = await wire.call()
  caller.end(Buffer.concat(frames))
  t.deepEqual(await received(callee), Buffer.concat([...frames].reverse()))
  callee.end()
  await wire.over()
})

test('an attack that answers in the callee’s place, and hangs up on the caller alone', async (t) => {
  const wire = await relayed(
    t,
    attack((link) => ({
      unit(unit, from) {
        if (from === 'callee') return
        link.send('caller', Buffer.from('forged'))
        link.hangUp('caller')
        link.send('caller', Buffer.from('too late'))
        link.loot('forged', 'forged', 'callee')
        link.acted('answers', { to: 'caller', presented: 'ab' })
        link.acted('again')
        t.true(unit.bytes.equals(frames[0]))
      },
    })),
  )
  const { caller, callee } = await wire.call()
  const remote = `127.0.0.1:${caller.localPort}`
  caller.write(frames[0])
  t.deepEqual(await received(caller), Buffer.from('forged'))
  caller.end()
  t.deepEqual(await received(callee), Buffer.alloc(0))
  callee.end()
  await wire.over()
  const link = 'link-1'
  t.deepEqual(wire.events.all, [
    { event: 'linked', link, remote },
    { event: 'intercepted', link, from: 'alice', to: 'bob', bytes: frames[0].toString('base64') },
    { event: 'loot', link, how: 'forged', text: 'forged', from: 'bob', to: 'alice' },
    { event: 'acted', link, what: 'answers', to: 'alice', presented: 'ab' },
    { event: 'acted', link, what: 'again', to: null, presented: null },
    { event: 'unlinked', link },
  ])
})

for (const how of ['hung up', 'reset'] as const) {
  test(`what comes in is reported before the attack sees it, the end of a link last (${how})`, async (t) => {
    const gone = new Log<string>()
    const wire = await relayed(t, async () => async (link) => {
      // An attack may take its time before it begins; both sides have long been gone by then.
      await gone.until(({ length }) => length === 2)
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
      return {
        unit: (unit, from) => link.acted(`${from} ${unit.bytes.length}`),
        ended: (side) => link.acted(`${side} ended`),
      }
    })
    const { caller, callee, inside } = await wire.call()
    caller.write(frames[0])
    callee.write(frames[1])
    await wire.events.until((all) => all.filter(({ event }) => event === 'intercepted').length === 2)
    for (const [socket, within] of [
      [caller, inside.caller],
      [callee, inside.callee],
    ] as const) {
      if (how === 'reset') socket.resetAndDestroy()
      else socket.end()
      if (how === 'reset') within.on('close', () => gone.note('reset'))
      else gone.note('hung up')
    }
    await wire.over()
    const said = wire.events.all.map((event) => event.what ?? event.event)
    t.deepEqual(said.slice(0, 3), ['linked', 'intercepted', 'intercepted'])
    t.deepEqual([...said.slice(3, -1)].sort(), ['callee 305', 'callee ended', 'caller 8', 'caller ended'])
    t.is(said.at(-1), 'unlinked')
  })
}

test('an attack that begins after one side has hung up is told so first', async (t) => {
  const wire = await relayed(t, async () => (link) => ({
    unit: (_, from) => link.acted(`${from} speaks`),
    ended: (side) => link.acted(`${side} ended`),
  }))
  const { caller, callee } = await wire.call()
  caller.end()
  await received(callee)
  callee.end(frames[0])
  await wire.over()
  t.deepEqual(
    wire.only('acted').map(({ what }) => what),
    ['caller ended', 'callee speaks', 'callee ended'],
  )
})

test('an attack that does nothing at all keeps no link open', async (t) => {
  const wire = await relayed(t, async () => () => ({ unit: () => {}, ended: () => {} }))
  const { caller, callee } = await wire.call()
  const heard = Promise.all([received(caller), received(callee)])
  caller.end(frames[0])
  callee.end(frames[0])
  t.deepEqual(await heard, [Buffer.alloc(0), Buffer.alloc(0)])
  await wire.over()
})

const boom = () => {
  throw new Error('boom')
}
const throwing: Record<string, Attack['prepare']> = {
  'when a link begins': async () => boom,
  'before a link begins, later': async () => async () => boom(),
  'at a unit': attack(() => ({ unit: boom })),
  'at the end of a side': attack(() => ({ ended: boom })),
}
for (const [when, prepare] of Object.entries(throwing)) {
  test(`an attack that throws ${when} is told, and does nothing more`, async (t) => {
    const wire = await relayed(t, prepare)
    const { caller, callee } = await wire.call()
    const heard = Promise.all([received(caller), received(callee)])
    caller.end(Buffer.concat(frames))
    await heard
    await wire.over()
    t.deepEqual(wire.failures.map(String), ['Error: boom'])
  })
}

test('two links at once do not mix', async (t) => {
  const wire = await relayed(
    t,
    attack((link) => {
      let units = 0
      return { unit: (_, from) => link.send(from === 'caller' ? 'callee' : 'caller', Buffer.of(++units)) }
    }),
  )
  const [one, two] = [await wire.call(), await wire.call()]
  const heard = Promise.all([received(one.callee), received(two.callee), received(two.caller)])
  for (const frame of frames) {
    const arrived = [once(one.inside.caller, 'data'), once(two.inside.callee, 'data')]
    one.caller.write(frame)
    two.callee.write(message)
    await Promise.all(arrived)
  }
  two.caller.end(handshake)
  two.callee.end()
  one.caller.end()
  one.callee.end()
  const [inOne, inTwo, back] = await heard
  t.deepEqual(inOne, Buffer.of(1, 2, 3))
  t.is(inTwo!.length, 1)
  t.is(back!.length, 3)
  await wire.over()
  t.deepEqual(intercepted(wire, 'alice', 'link-1'), [...frames])
  t.deepEqual(intercepted(wire, 'alice', 'link-2'), [handshake])
  t.deepEqual(intercepted(wire, 'bob', 'link-1'), [])
  t.is(Buffer.concat(intercepted(wire, 'bob', 'link-2')).length, 3 * message.length)
})

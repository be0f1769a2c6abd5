/** The relay on real sockets: whole units whatever the chunks, no byte lost, and every link accounted for. */

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { formatHandshake, formatMessage } from '../peers/protocol/prototype-wire'
import type { Attack, Handling, Link, Unit } from './attack'
import { dial } from './dial'
import { noop } from './noop'
import { Log, next, placeOf, type Relayed, received, relayed } from './relay-testing'

const frames = [
  encodeFrame(FrameType.HELLO, Buffer.from('one')),
  encodeFrame(FrameType.RECORD, Buffer.alloc(300, 7)),
  encodeFrame(FrameType.RECORD, Buffer.alloc(0)),
] as const
const pem = Buffer.from('-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----\n')
const handshake = formatHandshake(pem, Buffer.alloc(256, 1))
const message = formatMessage(Buffer.alloc(256, 2), Buffer.alloc(256, 3))
const prototypeUnits = [handshake, message, message] as const
const neither = Buffer.from('GET / HTTP/1.1\r\n\r\n')

/** An attack in one function of the link, and the rest as noop does it. */
function attack(begin: (link: Link) => Partial<Handling>): Attack['prepare'] {
  return async () => {
    const pass = await noop.prepare()
    return async (link) => ({ ...(await pass(link)), ...begin(link) })
  }
}

/** Passes everything on, and tells what units it was given. */
function watching(units: Unit[]): Attack['prepare'] {
  return attack((link) => ({
    unit(unit, from) {
      units.push(unit)
      link.send(from === 'caller' ? 'callee' : 'caller', unit.bytes)
    },
  }))
}

/** What came in on the wire from one side, as reported. */
function intercepted({ only }: Relayed, from: string, link = 'link-1'): Buffer[] {
  const events = only('intercepted').filter((event) => event.from === from && event.link === link)
  return events.map(({ bytes }) => Buffer.from(String(bytes), 'base64'))
}

for (const [wire, sent, kinds] of [
  ['frames', frames, [FrameType.HELLO, FrameType.RECORD, FrameType.RECORD]],
  ['prototype units', prototypeUnits, ['handshake', 'message', 'message']],
] as const) {
  test(`an attack sees whole ${wire}, also when they come one byte at a time`, async (t) => {
    const stream = Buffer.concat(sent)
    for (const size of [1, 7, 100, stream.length]) {
      const units: Unit[] = []
      const wire = await relayed(t, watching(units))
      const { caller, callee, inside } = await wire.call()
      const whole = received(callee)
      for (let at = 0; at < stream.length; at += size) {
        // The next chunk leaves when this one has come in: nothing in between can join them.
        const arrived = once(inside.caller, 'data')
        caller.write(stream.subarray(at, at + size))
        await arrived
      }
      caller.end()
      t.deepEqual(await whole, stream)
      t.deepEqual(
        units.map(({ bytes }) => bytes),
        [...sent],
      )
      t.deepEqual(
        units.map((unit) => ('type' in unit ? unit.type : unit.kind)),
        [...kinds],
      )
      t.deepEqual(intercepted(wire, 'alice'), [...sent])
    }
  })
}

const piece = fc.oneof(
  fc.constantFrom(...frames, handshake, message, neither, Buffer.alloc(70_000, 5)),
  fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
)
const speech = fc.array(piece, { maxLength: 5 })

test('noop changes no byte, whatever the two say and wherever it is cut off', async (t) => {
  await fc.assert(
    fc.asyncProperty(speech, speech, fc.boolean(), async (fromCaller, fromCallee, cut) => {
      const wire = await relayed(t, noop.prepare)
      const { caller, callee } = await wire.call()
      const heard = Promise.all([received(callee), received(caller)])
      const said = [fromCaller, fromCallee].map((pieces) => {
        const all = Buffer.concat(pieces)
        return cut ? all.subarray(0, Math.ceil(all.length * 0.7)) : all
      }) as [Buffer, Buffer]
      caller.end(said[0])
      callee.end(said[1])
      t.deepEqual(await heard, said)
      await wire.over()
      t.deepEqual(Buffer.concat(intercepted(wire, 'alice')), said[0])
      t.deepEqual(Buffer.concat(intercepted(wire, 'bob')), said[1])
      t.deepEqual(wire.failures, [])
    }),
    { numRuns: 40 },
  )
})

test('who has hung up still hears what the other has to say, on either side', async (t) => {
  const long = Buffer.alloc(300_000, 9)
  for (const first of ['caller', 'callee'] as const) {
    const wire = await relayed(t, noop.prepare)
    const sockets = await wire.call()
    const [early, late] =
      first === 'caller' ? [sockets.caller, sockets.callee] : [sockets.callee, sockets.caller]
    const heard = received(early)
    early.end(frames[1].subarray(0, 20))
    t.deepEqual(await received(late), frames[1].subarray(0, 20))
    late.end(long)
    t.deepEqual(await heard, long)
    await wire.over()
  }
})

test('hanging up without a word, and before the other has spoken, is passed on', async (t) => {
  const wire = await relayed(t, noop.prepare)
  const { caller, callee } = await wire.call()
  const heard = received(caller)
  caller.end()
  t.deepEqual(await received(callee), Buffer.alloc(0))
  callee.end(frames[0])
  t.deepEqual(await heard, frames[0])
  await wire.over()
  t.deepEqual(intercepted(wire, 'bob'), [frames[0]])
})

test('a connection that is reset in the middle of a unit ends the other one too', async (t) => {
  const wire = await relayed(t, noop.prepare)
  const { caller, callee } = await wire.call()
  const tail = frames[1].subarray(0, 9)
  caller.write(Buffer.concat([frames[0], tail]))
  t.deepEqual(await next(callee, frames[0].length), frames[0])
  const rest = received(callee)
  caller.resetAndDestroy()
  t.deepEqual(await rest, tail)
  callee.end()
  await wire.over()
  t.deepEqual(intercepted(wire, 'alice'), [frames[0], tail])
})

test('a callee that refuses the connection: the caller is cut off, and no attack begins', async (t) => {
  const gone = createServer().listen(0, '127.0.0.1')
  await once(gone, 'listening')
  const place = placeOf(gone)
  gone.close()
  await once(gone, 'close')
  const begun = attack(() => t.fail('there is nothing to attack') as never)
  const wire = await relayed(t, begun, () => connect(place))
  const caller = wire.knock()
  caller.write(frames[0])
  t.deepEqual(await received(caller), Buffer.alloc(0))
  await wire.over()
  t.deepEqual(
    wire.events.all.map(({ event }) => event),
    ['linked', 'unlinked'],
  )
  t.deepEqual(wire.failures, [])
})

test('a callee that may not be dialled: the relay tells, and the caller is cut off', async (t) => {
  const wire = await relayed(t, noop.prepare, () => dial({}, 'bob:25000'))
  const caller = wire.knock()
  caller.write(frames[0])
  t.deepEqual(await received(caller), Buffer.alloc(0))
  await wire.over()
  t.is(wire.failures.length, 1)
  t.regex(String(wire.failures[0]), /bob:25000 is not in this run's hosts table/)
})

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
  caller.write(frames[0])
  t.deepEqual(await received(caller), Buffer.from('forged'))
  caller.end()
  t.deepEqual(await received(callee), Buffer.alloc(0))
  callee.end()
  await wire.over()
  const link = 'link-1'
  t.deepEqual(wire.events.all, [
    { event: 'linked', link },
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

/** Far more than the operating system keeps for a connection. */
const FLOOD = 48 * 2 ** 20

/** Sends without end, or almost. @returns when the relay takes no more, with the most that it ever kept. */
async function flood(
  t: ExecutionContext,
  wire: Relayed,
  sender: Socket,
  into: Socket,
): Promise<() => number> {
  let most = 0
  void wire.events.until(() => {
    most = Math.max(most, into.writableLength)
    wire.events.all.length = 0 // these are many
    return false
  })
  const chunk = Buffer.alloc(2 ** 20, 0xff)
  for (let sent = 0; sent < FLOOD; sent += chunk.length) sender.write(chunk)
  sender.end()
  while (!into.writableNeedDrain) await new Promise(setImmediate)
  for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate)
  t.true(sender.writableLength > 2 ** 20, 'the sender has to wait')
  return () => most
}

test('a side that sends without end has to wait for the one that does not read', async (t) => {
  for (const from of ['caller', 'callee'] as const) {
    const wire = await relayed(t, noop.prepare)
    const { caller, callee, inside } = await wire.call()
    const [sender, reader] = from === 'caller' ? [caller, callee] : [callee, caller]
    const into = from === 'caller' ? inside.callee : inside.caller
    const most = await flood(t, wire, sender, into)
    let size = 0
    reader.on('data', ({ length }) => {
      size += length
    })
    reader.resume()
    await once(reader, 'end')
    t.is(size, FLOOD)
    t.true(most() < 2 ** 20, `kept ${most()} bytes`)
  }
})

test('the same where an attack sends everything back', async (t) => {
  const wire = await relayed(
    t,
    attack((link) => ({ unit: ({ bytes }, from) => link.send(from, bytes) })),
  )
  const { caller, inside } = await wire.call()
  const most = await flood(t, wire, caller, inside.caller)
  let size = 0
  caller.on('data', ({ length }) => {
    size += length
  })
  caller.resume()
  await once(inside.caller, 'end')
  while (size < FLOOD) await once(caller, 'data')
  t.is(size, FLOOD)
  t.true(most() < 2 ** 20, `kept ${most()} bytes`)
})

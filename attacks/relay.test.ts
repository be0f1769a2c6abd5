/** The relay on real sockets: whole units whatever the chunks, no byte lost, and every link accounted for. */

import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import test from 'ava'
import fc from 'fast-check'
import { runsOf } from '../lab/suite/extent-testing'
import { FrameType } from '../peers/protocol/frames'
import type { Attack, Unit } from './attack'
import { dial } from './dial'
import { noop } from './noop'
import {
  attack,
  frames,
  handshake,
  intercepted,
  message,
  next,
  placeOf,
  received,
  relayed,
} from './relay-testing'

const prototypeUnits = [handshake, message, message] as const
const neither = Buffer.from('GET / HTTP/1.1\r\n\r\n')

/** Passes everything on, and tells what units it was given. */
function watching(units: Unit[]): Attack['prepare'] {
  return attack((link) => ({
    unit(unit, from) {
      units.push(unit)
      link.send(from === 'caller' ? 'callee' : 'caller', unit.bytes)
    },
  }))
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
    { numRuns: runsOf(40) },
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

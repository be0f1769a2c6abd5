/** A session holds back the one who writes faster than the other side reads. */

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import type { ConversationEvent, Role } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { hardenedProfile } from '../protocol/secure'
import { friends, person } from '../protocol/secure-testing'
import { testEntropy } from '../protocol/test-keys-testing'
import { portOf, Told } from './peer-testing'
import { Session, SMALL_BYTES } from './session'

const people = Promise.all([person('alice'), person('bob')])

/** Two sessions over a real socket. `drained` counts how often Alice may go on. */
async function sessions(t: ExecutionContext) {
  const [alice, bob] = await people
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const far = connect({ port: portOf(server), host: '127.0.0.1' })
  const [near] = (await once(server, 'connection')) as [Socket]
  server.close()
  t.teardown(() => {
    far.destroy()
    near.destroy()
  })
  const told = { alice: new Told<ConversationEvent>(), bob: new Told<ConversationEvent>() }
  let onDrain = () => {}
  const make = async (socket: Socket, role: Role) => {
    const [self, calls] = role === 'initiator' ? [alice, 'bob'] : [bob, null]
    const expected = friends(alice, bob)
    const setup = { role, self, calls, expected, entropy: testEntropy, now: Date.now }
    const { tell } = told[role === 'initiator' ? 'alice' : 'bob']
    return new Session(socket, await hardenedProfile.converse(setup), tell, undefined, () => onDrain())
  }
  const ends = { bob: await make(near, 'responder'), alice: await make(far, 'initiator') }
  await Promise.all([told.alice.until('connected'), told.bob.until('connected')])
  const drained = () => new Promise<void>((resolve) => (onDrain = resolve))
  return { ...ends, told, far, near, drained }
}

const chunk = (number: number) => Buffer.alloc(65_000, number)

test('a reader that pauses makes the writer wait, and little is kept meanwhile', async (t) => {
  const { alice, bob, told, far, drained } = await sessions(t)
  bob.pause()
  const goesOn = drained()
  let said = 0
  // The system's own buffers take some before the writer has to wait; without an end this would not end.
  while (alice.sendData(chunk(said))) {
    said += 1
    if (said % 8 === 0) await new Promise(setImmediate)
    if (said === 2000) break
  }
  said += 1
  t.true(said < 2000, 'the writer is told to wait')
  t.true(far.writableLength < 8 * 65_305, `${far.writableLength} bytes wait in this program`)
  t.is(told.bob.of('data').length, 0, 'nothing is read while paused')
  bob.resume()
  await goesOn
  t.is(far.writableLength, 0)
  await told.bob.until('data', said)
  t.deepEqual(
    told.bob.of('data').map(({ content }) => content.equals(chunk(content[0]!)) && content[0]),
    Array.from({ length: said }, (_, number) => number % 256),
  )
})

test('a session that is abandoned is cut: this side says why, the other finds it cut', async (t) => {
  const { alice, told } = await sessions(t)
  alice.abandon(new PeerError('TIMEOUT'))
  await Promise.all([told.alice.until('closed'), told.bob.until('closed')])
  const end = { event: 'closed', clean: false }
  t.like(told.alice.events.slice(-2), [{ code: 'TIMEOUT' }, end])
  t.like(told.bob.events.slice(-2), [{ code: 'TRUNCATED' }, end])
  alice.abandon(new PeerError('TIMEOUT'))
  t.is(told.alice.of('alarm').length, 1)
})

test('a paused session that is closed says goodbye all the same', async (t) => {
  const { alice, bob, told } = await sessions(t)
  alice.sendData(chunk(1))
  bob.pause()
  alice.close()
  bob.resume()
  await Promise.all([told.alice.until('closed'), told.bob.until('closed')])
  t.is(told.bob.of('data').length, 1)
  t.deepEqual(told.alice.events.at(-1), { event: 'closed', clean: true })
  t.deepEqual(told.bob.events.at(-1), { event: 'closed', clean: true })
})

test('small messages of one turn share a record, in order, also around large ones and texts', async (t) => {
  const { alice, bob, far, told } = await sessions(t)
  const before = far.bytesWritten
  for (let i = 0; i < 50; i += 1) alice.sendData(Buffer.of(i))
  await told.bob.until('data', 50)
  t.is(far.bytesWritten - before, 5 + 8 + 256 + 16)
  alice.sendData(Buffer.of(50))
  alice.sendData(chunk(51))
  alice.sendData(Buffer.of(52))
  alice.send('a text')
  alice.sendData(Buffer.of(53))
  alice.sendData(Buffer.of(54))
  alice.close()
  t.throws(() => alice.sendData(Buffer.of(55)), { code: 'NOT_CONNECTED' })
  await told.bob.until('closed')
  t.deepEqual(
    told.bob.of('data').map(({ content }) => content[0]),
    Array.from({ length: 55 }, (_, number) => number),
  )
  t.is(
    told.bob.events.findIndex(({ event }) => event === 'delivered'),
    told.bob.events.length - 4,
  )
  t.throws(() => bob.sendData(Buffer.of(1)), { code: 'NOT_CONNECTED' })
})

test('more than a record takes is spread over several', async (t) => {
  const { alice, told } = await sessions(t)
  const said = Array.from({ length: 200 }, (_, number) => Buffer.alloc(2_000, number))
  for (const content of said) alice.sendData(content)
  await told.bob.until('data', 200)
  t.true(told.bob.of('data').every(({ content }, number) => content.equals(said[number]!)))
})

test('what is not small may be changed as soon as it was said', async (t) => {
  const { alice, told } = await sessions(t)
  const room = Buffer.alloc(65_000)
  const sizes = [SMALL_BYTES + 1, 65_000, SMALL_BYTES + 1, 65_000, 65_000]
  for (const [number, size] of sizes.entries()) alice.sendData(room.subarray(0, size).fill(number))
  room.fill(0xff)
  await told.bob.until('data', sizes.length)
  const expected = sizes.map((size, number) => Buffer.alloc(size, number))
  t.true(told.bob.of('data').every(({ content }, number) => content.equals(expected[number]!)))
})

test('of much that has arrived some is read in each turn of the event loop', async (t) => {
  const { alice, bob, told, drained } = await sessions(t)
  bob.pause()
  const goesOn = drained()
  for (let number = 0; number < 16; number++) alice.sendData(chunk(number))
  // All of it is in the system's buffers, or waits for them.
  await goesOn
  bob.resume()
  const turns: number[] = []
  for (let heard = 0; heard < 16; ) {
    await new Promise(setImmediate)
    const now = told.bob.of('data').length
    if (now > heard) turns.push(now - heard)
    heard = now
  }
  t.true(Math.max(...turns) <= 4, `chunks in each turn: ${turns.join(' ')}`)
})

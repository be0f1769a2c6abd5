import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import type { Conversation, ConversationEvent, Output } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { portOf, Told } from './peer-testing'
import { type Deadlines, defaultDeadlines, Session } from './session'

const connected: ConversationEvent = { event: 'connected', peer: 'bob', fingerprint: 'ab', own: 'cd' }
const closed = (clean: boolean): ConversationEvent => ({ event: 'closed', clean })
const hangUp: Output = { hangUp: true }

/** A conversation without a protocol: each line that comes in says what to do, and nothing is checked. */
class Script implements Conversation {
  readonly ended: string[] = []
  open = (): Output[] => [{ write: Buffer.from('open\n') }]
  send = (text: string): Output[] => {
    if (text === '') throw new PeerError('MESSAGE_TOO_LONG')
    return [{ write: Buffer.from(`${text}\n`) }]
  }
  sendData = (content: Uint8Array): Output[] => [{ write: content }]
  shown = () => ({ own: '1', peer: '2' })
  close = (): Output[] => [{ write: Buffer.from('goodbye\n') }]
  transportEnded = (): Output[] => {
    this.ended.push('ended')
    return [hangUp, closed(false)]
  }
  receive(chunk: Uint8Array): Output[] {
    const words = Buffer.from(chunk).toString().trim().split(' ')
    return words.flatMap((word): Output[] => {
      if (word === 'connect') return [connected]
      if (word === 'goodbye') return [hangUp, closed(true)]
      if (word === 'refuse') return [hangUp, closed(false)]
      return [{ event: 'delivered', text: word }]
    })
  }
}

/** A session and the socket at its other end, which may go on after this end has ended. */
async function session(t: ExecutionContext, deadlines: Partial<Deadlines> = {}) {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const far = connect({ port: portOf(server), host: '127.0.0.1', allowHalfOpen: true })
  const [near] = (await once(server, 'connection')) as [Socket]
  server.close()
  t.teardown(() => {
    far.destroy()
    near.destroy()
  })
  far.on('error', () => {})
  far.setEncoding('utf8')
  const script = new Script()
  const told = new Told<ConversationEvent>()
  const start = () => new Session(near, script, told.tell, { ...defaultDeadlines, ...deadlines })
  return { far, near, script, told, start }
}

test('bytes and events go through in order, and nothing after the end', async (t) => {
  const { far, near, script, told, start } = await session(t)
  const own = start()
  far.write('connect one two')
  await told.until('delivered', 2)
  own.send('hello')
  t.throws(() => own.send(''), { code: 'MESSAGE_TOO_LONG' })
  t.deepEqual(own.shown(), { own: '1', peer: '2' })
  own.close()
  far.end('goodbye late')
  let heard = ''
  far.on('data', (chunk) => (heard += chunk))
  await Promise.all([once(far, 'close'), once(near, 'close')])
  t.is(heard, 'open\nhello\ngoodbye\n')
  t.deepEqual(told.events, [
    connected,
    { event: 'delivered', text: 'one' },
    { event: 'delivered', text: 'two' },
    closed(true),
  ])
  t.deepEqual(script.ended, ['ended'])
  own.close()
  t.is(told.events.length, 4)
})

test('no handshake in time: an alarm, the end, and no socket', async (t) => {
  const { far, near, told, start } = await session(t, { handshake: 20 })
  start()
  await Promise.all([once(near, 'close'), told.until('closed')])
  far.write('connect one')
  t.deepEqual(JSON.parse(JSON.stringify(told.events)), [
    {
      event: 'alarm',
      code: 'TIMEOUT',
      message: 'The other side did not answer in time.',
      evidence: {},
    },
    closed(false),
  ])
})

test('a handshake in time may be followed by silence', async (t) => {
  const quiet = await session(t, { handshake: 300 })
  const late = await session(t, { handshake: 300 })
  quiet.start()
  quiet.far.write('connect')
  await quiet.told.until('connected')
  // Its time begins later, so when it is over the other one's would be over too.
  late.start()
  await late.told.until('closed')
  t.deepEqual(quiet.told.events, [connected])
  t.false(quiet.near.destroyed)
})

test('no goodbye in time: an alarm, the end, and no socket', async (t) => {
  const { far, near, told, start } = await session(t, { goodbye: 20 })
  const own = start()
  far.write('connect')
  await told.until('connected')
  own.close()
  await Promise.all([once(near, 'close'), told.until('closed')])
  t.deepEqual(
    told.events.map((event) => (event.event === 'alarm' ? event.code : event)),
    [connected, 'TIMEOUT', closed(false)],
  )
})

test('a goodbye in time is no alarm, and who does not hang up is cut off', async (t) => {
  const { far, near, told, start } = await session(t, { goodbye: 300 })
  const own = start()
  far.write('connect')
  await told.until('connected')
  own.close()
  // The far end says goodbye, and keeps the connection open.
  far.write('goodbye')
  far.resume()
  await once(near, 'close')
  t.deepEqual(told.events, [connected, closed(true)])
})

test('a refused connection is cut off too, when the other side keeps it open', async (t) => {
  const { far, near, told, start } = await session(t, { goodbye: 30 })
  start()
  far.write('refuse')
  far.resume()
  await once(near, 'close')
  t.deepEqual(told.events, [closed(false)])
})

for (const cut of ['destroy', 'resetAndDestroy'] as const) {
  test(`a connection that is cut (${cut}) is told to the conversation once`, async (t) => {
    const { far, script, told, start } = await session(t)
    const own = start()
    far.write('connect')
    await told.until('connected')
    far[cut]()
    await told.until('closed')
    t.deepEqual(script.ended, ['ended'])
    t.deepEqual(told.events, [connected, closed(false)])
    own.close()
    own.send('into nothing')
    t.is(told.events.length, 2)
  })
}

test('a connection that was cut before the session began ends all the same', async (t) => {
  const { near, told, start, script } = await session(t)
  near.destroy()
  await once(near, 'close')
  start()
  t.deepEqual(told.events, [], 'whoever made the session comes to know it first')
  await told.until('closed')
  t.deepEqual(script.ended, ['ended'])
})

test.serial('a session that is over leaves no timer', async (t) => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = timers()
  for (const ending of ['goodbye', 'refuse', null]) {
    const { far, near, told, start } = await session(t)
    start()
    far.write('connect')
    await told.until('connected')
    far.resume()
    if (ending) far.end(ending)
    else far.destroy()
    await Promise.all([told.until('closed'), near.closed || once(near, 'close')])
    t.is(timers(), before, `${ending}`)
  }
})

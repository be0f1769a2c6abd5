import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { type ExecutionContext } from 'ava'
import { t as words } from '../language/sentence'
import type { MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { openHomeSocket, runningMessenger } from './home-socket'

const message: MessengerEvent = { event: 'message', friend: 'bob', id: '7', text: 'hi', at: 1, written: 1 }

async function place(t: ExecutionContext) {
  const home = mkdtempSync(join(tmpdir(), 'socket-'))
  t.teardown(() => rmSync(home, { recursive: true }))
  // As a killed one leaves it.
  writeFileSync(join(home, 'socket'), '')
  const sent: string[] = []
  const messenger = {
    send: async (to: string, what: string) => {
      if (to === 'nobody') throw new PeerError('UNKNOWN_PEER', words`No friend.`)
      return `id of ${what}`
    },
  }
  const socket = await openHomeSocket(home, messenger, (friend, what) => sent.push(`${friend}: ${what}`))
  t.teardown(() => socket?.close())
  return { home, sent, socket: socket! }
}

/** What a script hears that writes this itself. */
async function answered(home: string, written: string): Promise<string> {
  const script = connect(join(home, 'socket'))
  script.on('error', () => {})
  script.write(written)
  // Cut off while it still writes, it hears a reset.
  return text(script).catch(() => '')
}

test('a script sends, and hears what comes; only the owner of the home can', async (t) => {
  const { home, sent, socket } = await place(t)
  t.is(statSync(join(home, 'socket')).mode & 0o777, 0o600)
  const heard: MessengerEvent[] = []
  let hear = () => {}
  const both = new Promise<void>((resolve) => {
    hear = () => heard.length === 2 && resolve()
  })
  let gone = () => {}
  const ended = new Promise<void>((resolve) => {
    gone = resolve
  })
  const script = await runningMessenger(
    home,
    (event) => {
      heard.push(event)
      hear()
    },
    () => gone(),
  )
  t.is(await script!.send('bob', 'two\nlines'), 'id of two\nlines')
  await t.throwsAsync(script!.send('nobody', 'x'), { code: 'UNKNOWN_PEER', message: 'No friend.' })
  t.deepEqual(sent, ['bob: two\nlines'])
  socket.tell(message)
  socket.tell({ event: 'sent', friend: 'bob', id: '8' })
  socket.tell({ event: 'delivered', friend: 'bob', id: '8', waiting: 0 })
  await both
  t.deepEqual(
    heard.map(({ event }) => event),
    ['message', 'delivered'],
  )
  socket.close()
  await ended
  t.is(
    await runningMessenger(
      home,
      () => {},
      () => {},
    ),
    null,
  )
})

test('what is no sending is refused, and a line without end is cut off', async (t) => {
  const { home, sent, socket } = await place(t)
  const refused = answered(home, '{"id":1,"do":"remove","name":"bob"}\nnonsense\n')
  const endless = await answered(home, 'x'.repeat(200_000))
  t.is(endless, '')
  const flood = await answered(home, '{"id":1,"do":"send","to":"bob","text":"x"}\n'.repeat(1_000))
  t.is(flood, '')
  socket.close()
  const lines = (await refused).trim().split('\n')
  t.deepEqual(
    lines.map((line) => JSON.parse(line).code),
    ['BAD_COMMAND', 'BAD_COMMAND'],
  )
  t.true(sent.length <= 100)
})

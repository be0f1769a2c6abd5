import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { t as words } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { RelayLine, type RelayLineOptions } from './relay-line'

const token = (letter: string) => letter.repeat(43)

/** A relay that says whatever the test wants, and a line to it. */
async function lineTo(t: ExecutionContext, options: Partial<RelayLineOptions> = {}) {
  const ends: Socket[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    ends.push(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const dialled: object[] = []
  const called: string[] = []
  let settle = () => {}
  const line = new RelayLine({
    dialIn: async (query) => {
      dialled.push(query)
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      await once(socket, 'connect')
      return socket
    },
    wanted: (friend) => friend !== 'stranger',
    onCall: (friend) => {
      called.push(friend)
      return new Promise((resolve) => {
        settle = resolve
      })
    },
    random: () => 0.5,
    schedule: { silence: 5_000, retry: { first: 5, most: 20 }, none: 5 },
    ...options,
  })
  t.teardown(() => {
    line.stop()
    for (const end of ends) end.destroy()
    server.close()
  })
  line.start()
  const nextEnd = async (number: number): Promise<Socket> => {
    while (ends.length < number) await once(server, 'connection')
    return ends[number - 1]!
  }
  return { line, dialled, called, nextEnd, over: () => settle() }
}

const say = (end: Socket, name: string, letter: string) =>
  end.write(`${JSON.stringify({ name, token: token(letter) })}\n`)

test('a friend’s call is answered under its token; strangers’ calls are not, nor the same friend’s twice', async (t) => {
  const { dialled, called, nextEnd } = await lineTo(t)
  const end = await nextEnd(1)
  say(end, 'stranger', 'a')
  say(end, 'bob', 'b')
  say(end, 'bob', 'c')
  await nextEnd(2)
  say(end, 'carol', 'd')
  await nextEnd(3)
  t.deepEqual(dialled, [{}, { token: token('b') }, { token: token('d') }])
  while (called.length < 2) await new Promise(setImmediate)
  t.deepEqual(called, ['bob', 'carol'])
})

test('few calls are answered at once, whatever a relay makes up', async (t) => {
  const { dialled, nextEnd } = await lineTo(t)
  const end = await nextEnd(1)
  for (const letter of 'abcdefgh') say(end, `friend-${letter}`, letter)
  await nextEnd(5)
  await new Promise(setImmediate)
  t.is(dialled.length, 5)
})

test('a relay that says anything else is hung up on, and dialled again', async (t) => {
  const { called, nextEnd } = await lineTo(t)
  const odd = [
    'hello\n',
    '{"name":"bob","token":"short"}\n',
    `{"name":"bob","token":"${token('a')}","more":1}\n`,
    'x'.repeat(600),
  ]
  for (const [place, said] of odd.entries()) {
    const end = await nextEnd(place + 1)
    end.write(said)
    await nextEnd(place + 2)
  }
  t.deepEqual(called, [])
})

test('a line on which nothing is said for long is dead, and dialled again', async (t) => {
  const schedule = { silence: 20, retry: { first: 5, most: 20 }, none: 5 }
  const { nextEnd, line } = await lineTo(t, { schedule })
  await nextEnd(3)
  line.stop()
  t.false(line.isUp)
})

test('where the directory has no relay it is asked again, and nobody is kept waiting', async (t) => {
  let asked = 0
  const none = new PeerError('DIRECTORY_REFUSED', words`Nothing there.`, { status: 404, code: 'NO_ROUTE' })
  const enough = new Promise<void>((resolve) => {
    void lineTo(t, {
      dialIn: async () => {
        asked += 1
        if (asked === 3) resolve()
        throw none
      },
    })
  })
  await enough
  t.is(asked, 3)
})

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import test, { type ExecutionContext } from 'ava'
import { RELAY_PROTOCOL } from '../../peers/protocol/directory-api'
import { enter, newIdentity, password, send, startDirectory } from '../directory-testing'
import { TrustedProxies } from '../limits/client-address'
import { type RelayBounds, relayBounds } from '../relay/relay'
import { hardenedDirectory } from '../users/defences'

const own = newIdentity()

/** A directory with a relay, in which everybody named is everybody's friend but Mallory's. */
async function relay(t: ExecutionContext, bounds: Partial<RelayBounds> = {}) {
  const proxies = new TrustedProxies([])
  const started = await startDirectory(proxies, hardenedDirectory, { ...relayBounds, ...bounds })
  t.teardown(started.stop)
  const { base } = started
  const tokens = new Map<string, string>()
  for (const name of ['alice', 'bob', 'carol', 'mallory']) tokens.set(name, await enter(base, name, own))
  const befriend = async (one: string, other: string) => {
    await send(base, 'POST', '/add_friend', { token: tokens.get(one)!, body: { name: other } })
    await send(base, 'POST', '/add_friend', { token: tokens.get(other)!, body: { name: one } })
  }
  await befriend('alice', 'bob')
  await befriend('carol', 'bob')
  const dialIn = (who: string, query: Record<string, string> = {}) =>
    upgrade(t, `${base}/relay?${new URLSearchParams(query)}`, tokens.get(who))
  /** Somebody's line, on which the relay has said that it lives. */
  const line = async (who: string) => {
    const held = await connected(dialIn(who))
    await held.read('\n')
    return held
  }
  return { ...started, tokens, dialIn, line }
}

/** A connection of a test, with all that came on it so far. */
class Held {
  heard = Buffer.alloc(0)
  constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => {
      this.heard = Buffer.concat([this.heard, bytes])
    })
    socket.on('error', () => {})
  }

  /** Settles when this has come, and takes it away. */
  async read(text: string): Promise<string> {
    for (;;) {
      const place = this.heard.indexOf(text)
      if (place >= 0) {
        const read = this.heard.subarray(0, place + text.length).toString()
        this.heard = this.heard.subarray(place + text.length)
        return read
      }
      await once(this.socket, 'data')
    }
  }

  /** The next call that is told on a line. */
  async call(): Promise<{ name: string; token: string }> {
    for (;;) {
      const text = await this.read('\n')
      if (text !== '\n') return JSON.parse(text)
    }
  }

  get closed(): Promise<unknown> {
    return this.socket.destroyed ? Promise.resolve() : once(this.socket, 'close')
  }
}

type Reply = { readonly held: Held } | { readonly refused: string; readonly status: number }

function upgrade(
  t: ExecutionContext,
  url: string,
  token?: string,
  protocol = RELAY_PROTOCOL,
): Promise<Reply> {
  const asked = request(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: protocol,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    agent: false,
  })
  t.teardown(() => asked.destroy())
  asked.end()
  return new Promise((resolve, reject) => {
    asked.on('error', reject)
    asked.on('upgrade', (_, socket: Duplex, head: Buffer) => {
      if (head.length > 0) socket.unshift(head)
      t.teardown(() => socket.destroy())
      resolve({ held: new Held(socket as Socket) })
    })
    asked.on('response', async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      const { error } = JSON.parse(Buffer.concat(chunks).toString())
      resolve({ refused: error.code, status: response.statusCode ?? 0 })
    })
  })
}

async function connected(reply: Promise<Reply>): Promise<Held> {
  const got = await reply
  if (!('held' in got)) throw new Error(`refused: ${got.refused}`)
  return got.held
}

/** @returns two joined ends: of who called, and of who was called. */
async function pairOf({ dialIn, line }: Awaited<ReturnType<typeof relay>>, caller = 'alice') {
  const bobs = await line('bob')
  const calling = dialIn(caller, { name: 'bob' })
  const { name, token } = await bobs.call()
  const [one, other] = await Promise.all([connected(calling), connected(dialIn('bob', { token }))])
  return { one, other, name, token, bobs }
}

test('friends are joined: what either says reaches the other, whole and in order, and an end is an end', async (t) => {
  const { one, other, name } = await pairOf(await relay(t))
  t.is(name, 'alice')
  const much = randomBytes(3 * 1024 * 1024)
  one.socket.write(much)
  other.socket.end('and back')
  await one.read('and back')
  one.socket.end()
  await other.closed
  t.true(other.heard.equals(much))
})

test('nobody is let in without a login, nobody called but by a friend, and nobody who does not wait', async (t) => {
  const made = await relay(t)
  const { base, dialIn, line } = made
  t.deepEqual(await upgrade(t, `${base}/relay`), { refused: 'NOT_LOGGED_IN', status: 401 })
  t.deepEqual(await dialIn('alice', { name: 'bob' }), { refused: 'NOT_WAITING', status: 404 })
  const bobs = await line('bob')
  for (const name of ['bob', 'nobody']) {
    t.deepEqual(await dialIn('mallory', { name }), { refused: 'NOT_A_FRIEND', status: 403 })
  }
  t.is(bobs.heard.length, 0)
})

test('a token answers one call, of the one who is called, once', async (t) => {
  const made = await relay(t)
  const { dialIn, line } = made
  const bobs = await line('bob')
  const calling = dialIn('alice', { name: 'bob' })
  const { token } = await bobs.call()
  const none = { refused: 'NO_CALL', status: 404 }
  t.deepEqual(await dialIn('mallory', { token }), none)
  t.deepEqual(await dialIn('carol', { token }), none)
  t.deepEqual(await dialIn('bob', { token: 'A'.repeat(43) }), none)
  await connected(dialIn('bob', { token }))
  await connected(calling)
  t.deepEqual(await dialIn('bob', { token }), none)
})

test('a line whose login has ended hears of nobody any more', async (t) => {
  const made = await relay(t)
  const bobs = await made.line('bob')
  const { body } = await send(made.base, 'POST', '/login', { body: { name: 'bob', password } })
  const other = (body as { token: string }).token
  t.is((await send(made.base, 'DELETE', '/tokens', { token: other })).status, 200)
  t.deepEqual(await made.dialIn('alice', { name: 'bob' }), { refused: 'NOT_WAITING', status: 404 })
  await bobs.closed
  t.is(bobs.heard.length, 0)
})

test('a request for no address at all is refused as one for an unknown route', async (t) => {
  const { base } = await relay(t)
  const { hostname, port } = new URL(base)
  const held = new Held(connect(Number(port), hostname))
  t.teardown(() => held.socket.destroy())
  held.socket.write(`GET // HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${RELAY_PROTOCOL}\r\n\r\n`)
  t.regex(await held.read('}}'), /^HTTP\/1\.1 404 .*NO_ROUTE/s)
})

test('whoever does not answer in time is not waited for, and the token is of no use then', async (t) => {
  const { dialIn, line } = await relay(t, { answer: 50 })
  const bobs = await line('bob')
  const calling = dialIn('alice', { name: 'bob' })
  const { token } = await bobs.call()
  t.deepEqual(await calling, { refused: 'NOT_WAITING', status: 404 })
  t.deepEqual(await dialIn('bob', { token }), { refused: 'NO_CALL', status: 404 })
})

test('one friend has few pairs with another one, few calls that wait, and does not keep others out', async (t) => {
  const made = await relay(t, { pairsWithOne: 1 })
  await pairOf(made)
  const { bobs } = await pairOf(made, 'carol')
  const refused = { refused: 'TOO_MANY', status: 429 }
  t.deepEqual(await made.dialIn('alice', { name: 'bob' }), refused)
  t.is(bobs.heard.length, 0)
})

test('an account has few pairs, and the relay few in all', async (t) => {
  const few = await relay(t, { pairs: 0 })
  await few.line('bob')
  t.deepEqual(await few.dialIn('alice', { name: 'bob' }), { refused: 'TOO_MANY', status: 429 })
  const full = await relay(t, { pairsInAll: 0, lines: 1 })
  await full.line('bob')
  t.deepEqual(await full.dialIn('alice', { name: 'bob' }), { refused: 'BUSY', status: 503 })
  t.deepEqual(await full.dialIn('alice'), { refused: 'BUSY', status: 503 })
})

test('who calls without end is refused, and the friend is not disturbed any more', async (t) => {
  const made = await relay(t, { answer: 1 })
  const bobs = await made.line('bob')
  const refusals: string[] = []
  for (let calls = 0; calls < 12; calls++) {
    const reply = await made.dialIn('alice', { name: 'bob' })
    if ('refused' in reply) refusals.push(reply.refused)
  }
  t.deepEqual(refusals.slice(-2), ['TOO_MANY', 'TOO_MANY'])
  t.is(bobs.heard.toString().trim().split('\n').length, 10)
})

test('the newest line of an account counts, and one on which something is said is ended', async (t) => {
  const { line } = await relay(t)
  const older = await line('bob')
  const newer = await line('bob')
  await older.closed
  newer.socket.write('hello')
  await newer.closed
  t.pass()
})

test('a line says that it lives', async (t) => {
  const { line } = await relay(t, { beat: 10 })
  const bobs = await line('bob')
  t.is(await bobs.read('\n\n'), '\n\n')
})

test('a pair in which nothing is said is ended, and with one end the other one', async (t) => {
  const idle = await pairOf(await relay(t, { idle: 30 }))
  await Promise.all([idle.one.closed, idle.other.closed])
  const cut = await pairOf(await relay(t))
  cut.one.socket.destroy()
  await cut.other.closed
  t.pass()
})

test('who does not read makes the other one wait, and nothing grow', async (t) => {
  const { one, other } = await pairOf(await relay(t))
  other.socket.pause()
  const piece = randomBytes(1024 * 1024)
  let written = 0
  // As long as the relay takes more: what it and the two systems hold has an end.
  const takes = () =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), 300)
      one.socket.write(piece, () => {
        clearTimeout(timer)
        resolve(true)
      })
    })
  while (written < 64 && (await takes())) written += 1
  t.true(written < 32, `${written} MiB`)
  other.socket.resume()
  await once(one.socket, 'drain')
})

test('what is no relay call is refused: other protocols, other paths, odd queries', async (t) => {
  const { base, dialIn, tokens } = await relay(t)
  const token = tokens.get('alice')
  t.deepEqual(await upgrade(t, `${base}/relay`, token, 'websocket'), { refused: 'NO_ROUTE', status: 404 })
  t.deepEqual(await upgrade(t, `${base}/friends`, token), { refused: 'NO_ROUTE', status: 404 })
  const odd: Record<string, string>[] = [
    { name: 'BOB' },
    { token: 'short' },
    { name: 'bob', token: 'A'.repeat(43) },
    { x: '1' },
  ]
  for (const query of odd) t.deepEqual(await dialIn('alice', query), { refused: 'BAD_FIELD', status: 400 })
})

test('who says something before it is known to whom is refused', async (t) => {
  const { port, tokens, line } = await relay(t)
  const bobs = await line('bob')
  const early = connect(port, '127.0.0.1')
  t.teardown(() => early.destroy())
  early.write(
    `GET /relay?name=bob HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${RELAY_PROTOCOL}\r\n` +
      `Authorization: Bearer ${tokens.get('alice')}\r\n\r\nhello`,
  )
  t.regex(await text(early), /^HTTP\/1\.1 400 .*BAD_FIELD/s)
  t.is(bobs.heard.length, 0)
})

test('a directory without a relay has no such route', async (t) => {
  const started = await startDirectory()
  t.teardown(started.stop)
  const token = await enter(started.base, 'alice', own)
  t.deepEqual(await upgrade(t, `${started.base}/relay`, token), { refused: 'NO_ROUTE', status: 404 })
})

test('when the directory stops, nobody stays connected through it', async (t) => {
  const made = await relay(t)
  const { one, other, bobs } = await pairOf(made)
  made.relay?.stop()
  await Promise.all([one.closed, other.closed, bobs.closed])
  t.deepEqual(made.relay?.load, { lines: 0, calls: 0, pairs: 0 })
})

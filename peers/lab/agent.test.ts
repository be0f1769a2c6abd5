import { once } from 'node:events'
import { connect } from 'node:net'
import { PassThrough } from 'node:stream'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { startDirectory } from '../../directory/directory-testing'
import { oneTimeCode } from '../../lab/conformance/one-time-code'
import { lines } from '../cli/lines'
import { contactsInMemory } from '../home/contacts-file'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { hardenedProfile } from '../protocol/secure'
import { testEntropy } from '../protocol/test-keys-testing'
import {
  addressOf,
  fakeDirectory,
  HandDriven,
  identityOf,
  listener,
  password,
  Told,
} from '../session/peer-testing'
import { type AgentOptions, runAgent } from './agent'

interface Line {
  readonly event: string
  readonly id?: number
  readonly code?: string
  readonly message?: string
  readonly data?: object
  readonly port?: number
  readonly text?: string
}

/** An agent in this process: commands go in as lines, lines come out. */
class Agent extends Told<Line> {
  readonly input = new PassThrough()
  /** Everything it wrote. */
  output = ''
  ended: Promise<void> = Promise.resolve()
  port = 0
  #last = 100

  static async start(t: ExecutionContext, name: string, options: Partial<AgentOptions> = {}): Promise<Agent> {
    const agent = new Agent()
    const write = (line: string) => {
      agent.output += line
      agent.tell(JSON.parse(line))
    }
    agent.ended = runAgent({
      identity: await identityOf(name),
      contacts: contactsInMemory(),
      profile: hardenedProfile,
      entropy: testEntropy,
      now: Date.now,
      service: name,
      listen: { host: '127.0.0.1', port: 0 },
      input: lines(agent.input),
      write,
      ...options,
    })
    t.teardown(async () => {
      agent.input.end()
      await agent.ended
    })
    await Promise.race([agent.ended, agent.until('ready')])
    agent.port = (await agent.until('listening')).port!
    return agent
  }

  /** Writes one command. @returns its answer. */
  async ask(command: object): Promise<Line> {
    const id = ++this.#last
    this.input.write(`${JSON.stringify({ id, ...command })}\n`)
    return this.answer(id)
  }

  answer(id: number): Promise<Line> {
    return this.seen(() => this.answers.find((answer) => answer.id === id))
  }

  get answers(): Line[] {
    return this.events.filter(({ event }) => event === 'done' || event === 'failed')
  }
}

/** @returns Alice's and Bob's agents, registered, published, and friends. */
async function friends(t: ExecutionContext, options: Partial<AgentOptions> = {}) {
  const directory = await fakeDirectory(t)
  const [alice, bob] = await Promise.all([Agent.start(t, 'alice', options), Agent.start(t, 'bob')])
  for (const [agent, name] of [[alice, 'alice'] as const, [bob, 'bob'] as const]) {
    await agent.ask({ do: 'register', directory: directory.url, name, password })
    await agent.ask({ do: 'publish', host: '127.0.0.1', port: agent.port })
  }
  await alice.ask({ do: 'add-friend', name: 'bob' })
  await bob.ask({ do: 'add-friend', name: 'alice' })
  await Promise.all([alice.ask({ do: 'friends' }), bob.ask({ do: 'friends' })])
  return { directory, alice, bob }
}

test('every command is answered, with its id and what it found out', async (t) => {
  const directory = await fakeDirectory(t)
  const contacts = contactsInMemory()
  const [alice, bob] = await Promise.all([Agent.start(t, 'alice'), Agent.start(t, 'bob', { contacts })])
  const key = (await identityOf('alice')).wrapping.export({ type: 'pkcs8', format: 'der' })
  const privateKey = key.toString('base64')
  t.deepEqual(alice.events, [
    { event: 'listening', service: 'alice', host: '127.0.0.1', port: alice.port } as Line,
    { event: 'identity', privateKey } as Line,
    { event: 'ready', fingerprint: fingerprint(publicIdentity(await identityOf('alice'))) } as Line,
  ])
  const done = async (agent: Agent, command: object, data?: object) => {
    const { id, ...answer } = await agent.ask(command)
    t.true(Number.isSafeInteger(id))
    t.deepEqual(answer, { event: 'done', ...(data && { data }) }, JSON.stringify(command))
  }
  // Names are resolved as the table says, of the directory and of friends.
  const url = 'http://directory:8440'
  const table = { 'directory:8440': new URL(directory.url).host, 'bob:25000': `127.0.0.1:${bob.port}` }
  await done(alice, { do: 'ping' })
  await done(alice, { do: 'hosts', table })
  await done(bob, { do: 'hosts', table })
  await done(alice, { do: 'register', directory: url, name: 'alice', password })
  await done(bob, { do: 'register', directory: url, name: 'bob', password })
  await done(alice, { do: 'login', directory: url, name: 'alice', password })
  await done(bob, { do: 'publish', host: 'bob', port: 25000 }, { observed: '127.0.0.1' })
  await done(alice, { do: 'add-friend', name: 'bob' }, { status: 'accepted' })
  // Not by the directory’s word alone.
  await done(bob, { do: 'friends' }, { friends: [], incoming: ['zoe'], outgoing: [] })
  await done(bob, { do: 'add-friend', name: 'alice' }, { status: 'accepted' })
  await done(alice, { do: 'friends' }, { friends: ['bob'], incoming: ['zoe'], outgoing: [] })
  await done(bob, { do: 'friends' }, { friends: ['alice'], incoming: ['zoe'], outgoing: [] })
  await done(alice, { do: 'connect', to: 'bob' })
  await done(alice, { do: 'compare', with: 'bob' })
  await bob.until('connected')
  await done(bob, { do: 'compare', with: 'alice' })
  await done(bob, { do: 'compare', with: 'alice', match: false })
  t.false(contacts.contacts.get('alice')?.verified)
  await done(bob, { do: 'compare', with: 'alice', match: true })
  t.true(contacts.contacts.get('alice')?.verified)
  t.like(alice.of('displayed')[0], { session: 'session-1' })
  t.deepEqual(alice.of('displayed')[0], bob.of('displayed')[2])
  await done(alice, { do: 'send', to: 'bob', text: 'one\u2028two\u2029three\u0085\r\n\u0000"\\\ud83d\ude00' })
  t.is((await bob.until('delivered')).text, 'one\u2028two\u2029three\u0085\r\n\u0000"\\\u{1f600}')
  await done(alice, { do: 'close', to: 'bob' })
  await Promise.all([alice.until('closed'), bob.until('closed')])
  t.deepEqual([...alice.of('alarm'), ...bob.of('alarm')], [])
})

test('what cannot be done is answered with a code and a sentence', async (t) => {
  const alice = await Agent.start(t, 'alice')
  const failed = async (command: object, code: string) => {
    const { event, code: actual, message } = await alice.ask(command)
    t.deepEqual([event, actual], ['failed', code], JSON.stringify(command))
    t.regex(message ?? '', /^\S[^\n]*\.$/)
  }
  await failed({ do: 'connect', to: 'bob' }, 'NOT_LOGGED_IN')
  await failed({ do: 'friends' }, 'NOT_LOGGED_IN')
  await failed({ do: 'add-friend', name: 'bob' }, 'NOT_LOGGED_IN')
  await failed({ do: 'publish', host: 'auto', port: 1 }, 'NOT_LOGGED_IN')
  await failed({ do: 'send', to: 'bob', text: 'hello' }, 'NOT_CONNECTED')
  await failed({ do: 'compare', with: 'bob' }, 'NOT_CONNECTED')
  await failed({ do: 'compare', with: 'bob', match: true }, 'NOT_CONNECTED')
  await failed({ do: 'close', to: 'bob' }, 'NOT_CONNECTED')
  const port = await listener(t, (socket) => socket.destroy())
  const nowhere = { directory: `http://127.0.0.1:${port}`, name: 'alice', password }
  await failed({ do: 'register', ...nowhere }, 'DIRECTORY_UNREACHABLE')
  await failed({ do: 'login', ...nowhere }, 'DIRECTORY_UNREACHABLE')
  await failed({ do: 'login', ...nowhere, directory: 'http://a:b@127.0.0.1/' }, 'DIRECTORY_UNREACHABLE')
  await failed({ do: 'hosts', table: { 'directory:8440': 'nonsense' } }, 'BAD_COMMAND')
})

test('a line that is no command fails under its own id, and the next one is heard', async (t) => {
  const alice = await Agent.start(t, 'alice')
  const bad: [string, number][] = [
    ['not json', 0],
    ['', 0],
    ['null', 0],
    ['[1]', 0],
    ['{"do":"ping"}', 0],
    ['{"id":"7","do":"ping"}', 0],
    ['{"id":1.5,"do":"ping"}', 0],
    ['{"id":1,"do":"ping"', 0],
    ['{"id":2}', 2],
    ['{"id":3,"do":"dance"}', 3],
    ['{"id":4,"do":"ping","extra":1}', 4],
    ['{"id":5,"do":"send","to":"bob","text":5}', 5],
    ['{"id":6,"do":"send","to":"Bob","text":"hello"}', 6],
    ['{"id":7,"do":["ping"]}', 7],
  ]
  for (const [index, [line, id]] of bad.entries()) {
    alice.input.write(`${line}\n`)
    const answer = await alice.seen(() => alice.answers[index])
    t.like(answer, { event: 'failed', id, code: 'BAD_COMMAND' }, line)
  }
  t.like(await alice.ask({ do: 'ping' }), { event: 'done' })
})

test('any lines at all: one answer each', async (t) => {
  const alice = await Agent.start(t, 'alice')
  const line = fc.oneof(
    fc.json(),
    fc.string().map((text) => text.replaceAll('\n', '')),
    fc
      .tuple(fc.constantFrom('hosts', 'send', 'close', 'compare'), fc.json())
      .map(([what, rest]) => `{"id":1,"do":"${what}","to":"bob","table":${rest}}`),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
      const before = alice.answers.length
      for (const each of lines) alice.input.write(`${each}\n`)
      await alice.seen(() => alice.answers[before + lines.length - 1] ?? (lines.length === 0 || undefined))
      t.like(await alice.ask({ do: 'ping' }), { event: 'done' })
      t.is(alice.answers.length, before + lines.length + 1)
    }),
    { numRuns: 50 },
  )
})

test('a slow connection holds up no other command, and the end of the input ends everything', async (t) => {
  const { directory, alice, bob } = await friends(t)
  const port = await listener(t, (socket) => socket.resume())
  const record = addressOf(await identityOf('bob'), { name: 'bob', port, counter: Date.now() + 5 })
  directory.entries.get('bob')!.record = record
  alice.input.write('{"id":1,"do":"connect","to":"bob"}\n')
  await alice.until('opened')
  t.is((await alice.ask({ do: 'ping' })).event, 'done')
  t.deepEqual(
    alice.answers.filter(({ id }) => id === 1),
    [],
  )
  // Bob calls meanwhile, and is told goodbye.
  await bob.ask({ do: 'connect', to: 'alice' })
  await alice.until('connected')

  alice.input.end()
  await alice.ended
  t.is(alice.of('closed').length, 2)
  t.like(await bob.until('closed'), { clean: true })
  t.deepEqual(bob.of('alarm'), [])
  const late = connect(alice.port, '127.0.0.1')
  const [error] = await once(late, 'error')
  t.is(error.code, 'ECONNREFUSED')
})

test('the end of the input does not wait for a directory that does not answer', async (t) => {
  let asked = 0
  const port = await listener(t, (socket) => socket.resume() && asked++)
  const alice = await Agent.start(t, 'alice')
  const directory = `http://127.0.0.1:${port}`
  alice.input.end(`${JSON.stringify({ id: 1, do: 'register', directory, name: 'alice', password })}\n`)
  await alice.ended
  t.deepEqual(alice.answers, [])
})

test('the end of the input waits for a friend’s goodbye, but not for ever', async (t) => {
  const { alice } = await friends(t, { deadlines: { dial: 9000, handshake: 9000, goodbye: 30 } })
  const bob = await HandDriven.start(connect(alice.port, '127.0.0.1'), 'bob', 'alice', 'alice')
  t.teardown(() => bob.socket.destroy())
  await Promise.all([alice.until('connected'), bob.until('connected')])
  bob.mute = true
  alice.input.end()
  await alice.ended
  t.like(alice.of('alarm')[0], { code: 'TIMEOUT' })
})

test('a taken port is thrown before anything is said', async (t) => {
  const port = await listener(t, () => {})
  const said: string[] = []
  await t.throwsAsync(
    runAgent({
      identity: await identityOf('alice'),
      contacts: contactsInMemory(),
      profile: hardenedProfile,
      entropy: testEntropy,
      now: Date.now,
      service: 'alice',
      listen: { host: '127.0.0.1', port },
      input: lines(new PassThrough()),
      write: (line) => said.push(line),
    }),
    { code: 'PORT_TAKEN' },
  )
  t.deepEqual(said, [])
})

test('no password, token or private key is ever written, but the one that the lab unwraps secrets with, once', async (t) => {
  const { directory, alice, bob } = await friends(t)
  await alice.ask({ do: 'login', directory: directory.url, name: 'alice', password })
  await alice.ask({ do: 'login', directory: directory.url, name: 'alice', password, extra: password })
  await alice.ask({ do: 'register', directory: 'nowhere', name: 'alice', password })
  await alice.ask({ do: 'register', directory: directory.url, name: 'alice', password: [password] })
  alice.input.write(`{"id":1,"do":"login","password":"${password}"\n`)
  await alice.ask({ do: 'connect', to: 'bob' })
  await alice.ask({ do: 'compare', with: 'bob', match: true })
  await alice.ask({ do: 'send', to: 'bob', text: 'hello' })
  await bob.until('delivered')
  await alice.ask({ do: 'close', to: 'bob' })
  await Promise.all([alice.until('closed'), bob.until('closed')])

  const lines = (alice.output + bob.output).split('\n')
  t.is(lines.filter((line) => line.includes('"event":"identity"')).length, 2)
  const written = lines.filter((line) => !line.includes('"event":"identity"')).join('\n')
  t.true(directory.tokens.length >= 3)
  for (const token of directory.tokens) t.false(written.includes(token))
  t.false(written.includes(password))
  for (const name of ['alice', 'bob']) {
    const { d, p, q } = (await identityOf(name)).signing.export({ format: 'jwk' })
    for (const part of [d, p, q].map((text) => Buffer.from(text!, 'base64url'))) {
      // A piece from the middle, which is there whatever is around it.
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        t.false(written.includes(part.toString(encoding).slice(20, 60)), `${name} ${encoding}`)
        t.false(written.includes(part.subarray(1).toString(encoding).slice(20, 60)))
        t.false(written.includes(part.subarray(2).toString(encoding).slice(20, 60)))
      }
    }
  }
})

test('an address that the friend did not sign is an alarm; other reasons not to connect are none', async (t) => {
  const { directory, alice } = await friends(t)
  const honest = directory.entries.get('bob')!
  const record = addressOf(await identityOf('mallory'), { name: 'bob', port: 1 })
  directory.entries.set('bob', { ...honest, record })
  t.like(await alice.ask({ do: 'connect', to: 'bob' }), { event: 'failed', code: 'BAD_ADDRESS_RECORD' })
  t.like(alice.of('alarm'), [{ code: 'BAD_ADDRESS_RECORD', session: null }] as never)
  directory.entries.set('bob', { ...honest, record: null })
  t.like(await alice.ask({ do: 'connect', to: 'bob' }), { event: 'failed' })
  t.is(alice.of('alarm').length, 1)
})

test('at a real directory: a second factor is enrolled, used and ended; others are registered with the same keys', async (t) => {
  const { base, stop } = await startDirectory()
  t.teardown(stop)
  const alice = await Agent.start(t, 'alice')
  const done = async (command: object) => {
    const answer = await alice.ask(command)
    t.is(answer.event, 'done', JSON.stringify([command, answer]))
    return (answer.data ?? {}) as { secret: string; recovery: string[] }
  }
  const login = { do: 'login', directory: base, name: 'alice', password }
  await done({ do: 'register', directory: base, name: 'alice', password })
  const { secret } = await done({ do: 'enrol' })
  const now = Date.now()
  const { recovery } = await done({ do: 'confirm-enrolment', code: oneTimeCode(secret, now) })
  t.like(await alice.ask(login), { event: 'failed', code: 'DIRECTORY_REFUSED' })
  await done({ ...login, code: oneTimeCode(secret, now, 1) })
  await done({ do: 'unenrol', code: recovery[0] })
  await done(login)
  await done({ do: 'register-others', directory: base, names: ['zoe', 'yan'] })
  const taken = await alice.ask({ do: 'register-others', directory: base, names: ['zoe'] })
  t.like(taken, { event: 'failed', code: 'DIRECTORY_REFUSED' })
  // It is still Alice who is logged in.
  await done({ do: 'add-friend', name: 'zoe' })
})

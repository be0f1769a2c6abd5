/** The attacker as the lab starts it: a bundle of its own, commands in, events out. */

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test, { type ExecutionContext } from 'ava'
import { buildSync } from 'esbuild'
import { type NodeEvent, parseNodeLine } from '../lab/history/events'
import { attacks } from './catalogue'
import { Log, placeOf, received } from './relay-testing'

const folder = mkdtempSync(join(tmpdir(), 'attacks-test-'))
test.after.always(() => rmSync(folder, { recursive: true }))

/** Bundles the attacker, with more attacks in its catalogue where they are given as code. */
function bundle(name: string, more = ''): string {
  const outfile = join(folder, `${name}.cjs`)
  const contents = `import { attacks } from './catalogue'\nimport './main'\n${more}`
  const stdin = { contents, resolveDir: __dirname, loader: 'ts' as const }
  buildSync({ stdin, outfile, bundle: true, platform: 'node', logLevel: 'silent' })
  return outfile
}

const attacker = bundle('attacker')

/** Attacks that go wrong in every way that an attack can. */
const broken = bundle(
  'broken',
  `const wrong = (name, unit) => attacks.push({ name, prepare: async () => () => ({ unit, ended() {} }) })
   const boom = () => { throw new Error('boom') }
   wrong('throws', boom)
   wrong('throws-later', () => setImmediate(boom))
   wrong('rejects', async () => boom())
   attacks.push({ name: 'no-preparation', prepare: async () => boom() })`,
)

/** A running attacker. */
class Mallory {
  readonly said = new Log<NodeEvent>()
  readonly ended: Promise<{ status: number | null; stderr: string }>
  readonly #child
  #id = 0

  constructor(t: ExecutionContext, program: string) {
    const child = spawn(process.execPath, [program], { stdio: 'pipe' })
    t.teardown(() => child.kill())
    this.#child = child
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    // What the lab would not take for an attacker's event fails the test.
    createInterface({ input: child.stdout }).on('line', (line) =>
      this.said.note(parseNodeLine('attacker', line)),
    )
    this.ended = once(child, 'close').then(([status]) => ({ status, stderr }))
  }

  line(text: string): void {
    this.#child.stdin.write(`${text}\n`)
  }

  /** @returns the answer to a command. */
  async ask(command: object): Promise<NodeEvent> {
    const id = ++this.#id
    this.line(JSON.stringify({ id, ...command }))
    return this.answer(id)
  }

  async answer(id: number): Promise<NodeEvent> {
    const find = () => this.said.all.find((event) => 'id' in event && event.id === id)
    await this.said.until(() => find() !== undefined)
    return find()!
  }

  /** Has her stand in for bob. @returns a connection to her. */
  async call(t: ExecutionContext): Promise<Socket> {
    await this.ask({ do: 'stand-in', for: 'bob', from: 'alice', on: '127.0.0.1:0' })
    const place = this.said.all.find(({ event }) => event === 'listening')
    if (place?.event !== 'listening') throw new Error('she does not listen')
    const socket = connect(place.port, place.host)
    socket.on('error', () => {})
    t.teardown(() => socket.destroy())
    return socket
  }

  leave(): void {
    this.#child.stdin.end()
  }
}

/** A bob who hangs up when his caller does. @returns the hosts table that leads to him, and who calls. */
async function bob(t: ExecutionContext): Promise<{ table: Record<string, string>; called: Promise<Socket> }> {
  const server = createServer()
  const called = once(server, 'connection').then(([socket]) => socket)
  called.then((socket) => t.teardown(() => socket.destroy()))
  t.teardown(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { host, port } = placeOf(server)
  return { table: { 'bob:25000': `${host}:${port}` }, called }
}

test('stands in for bob, passes on what is said, and ends when stdin ends', async (t) => {
  const mallory = new Mallory(t, attacker)
  const { table, called } = await bob(t)
  t.deepEqual(await mallory.ask({ do: 'hosts', table }), { event: 'done', id: 1 })
  const alice = await mallory.call(t)
  const heard = received(await called)
  alice.end('hello, bob')
  t.is((await heard).toString(), 'hello, bob')
  await mallory.said.until((all) => all.some(({ event }) => event === 'unlinked'))
  mallory.leave()
  t.deepEqual(await mallory.ended, { status: 0, stderr: '' })
  const bytes = Buffer.from('hello, bob').toString('base64')
  const said = mallory.said.all.filter(({ event }) => !['done', 'listening'].includes(event))
  const [, linked] = said
  t.deepEqual(said, [
    { event: 'ready' },
    { event: 'linked', link: 'link-1', remote: (linked?.event === 'linked' && linked.remote) || '' },
    { event: 'intercepted', link: 'link-1', from: 'alice', to: 'bob', bytes },
    { event: 'unlinked', link: 'link-1' },
  ])
})

test('an attack counts from the next connection on', async (t) => {
  const mallory = new Mallory(t, attacker)
  const { table, called } = await bob(t)
  await mallory.ask({ do: 'hosts', table })
  t.like(await mallory.ask({ do: 'prepare', name: 'tap' }), { event: 'done' })
  t.like(await mallory.ask({ do: 'attack', name: 'tap' }), { event: 'done' })
  const alice = await mallory.call(t)
  const heard = received(await called)
  alice.end('meet me at the old bridge, bob')
  await heard
  await mallory.said.until((all) => all.some(({ event }) => event === 'unlinked'))
  t.like(
    mallory.said.all.filter(({ event }) => ['acted', 'loot'].includes(event)),
    [{ event: 'acted' }, { event: 'loot', text: 'meet me at the old bridge, bob', from: 'alice', to: 'bob' }],
  )
})

test('what she cannot do she answers with one sentence, and goes on', async (t) => {
  const mallory = new Mallory(t, attacker)
  for (const order of ['attack', 'prepare']) {
    for (const name of ['nop', '', '__proto__', 'constructor']) {
      const answer = await mallory.ask({ do: order, name })
      const message = `There is no attack ${name} in attacks/catalogue.ts; there are: ${attacks.map((known) => known.name).join(', ')}.`
      t.like(answer, { event: 'failed', code: 'ATTACKER_FAILED', message })
    }
  }
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const on = `127.0.0.1:${placeOf(taken).port}`
  const full = await mallory.ask({ do: 'stand-in', for: 'bob', from: 'alice', on })
  t.regex(full.event === 'failed' ? full.message : '', /EADDRINUSE/)
  taken.close()
  const nowhere = await mallory.ask({ do: 'stand-in', for: 'bob', from: 'alice', on: 'nowhere' })
  t.is(nowhere.event, 'failed')
  mallory.line('attack!')
  t.like(await mallory.answer(0), {
    event: 'failed',
    message: 'A command is one JSON object a line, and this line is none.',
  })
  t.like(await mallory.ask({ do: 'attack', name: 'noop' }), { event: 'done' })
  mallory.leave()
  t.deepEqual(await mallory.ended, { status: 0, stderr: '' })
})

test('dials nobody who is not in the hosts table: she ends, and says why', async (t) => {
  for (const table of [undefined, {}, { 'bob:25001': '127.0.0.1:9' }, { 'Bob:25000': '127.0.0.1:9' }]) {
    const mallory = new Mallory(t, attacker)
    if (table) await mallory.ask({ do: 'hosts', table })
    const alice = await mallory.call(t)
    t.is((await received(alice)).length, 0)
    t.deepEqual(await mallory.ended, {
      status: 1,
      stderr:
        "The attacker failed: bob:25000 is not in this run's hosts table: the attacker does not dial it\n",
    })
    t.deepEqual(
      mallory.said.all.map(({ event }) => event).filter((event) => event.endsWith('linked')),
      ['linked', 'unlinked'],
    )
  }
})

for (const name of ['throws', 'throws-later', 'rejects']) {
  test(`an attack that ${name} ends the attacker, with one sentence`, async (t) => {
    const mallory = new Mallory(t, broken)
    const { table, called } = await bob(t)
    await mallory.ask({ do: 'hosts', table })
    await mallory.ask({ do: 'attack', name })
    const alice = await mallory.call(t)
    await called
    alice.write('hello, bob')
    t.deepEqual(await mallory.ended, { status: 1, stderr: 'The attacker failed: boom\n' })
  })
}

test('an attack that cannot be prepared ends the attacker too', async (t) => {
  const mallory = new Mallory(t, broken)
  mallory.line('{"id":1,"do":"prepare","name":"no-preparation"}')
  t.deepEqual(await mallory.ended, { status: 1, stderr: 'The attacker failed: boom\n' })
})

test('lists its attacks for the lab', (t) => {
  const listed = JSON.parse(execFileSync(process.execPath, [attacker, '--list'], { encoding: 'utf8' }))
  t.deepEqual(
    listed,
    attacks.map(({ name }) => name),
  )
  t.deepEqual(listed.slice(0, 3), ['noop', 'tap', 'swap-keys'])
})

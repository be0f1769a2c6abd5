import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { isPlayed, isWhole, oneOf, playedIn } from '../../lab/suite/extent-testing'
import { bundleOf } from '../../lab/suite/programs-testing'
import {
  dataKey,
  enter,
  newIdentity,
  password,
  registration,
  send,
  temporaryFolder,
} from '../directory-testing'

const { folder, remove } = temporaryFolder()
const program = bundleOf('directory/cli/main.ts')
const own = newIdentity()
const env = { ...process.env, DIRECTORY_KEY: dataKey.toString('base64') }
let runs = 0
const children: ChildProcess[] = []
test.after.always(() => {
  // None is left, unless a test failed.
  for (const child of children) child.kill('SIGKILL')
  remove()
})

/** Each starts the program several times: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 2)

/** Runs the program with a data folder of its own until it ends. */
function run(
  args: readonly string[],
  data = join(folder, `data-${++runs}`),
  environment: NodeJS.ProcessEnv = env,
) {
  const child = spawn(process.execPath, [program, '--data', data, ...args], { env: environment })
  children.push(child)
  const ended = once(child, 'exit').then(([status]) => status as number | null)
  return { child, data, ended, stderr: text(child.stderr), lines: createInterface(child.stdout) }
}

/** As a node of the lab. @returns also where it listens. */
async function runNode(args: readonly string[] = [], data?: string) {
  const node = run(['--node', '--listen', '127.0.0.1:0', '--scrypt-cost', '10', ...args], data)
  const lines = node.lines[Symbol.asyncIterator]()
  const listening = JSON.parse((await lines.next()).value)
  const ready = JSON.parse((await lines.next()).value)
  return { ...node, listening, ready, base: `http://127.0.0.1:${listening.port}` }
}

test('a node says where it listens and that it is ready, and stops when its stdin ends', async (t) => {
  const { child, data, ended, stderr, listening, ready, base } = await runNode()
  t.like(listening, { event: 'listening', service: 'directory', host: '127.0.0.1' })
  t.deepEqual(ready, { event: 'ready' })
  await enter(base, 'ann', own)
  child.stdin.end()
  t.is(await ended, 0)
  t.is(await stderr, '')
  t.true(existsSync(join(data, 'directory.snapshot')))

  const again = await runNode([], data)
  t.is((await send(again.base, 'POST', '/login', { body: { name: 'ann', password } })).status, 200)
  again.child.stdin.end()
  t.is(await again.ended, 0)
})

const signals = ['SIGINT', 'SIGTERM'] as const
for (const signal of isWhole ? signals : [oneOf(signals)]) {
  test(`without --node it prints its address for people, and stops at ${signal}`, async (t) => {
    const { child, lines, ended, stderr } = run(['--listen', '127.0.0.1:0', '--log', 'none'])
    child.stdin.end()
    const [line] = await once(lines, 'line')
    const base = /http:\/\/\S+:\d+/.exec(line)![0]
    t.is((await send(base, 'GET', '/healthz')).status, 200)
    child.kill(signal)
    t.is(await ended, 0)
    t.is(await stderr, '')
  })
}

inTurn(0)('a log that cannot be written ends nothing', async (t) => {
  const logs: ('pipe' | number)[] = ['pipe']
  if (existsSync('/dev/full')) logs.push(openSync('/dev/full', 'w'))
  for (const log of logs) {
    const args = ['--listen', '127.0.0.1:0', '--scrypt-cost', '10']
    const stdio = ['ignore', 'pipe', log] as const
    const data = join(folder, `data-${++runs}`)
    const child = spawn(process.execPath, [program, '--data', data, ...args], { env, stdio: [...stdio] })
    children.push(child)
    child.stderr?.destroy()
    const [line] = await once(createInterface(child.stdout!), 'line')
    const base = /http:\/\/\S+:\d+/.exec(line)![0]
    // The program writes its log a moment after the answer; a login that takes longer comes later.
    for (let round = 0; round < 40; round++) {
      const login = await send(base, 'POST', '/login', { body: { name: `n${round}`, password } })
      t.is(login.status, 401)
    }
    child.kill('SIGTERM')
    t.deepEqual(await once(child, 'exit'), [0, null])
  }
})

inTurn(1)(
  'without a given key it makes one, once, and makes no other for data that this one sealed',
  async (t) => {
    const data = join(folder, `data-${++runs}`)
    const settings = join(folder, 'settings')
    const environment = {
      ...process.env,
      DIRECTORY_KEY: '',
      XDG_CONFIG_HOME: settings,
      LOCALAPPDATA: settings,
      HOME: settings,
    }
    const start = () => run(['--listen', '127.0.0.1:0'], data, environment)
    const said: string[] = []
    for (let round = 0; round < 2; round++) {
      const { child, lines, ended, stderr } = start()
      await once(lines, 'line')
      child.kill('SIGTERM')
      t.is(await ended, 0)
      said.push(await stderr)
    }
    t.regex(JSON.parse(said[0]!).message, /^A key was made for the data: keep a copy of \S+directory\.key,/)
    t.is(said[1], '')
    rmSync(settings, { recursive: true })
    const keyless = start()
    t.is(await keyless.ended, 70)
    t.regex(await keyless.stderr, /^The data is sealed, and its key is not in [^\n]+\n$/)
    t.false(existsSync(settings))
  },
)

test('a request that began is answered before it stops', async (t) => {
  const { child, base, ended } = await runNode()
  const body = JSON.stringify(registration('ann', own))
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  const slow = request(`${base}/register`, { method: 'POST', headers })
  slow.write(body.slice(0, 10))
  await once(slow, 'socket').then(([socket]) => once(socket, 'connect'))
  // Answered over another connection after the first was accepted: the request above has arrived.
  await send(base, 'GET', '/healthz')
  child.stdin.end()
  while (await accepts(base)) {}
  slow.end(body.slice(10))
  const [response] = await once(slow, 'response')
  t.is(response.statusCode, 201)
  response.resume()
  t.is(await ended, 0)
})

async function accepts(base: string): Promise<boolean> {
  return fetch(`${base}/healthz`).then(
    async (answer) => {
      await answer.text()
      return true
    },
    () => false,
  )
}

test('what keeps it from starting is one sentence and the right status', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const holder = await runNode()
  const cases: [string[], number, RegExp, string?][] = [
    [['--frobnicate'], 64, /no flag --frobnicate/],
    [['--listen', `127.0.0.1:${port}`], 70, /Another program listens/],
    [['--listen', '192.0.2.1:1', '--plain-http'], 70, /cannot listen on 192\.0\.2\.1:1/],
    [[], 70, /cannot be used \(part of the path is not a folder\)/, join(program, 'data')],
    [[], 70, /Another directory uses the data folder/, holder.data],
  ]
  for (const [turn, [args, status, sentence, data]] of cases.entries()) {
    if (!isPlayed(turn, 2)) continue
    const { ended, stderr, child } = run(args, data)
    child.stdin.end()
    t.is(await ended, status, args.join(' '))
    const complaint = await stderr
    t.regex(complaint, sentence)
    t.regex(complaint, /^[^\n]+\n$/)
  }
  holder.child.stdin.end()
  t.is(await holder.ended, 0)
  taken.close()
})

test('the sources start as the bundle does', async (t) => {
  const data = join(folder, 'sources')
  const args = ['--node', '--listen', '127.0.0.1:0', '--data', data]
  const child: ChildProcess = spawn(process.execPath, [
    ...['-r', 'ts-node/register', join(__dirname, 'main.ts')],
    ...args,
  ])
  children.push(child)
  const [line] = await once(createInterface(child.stdout!), 'line')
  t.is(JSON.parse(line).event, 'listening')
  child.stdin!.end()
  t.deepEqual(await once(child, 'exit'), [0, null])
  rmSync(data, { recursive: true })
})

inTurn(0)(
  'an operator takes a user out while it does not run, and not somebody who is not there',
  async (t) => {
    const node = await runNode()
    await enter(node.base, 'ann', own)
    const busy = run(['delete-user', 'ann'], node.data)
    t.is(await busy.ended, 70)
    t.regex(await busy.stderr, /Another directory uses the data folder/)
    node.child.stdin.end()
    t.is(await node.ended, 0)
    t.is(await run(['delete-user', 'ann'], node.data).ended, 0)
    const again = run(['delete-user', 'ann'], node.data)
    t.is(await again.ended, 70)
    t.regex(await again.stderr, /^There is no user "ann" in .*\.\n$/)
    const after = await runNode([], node.data)
    await enter(after.base, 'ann', newIdentity())
    after.child.stdin.end()
    t.is(await after.ended, 0)
  },
)

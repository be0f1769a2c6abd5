/** The commands with an engine that answers by halves, or not at all: they say so and end, and never with 0 for nothing. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { ROOT } from '../place/place'
import { isWhole, oneOf, playedIn } from '../suite/extent-testing'
import { withSuite } from '../suite/programs-testing'

const folder = mkdtempSync(join(tmpdir(), 'lab-broken-engine-'))
const servers: Server[] = []
test.after.always(async () => {
  for (const server of servers) server.close()
  await rm(folder, { recursive: true })
})

/** @returns where an engine listens that is there, and answers all but a ping like this */
async function engineThat(name: string, answers: RequestListener): Promise<string> {
  const path = join(folder, name)
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/_ping')) response.end('OK')
    else answers(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return `unix://${path}`
}

/** Starts Node with these arguments, in the project, with the engine that is named. */
function start(args: readonly string[], DOCKER_HOST: string) {
  const options = { cwd: ROOT, env: { ...process.env, DOCKER_HOST, LANG: 'C' } }
  const child = spawn(process.execPath, [...withSuite, ...args], options)
  const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { child, ended: output.then(([stdout, stderr, [status]]) => ({ status, stdout, stderr })) }
}

const node = (args: readonly string[], host: string) => start(args, host).ended

test('an engine whose answers break off is no reason to end with 0', async (t) => {
  const host = await engineThat('cut.sock', (_, response) => {
    response.writeHead(200, { 'Content-Length': 100 })
    response.write('[')
    setTimeout(() => response.destroy(), 20)
  })
  const commands = [['clean'], ['doctor'], ['scenario', 'eavesdrop']]
  for (const command of isWhole ? commands : [oneOf(commands)]) {
    t.deepEqual(await node(['lab/commands/cli.ts', ...command], host), {
      status: 70,
      stdout: '',
      stderr: 'the engine has broken the connection off\n',
    })
  }
})

test('a command that waits for nothing ends with the status of a failed lab', async (t) => {
  const waits = `
    require.cache[require.resolve('./lab/commands/lab')] = { exports: { labCommand: () => new Promise(() => {}) } }
    require('./lab/commands/cli')`
  t.is((await node(['-e', waits], '')).status, 70)
})

/** A machine like this one, with every image and nothing in it; `${method} ${path}` stays without an answer. */
function silentAt(call: string): RequestListener {
  const Arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string] ?? process.arch
  const said: Record<string, [status: number, body: unknown]> = {
    'GET /version': [200, { Os: 'linux', Arch, Version: '1' }],
    'GET /containers/json': [200, []],
    'GET /networks': [200, []],
    'POST /networks/create': [201, { Id: 'trial' }],
  }
  return (request, response) => {
    const [path] = (request.url ?? '').split('?')
    const asked = `${request.method} ${path}`
    if (asked === call) return
    const [status, body] = said[asked] ?? [200, {}]
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  }
}

// Each costs a whole run, and the 20 seconds in which nobody answers.
const calls = ['POST /networks/create', 'POST /containers/create', 'GET /info']
for (const call of isWhole ? calls : [oneOf(calls)]) {
  playedIn(
    test,
    0,
    2,
  )(
    `an engine that is silent on ${call} costs a while: the nodes run as processes, and the run ends`,
    async (t) => {
      const host = await engineThat(`${call.replaceAll(/\W/g, '-')}.sock`, silentAt(call))
      const command = [
        'lab/commands/cli.ts',
        'scenario',
        'eavesdrop',
        '--profile',
        'plaintext',
        '--quick',
        '--json',
      ]
      const { status, stdout, stderr } = await node(command, host)
      t.is(status, 0, stderr)
      rmSync(join(ROOT, JSON.parse(stdout).run), { recursive: true })
      const why = 'for a node in a container could not be tried: no answer came within 20 s.'
      t.is(stderr.split('\n')[0], `Nodes run as processes, ${why}`)
    },
  )
}

playedIn(
  test,
  1,
  2,
)('who is asked to stop while an engine is silent stops', async (t) => {
  const host = await engineThat('interrupted.sock', (request, response) => {
    if (request.url?.startsWith('/networks/create')) process.kill(child.pid!, 'SIGINT')
    silentAt('POST /networks/create')(request, response)
  })
  const began = start(['lab/commands/cli.ts', 'scenario', 'eavesdrop'], host)
  const { child } = began
  const { status, stderr } = await began.ended
  t.is(status, 130)
  t.is(stderr, 'Stopped by SIGINT: everything that was started has been removed.\n')
})

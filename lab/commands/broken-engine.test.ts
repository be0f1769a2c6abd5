/** The commands with an engine that answers by halves, or not at all: they say so and end, and never with 0 for nothing. */

import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { withSources } from '../suite/programs-testing'

const ROOT = join(__dirname, '..', '..')
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

/** Runs Node with these arguments, in the project, with the engine that is named. */
function node(args: readonly string[], DOCKER_HOST: string) {
  const options = { cwd: ROOT, env: { ...process.env, DOCKER_HOST, LANG: 'C' } }
  return new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [...withSources, ...args], options, (error, stdout, stderr) =>
      resolve({ status: error ? (error.code ?? error.signal) : 0, stdout, stderr }),
    )
  })
}

test('an engine whose answers break off is no reason to end with 0', async (t) => {
  const host = await engineThat('cut.sock', (_, response) => {
    response.writeHead(200, { 'Content-Length': 100 })
    response.write('[')
    setTimeout(() => response.destroy(), 20)
  })
  for (const command of [['clean'], ['doctor'], ['scenario', 'eavesdrop']]) {
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

/** The lab's program of the directory: what it can run, and that the users' program cannot. */

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { buildSync } from 'esbuild'
import { bundleOf } from '../../lab/suite/programs-testing'
import { address, enter, newIdentity, send, temporaryFolder } from '../directory-testing'

const { folder, remove } = temporaryFolder()
const program = bundleOf('directory/cli/lab-directory.ts')
test.after.always(remove)

/** One that was killed a moment ago may still hold its own folder. */
let started = 0

async function start(t: { teardown(stop: () => void): void }, profile: readonly string[]) {
  const args = ['--plain-http', '--listen', '127.0.0.1:0', '--scrypt-cost', '10', '--data']
  started += 1
  const child = spawn(process.execPath, [program, ...args, join(folder, `${started}`), ...profile])
  t.teardown(() => void child.kill('SIGKILL'))
  const [stderr, lines] = [text(child.stderr), createInterface(child.stdout)[Symbol.asyncIterator]()]
  const next = async (event: string) => {
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      const said = JSON.parse(line.value)
      if (said.event === event) return said
    }
  }
  const listening = await next('listening')
  return { child, next, stderr, base: listening && `http://127.0.0.1:${listening.port}` }
}

test('a profile goes by its name, and without one it is the hardened directory', async (t) => {
  const [own, anothers] = [newIdentity(), newIdentity()]
  for (const [profile, status] of [
    [[], 403],
    [['--profile', 'hardened'], 403],
    [['--profile', 'unsigned-addresses'], 200],
  ] as const) {
    const { base } = await start(t, profile)
    const token = await enter(base!, 'bob', own)
    const body = address(anothers, { name: 'bob' })
    t.is((await send(base!, 'PUT', '/address', { token, body })).status, status)
  }
})

test('its time goes by when it is told so, and each answer says when it was', async (t) => {
  const { base, child, next } = await start(t, [])
  await send(base!, 'GET', '/healthz')
  const before = await next('answered')
  child.stdin.write('{"id":1,"do":"pass-time","minutes":5}\n{"id":2,"do":"dance"}\n')
  t.like(await next('done'), { id: 1 })
  t.like(await next('failed'), { id: 2, code: 'BAD_COMMAND' })
  await send(base!, 'GET', '/healthz')
  const passed = (await next('answered')).exchange.clock - before.exchange.clock
  t.true(passed >= 300_000 && passed < 360_000)
})

test('a profile that is not known is one sentence that lists those that are', async (t) => {
  const { base, stderr } = await start(t, ['--profile', 'nonsense'])
  t.is(base, undefined)
  t.regex(await stderr, /^Usage: .* one of hardened, no-limits, .*\.\n$/)
})

test('no weaker directory is part of the program', (t) => {
  const filesOf = (entry: string): string[] => {
    const { metafile } = buildSync({
      absWorkingDir: join(__dirname, '..', '..'),
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      metafile: true,
      write: false,
      logLevel: 'error',
    })
    return Object.keys(metafile.inputs)
  }
  const weak = (file: string) => /^directory\/(weakened\/|cli\/lab-directory)/.test(file)
  const inputs = filesOf('directory/cli/main.ts')
  t.true(inputs.includes('directory/users/defences.ts'))
  t.deepEqual(inputs.filter(weak), [])
  // The lab's own entry is one and has the others, so they would be found.
  const ofLab = filesOf('directory/cli/lab-directory.ts').filter(weak)
  t.true(ofLab.includes('directory/cli/lab-directory.ts'))
  t.true(ofLab.length > 4)
})

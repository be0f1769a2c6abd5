/** What a killed lab leaves behind goes; what belongs to the living stays. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, utimesSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { claimRun, runningProcesses } from '../history/run-owner'
import { english } from '../language/typed'
import { withSources } from '../suite/programs-testing'
import type { Build } from './build'
import { leftOvers, staleBuilds, staleImages, sweep } from './clean'
import { needEngine } from './engine'
import { listContainers, listNetworks } from './engine-objects'
import { buildTestNodes, inEngine } from './nodes-testing'

const containerTest = process.env.LAB_CONTAINERS === '1' ? test.serial : test.skip

const { built, remove } = buildTestNodes('clean')
test.after.always(remove)

/** A lab that starts a node that heeds the end of its stdin and one that does not, and tells that they are up. */
async function startLab(t: ExecutionContext, which: string, build: Build, calls: number) {
  const code = `
    process.stdin.resume().on('end', () => process.exit()) // this test itself was ended
    const { claimRun } = require('./lab/history/run-owner')
    const { chooseRuntime } = require('./lab/runtime/choose-runtime')
    const owner = claimRun()
    const networks = [{ network: 'net', aliases: [] }]
    const node = (name, mode) => ({ name, program: 'peer', args: [mode, '${calls}'], networks })
    let ready = 0
    const onLine = (_, line) => {
      if (line.includes('"ready"') && ++ready === 2) console.log(JSON.stringify([owner.run, owner.folder]))
    }
    chooseRuntime('${which}', { build: ${JSON.stringify(build)}, owner })
      .then((runtime) => runtime.start([node('heeding', 'call'), node('deaf', 'deaf')], onLine))
  `
  const lab = spawn(process.execPath, [...withSources, '-e', code], {
    cwd: join(__dirname, '..', '..'),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.teardown(() => lab.kill('SIGKILL'))
  const [line] = (await once(lab.stdout, 'data')) as [Buffer]
  const [run, folder] = JSON.parse(line.toString()) as [string, string]
  return { lab, run, folder }
}

async function killed(lab: ChildProcess): Promise<void> {
  const ended = once(lab, 'close')
  lab.kill('SIGKILL')
  await ended
}

test('processes: a killed lab’s nodes end by themselves, and a sweep ends the one that hangs', async (t) => {
  t.timeout(60_000)
  // Each node calls here; a call ends when its process does.
  const calls: Promise<Socket>[] = []
  const callers: ((socket: Socket) => void)[] = []
  for (let i = 0; i < 2; i++) calls.push(new Promise((resolve) => callers.push(resolve)))
  const server = createServer((socket) => callers.shift()?.(socket.on('error', () => {}).resume()))
  t.teardown(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }

  const { lab, folder } = await startLab(t, 'processes', await built, port)
  const sockets = await Promise.all(calls)
  const ends = sockets.map((socket) => once(socket, 'close'))
  t.is(runningProcesses(folder).length, 2)

  await sweep(undefined) // it belongs to a lab that lives
  t.true(existsSync(folder))
  t.is(runningProcesses(folder).length, 2)

  await killed(lab)
  await Promise.race(ends)
  await sweep(undefined)
  await Promise.all(ends)
  t.false(existsSync(folder))
})

containerTest('containers: after a lab was killed, a sweep leaves no container and no network', async (t) => {
  t.timeout(60_000)
  const engine = await needEngine()
  const { lab, run, folder } = await startLab(t, 'containers', await built, 0)
  const label = `secure-p2p-lab.run=${run}`
  const containers = await listContainers(engine, label)
  t.is(containers.length, 2)

  await sweep(engine) // it belongs to a lab that lives
  t.is((await inEngine(engine, label)).length, 3)

  const heeding = containers.find(({ name }) => name.endsWith('heeding'))!
  const gone = engine.client.getContainer(heeding.id).wait({ condition: 'removed' })
  await killed(lab)
  await gone // by itself: its stdin ended, and the engine removed it

  await sweep(engine)
  t.deepEqual(await inEngine(engine, label), [])
  t.false(existsSync(folder))
})

containerTest('containers and networks without an owner that we can judge stay', async (t) => {
  const engine = await needEngine()
  const owner = claimRun()
  const Labels = { ...owner.labels, 'secure-p2p-lab.owner': 'another-host:1:1' }
  await engine.client.createNetwork({ Name: `lab-test-${owner.run}`, Internal: true, Labels })
  await sweep(engine)
  const [network] = await listNetworks(engine, `secure-p2p-lab.run=${owner.run}`)
  t.truthy(network)
  await engine.client.getNetwork(network!.id).remove()
  await owner.release()
})

test('a folder of an owner that lives, or that cannot be judged from here, stays unless all is to go', async (t) => {
  const owner = claimRun()
  const elsewhere = join(tmpdir(), 'secure-p2p-lab+not-this-host+1+1+0123456789ab')
  mkdirSync(elsewhere)
  const found = async (all: boolean) => (await leftOvers(undefined, all)).map(({ what }) => english(what))
  const names = [`the scratch folder ${owner.folder}`, `the scratch folder ${elsewhere}`]
  t.deepEqual(
    (await found(false)).filter((what) => names.includes(what)),
    [],
  )
  t.deepEqual(
    (await found(true)).filter((what) => names.includes(what)),
    [names[1]],
  )
  await rm(elsewhere, { recursive: true })
  await owner.release()
})

test('the newest build stays; older and unfinished ones are stale, but not those made just now', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-clean-test-'))
  const builds = ['aaaa', 'unfinished-x', 'cccc', 'bbbb', 'unfinished-y']
  builds.forEach((name, i) => {
    mkdirSync(join(folder, name))
    utimesSync(join(folder, name), 10 + i, 10 + i)
  })
  t.deepEqual(staleBuilds(folder, 13_000), { current: 'bbbb', stale: ['cccc', 'unfinished-x', 'aaaa'] })
  t.deepEqual(staleBuilds(folder, Number.POSITIVE_INFINITY).stale.length, 4)
  await rm(folder, { recursive: true })
  t.deepEqual(staleBuilds(folder, 13_000), { current: undefined, stale: [] })
})

test('images of the newest build and of this Node stay; the others go, made ones before their base', (t) => {
  const images = [
    'secure-p2p-lab-base:old',
    'secure-p2p-lab-base:now',
    'secure-p2p-lab-nodes:aaaa-now',
    'sha256:1',
  ]
  const others = ['secure-p2p-lab-nodes:bbbb-now', 'secure-p2p-lab-nodes:bbbb-old']
  t.deepEqual(staleImages([...images, ...others], 'now', 'bbbb'), [
    'secure-p2p-lab-nodes:aaaa-now',
    'secure-p2p-lab-nodes:bbbb-old',
    'secure-p2p-lab-base:old',
    'sha256:1',
  ])
  t.is(staleImages([...images, ...others], undefined, undefined).length, 6)
})

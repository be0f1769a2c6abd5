/** Both runtimes keep the same promises: one suite, run over each. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { claimRun, type RunOwner, runningProcesses } from '../history/run-owner'
import type { Build } from './build'
import { sweep } from './clean'
import { containersRuntime } from './containers'
import { findEngine, needEngine } from './engine'
import { alone, buildTestNodes, Heard, inEngine } from './nodes-testing'
import { processesRuntime } from './processes'
import type { Nodes, Runtime } from './runtime'

const { built, remove } = buildTestNodes('runtime')

test.after.always(remove)

interface Options {
  signal?: AbortSignal
  graceMs?: number
}

interface Kind {
  readonly name: Runtime['name']
  readonly declare: typeof test.serial | typeof test.skip
  make(build: Build, owner: RunOwner, options: Options): Promise<Runtime> | Runtime
  /** What of this run is there now. */
  left(owner: RunOwner): Promise<string[]>
}

const kinds: Kind[] = [
  {
    name: 'processes',
    declare: test.serial,
    make: (build, owner, options) => processesRuntime({ build, owner, ...options }),
    left: async ({ folder }) => [
      ...runningProcesses(folder).map(String),
      ...readdirSync(folder).filter((name) => name !== 'processes'),
    ],
  },
  {
    name: 'containers',
    declare: process.env.LAB_CONTAINERS === '1' ? test.serial : test.skip,
    make: (build, owner, options) => containersRuntime({ build, owner, ...options }),
    left: async ({ run }) => inEngine(await needEngine(), `secure-p2p-lab.run=${run}`),
  },
]

for (const { name, declare, make, left } of kinds) {
  /** A test in a run of its own, which must have left nothing behind. */
  const inRun = (
    title: string,
    body: (t: ExecutionContext, runtime: Runtime, heard: Heard, owner: RunOwner) => Promise<unknown>,
    options: Options = {},
  ) =>
    declare(`${name}: ${title}`, async (t) => {
      t.timeout(60_000)
      const owner = claimRun()
      try {
        await body(t, await make(await built, owner, options), new Heard(), owner)
        t.deepEqual(await left(owner), [])
      } finally {
        await owner.release()
      }
    })

  inRun('every line arrives, in order, from the first on', async (t, runtime, heard) => {
    const nodes = await runtime.start([alone('alice', 'count'), alone('bob', 'count')], heard.onLine)
    await Promise.all([heard.next('alice', 'event'), heard.next('bob', 'event')])
    for (const node of ['alice', 'bob']) {
      const counted = heard.lines.filter((line) => line.node === node).map(({ said }) => said)
      t.deepEqual(
        counted,
        Array.from({ length: 2000 }, (_, i) => ({ i, text: 'a\u2028b é' })),
      )
    }
    await nodes.stop()
  })

  inRun('a node gets its arguments and what is sent to it', async (t, runtime, heard) => {
    const nodes = await runtime.start(
      [alone('alice', 'mode', 'two words', '"é$HOME'), alone('bob')],
      heard.onLine,
    )
    t.deepEqual(await heard.next('alice', 'args'), ['two words', '"é$HOME'])
    for (const node of nodes.nodes) node.send({ do: 'echo', text: `${node.name} \n é` })
    t.is(await heard.next('alice', 'text'), 'alice \n é')
    t.is(await heard.next('bob', 'text'), 'bob \n é')
    await nodes.stop()
  })

  inRun('a node reaches another at its address', async (t, runtime, heard) => {
    const nodes = await runtime.start([alone('alice'), alone('bob')], heard.onLine)
    const [alice, bob] = nodes.nodes
    alice!.send({ do: 'listen', at: runtime.listenOn(4567) })
    const port = await heard.next('alice', 'port')
    if (runtime.resolvesNames) t.is(port, 4567)
    bob!.send({ do: 'dial', host: alice!.address('net'), port })
    t.is(await heard.next('bob', 'dial'), 'hello')
    await nodes.stop()
  })

  inRun('a node besides another one shares its loopback', async (t, runtime, heard) => {
    const bystander = { ...alone('bob'), networks: [], besides: 'alice' }
    // It stands before the one whose computer it is on.
    const nodes = await runtime.start([bystander, alone('alice')], heard.onLine)
    const [bob, alice] = nodes.nodes
    bob!.send({ do: 'listen', at: '127.0.0.1:0' })
    alice!.send({ do: 'dial', host: '127.0.0.1', port: await heard.next('bob', 'port') })
    t.is(await heard.next('alice', 'dial'), 'hello')
    await nodes.stop()
  })

  inRun(
    'a node has nothing of the lab’s environment, and a folder to write to',
    async (t, runtime, heard) => {
      process.env.LAB_TEST_SECRET = 'x'
      const data = runtime.dataFolder('alice')
      const nodes = await runtime.start([alone('alice', 'mode', data)], heard.onLine)
      nodes.nodes[0]!.send({ do: 'env' })
      const env = (await heard.next('alice', 'env')) as string[]
      t.deepEqual(
        env.filter((key) => !['PATH', 'HOSTNAME', 'HOME', 'SystemRoot'].includes(key)),
        [],
      )
      nodes.nodes[0]!.send({ do: 'write', path: `${data}/file` })
      t.is(await heard.next('alice', 'write'), 'done')
      await nodes.stop()
    },
  )

  inRun('peer and attacker see no file but their own', async (t, runtime, heard, owner) => {
    const data = { alice: runtime.dataFolder('alice'), bob: runtime.dataFolder('bob') }
    const specs = [
      alone('alice', 'mode', data.alice),
      alone('bob', 'mode', data.bob),
      { ...alone('mallory'), program: 'attacker' as const },
    ]
    // As a history does: what stands in it would tell everything.
    const run = mkdtempSync(join(tmpdir(), 'runs-'))
    writeFileSync(join(run, 'history.jsonl'), 'x')
    const nodes = await runtime.start(specs, heard.onLine)
    const asked = async (who: string, command: { readonly do: string; readonly path?: string }) => {
      nodes.nodes.find((node) => node.name === who)!.send(command)
      return String(await heard.next(who, command.do))
    }
    t.is(await asked('bob', { do: 'write', path: `${data.bob}/secret` }), 'done')
    t.is(await asked('bob', { do: 'read', path: `${data.bob}/secret` }), 'done')
    const refused = name === 'processes' ? /^ERR_ACCESS_DENIED$/ : /^(ENOENT|EACCES)$/
    const forbidden = [
      ...[run, join(run, 'history.jsonl'), owner.folder, __filename, `/proc/${process.pid}/environ`],
      `/proc/${process.pid}/stat`,
    ]
    for (const who of ['alice', 'mallory'])
      for (const path of [...forbidden, `${data.bob}/secret`])
        t.regex(await asked(who, { do: 'read', path }), refused, `${who} ${path}`)
    for (const who of ['alice', 'bob', 'mallory'])
      t.regex(await asked(who, { do: 'write', path: join(run, 'history.jsonl') }), refused, who)
    if (name === 'processes')
      for (const who of ['alice', 'mallory'])
        for (const begun of ['child', 'worker', 'addon'])
          t.regex(await asked(who, { do: begun }), /^ERR_(ACCESS_DENIED|DLOPEN_DISABLED)$/, `${who} ${begun}`)
    await nodes.stop()
    rmSync(run, { recursive: true })
  })

  inRun('what is in a data folder is seen without the node, and only there', async (t, runtime, heard) => {
    const data = runtime.dataFolder('alice')
    const specs = [{ ...alone('alice', 'mode', data), data }, alone('bob')]
    const nodes = await runtime.start(specs, heard.onLine)
    const [alice, bob] = nodes.nodes
    t.deepEqual(await alice!.files(), [])
    alice!.send({ do: 'write', path: `${data}/file` })
    await heard.next('alice', 'write')
    const sha256 = createHash('sha256').update('x').digest('hex')
    const [file, ...more] = await alice!.files()
    t.like(file, { path: 'file', sha256, size: 1 })
    t.deepEqual(more, [])
    t.deepEqual(await bob!.files(), [])
    await nodes.stop()
    await t.throwsAsync(alice!.files())
  })

  // Only Linux tells; in a container it is always Linux.
  if (process.platform === 'linux') {
    inRun('how much memory a node had in use is seen without the node', async (t, runtime, heard) => {
      const nodes = await runtime.start([alone('alice')], heard.onLine)
      const [alice] = nodes.nodes
      alice!.send({ do: 'echo', text: 'ready' })
      await heard.next('alice', 'text')
      const peak = await alice!.peakMemory()
      t.true(peak > 20 * 2 ** 20 && peak < 500 * 2 ** 20, `${peak}`)
      t.true((await alice!.peakMemory()) >= peak)
      await nodes.stop()
      await t.throwsAsync(alice!.peakMemory())
    })

    inRun('how long a node has occupied a processor is seen without the node', async (t, runtime, heard) => {
      const nodes = await runtime.start([alone('alice')], heard.onLine)
      const [alice] = nodes.nodes
      alice!.send({ do: 'echo', text: 'ready' })
      await heard.next('alice', 'text')
      const before = await alice!.processorTime()
      alice!.send({ do: 'work', milliseconds: 300 })
      await heard.next('alice', 'worked')
      const worked = (await alice!.processorTime()) - before
      t.true(worked > 280 && worked < 600, `${worked}`)
      await nodes.stop()
      await t.throwsAsync(alice!.processorTime())
    })
  }

  inRun('a node that ends is reported, with its status and last words', async (t, runtime, heard) => {
    const nodes = await runtime.start(
      [alone('alice'), alone('bob'), alone('carol', 'quit', '4')],
      heard.onLine,
    )
    const [alice, bob, carol] = nodes.nodes
    alice!.send({ do: 'exit', status: 3 })
    t.deepEqual(await alice!.exited, { status: 3, stderr: 'leaving\n' })
    t.is((await carol!.exited).status, 4)
    alice!.send({ do: 'echo', text: 'to a node that is gone' })
    bob!.send({ do: 'echo', text: 'still here' })
    t.is(await heard.next('bob', 'text'), 'still here')
    await nodes.stop()
    t.is((await bob!.exited).status, 0)
  })

  inRun('stop may be called twice, also at once', async (t, runtime, heard) => {
    const nodes = await runtime.start([alone('alice'), alone('bob')], heard.onLine)
    await Promise.all([nodes.stop(), nodes.stop()])
    await nodes.stop()
    for (const node of nodes.nodes) t.is((await node.exited).status, 0)
  })

  inRun(
    'a node that does not heed the end of stdin is ended by force',
    async (t, runtime, heard) => {
      const nodes = await runtime.start([alone('alice', 'deaf'), alone('bob')], heard.onLine)
      await Promise.all([heard.next('alice', 'event'), heard.next('bob', 'event')])
      await nodes.stop()
      t.is((await nodes.nodes[0]!.exited).status, null)
      t.is((await nodes.nodes[1]!.exited).status, 0)
    },
    { graceMs: 300 },
  )

  inRun('when one node cannot be started, none is, and nothing is left', async (t, runtime, heard) => {
    const specs = [alone('alice'), alone('bob'), alone('bob'), alone('carol')] // two cannot have one name
    await t.throwsAsync(runtime.start(specs, heard.onLine), {
      name: 'LabError',
      message: /cannot be started/,
    })
  })

  const before = new AbortController()
  before.abort(new Error('interrupted'))
  inRun(
    'an interrupted start leaves nothing',
    async (t, runtime, heard) => {
      await t.throwsAsync(runtime.start([alone('alice')], heard.onLine), { message: 'interrupted' })
      t.deepEqual(heard.lines, [])
    },
    { signal: before.signal },
  )

  const during = new AbortController()
  inRun(
    'a start interrupted half-way leaves nothing',
    async (t, runtime, heard) => {
      const specs = [alone('alice'), alone('bob'), alone('carol')]
      const starting = runtime.start(specs, (node, line) => {
        during.abort(new Error('interrupted')) // the first word of any node comes before all have started
        heard.onLine(node, line)
      })
      // A start may be faster than the first word; then it has succeeded and is stopped as usual.
      const nodes: Nodes | undefined = await starting.catch((error) => {
        t.is(error.message, 'interrupted')
        return undefined
      })
      await nodes?.stop()
    },
    { signal: during.signal },
  )

  inRun('two runs at once do not disturb each other', async (t, runtime, heard) => {
    const otherOwner = claimRun()
    const other = await make(await built, otherOwner, {})
    const otherHeard = new Heard()
    const [nodes, otherNodes] = await Promise.all([
      runtime.start([alone('alice')], heard.onLine),
      other.start([alone('alice')], otherHeard.onLine),
    ])
    await nodes.stop()
    await sweep((await findEngine()).engine)
    otherNodes.nodes[0]!.send({ do: 'echo', text: 'still here' })
    t.is(await otherHeard.next('alice', 'text'), 'still here')
    await otherNodes.stop()
    t.deepEqual(await left(otherOwner), [])
    await otherOwner.release()
  })
}

/** What a node's container may and may not do, as the engine tells it and as a program inside finds it. */
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import test from 'ava'
import { claimRun } from '../history/run-owner'
import { containersRuntime } from './containers'
import { isPodman, needEngine } from './engine'
import { listContainers, listNetworks } from './engine-objects'
import { buildTestNodes, Heard } from './nodes-testing'
import type { NodeSpec, Nodes } from './runtime'

const containerTest = process.env.LAB_CONTAINERS === '1' ? test.serial : test.skip

const { built, remove } = buildTestNodes('node-container')
const owner = claimRun()
const heard = new Heard()
let started: Promise<Nodes> | undefined

/** Alice and Bob share no network; Mallory is in both, under the other's name. */
const onPath: readonly NodeSpec[] = [
  { name: 'alice', program: 'peer', args: [], networks: [{ network: 'left', aliases: ['alice'] }] },
  { name: 'bob', program: 'peer', args: [], networks: [{ network: 'right', aliases: ['bob'] }] },
  {
    name: 'mallory',
    program: 'attacker',
    args: [],
    networks: [
      { network: 'left', aliases: ['bob'] },
      { network: 'right', aliases: ['alice'] },
    ],
  },
]

/** One act for all tests of this file. */
function nodes(): Promise<Nodes> {
  started ??= (async () => {
    const runtime = await containersRuntime({ build: await built, owner })
    return runtime.start(onPath, heard.onLine)
  })()
  return started
}

async function node(name: string) {
  return (await nodes()).nodes.find((one) => one.name === name)!
}

test.after.always(async () => {
  await (await started?.catch(() => undefined))?.stop()
  await owner.release()
  await remove()
})

containerTest(
  'no node has root, capabilities, a writable root, published ports, or mounts of the host',
  async (t) => {
    await nodes()
    const engine = await needEngine()
    const found = await listContainers(engine, `secure-p2p-lab.run=${owner.run}`)
    t.is(found.length, 3)
    for (const { id, name } of found) {
      const { Config, HostConfig, Mounts, NetworkSettings } = await engine.client.getContainer(id).inspect()
      t.is(Config.User, '65534:65534')
      t.true(name.endsWith(`-${Config.Hostname}`))
      t.like(HostConfig, { ReadonlyRootfs: true, Privileged: false, AutoRemove: true })
      t.deepEqual(HostConfig.CapDrop, ['ALL'])
      t.falsy(HostConfig.CapAdd?.length)
      t.true(HostConfig.SecurityOpt.includes('no-new-privileges'))
      t.is(HostConfig.Memory, 256 * 2 ** 20)
      t.is(HostConfig.MemorySwap, HostConfig.Memory)
      t.is(HostConfig.PidsLimit, 64)
      t.deepEqual(Object.keys(HostConfig.PortBindings ?? {}), [])
      t.deepEqual(Object.keys(NetworkSettings.Ports ?? {}), [])
      t.falsy(HostConfig.Binds?.length)
      t.deepEqual(Mounts, [])
      const networks = Object.keys(NetworkSettings.Networks)
      t.is(networks.length, name.endsWith('mallory') ? 2 : 1)
      for (const network of networks) t.regex(network, new RegExp(`^secure-p2p-lab-${owner.run}-`))
    }
  },
)

containerTest('all networks are internal and carry the owner', async (t) => {
  await nodes()
  const engine = await needEngine()
  const networks = await listNetworks(engine, `secure-p2p-lab.run=${owner.run}`)
  t.is(networks.length, 2)
  for (const { id, labels } of networks) {
    t.like(await engine.client.getNetwork(id).inspect(), { Internal: true })
    t.like(labels, owner.labels)
  }
})

containerTest('a node finds its rights as small as the engine says', async (t) => {
  const alice = await node('alice')
  alice.send({ do: 'rights' })
  t.deepEqual(await heard.next('alice', 'rights'), {
    Uid: ['65534', '65534', '65534', '65534'],
    Gid: ['65534', '65534', '65534', '65534'],
    CapInh: ['0000000000000000'],
    CapPrm: ['0000000000000000'],
    CapEff: ['0000000000000000'],
    CapBnd: ['0000000000000000'],
    CapAmb: ['0000000000000000'],
    NoNewPrivs: ['1'],
  })
  for (const path of ['/file', '/lab/peer.cjs', '/etc/passwd', '/dev/shm/file']) {
    alice.send({ do: 'write', path })
    t.regex(String(await heard.next('alice', 'write')), /^(EROFS|EACCES|ENOENT)$/, path)
  }
})

// For Mallory, who is in both, `alice` is ambiguous: she dials by address.
containerTest('a name means who answers to it in the networks one is in', async (t) => {
  const lookup = async (name: string, asked: string) => {
    ;(await node(name)).send({ do: 'lookup', name: asked })
    return heard.next(name, 'lookup')
  }
  const mallory = await node('mallory')
  if (await isPodman(await needEngine())) {
    // There the run gives everyone a hosts table: no name server is asked, not even for names that there are.
    for (const name of ['alice', 'bob', 'carol'])
      t.regex(String(await lookup('bob', name)), /^E(NOTFOUND|AI_AGAIN)$/)
    return
  }
  t.is(await lookup('alice', 'bob'), mallory.address('left'))
  t.is(await lookup('bob', 'alice'), mallory.address('right'))
  t.is(await lookup('alice', 'alice'), (await node('alice')).address('left'))
  t.is(await lookup('alice', 'carol'), 'ENOTFOUND')
})

containerTest('a node reaches nodes in its network and nobody else, not even the host', async (t) => {
  // A server on all of the host's addresses, as many are.
  const server = createServer((socket) => socket.end('host'))
  t.teardown(() => server.close())
  const heardBy: string[] = []
  server.on('connection', ({ remoteAddress }) => heardBy.push(remoteAddress ?? ''))
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.address() as { port: number }

  const [alice, bob, mallory] = await Promise.all([node('alice'), node('bob'), node('mallory')])
  mallory!.send({ do: 'listen', at: '0.0.0.0:4567' })
  await heard.next('mallory', 'port')
  bob!.send({ do: 'listen', at: '0.0.0.0:4567' })
  await heard.next('bob', 'port')
  alice!.send({ do: 'dial', host: mallory!.address('left'), port: 4567 })
  t.is(await heard.next('alice', 'dial'), 'hello')

  const gateway = alice!.address('left').replace(/\d+$/, '1')
  // Podman gives the host an address in every network, and nothing leaves it out: ARCHITECTURE.md says so.
  const hostIsThere = await isPodman(await needEngine())
  const hosts = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address),
  )
  const elsewhere = [...new Set([gateway, ...hosts])]
    .filter((host) => !(hostIsThere && host === gateway))
    .map((host) => ({ host, port }))
  const others = [bob!.address('right'), mallory!.address('right')].map((host) => ({ host, port: 4567 }))
  const all = [...elsewhere, ...others, { host: '192.0.2.53', port: 53 }]
  for (const { host, port } of all) alice!.send({ do: 'dial', host, port })
  for (const _ of all)
    t.regex(String(await heard.next('alice', 'dial')), /^(timeout|EHOSTUNREACH|ENETUNREACH)$/)
  t.deepEqual(heardBy, [])
})

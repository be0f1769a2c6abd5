/** For tests of the runtimes: a node that does what it is told, and what is heard from it. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Build, build } from './build'
import type { Engine } from './engine'
import { listContainers, listNetworks } from './engine-objects'
import { removeImagesOf } from './kept-containers-testing'
import type { NodeSpec } from './runtime'

/** A node that does what it is told. It lives here as text because a node is a program, not a part of the lab. */
const PROGRAM = `
import { execFileSync } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { connect, createServer } from 'node:net'
const say = (object) => console.log(JSON.stringify(object))
const [mode, ...args] = process.argv.slice(2)
const act = {
  echo: ({ text }) => say({ text }),
  work: ({ milliseconds }) => {
    const used = () => { const { user, system } = process.cpuUsage(); return user + system }
    const began = used()
    while (used() - began < milliseconds * 1000);
    say({ worked: milliseconds })
  },
  exit: ({ status }) => { console.error('leaving'); process.exit(status) },
  env: () => say({ env: Object.keys(process.env), cwd: process.cwd() }),
  read: ({ path }) => { try { statSync(path).isDirectory() ? readdirSync(path) : readFileSync(path); say({ read: 'done' }) } catch ({ code }) { say({ read: code }) } },
  child: () => { try { execFileSync(process.execPath, ['-e', '']); say({ child: 'done' }) } catch ({ code }) { say({ child: code }) } },
  worker: () => { try { new Worker('0', { eval: true }); say({ worker: 'done' }) } catch ({ code }) { say({ worker: code }) } },
  addon: () => { try { process.dlopen({ exports: {} }, process.execPath); say({ addon: 'done' }) } catch ({ code }) { say({ addon: code }) } },
  write: ({ path }) => { try { writeFileSync(path, 'x'); say({ write: 'done' }) } catch ({ code }) { say({ write: code }) } },
  rights: () => {
    const status = readFileSync('/proc/self/status', 'utf8').split('\\n').map((line) => line.split(/:?\\s+/))
    say({ rights: Object.fromEntries(status.filter(([key]) => /^(Uid|Gid|Cap|NoNew)/.test(key)).map(([key, ...rest]) => [key, rest])) })
  },
  lookup: ({ name }) => lookup(name).then(({ address }) => say({ lookup: address }), ({ code }) => say({ lookup: code })),
  listen: ({ at }) => {
    const [host, port] = at.split(':')
    const server = createServer((socket) => socket.end('hello'))
    server.listen(Number(port), host, () => say({ port: server.address().port }))
  },
  dial: ({ host, port }) => {
    const socket = connect({ host, port, timeout: 3000 })
    socket.on('timeout', () => socket.destroy(new Error('timeout')))
    socket.on('data', (data) => say({ dial: String(data) }))
    socket.on('error', ({ code, message }) => say({ dial: code ?? message }))
  },
}
if (mode === 'count') for (let i = 0; i < 2000; i++) say({ i, text: 'a\\u2028b é' })
if (mode === 'quit') process.exit(Number(args[0]))
say({ event: 'ready', args })
let pending = ''
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (pending + chunk).split('\\n')
  pending = lines.pop()
  for (const line of lines) { const command = JSON.parse(line); act[command.do](command) }
})
// Calls the test, so that it hears when this process ends: the connection ends with it.
if ((mode === 'call' || mode === 'deaf') && Number(args[0])) connect(Number(args[0]), '127.0.0.1').unref()
if (mode === 'deaf') { say({ event: 'deaf' }); setInterval(() => {}, 1000) }
else process.stdin.on('end', () => process.exit(0))
`

/**
 * The test node's build, in a folder of its own, and what removes the folder and the build's image.
 * @param testFile makes the build one that no other test file uses
 */
export function buildTestNodes(testFile: string): { built: Promise<Build>; remove: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'lab-test-nodes-'))
  const entry = join(folder, 'node.mjs')
  writeFileSync(entry, `${PROGRAM}\nglobalThis.testFile = '${testFile}'\n`)
  const built = build(
    { peer: entry, messenger: entry, directory: entry, attacker: entry, bystander: entry },
    join(folder, 'build'),
  )
  const remove = async () => {
    await removeImagesOf(await built)
    await rm(folder, { recursive: true })
  }
  return { built, remove }
}

/** The containers and networks that carry this label. */
export async function inEngine(engine: Engine, label: string): Promise<string[]> {
  const found = [...(await listContainers(engine, label)), ...(await listNetworks(engine, label))]
  return found.map(({ name }) => name)
}

/** What arrives from the nodes of an act, and a wait for something that has not arrived yet. */
export class Heard {
  readonly lines: { node: string; said: Record<string, unknown> }[] = []
  private waiting: (() => void)[] = []

  readonly onLine = (node: string, line: string) => {
    this.lines.push({ node, said: JSON.parse(line) })
    for (const wake of this.waiting.splice(0)) wake()
  }

  /** The first thing this node said, or says, that has this field. Each is given out once. */
  async next(node: string, field: string): Promise<unknown> {
    for (;;) {
      const at = this.lines.findIndex((line) => line.node === node && field in line.said)
      if (at >= 0) return this.lines.splice(at, 1)[0]!.said[field]
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
  }
}

/** A node in a network with all the others. */
export const alone = (name: string, ...args: string[]): NodeSpec => ({
  name,
  program: 'peer',
  args,
  networks: [{ network: 'net', aliases: [name] }],
})

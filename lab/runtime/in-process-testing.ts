/**
 * For tests: nodes as modules in the test's own process. They are the bundles that the processes runtime starts, each with
 * a `process` of its own, and they talk over loopback as there; what is saved is that Node starts for each of them.
 *
 * What a node uses cannot be told from another's here: what measures that is played by the processes runtime.
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Server, Socket } from 'node:net'
import { dirname } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { compileFunction } from 'node:vm'
import type { RunOwner } from '../history/run-owner'
import type { Build } from './build'
import { listFiles } from './file-list'
import { lineReader, OutputTail } from './node-output'
import { dataFoldersOf, GRACE_MS, onLoopback, onlyOnce } from './processes'
import type { NodeSpec, Nodes, RunningNode, Runtime } from './runtime'

/** What of the network belongs to which node: the system closes it when a process ends. */
const running = new AsyncLocalStorage<Set<Server | Socket>>()

const { listen } = Server.prototype
Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  const own = running.getStore()
  if (own) own.add(this.on('connection', (socket) => own.add(socket)))
  return Reflect.apply(listen, this, args)
} as typeof listen
const { connect } = Socket.prototype
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  running.getStore()?.add(this)
  return Reflect.apply(connect, this, args)
} as typeof connect

/** @returns a runtime that tells of itself as the one of processes */
export function inProcessRuntime(build: Build, owner: RunOwner): Runtime {
  return {
    ...onLoopback(owner),
    async start(specs, onLine) {
      const started = specs.map((spec) =>
        startNode(spec, build.files[spec.program], (line) => onLine(spec.name, line)),
      )
      const stop = onlyOnce(async () => {
        await Promise.all(started.map((one) => one.stop()))
        const folders = dataFoldersOf(specs, owner)
        await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true })))
      })
      return { nodes: started.map(({ node }) => node), stop } satisfies Nodes
    },
  }
}

/** What Node makes of a CommonJS file: a function of what such a file finds. */
type Program = (...found: readonly unknown[]) => void

const compiled = new Map<string, Program>()

function programOf(path: string): Program {
  const known = compiled.get(path)
  if (known) return known
  const names = ['require', 'module', 'exports', 'process', '__dirname', '__filename']
  const program = compileFunction(readFileSync(path, 'utf8'), names, { filename: path }) as Program
  compiled.set(path, program)
  return program
}

function startNode(spec: NodeSpec, path: string, onLine: (line: string) => void) {
  const input = new PassThrough()
  const own = new Set<Server | Socket>()
  const errors = new OutputTail()
  const lines = lineReader((line) => isRunning && onLine(line))
  let isRunning = true
  let end: (ended: { status: number | null; stderr: string }) => void
  const exited = new Promise<{ status: number | null; stderr: string }>((resolve) => {
    end = resolve
  })
  const exit = (status: number | null) => {
    isRunning = false
    for (const one of own)
      if (one instanceof Socket) one.destroy()
      else one.close()
    end({ status, stderr: errors.text() })
  }
  const itsProcess = Object.create(
    process,
    Object.getOwnPropertyDescriptors({
      ...EventEmitter.prototype,
      argv: [process.execPath, path, ...spec.args],
      env: {},
      stdin: input,
      stdout: writableTo(lines),
      stderr: writableTo(errors),
      exit,
    }),
  )
  const module = { exports: {} }
  running.run(own, () =>
    programOf(path)(createRequire(path), module, module.exports, itsProcess, dirname(path), path),
  )
  const node: RunningNode = {
    name: spec.name,
    send: (command) => void (isRunning && input.write(`${JSON.stringify(command)}\n`)),
    address: () => '127.0.0.1',
    files: async () => (spec.data === undefined ? [] : listFiles(spec.data)),
    peakMemory: () => Promise.reject(new Error('the memory of a node in this process cannot be told')),
    processorTime: () => Promise.reject(new Error('what a node in this process works cannot be told')),
    exited,
  }
  /** Its stdin ends, and if it has not ended in time, it is ended by force. */
  const stop = async () => {
    input.end()
    const timer = setTimeout(() => exit(null), GRACE_MS)
    await exited
    clearTimeout(timer)
  }
  return { node, stop }
}

/** What is written comes there at once, in order. */
function writableTo(target: Writable): Writable {
  return new Writable({ write: (chunk, encoding, done) => void target.write(chunk, encoding, () => done()) })
}

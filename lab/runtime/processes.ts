/**
 * The processes runtime: nodes are child processes on loopback. It needs nothing but Node.
 *
 * All nodes share one address, so each listens on a free port and the run gives everyone a hosts table.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { t } from '../../peers/language/sentence'
import type { RunOwner } from '../history/run-owner'
import { LabError, reasonOf } from '../language/lab-error'
import type { Build } from './build'
import { listFiles } from './file-list'
import { lineReader, OutputTail } from './node-output'
import { permissionFlags } from './permissions'
import type { NodeSpec, Nodes, RunningNode, Runtime } from './runtime'
import { peakOf, processorTimeOf, statFile, statusFile } from './usage'

/** How long a node may take to end after its stdin ended, before it is ended by force. */
export const GRACE_MS = 2000

export interface RuntimeOptions {
  readonly build: Build
  readonly owner: RunOwner
  /** Interrupts a start: it then stops what it has started and throws the signal's reason. */
  readonly signal?: AbortSignal
  readonly graceMs?: number
}

/** @returns a runtime whose nodes, folders and processes belong to `owner` */
export function processesRuntime({ build, owner, signal, graceMs = GRACE_MS }: RuntimeOptions): Runtime {
  return {
    ...onLoopback(owner),
    async start(specs, onLine) {
      const folder = mkdtempSync(join(owner.folder, 'act-'))
      const told = dataFoldersOf(specs, owner)
      const children: Child[] = []
      const stop = onlyOnce(async () => {
        await Promise.all(children.map((child) => end(child, graceMs)))
        await Promise.all(
          [folder, ...told].map((path) => rm(path, { recursive: true, force: true, maxRetries: 3 })),
        )
      })
      try {
        for (const spec of specs) {
          signal?.throwIfAborted()
          children.push(startChild(spec, build, owner, join(folder, spec.name), onLine))
        }
        await Promise.all(children.map(({ spawned }) => spawned))
        signal?.throwIfAborted()
      } catch (error) {
        await stop()
        throw error
      }
      return { nodes: children.map(({ node }) => node), stop } satisfies Nodes
    },
  }
}

/** What is so of all nodes that share this computer's loopback. */
export function onLoopback(owner: RunOwner): Omit<Runtime, 'start'> {
  return {
    name: 'processes',
    resolvesNames: false,
    listenOn: () => '127.0.0.1:0',
    dataFolder: (node) => mkdtempSync(join(owner.folder, `data-${node}-`)),
  }
}

/** An act's data folders are those its nodes were told of; other acts may run beside it. */
export function dataFoldersOf(specs: readonly NodeSpec[], owner: RunOwner): readonly string[] {
  return specs.flatMap(({ args }) => args).filter((arg) => arg.startsWith(join(owner.folder, 'data-')))
}

interface Child {
  readonly process: ChildProcess
  readonly node: RunningNode
  readonly spawned: Promise<unknown>
}

function startChild(
  spec: NodeSpec,
  build: Build,
  owner: RunOwner,
  cwd: string,
  onLine: (node: string, line: string) => void,
): Child {
  const failed = (error: unknown) =>
    new LabError(t`The node ${spec.name} cannot be started: ${reasonOf(error)}.`)
  const own = dataFoldersOf([spec], owner)
  const { reads, writes } = build.beside
  const allowed = permissionFlags({
    reads: [build.files[spec.program], ...reads, ...own],
    writes: [...writes, ...own],
  })
  let child: ChildProcess
  try {
    mkdirSync(cwd)
    child = spawn(process.execPath, [...allowed, build.files[spec.program], ...spec.args], {
      cwd,
      // Nothing of the lab's own environment: no proxies, no secrets, no NODE_OPTIONS.
      env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot },
      stdio: 'pipe',
      // A group of its own, so that Ctrl-C reaches the lab alone and the lab ends its nodes in order.
      detached: true,
      windowsHide: true,
    })
  } catch (error) {
    throw failed(error)
  }
  if (child.pid !== undefined) owner.rememberProcess(child.pid)

  const stderr = new OutputTail()
  child.stdout!.pipe(lineReader((line) => onLine(spec.name, line)))
  child.stderr!.pipe(stderr)
  // A node that is gone ignores commands: writing to it fails, and `exited` tells.
  child.stdin!.on('error', () => {})
  const spawned = once(child, 'spawn').catch((error) => {
    throw failed(error)
  })
  spawned.catch(() => {}) // told once, by start, which may be busy with another node's failure
  child.on('error', () => {})

  const exited = new Promise<{ status: number | null; stderr: string }>((resolve) => {
    // `close` comes after the last line was read, `exit` may come before.
    child.on('close', (status) => resolve({ status, stderr: stderr.text() }))
  })
  return {
    process: child,
    spawned,
    node: {
      name: spec.name,
      send: (command) => void (child.stdin!.writable && child.stdin!.write(`${JSON.stringify(command)}\n`)),
      address: () => '127.0.0.1',
      files: async () => (spec.data === undefined ? [] : listFiles(spec.data)),
      peakMemory: async () => peakOf(await told(child, statusFile)),
      processorTime: async () => processorTimeOf(await told(child, statFile)),
      exited,
    },
  }
}

/** @returns what the system says of a program that runs; nothing, of one that has ended. */
async function told(child: ChildProcess, file: (pid: number) => string): Promise<string> {
  // Of a program that has ended the number may be another one's by now.
  const { pid, exitCode, signalCode } = child
  if (pid === undefined || exitCode !== null || signalCode !== null) return ''
  return readFile(file(pid), 'utf8').catch(() => '')
}

/** Ends one child: its stdin ends, and if it has not ended in time, it is killed. */
async function end({ process: child, node }: Child, graceMs: number): Promise<void> {
  if (child.pid === undefined) return
  child.stdin!.end()
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await node.exited
  clearTimeout(timer)
}

/** The same work for all callers, however often they call. */
export function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= work()
    return running
  }
}

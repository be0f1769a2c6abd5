/**
 * In a process of its own: runs the tests of a room against one change of one of its sources after the other. Only the modules that
 * use this source are loaded anew, and only their tests can notice anything; AVA's own assertions decide.
 */

import { readFileSync } from 'node:fs'

import Module = require('node:module')

import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type MutantStatus, type Said, type Trial, testsBeside } from './trials'

interface Compiler {
  compile(source: string, filename: string): string
  compiled(filename: string): string
}

const { compile, compiled }: Compiler = require('../../peers/system/compiled.cjs')

/**
 * What keeps a processor busy for longer than this, and than this share of all, is a campaign of drawn cases, which would be
 * played whole for each change that nothing else notices. It is left out: what it alone notices, by luck, counts as not
 * noticed. What other programs do does not count.
 */
const SLOW_MS = 1000
const SLOW_SHARE = 0.05

type Run = (t: object, ...rest: readonly unknown[]) => unknown
type Load = (request: string, ...rest: readonly unknown[]) => unknown
type Assertions = new (told: { pass(): true; fail(error: Error): Error }) => object

const loader = Module as unknown as { _load: Load }
const usual = require.extensions['.ts']!
/** What every source was compiled to, without the map that nobody reads here. */
const code = new Map<string, string>()
/** What stands in place of a source. */
let changed: { readonly path: string; readonly code: string } | null = null

require.extensions['.ts'] = (
  module: NodeModule & { _compile?(code: string, filename: string): void },
  filename,
) => {
  if (filename.includes('node_modules')) return usual(module, filename)
  if (!code.has(filename)) code.set(filename, compiled(filename).replace(/\n\/\/# sourceMappingURL=.*\n/, ''))
  module._compile!(changed?.path === filename ? changed.code : code.get(filename)!, filename)
}

interface Test {
  readonly title: string
  readonly run: (t: object) => unknown
}

/** @returns the tests that these files declare. */
function load(files: readonly string[]): Test[] {
  const tests: Test[] = []
  const test = (title: string, run: Run, ...rest: readonly unknown[]) =>
    tests.push({ title, run: (t) => run(t, ...rest) })
  const ava = Object.assign(test, { serial: test, default: test, skip: () => {} })
  const real = loader._load
  loader._load = function (this: unknown, request, ...rest) {
    return request === 'ava' ? ava : real.call(this, request, ...rest)
  }
  try {
    for (const file of files) require(file)
  } finally {
    loader._load = real
    // Else every module that was ever loaded stays in memory.
    module.children = module.children.filter(({ filename }) => !files.includes(filename))
  }
  return tests
}

/** @throws where the test fails. One that asserts nothing fails, as with AVA. */
async function run(Assert: Assertions, test: Test): Promise<void> {
  let asserted = 0
  const pass = (): true => {
    asserted += 1
    return true
  }
  await test.run(new Assert({ pass, fail: (error) => error }))
  if (asserted === 0) throw new Error(`the test "${test.title}" asserts nothing`)
}

/** The tests beside a source, as they are without any change. */
interface Room {
  readonly folder: string
  /** Files with tests, the quickest first. */
  readonly tests: readonly string[]
  /** What each loaded module requires. */
  readonly uses: ReadonlyMap<string, readonly string[]>
  /** Titles of tests that are not run. */
  readonly slow: ReadonlySet<string>
  /** Milliseconds that the others take. */
  readonly time: number
}

/** @throws where a test fails. */
async function roomOf(Assert: Assertions, path: string): Promise<Room> {
  changed = null
  const times: {
    readonly file: string
    readonly title: string
    readonly time: number
    readonly work: number
  }[] = []
  for (const file of testsBeside(path))
    for (const test of load([file])) {
      const [begin, before] = [performance.now(), process.cpuUsage()]
      await run(Assert, test).catch((error: unknown) => {
        throw new Error(`"${test.title}" fails without any change: ${String(error)}`)
      })
      const { user, system } = process.cpuUsage(before)
      times.push({ file, title: test.title, time: performance.now() - begin, work: (user + system) / 1000 })
    }
  const sum = (some: typeof times) => some.reduce((before, { time }) => before + time, 0)
  const all = times.reduce((before, { work }) => before + work, 0)
  const slow = times.filter(({ work }) => work > SLOW_MS && work > SLOW_SHARE * all)
  const quick = times.filter((one) => !slow.includes(one))
  const timeOf = (file: string) => sum(quick.filter((one) => one.file === file))
  return {
    folder: dirname(path),
    tests: [...new Set(quick.map(({ file }) => file))].sort((one, other) => timeOf(one) - timeOf(other)),
    uses: new Map(
      Object.entries(require.cache).map(([name, used]) => [
        name,
        used!.children.map(({ filename }) => filename),
      ]),
    ),
    slow: new Set(slow.map(({ title }) => title)),
    time: sum(quick),
  }
}

/** @returns a source and all modules that use it, by whatever way. */
function usersOf(path: string, uses: Room['uses']): string[] {
  const users = new Set([path])
  for (let before = 0; before < users.size; ) {
    before = users.size
    for (const [name, used] of uses) if (used.some((one) => users.has(one))) users.add(name)
  }
  return [...users].filter((name) => name !== __filename)
}

/** What the changes of one source are tried with. */
interface Bench {
  readonly path: string
  readonly source: string
  readonly room: Room
  /** What is loaded anew for each change. */
  readonly users: readonly string[]
  readonly tests: readonly string[]
}

async function benchOf(Assert: Assertions, path: string, previous: Bench | null): Promise<Bench> {
  forget(previous?.users ?? [])
  const room = previous?.room.folder === dirname(path) ? previous.room : await roomOf(Assert, path)
  const users = usersOf(path, room.uses)
  const own = join(dirname(path), basename(path).replace('.ts', '.test.ts'))
  // What stands beside the source most likely notices it first.
  const tests = room.tests
    .filter((test) => users.includes(test))
    .sort((one, other) => Number(other === own) - Number(one === own))
  if (tests.length === 0) throw new Error('no test uses it')
  forget(users)
  return { path, source: readFileSync(path, 'utf8'), room, users, tests }
}

function forget(modules: readonly string[]): void {
  for (const name of modules) delete require.cache[name]
}

async function outcomeOf(Assert: Assertions, bench: Bench, { start, end, by }: Trial): Promise<MutantStatus> {
  const { path, source, users, tests, room } = bench
  try {
    changed = { path, code: compile(source.slice(0, start) + by + source.slice(end), path) }
  } catch {
    return 'meaningless'
  }
  forget(users)
  try {
    for (const file of tests)
      for (const test of load([file])) if (!room.slow.has(test.title)) await run(Assert, test)
    return 'survived'
  } catch {
    return 'killed'
  }
}

async function main(): Promise<void> {
  const ava = pathToFileURL(join(dirname(require.resolve('ava')), '..', 'lib', 'assert.js'))
  const { Assertions: Assert }: { readonly Assertions: Assertions } = await import(ava.href)
  const say = (said: Said) => process.send!(said)
  // Ctrl-C is for whoever started this, and kills it.
  process.on('SIGINT', () => {})
  let bench: Bench | null = null
  process.on('message', async (trial: Trial) => {
    try {
      if (bench?.path !== trial.path) bench = await benchOf(Assert, trial.path, bench)
    } catch (error) {
      return say({ unusable: error instanceof Error ? error.message : String(error) })
    }
    say({ begun: true, slow: [...bench.room.slow], time: bench.room.time })
    say({ outcome: await outcomeOf(Assert, bench, trial) })
  })
}

void main()

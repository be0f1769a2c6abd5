/** The command over small rooms: what it says of a source, and how it ends. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { playedIn } from '../suite/extent-testing'
import { withSources } from '../suite/programs-testing'
import { mutantsOf } from './mutants'
import { type MutantStatus, tryAll } from './trials'

const COMMAND = join(__dirname, 'mutation.ts')

function room(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), source)
  return folder
}

function start(...files: readonly string[]): { program: ChildProcess; said: Promise<[number, string]> } {
  const program = spawn(process.execPath, [...withSources, COMMAND, ...files], { stdio: 'pipe' })
  let text = ''
  for (const stream of [program.stdout!, program.stderr!])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more
    })
  return { program, said: once(program, 'close').then(([status]) => [status, text]) }
}

const tests = (...lines: readonly string[]) =>
  ["import test from 'ava'", "import { it } from './it'", ...lines, ''].join('\n')
const isBig = 'export function it(n: number): boolean {\n  return n >= 10\n}\n'

test('what a test notices, were it by asserting nothing, is noticed; what none does is named', async (t) => {
  const folder = room(t, { 'it.ts': isBig, 'it.test.ts': tests("test('big', (t) => it(11) && t.pass())") })
  const [status, said] = await start(join(folder, 'it.ts')).said
  t.is(status, 1)
  t.regex(said, /it\.ts: 1 of 3 changes noticed \(33\.3 %\); 2 not: 0 with a reason, 2 without/)
  t.regex(said, /it\.ts:2:12\n {4}- return n >= 10\n {4}\+ return n > 10\n/)
  t.regex(said, /it\.ts:2:15\n {4}- return n >= 10\n {4}\+ return n >= \(10 \+ 1\)\n/)
  t.regex(said, /95 % have to be noticed/)
})

test('what is no source is refused', async (t) => {
  const folder = room(t, { 'it.test.ts': tests() })
  const [status, said] = await start(join(folder, 'it.test.ts')).said
  t.is(status, 64)
  t.regex(said, /is no source: name a file such as lab\/judge\/verdict\.ts/)
})

/** Each starts processes that compile: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 3)

/** What comes of each change of a small source, without the command around it: one process is enough. */
async function outcomesOf(t: ExecutionContext, source: string, ...lines: readonly string[]) {
  const path = join(room(t, { 'it.ts': source, 'it.test.ts': tests(...lines) }), 'it.ts')
  const mutants = mutantsOf(source)
  const outcomes: (readonly [becomes: string, MutantStatus])[] = []
  await tryAll(
    mutants.map(({ start, end, by }) => ({ path, start, end, by })),
    {
      processes: 1,
      leastPatience: 500,
      signal: new AbortController().signal,
      onOutcome: (place, outcome) => outcomes.push([mutants[place]!.becomes, outcome]),
    },
  )
  return outcomes
}

test('tests that fail anyhow are no tests', async (t) => {
  const tried = outcomesOf(t, isBig, "test('wrong', (t) => t.true(it(1)))")
  await t.throwsAsync(tried, {
    message: /it\.ts: its tests cannot be used: "wrong" fails without any change: /,
  })
})

test('none at all are no tests either', async (t) => {
  await t.throwsAsync(outcomesOf(t, isBig, 'void it'), {
    message: /it\.ts: its tests cannot be used: no test uses it\.$/,
  })
})

const counts = 'export function it(n: number): number {\n  let i = 0\n  while (i < n) i += 1\n  return i\n}\n'

inTurn(1)('a change that makes the tests run for ever is noticed, and the next one is tried', async (t) => {
  const outcomes = await outcomesOf(t, counts, "test('three', (t) => t.deepEqual([it(0), it(3)], [0, 3]))")
  t.is(outcomes.find(([becomes]) => becomes.includes('i -= 1'))?.[1], 'endless')
  t.is(outcomes.length, mutantsOf(counts).length)
  t.false(outcomes.some(([, outcome]) => outcome === 'survived'))
})

inTurn(2)('Ctrl-C ends it, with how far it came, and nothing is left', async (t) => {
  const folder = room(t, {
    'it.ts': isBig,
    'it.test.ts': tests("test('big', (t) => t.true(it(10)))"),
    'slow.ts': counts,
    'slow.test.ts': tests(
      "test('for ever', async (t) => t.is(await new Promise((go) => it(3) === 3 && go(3)), 3))",
    ).replace('./it', './slow'),
  })
  const files = readdirSync(folder)
  const { program, said } = start(join(folder, 'it.ts'), join(folder, 'slow.ts'))
  // The first file is told as soon as it is done; the tests of the second one wait for what a change keeps from coming.
  program.stdout!.once('data', () => program.kill('SIGINT'))
  const [status, text] = await said
  t.is(status, 130, text)
  t.regex(text, /^Stopped after \d+ of \d+ changes: \d+ of \d+ changes noticed/m)
  t.deepEqual(readdirSync(folder), files)
})

/**
 * CREATING.md keeps its word: its pieces of code are taken from the page as it stands there into a copy of the project
 * in which there is no such attack, and run.
 */

import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import type { Step } from '../lab/history/step'
import { type Act, scenario } from '../lab/scenario/scenario'
import { isWhole } from '../lab/suite/extent-testing'
import { withSources, withSuite } from '../lab/suite/programs-testing'

const ROOT = join(__dirname, '..')
const page = readFileSync(join(__dirname, 'CREATING.md'), 'utf8')

/** @returns the first block of code on the page, of this language, that holds these words. */
function block(language: 'ts' | 'diff', words: string): string {
  const blocks = [...page.matchAll(/```(\w*)\n(.*?)```/gs)]
  const [, , code] = blocks.find(([, its, code]) => its === language && code!.includes(words)) ?? []
  if (code === undefined) throw new Error(`no block of CREATING.md holds ${words}`)
  return code
}

/** A copy of the project, without the attack that the page makes. */
class Copy {
  readonly folder: string

  constructor() {
    mkdirSync(join(ROOT, '.lab'), { recursive: true })
    this.folder = mkdtempSync(join(ROOT, '.lab', 'edited-'))
    for (const part of ['peers', 'directory', 'attacks', 'scenarios', 'lab', 'package.json', 'tsconfig.json'])
      cpSync(join(ROOT, part), join(this.folder, part), { recursive: true })
    for (const house of ['attacks', 'scenarios']) {
      rmSync(join(this.folder, house, 'replay.ts'))
      const lines = this.read(`${house}/catalogue.ts`).split('\n')
      this.write(`${house}/catalogue.ts`, lines.filter((line) => !added().includes(line)).join('\n'))
    }
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8')
  }

  write(file: string, content: string): void {
    writeFileSync(join(this.folder, file), content)
  }

  /** Adds the two lines of the page to a catalogue. */
  tell(catalogue: string): void {
    const [imported, listed] = added()
    const code = this.read(catalogue)
    this.write(catalogue, `${imported}\n${code.slice(0, code.lastIndexOf(']'))}${listed}\n]\n`)
  }

  /** Runs the lab there, or a test. */
  run(...command: string[]): Promise<{ status: number; stdout: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, command, { cwd: this.folder, maxBuffer: 2 ** 24 }, (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code) : 0, stdout: stdout || stderr }),
      )
    })
  }

  scenario(...args: string[]) {
    return this.run(...withSuite, 'lab/commands/cli.ts', 'scenario', ...args, '--runtime', 'processes')
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}

/** The two lines that the page adds to a catalogue. */
function added(): string[] {
  return block('diff', '+import { replay }')
    .split('\n')
    .flatMap((line) => (line.startsWith('+') ? [line.slice(1)] : []))
}

// That what stands at its end is what the project has is shown below, and the project's is played with the catalogue.
const campaign = isWhole ? test : test.skip

campaign('from an empty file to a passing scenario, as the page says', async (t) => {
  const copy = new Copy()
  t.teardown(() => copy.remove())
  const inPlace = ['mitm', '--attack', 'replay', '--profile', 'hardened']

  copy.write('attacks/replay.ts', block('ts', 'export const replay: Attack'))
  copy.tell('attacks/catalogue.ts')
  const idle = await copy.scenario(...inPlace)
  t.is(idle.status, 2, idle.stdout)
  t.regex(idle.stdout, /INCONCLUSIVE, but DETECTED was expected\s+Mallory did nothing at all\./)

  copy.write('attacks/replay.ts', block('ts', 'let replayed = false'))
  const alarmed = await copy.scenario(...inPlace)
  t.is(alarmed.status, 2, alarmed.stdout)
  t.regex(alarmed.stdout, /Mallory sends the same message a second time, to Bob/)
  t.regex(
    alarmed.stdout,
    /Bob’s messenger raises the alarm: [^.]*\.”\s+\(OUT_OF_ORDER\).*INCONCLUSIVE, but DETECTED was expected/s,
  )

  copy.write('scenarios/replay.ts', block('ts', 'export const replay = scenario({'))
  copy.tell('scenarios/catalogue.ts')
  const passed = await copy.scenario('replay')
  t.is(passed.status, 0, passed.stdout)
  t.regex(passed.stdout, /3 of 3 acts as expected/)
  for (const line of page.matchAll(/^ {2}Verdict: \w+, as expected$/gm))
    t.true(passed.stdout.includes(line[0]), line[0])
})

test('the page’s own test passes', async (t) => {
  const copy = new Copy()
  t.teardown(() => copy.remove())
  copy.write('attacks/replay.ts', block('ts', 'let replayed = false'))
  copy.write('attacks/replay.test.ts', block('ts', "test('Bob is given"))
  copy.write(
    'ava.config.cjs',
    `module.exports = { extensions: { ts: 'commonjs' }, require: ['${withSources[1]}'] }\n`,
  )
  const ava = join(ROOT, 'node_modules', 'ava', 'entrypoints', 'cli.mjs')
  const { status, stdout } = await copy.run(ava, 'attacks/replay.test.ts')
  t.is(status, 0, stdout)
  t.regex(stdout, /1 test passed/)
})

test('the attack and the scenario of the page are those of the project', (t) => {
  t.is(block('ts', 'let replayed = false'), readFileSync(join(__dirname, 'replay.ts'), 'utf8'))
  t.is(
    block('ts', 'export const replay = scenario({'),
    readFileSync(join(ROOT, 'scenarios', 'replay.ts'), 'utf8'),
  )
})

/** What a step of this kind is written with, besides `do`. */
type With<Kind extends Step['do']> =
  Extract<Step, { readonly do: Kind }> extends infer One
    ? One extends Step
      ? Exclude<keyof One, 'do'>
      : never
    : never

/** The compiler names a step, or a part of one, that is missing here or that there is not. */
const steps: { readonly [Kind in Step['do']]: { readonly [Part in With<Kind>]: true } } = {
  connect: { from: true, to: true },
  compare: { between: true },
  say: { from: true, to: true, times: true, oneOf: true, ahead: true },
  'say-amiss': { from: true, to: true, what: true },
  close: { by: true, to: true },
  'pass-time': { for: true, minutes: true },
  'send-file': { from: true, to: true },
  'offer-file': { from: true, bytes: true },
  'write-letters': { from: true, letters: true, bytes: true },
  befriend: { between: true },
  account: { by: true, what: true, friend: true },
  launch: { background: true },
  await: {},
  halt: {},
  steal: { what: true, from: true },
  leak: { what: true, of: true, among: true },
  tell: { topic: true, facts: true },
  mark: {},
  measure: { of: true, what: true },
  'rehearse-start': { of: true },
  probe: {
    probe: true,
    rules: true,
    of: true,
    as: true,
    alarm: true,
    connects: true,
    delivers: true,
    frames: true,
    status: true,
    texts: true,
    fills: true,
    says: true,
    tells: true,
    caller: true,
    callee: true,
    talk: true,
    thorough: true,
  },
}

/** @returns the rows of the table of the page that begins so: the code in each of the first columns. */
function rows(heading: string): string[][][] {
  const [, table] = page.split(`${heading} |`)
  if (table === undefined) throw new Error(`CREATING.md has no table that begins with ${heading}`)
  const [lines] = table.split('\n\n')
  const cells = lines!
    .split('\n')
    .slice(2)
    .map((line) => line.split(' | ').slice(0, 2))
  return cells.map((row) => row.map((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, code]) => code!)))
}

test('the page lists every step that there is, and what it is written with', (t) => {
  const listed = new Map(rows('| `do` | with').map(([names, parts = []]) => [names?.[0], parts]))
  for (const [name, parts] of Object.entries(steps))
    t.deepEqual(
      listed.get(name),
      Object.keys(parts),
      `the row of ${name} in the table of steps of attacks/CREATING.md`,
    )
  t.is(listed.size, Object.keys(steps).length)
})

test('and every part of an act and of a scenario', (t) => {
  const empty = scenario({ name: 'empty', acts: [{ name: 'empty' }] })
  const listed = (heading: string) =>
    rows(heading)
      .flatMap(([names]) => names!)
      .sort()
  const otherwise: (keyof Act)[] = ['attack', 'program', 'position', 'pseudonyms']
  const ofAct: (keyof Act)[] = [...(Object.keys(empty.acts[0]!) as (keyof Act)[]), ...otherwise]
  t.deepEqual(listed('| of an act | what it is'), ofAct.sort(), 'the table of acts in attacks/CREATING.md')
  t.deepEqual(
    listed('| of a scenario | what it is'),
    Object.keys(empty).sort(),
    'the table of scenarios in attacks/CREATING.md',
  )
})

test('the lines that it shows of other files stand there', (t) => {
  const shown = [...page.matchAll(/^([\w./-]+\.ts) {2,}(.+)$/gm)]
  t.is(shown.length, 5)
  for (const [, file, line] of shown)
    t.true(readFileSync(join(ROOT, file!), 'utf8').includes(line!), `${file}: ${line}`)
})

/** What programs are compiled with must not fail where somebody wants to know what failed. */

import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { withSources } from '../../lab/suite/programs-testing'

const ROOT = join(__dirname, '..', '..')
const KEPT = join(ROOT, 'node_modules', '.cache', 'compiled')

/** @returns what a program that requires sources as tests do writes. */
function printed(code: string): string {
  return execFileSync(process.execPath, [...withSources, '-e', code], { cwd: ROOT, encoding: 'utf8' })
}

test('what has no prototype has a stack as well', (t) => {
  const code = 'const it = Object.create(null); Error.captureStackTrace(it); console.log(it.stack)'
  t.regex(printed(code), /^\[object Object\]\n {4}at \[eval\]:1/)
})

test('an error names lines of its source; where that was deleted, it is told nevertheless', (t) => {
  mkdirSync(join(ROOT, '.lab'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.lab', 'edited-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const source = join(folder, `compiled-test-${process.pid}.ts`)
  t.teardown(() => rmSync(join(KEPT, `compiled-test-${process.pid}.ts`), { force: true }))
  const fail = (first: string) => {
    writeFileSync(
      source,
      'interface Gone {\n  gone: 1\n}\nexport function fail() { throw new Error("No.") }\n',
    )
    return printed(
      `const { fail } = require(${JSON.stringify(source)}); ${first}; try { fail() } catch (error) { console.log(error.stack) }`,
    )
  }
  t.regex(fail(''), /^Error: No\.\n {4}at fail \(.*\.ts:4:\d+\)/)
  t.regex(
    fail(`require('fs').rmSync(${JSON.stringify(source)})`),
    /^Error: No\.\n {4}at fail \(.*\.ts:\d+:\d+\)/,
  )
})

test('what is kept of sources that are gone, or was never finished, goes', (t) => {
  mkdirSync(KEPT, { recursive: true })
  const kept = (name: string) => join(KEPT, name)
  const running = `peers+system+compiled.test.ts.${process.pid}.0`
  t.teardown(() => rmSync(kept(running), { force: true }))
  for (const name of ['lab+gone.ts', 'peers+system+compiled.test.ts.4194305.0', running])
    writeFileSync(kept(name), '')
  printed("require('./peers/system/compiled.cjs').prune()")
  t.false(existsSync(kept('lab+gone.ts')))
  t.false(existsSync(kept('peers+system+compiled.test.ts.4194305.0')))
  t.true(existsSync(kept(running)))
  t.true(existsSync(kept('peers+system+compiled.test.ts')))
})

test('what was kept in part only, or of another source, is compiled anew', (t) => {
  const { place, load } = copyWith(t, 'export const it: number = 1\n')
  t.is(load(), '1\n')
  const kept = join(place, 'node_modules', '.cache', 'compiled', 'it.ts')
  const whole = readFileSync(kept, 'utf8')
  for (const length of [whole.length - 1, 80, 0]) {
    writeFileSync(kept, whole.slice(0, length))
    t.is(load(), '1\n', `${length} characters`)
    t.is(readFileSync(kept, 'utf8'), whole)
  }
  writeFileSync(join(place, 'it.ts'), 'export const it: number = 2\n')
  t.is(load(), '2\n')
})

test('where nothing can be kept, each start compiles', (t) => {
  const { place, load } = copyWith(t, 'export const it: number = 1\n')
  writeFileSync(join(place, 'node_modules', '.cache'), 'no folder')
  t.is(load(), '1\n')
})

/** A project of its own with one source, and what a program says that loads it. */
function copyWith(t: ExecutionContext, source: string) {
  mkdirSync(join(ROOT, '.lab'), { recursive: true })
  const place = mkdtempSync(join(ROOT, '.lab', 'copy-'))
  t.teardown(() => rmSync(place, { recursive: true }))
  for (const name of ['peers/system', 'node_modules']) mkdirSync(join(place, name), { recursive: true })
  const here = join(place, 'peers', 'system', 'compiled.cjs')
  copyFileSync(join(__dirname, 'compiled.cjs'), here)
  writeFileSync(join(place, 'it.ts'), source)
  const code = `require(${JSON.stringify(here)}); console.log(require(${JSON.stringify(join(place, 'it.ts'))}).it)`
  return { place, load: () => execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }) }
}

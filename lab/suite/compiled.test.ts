/** What tests are compiled with must not fail where a test wants to know what failed. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { withSources } from './programs-testing'

const ROOT = join(__dirname, '..', '..')
const KEPT = join(ROOT, 'node_modules', '.cache', 'compiled-tests')

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
  const running = `lab+suite+compiled.test.ts.${process.pid}`
  t.teardown(() => rmSync(kept(running), { force: true }))
  for (const name of ['lab+gone.ts', 'lab+suite+compiled.test.ts.4194305', running])
    writeFileSync(kept(name), '')
  printed("require('./lab/suite/compiled.cjs').prune()")
  t.false(existsSync(kept('lab+gone.ts')))
  t.false(existsSync(kept('lab+suite+compiled.test.ts.4194305')))
  t.true(existsSync(kept(running)))
  t.true(existsSync(kept('lab+suite+compiled.test.ts')))
})

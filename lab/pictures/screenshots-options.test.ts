/** What is typed after `npm run screenshots`; and that nothing is overwritten by somebody who asks for help. */

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { UsageError } from '../language/lab-error'
import { ROOT } from '../place/place'
import { withSources } from '../suite/programs-testing'
import { screenshotsOptions } from './screenshots-options'

test('nothing, a folder, the language, help', (t) => {
  t.deepEqual(screenshotsOptions([], {}), { all: undefined, lang: 'en', help: false })
  t.deepEqual(screenshotsOptions(['--all', 'sheet', '--lang', 'fr'], {}), {
    all: 'sheet',
    lang: 'fr',
    help: false,
  })
  t.true(screenshotsOptions(['--help'], {}).help)
})

test('what can’t be obeyed is one sentence', (t) => {
  for (const [args, message] of [
    [['sheet'], /^screenshots takes no sheet: --all FOLDER/],
    [['--all'], /needs a value/],
    [['--hlep'], /did you mean --help\?/],
    [['--lang', 'de'], /^--lang knows no de/],
  ] as const)
    t.throws(() => screenshotsOptions(args, {}), { instanceOf: UsageError, message })
})

const command = (...args: string[]) => [...withSources, 'lab/pictures/screenshots.ts', ...args]

test('help is read and nothing written; a folder in which something is stays as it is', (t) => {
  const pictures = join(ROOT, 'lab', 'pictures')
  const written = () =>
    readdirSync(pictures).map((name) => `${name} ${statSync(join(pictures, name)).mtimeMs}`)
  const before = written()
  const text = execFileSync(process.execPath, command('--help', '--lang', 'fr'), {
    cwd: ROOT,
    encoding: 'utf8',
  })
  t.regex(text, /^Usage\u00a0: npm run screenshots/)
  const folder = mkdtempSync(join(tmpdir(), 'screenshots-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'mine.txt'), '')
  const refused = spawnSync(process.execPath, command('--all', folder), { cwd: ROOT, encoding: 'utf8' })
  t.is(refused.status, 70)
  t.regex(refused.stderr, / is not empty: give a folder that is, or is not there yet\.\n$/)
  t.deepEqual(written(), before)
  t.deepEqual(readdirSync(folder), ['mine.txt'])
})

import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import { build } from './build'

const folder = mkdtempSync(join(tmpdir(), 'lab-build-test-'))
test.after.always(() => rm(folder, { recursive: true }))

/** Small programs, each of which prints its name and `word`. */
function programs(name: string, word: string) {
  const made = join(folder, name)
  mkdirSync(made)
  writeFileSync(join(made, 'word.ts'), `export const word: string = ${JSON.stringify(word)}\n`)
  const entry = (program: string) => {
    const path = join(made, `${program}.ts`)
    writeFileSync(path, `import { word } from './word'\nconsole.log('${program}', word)\n`)
    return path
  }
  return {
    peer: entry('peer'),
    messenger: entry('messenger'),
    directory: entry('directory'),
    attacker: entry('attacker'),
    bystander: entry('bystander'),
  }
}

test('each program is one file that Node runs, with the WebAssembly of sql.js beside', async (t) => {
  const { files, folder: built, hash } = await build(programs('one', 'hello'), join(folder, 'builds-one'))
  for (const [program, file] of Object.entries(files)) {
    const { stdout } = await promisify(execFile)(process.execPath, [file])
    t.is(stdout, `${program} hello\n`)
  }
  t.is(basename(built), hash)
  t.deepEqual(readdirSync(built).sort(), [
    'attacker.cjs',
    'bystander.cjs',
    'directory.cjs',
    'messenger.cjs',
    'peer.cjs',
    'sql-wasm.wasm',
  ])
})

test('the same source gives the same build, and what is there is not written again', async (t) => {
  const entries = programs('two', 'hello')
  const first = await build(entries, join(folder, 'builds-two'))
  // A folder's time changes with any file made in it, a temporary one too.
  const times = () =>
    [join(folder, 'builds-two'), first.folder, first.files.peer].map((at) => statSync(at).mtimeMs)
  const before = times()
  t.deepEqual(await build(entries, join(folder, 'builds-two')), first)
  t.deepEqual(times(), before)
})

test('another source gives another build', async (t) => {
  const first = await build(programs('three', 'hello'), join(folder, 'builds-three'))
  const second = await build(programs('four', 'goodbye'), join(folder, 'builds-three'))
  t.not(first.hash, second.hash)
  t.is(readdirSync(join(folder, 'builds-three')).length, 2)
})

test('many at once give one build and leave nothing half-written', async (t) => {
  const entries = programs('five', 'hello')
  const all = await Promise.all(Array.from({ length: 8 }, () => build(entries, join(folder, 'builds-five'))))
  t.is(new Set(all.map(({ hash }) => hash)).size, 1)
  t.deepEqual(readdirSync(join(folder, 'builds-five')), [all[0]!.hash])
})

test('a program that does not compile is named with the line', async (t) => {
  const entries = programs('six', 'hello')
  writeFileSync(entries.attacker, 'const a = 1\nconst = 2\n')
  const error = await t.throwsAsync(build(entries, join(folder, 'builds-six')), { name: 'LabError' })
  t.regex(error!.message, /do not compile: .*attacker\.ts:2: /)
})

test('a folder that cannot be written is named', async (t) => {
  writeFileSync(join(folder, 'a-file'), '')
  const parent = join(folder, 'a-file', 'builds')
  const error = await t.throwsAsync(build(programs('seven', 'hello'), parent), { name: 'LabError' })
  t.true(error!.message.includes(parent))
})

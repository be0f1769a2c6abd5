import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { makingOf, sourcesOf } from './making'

const folder = mkdtempSync(join(tmpdir(), 'lab-making-'))
test.after.always(() => rmSync(folder, { recursive: true }))

/** @returns the hash of a lab that is made of these files. */
function hashOf(files: Readonly<Partial<Record<string, string>>>): string {
  const root = mkdtempSync(join(folder, 'root-'))
  for (const room of ['lab/judge', 'scenarios']) mkdirSync(join(root, room), { recursive: true })
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text ?? '')
  return sourcesOf(root)
}

test('another byte, name or place of a source is another lab; its tests are not part of it', (t) => {
  const files = { 'lab/judge/a.ts': 'a', 'scenarios/b.ts': 'b' }
  const hash = hashOf(files)
  t.is(hashOf(files), hash)
  t.is(hashOf({ ...files, 'lab/judge/a.test.ts': 'x', 'lab/judge/a-testing.ts': 'x' }), hash)
  for (const other of [
    { ...files, 'lab/judge/a.ts': 'A' },
    { ...files, 'lab/judge/c.cjs': '' },
    { 'lab/judge/b.ts': 'a', 'scenarios/b.ts': 'b' },
    { 'scenarios/a.ts': 'a', 'scenarios/b.ts': 'b' },
  ])
    t.not(hashOf(other), hash)
})

test('programs are named by the bytes that nodes are started from', (t) => {
  const path = join(folder, 'peer.cjs')
  writeFileSync(path, 'a program')
  const files = { peer: path, messenger: path, directory: path, attacker: path, bystander: path }
  const sha256 = createHash('sha256').update('a program').digest('hex')
  const { programs, node, lab } = makingOf({ files })
  t.deepEqual(programs[0], { name: 'peer.cjs', sha256 })
  t.is(node, process.version)
  t.regex(lab.sources, /^[0-9a-f]{64}$/)
})

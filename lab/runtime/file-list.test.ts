import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import { LabError } from '../language/lab-error'
import { LISTING, listFiles, parseListing } from './file-list'

const folder = mkdtempSync(join(tmpdir(), 'lab-file-list-'))
test.after.always(() => rmSync(folder, { recursive: true }))

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

mkdirSync(join(folder, 'files', 'inbox'), { recursive: true })
mkdirSync(join(folder, 'empty'))
writeFileSync(join(folder, 'top'), 'one', { mode: 0o600 })
writeFileSync(join(folder, 'files', '.hidden'), '', { mode: 0o600 })
chmodSync(join(folder, 'files', '.hidden'), 0o604)
writeFileSync(join(folder, 'files', 'inbox', 'a b\n漢'), 'two', { mode: 0o600 })
writeFileSync(join(folder, 'sealed'), `secure-p2p ${'x'.repeat(9_000)}`, { mode: 0o600 })
symlinkSync('/nowhere', join(folder, 'files', 'link'))

const there = [
  { path: 'files/.hidden', sha256: sha256(''), size: 0, isOpen: process.platform !== 'win32' },
  { path: 'files/inbox/a b\n漢', sha256: sha256('two'), size: 3, isOpen: false },
  { path: 'files/link', sha256: sha256('/nowhere'), size: 8, isOpen: false },
  {
    path: 'sealed',
    sha256: sha256(`secure-p2p ${'x'.repeat(9_000)}`),
    size: 9_011,
    isOpen: false,
    head: Buffer.from(`secure-p2p ${'x'.repeat(4_085)}`).toString('base64'),
  },
  { path: 'top', sha256: sha256('one'), size: 3, isOpen: false },
]

test('lists every file with its hash and size, hidden ones and links too, who may read it, how a sealed one begins, and follows no link', (t) => {
  t.deepEqual(listFiles(folder), there)
})

test('the program for the container finds the same, without a line of this project', async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', LISTING, folder], { cwd: '/' })
  t.deepEqual(parseListing(stdout), there)
})

test('a folder that is not there, and a list that is none, are errors', (t) => {
  t.throws(() => listFiles(join(folder, 'nowhere')))
  for (const written of ['', '{}', 'x', '[null]'])
    t.throws(() => parseListing(written), { instanceOf: LabError })
})

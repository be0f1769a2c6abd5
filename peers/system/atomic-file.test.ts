/** Each step of writing, failing and killed, is tried in peers/home/home-file.test.ts. */

import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { clearUnfinished, createFile, makeFolder, replaceFile } from './atomic-file'

test('replaces, creates once, and clears only what it left half-written', async (t) => {
  const folder = join(fs.mkdtempSync(join(tmpdir(), 'atomic-file-')), 'a', 'b')
  t.teardown(() => fs.rmSync(join(folder, '..', '..'), { recursive: true }))
  const path = join(folder, 'file')
  await t.throwsAsync(replaceFile(path, Buffer.from('one')), { code: 'ENOENT' })
  await makeFolder(folder)
  t.is(fs.statSync(folder).mode & 0o777, 0o700)
  await replaceFile(path, Buffer.from('one'))
  await replaceFile(path, Buffer.from('two'))
  t.false(await createFile(path, Buffer.from('three')))
  t.is(fs.readFileSync(path, 'utf8'), 'two')
  const kept = ['file', 'lock.12.0123456789ab.tmp', 'notes.tmp', 'x-1.0123456789ab.tmp']
  for (const name of [...kept.slice(1), 'tls.pem.0123456789ab.tmp', 'journal.abcdefabcdef.tmp'])
    fs.writeFileSync(join(folder, name), '')
  clearUnfinished(folder)
  t.deepEqual(fs.readdirSync(folder).sort(), kept)
})

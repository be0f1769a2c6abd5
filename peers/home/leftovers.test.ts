import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { clearLeftovers } from './leftovers'

function home(t: ExecutionContext, ...names: string[]): string {
  const path = fs.mkdtempSync(join(tmpdir(), 'leftovers-'))
  t.teardown(() => fs.rmSync(path, { recursive: true }))
  for (const name of names) fs.writeFileSync(join(path, name), '')
  return path
}

test('what was half-written goes, and nothing else', (t) => {
  const kept = ['contacts', 'identity', 'notes.tmp', 'photo.1234.tmp', 'x-1.0123456789ab.tmp']
  const path = home(t, ...kept, 'contacts.0123456789ab.tmp', 'journal.abcdefabcdef.tmp')
  clearLeftovers(path)
  t.deepEqual(fs.readdirSync(path).sort(), kept)
})

test('half an import goes, a whole one stays, and what no import wrote stays', (t) => {
  const left = (...names: string[]) => {
    const path = home(t, ...names)
    clearLeftovers(path)
    return fs.readdirSync(path)
  }
  t.deepEqual(left('importing', 'contacts', 'account', 'notes'), ['notes'])
  t.deepEqual(left('importing'), [])
  t.deepEqual(left('importing', 'contacts', 'account', 'identity'), ['account', 'contacts', 'identity'])
  t.deepEqual(left('contacts', 'account'), ['account', 'contacts'])
})

test('a home that is not there stays so', (t) => {
  const path = join(home(t), 'none')
  clearLeftovers(path)
  t.false(fs.existsSync(path))
})

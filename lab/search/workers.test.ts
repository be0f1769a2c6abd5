import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'

test('workers search, tell what they reach, and end', async (t) => {
  t.timeout(60_000)
  const root = join(__dirname, '..', '..')
  const args = ['-r', 'ts-node/register', 'lab/search/main.ts', '--workers', '2', '--for', '1s', '--json']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 50_000 })
  const { executions, found } = JSON.parse(stdout)
  t.true(executions >= 2)
  t.deepEqual(found, [])
})

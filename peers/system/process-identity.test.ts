import { spawn } from 'node:child_process'
import { once } from 'node:events'
import test from 'ava'
import { lifeOfProcess, processStart } from './process-identity'

test('a process is alive under its number and its start, and nobody else is', async (t) => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  await once(child, 'spawn')
  const pid = child.pid!
  const start = processStart(pid)!
  t.is(lifeOfProcess(pid, start), 'alive')
  t.is(lifeOfProcess(pid, `${start}0`), 'dead')
  t.is(lifeOfProcess(pid, ''), 'unknown') // the number is all there is to go by
  for (const other of ['ended', `${start} `, ` ${start}`, 'x.1', `${'ab'.repeat(16)} 1234`])
    t.is(lifeOfProcess(pid, other), 'unknown', other)
  const ended = once(child, 'close')
  child.stdin!.end()
  await ended
  t.is(processStart(pid), undefined)
  t.is(lifeOfProcess(pid, start), 'dead')
  t.is(lifeOfProcess(pid, ''), 'dead')
})

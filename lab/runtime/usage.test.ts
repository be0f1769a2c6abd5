/** What the system says of a program's memory and work, read from outside. */

import { readFileSync } from 'node:fs'
import test from 'ava'
import { LabError } from '../language/lab-error'
import { peakOf, processorTimeOf, statFile, statusFile } from './usage'

test('the peak is what Linux notes as such', (t) => {
  t.is(peakOf('Name:\tnode\nVmPeak:\t  900000 kB\nVmHWM:\t   71680 kB\nVmRSS:\t   70000 kB\n'), 70 * 2 ** 20)
})

test('the time is that of the program and of the system for it, whatever the program is called', (t) => {
  const rest = 'S 1 7 7 0 -1 4194560 900 0 3 0 120 30 8 9 20 0 11 0 5000 1000000 9000'
  for (const name of ['node', 'a b', ') R 1 2 3 4 5 6 7 8 9 10 11 12 13'])
    t.is(processorTimeOf(`7 (${name}) ${rest}\n`), 1_500)
})

test('a system that does not tell is no zero', (t) => {
  for (const stat of ['', '7 (node) S 1']) t.throws(() => processorTimeOf(stat), { instanceOf: LabError })
  for (const status of ['', 'VmRSS:\t 70000 kB\n', 'VmHWM:\t much\n']) {
    t.throws(() => peakOf(status), { instanceOf: LabError })
  }
})

const onLinux = process.platform === 'linux' ? test : test.skip
onLinux('memory that was used and given back still counts', (t) => {
  const peak = () => peakOf(readFileSync(statusFile(process.pid), 'utf8'))
  const before = peak()
  let used: Buffer | null = Buffer.alloc(200 * 2 ** 20, 1)
  t.is(used.length, 200 * 2 ** 20)
  used = null
  t.true(peak() > Math.max(before, 200 * 2 ** 20))
})

onLinux('work that was done is counted', (t) => {
  const time = () => processorTimeOf(readFileSync(statFile(process.pid), 'utf8'))
  const before = time()
  const { user } = process.cpuUsage()
  while (process.cpuUsage().user - user < 200_000);
  t.true(time() - before >= 180, `${time() - before}`)
})

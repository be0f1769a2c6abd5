/** What the system says of a program's memory, read from outside. */

import { readFileSync } from 'node:fs'
import test from 'ava'
import { LabError } from '../language/lab-error'
import { peakOf, statusFile } from './memory'

test('the peak is what Linux notes as such', (t) => {
  t.is(peakOf('Name:\tnode\nVmPeak:\t  900000 kB\nVmHWM:\t   71680 kB\nVmRSS:\t   70000 kB\n'), 70 * 2 ** 20)
})

test('a system that does not tell is no zero', (t) => {
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

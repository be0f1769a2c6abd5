import { execFileSync } from 'node:child_process'
import fs from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import { runsOf } from '../../lab/suite/extent-testing'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { failingAt } from './failing-steps-testing'
import { createIdentity } from './identity-file'
import { MAX_RECORD_BYTES, openLog } from './log-file'
import { cheap, disk, HEAD, kept, newPath, open, refusal, secret, written } from './log-testing'
import { Passphrase } from './passphrase'

test('entries come back in order, across restarts, and nobody else reads them', async (t) => {
  const path = await newPath(t)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 4 })),
      async (batches) => {
        await fs.rm(path, { force: true })
        const expected: Buffer[] = []
        for (const batch of batches) {
          const { entries, log } = await open(path)
          t.deepEqual(entries, expected)
          await log.append(batch)
          expected.push(...batch.map((entry) => Buffer.from(entry)))
          await log.close()
        }
        const { entries, log } = await open(path)
        t.deepEqual(entries, expected)
        await log.close()
      },
    ),
    { numRuns: runsOf(30) },
  )
  const file = await written(path, [['what only Alice may read']])
  t.false(file.includes('Alice'))
  t.is((await fs.stat(path)).mode & 0o777, 0o600)
})

test('an entry is copied when it is given', async (t) => {
  const path = await newPath(t)
  const { log } = await open(path)
  const entry = Buffer.from('before')
  const kept1 = log.append([entry])
  entry.fill('x')
  await kept1
  await log.close()
  t.deepEqual(await kept(path), ['before'])
})

test('an append settles after its sync, and what comes meanwhile shares the next one', async (t) => {
  const path = await newPath(t)
  let letGo = () => {}
  let reached = () => {}
  let slow = true
  const syncing = new Promise<void>((resolve) => (reached = resolve))
  const { steps, openFile } = disk(async (step) => {
    if (step !== 'datasync' || !slow) return undefined
    reached()
    await new Promise<void>((resolve) => (letGo = resolve))
    return undefined
  })
  const { log } = await open(path, openFile)
  const settled: number[] = []
  const append = (number: number) =>
    log.append([Buffer.from(`${number}`)]).then(() => void settled.push(number))
  const first = [append(1), append(2), append(3)]
  await syncing
  t.deepEqual(settled, [])
  const second = Array.from({ length: 100 }, (_, index) => append(4 + index))
  slow = false
  letGo()
  await Promise.all([...first, ...second])
  t.deepEqual(
    settled,
    Array.from({ length: 103 }, (_, index) => index + 1),
  )
  t.deepEqual(steps, ['write', 'datasync', 'write', 'datasync'])
  await log.close()
  t.deepEqual(await kept(path), settled.map(String))
})

test('what one turn of the program appends is one record', async (t) => {
  const path = await newPath(t)
  const { steps, openFile } = disk(async () => undefined)
  const { log } = await open(path, openFile)
  await Promise.all(['one', 'two', 'three'].map((text) => log.append([Buffer.from(text)])))
  t.deepEqual(steps, ['write', 'datasync'])
  await log.close()
})

test('close waits for what is under way, and takes nothing more', async (t) => {
  const path = await newPath(t)
  const { log } = await open(path)
  const appended = Array.from({ length: 10 }, (_, index) => log.append([Buffer.from(`${index}`)]))
  await log.close()
  await Promise.all(appended)
  await t.throwsAsync(log.append([Buffer.from('late')]), { code: 'FILE_FAILED', message: /closed already/ })
  t.is((await kept(path)).length, 10)
})

const failing = (code: string) => Object.assign(new Error(code), { code })

test('whatever the disk refuses is told, nothing kept is lost, and later appends work', async (t) => {
  const cases = [
    { at: 'write', code: 'ENOSPC', sentence: /the disk is full: free some space and try again\.$/ },
    { at: 'datasync', code: 'EIO', sentence: /the disk failed: check the disk and try again\.$/ },
    { at: 'datasync', code: 'EDQUOT', sentence: /your share of the disk is used up/ },
  ] as const
  for (const { at, code, sentence } of cases) {
    for (const cuttingFails of [false, true]) {
      const path = await newPath(t)
      let broken = false
      const { openFile } = disk(async (step) => {
        if (!broken) return undefined
        if (step === at || (step === 'truncate' && cuttingFails)) throw failing(code)
        return undefined
      })
      const { log } = await open(path, openFile)
      await log.append([Buffer.from('kept before')])
      const { size } = await fs.stat(path)
      broken = true
      for (const text of ['lost '.repeat(100), 'lost too']) {
        const error = await t.throwsAsync(log.append([Buffer.from(text)]), { code: 'FILE_FAILED' })
        t.true(error?.message.startsWith(`${path} could not be written: `))
        t.regex(error?.message ?? '', sentence)
        if (!cuttingFails) t.is((await fs.stat(path)).size, size, 'what was refused is gone at once')
      }
      broken = false
      await Promise.all([log.append([Buffer.from('kept')]), log.append([Buffer.from('after')])])
      await log.close()
      t.deepEqual(await kept(path), ['kept before', 'kept', 'after'], `${at} ${code} ${cuttingFails}`)
    }
  }
})

test('a disk that takes only a part of the bytes at a time gets them all', async (t) => {
  const path = await newPath(t)
  const { openFile } = disk(async (step) => (step === 'write' ? 7 : undefined))
  const { log } = await open(path, openFile)
  await log.append([Buffer.from('an entry longer than seven bytes'), Buffer.from('and another')])
  await log.close()
  t.deepEqual(await kept(path), ['an entry longer than seven bytes', 'and another'])
})

test('a disk that is full half-way, and a program that is killed then: the log opens', async (t) => {
  const path = await newPath(t)
  for (let room = 1; room < 60; room++) {
    await fs.rm(path, { force: true })
    let writes = 0
    const { openFile } = disk(async (step) => {
      if (step === 'truncate') throw failing('EIO')
      if (step === 'write' && ++writes > 2) throw failing('ENOSPC')
      return step === 'write' && writes === 2 ? room : undefined
    })
    const { log } = await open(path, openFile)
    await log.append([Buffer.from('kept before')])
    await t.throwsAsync(log.append([Buffer.from('an entry that finds no room')]), { code: 'FILE_FAILED' })
    await log.close()
    t.is((await fs.stat(path)).size, HEAD + 8 + 12 + 4 + 11 + 16 + Math.min(room, 8 + 12 + 4 + 27 + 16))
    // As killed here, and started again.
    t.true((await kept(path)).includes('kept before'))
    t.true((await kept(path)).length <= (room >= 67 ? 2 : 1))
  }
})

test('a wrong passphrase, another kind, and what is no log are one sentence each', async (t) => {
  const path = await newPath(t)
  const file = await written(path, [['one']])
  await t.throwsAsync(openLog(path, 'test', new Passphrase('wrong'), entropy, cheap), {
    code: 'WRONG_PASSPHRASE',
    message: new RegExp(`^The passphrase does not open ${path}, or the file was changed`),
  })
  await t.throwsAsync(openLog(path, 'other', secret, entropy, cheap), {
    code: 'CORRUPT_FILE',
    message: new RegExp(`^${path} is damaged, or no other log file of this version`),
  })
  t.deepEqual(await fs.readFile(path), file)
  for (const bytes of ['', 'notes of mine', 'secure-p2p test log 2\n']) {
    t.is(await refusal(t, path, Buffer.from(bytes)), 'CORRUPT_FILE')
  }
  const greedy = Buffer.from(file)
  greedy.set([30, 8, 1], file.indexOf('\n') + 1)
  t.is(await refusal(t, path, greedy), 'CORRUPT_FILE')
})

test('a folder, a pipe or a missing permission in its place is one sentence', async (t) => {
  const path = await newPath(t)
  await fs.mkdir(path)
  await t.throwsAsync(open(path), { code: 'FILE_FAILED', message: /could not be read: it is not a file/ })
  await fs.rmdir(path)
  execFileSync('mkfifo', [path])
  await t.throwsAsync(open(path), { code: 'FILE_FAILED', message: /it is not a file/ })
  await fs.rm(path)
  await fs.writeFile(path, '')
  const inside = open(join(path, 'log'))
  await t.throwsAsync(inside, { code: 'FILE_FAILED', message: /a part of its path is not a folder/ })
  await written(path, [['one']])
  const denied = open(path, () => Promise.reject(failing('EROFS')))
  await t.throwsAsync(denied, { code: 'FILE_FAILED', message: /its disk is read-only/ })
})

test('too much at once is refused, and the log goes on', async (t) => {
  const path = await newPath(t)
  const { log } = await open(path)
  const most = Buffer.alloc(MAX_RECORD_BYTES - 4)
  await t.throwsAsync(log.append([Buffer.alloc(MAX_RECORD_BYTES - 3)]), { code: 'FILE_FAILED' })
  await Promise.all([log.append([most]), log.append([Buffer.from('and')]), log.append([])])
  await log.close()
  const sizes = (await kept(path)).map((text) => text.length)
  t.deepEqual(sizes, [most.length, 3])
})

test('in a home with an identity the log is sealed under its salt', async (t) => {
  const path = await newPath(t)
  const identity = join(path, '..', 'identity')
  await createIdentity(identity, secret, entropy, cheap)
  const log = await written(path, [['one']])
  const salt = (file: Buffer) => file.subarray(file.indexOf('\n') + 4).subarray(0, 16)
  t.deepEqual(salt(log), salt(await fs.readFile(identity)))
})

test('a hundred thousand entries open within seconds', async (t) => {
  const path = await newPath(t)
  const { log } = await open(path)
  const entry = Buffer.alloc(200, 'x')
  for (let batch = 0; batch < 100; batch++) await log.append(Array(1000).fill(entry))
  await log.close()
  // Of a processor: what else this machine does is no fault of the log.
  const before = process.cpuUsage()
  const { entries, log: again } = await open(path)
  const { user, system } = process.cpuUsage(before)
  await again.close()
  t.is(entries.length, 100_000)
  t.true(user + system < 5_000_000, `${user + system} µs`)
})

test('a log that is written anew has the new entries, and goes on', async (t) => {
  const path = await newPath(t)
  const { log } = await open(path)
  for (const texts of [['one', 'two'], [], ['three']]) {
    await log.replace(texts.map((text) => Buffer.from(text)))
    await log.append([Buffer.from('more')])
  }
  t.deepEqual(await kept(path), ['three', 'more'])
  // More than one record holds.
  const many = Array.from({ length: 40 }, (_, index) => Buffer.alloc(1024 * 1024, index))
  await log.replace(many)
  await log.close()
  const { entries, log: again } = await open(path)
  await again.close()
  t.true(Buffer.concat(entries).equals(Buffer.concat(many)))
  await t.throwsAsync(log.replace([]), { code: 'FILE_FAILED' })
})

test('whichever step of writing it anew fails: what was kept is there, and later appends are kept', async (t) => {
  for (let index = 0; ; index++) {
    const path = await newPath(t)
    await written(path, [['before']])
    const { steps, taken } = failingAt(index, 'EIO', false)
    const { log } = await openLog(path, 'test', secret, entropy, cheap, undefined, steps)
    const failure = await log.replace([Buffer.from('anew')]).catch((error: unknown) => error)
    const isOver = taken.length <= index
    if (failure) t.like(failure, { code: 'FILE_FAILED' })
    // The disk works again: what is appended is kept, and with it what was there.
    await log.append([Buffer.from('later')])
    await log.close()
    const there = (await kept(path)).join(' ')
    if (failure) t.true(['before later', 'anew later'].includes(there), `step ${index}: ${there}`)
    else t.is(there, 'anew later')
    if (isOver) return
  }
})

test('the name of a log that was written anew is on the disk before anything else is told to be kept', async (t) => {
  const path = await newPath(t)
  await written(path, [['before']])
  const whole = failingAt(-1, '', false)
  const first = await openLog(path, 'test', secret, entropy, cheap, undefined, whole.steps)
  await first.log.replace([Buffer.from('anew')])
  await first.log.close()
  // The folder, which is opened last.
  const folderSync = whole.taken.lastIndexOf('sync')
  const { steps } = failingAt(folderSync, 'EIO', true)
  const { log } = await openLog(path, 'test', secret, entropy, cheap, undefined, steps)
  await t.throwsAsync(log.replace([Buffer.from('once more')]), { code: 'FILE_FAILED' })
  await t.throwsAsync(log.append([Buffer.from('later')]), { code: 'FILE_FAILED' })
  await log.close()
  t.deepEqual(await kept(path), ['once more'])
})

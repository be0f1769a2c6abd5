import { createDecipheriv, hkdfSync, scryptSync } from 'node:crypto'
import fs from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import test from 'ava'
import { bounds, HEAD, kept, newPath, open, refusal, written } from './log-testing'

test('the bytes are as log-format.ts describes them, read by node:crypto alone', async (t) => {
  const path = await newPath(t)
  const file = await written(path, [['one', 'two'], ['three']])
  let at = 0
  const take = (size: number) => {
    at += size
    return file.subarray(at - size, at)
  }
  const first = take('secure-p2p test log 1\n'.length)
  t.is(first.toString(), 'secure-p2p test log 1\n')
  t.deepEqual([...take(3)], [4, 8, 1])
  const fromPassphrase = scryptSync('secret', take(16), 32, { N: 16, r: 8, p: 1 })
  const key = Buffer.from(hkdfSync('sha256', fromPassphrase, take(16), first, 32))
  const gcm = (aad: Buffer, nonce: Buffer, sealed: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    decipher.setAAD(aad).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('latin1')
  }
  const nonce = take(12)
  const head = file.subarray(0, at)
  let tag = take(16)
  t.is(gcm(head, nonce, tag), '')
  for (const content of ['\0\0\0\x03one\0\0\0\x03two', '\0\0\0\x05three']) {
    const length = take(4)
    t.is(take(4).readUInt32BE(), crc32(length))
    const sealed = [take(12), take(length.readUInt32BE())] as const
    t.is(gcm(tag, ...sealed), content)
    tag = sealed[1].subarray(-16)
  }
  t.is(at, file.length)
})

test('cut anywhere in its last record, the log opens with all before it, and goes on', async (t) => {
  const path = await newPath(t)
  const file = await written(path, [['one', 'two'], ['three'], ['four', 'five']])
  const ends = bounds(file)
  for (let size = HEAD; size < file.length; size++) {
    const whole = ends.filter((end) => end <= size).length - 1
    const expected = [[], ['one', 'two'], ['one', 'two', 'three']][whole]!
    await fs.writeFile(path, file.subarray(0, size))
    const { entries, log } = await open(path)
    t.deepEqual(entries.map(String), expected, `cut at ${size}`)
    t.is((await fs.stat(path)).size, size, 'opening changes nothing')
    await log.append([Buffer.from('again')])
    await log.close()
    t.deepEqual(await kept(path), [...expected, 'again'])
  }
  for (let size = 0; size < HEAD; size++) {
    t.is(await refusal(t, path, file.subarray(0, size)), 'CORRUPT_FILE', `cut at ${size}`)
  }
})

test('what is left of a long torn record does not stay behind a short new one', async (t) => {
  const path = await newPath(t)
  const file = await written(path, [['one'], ['long '.repeat(100)]])
  await fs.writeFile(path, file.subarray(0, -1))
  const { log } = await open(path)
  await log.append([Buffer.from('two')])
  await log.close()
  t.deepEqual(await kept(path), ['one', 'two'])
})

test('zeros that a power cut leaves where a record was to be are no damage', async (t) => {
  const path = await newPath(t)
  const file = await written(path, [['one'], ['a longer entry, so that it is cut within']])
  const [, start, end] = bounds(file)
  for (let from = start!; from < end! - 16; from++) {
    await fs.writeFile(path, Buffer.from(file).fill(0, from))
    t.deepEqual(await kept(path), ['one'], `zeros from ${from}`)
  }
  await fs.writeFile(path, Buffer.concat([file, Buffer.alloc(4096)]))
  const { log } = await open(path)
  await log.append([Buffer.from('after')])
  await log.close()
  t.is((await kept(path)).length, 3)
})

test('any changed byte is refused, and the file stays as it is', async (t) => {
  const path = await newPath(t)
  const file = await written(path, [['one', 'two'], ['three'], ['four']])
  for (const index of file.keys()) {
    const changed = Buffer.from(file)
    changed[index]! ^= 1 + Math.floor(Math.random() * 255)
    const code = await refusal(t, path, changed)
    const expected = index < HEAD ? /^(CORRUPT_FILE|WRONG_PASSPHRASE)$/ : /^CORRUPT_FILE$/
    t.regex(code, expected, `byte ${index} of ${file.length}`)
  }
  await fs.writeFile(path, Buffer.from(file).fill(1, HEAD + 20, HEAD + 30))
  await t.throwsAsync(open(path), {
    message: `${path} is damaged, or no test log file of this version, and was left as it is: restore it from a backup, or move it away to start anew.`,
  })
})

test('records cannot be moved, left out, repeated, or brought in from elsewhere', async (t) => {
  const path = await newPath(t)
  const batches = [['one'], ['two'], ['ten'], ['six']]
  const file = await written(path, batches)
  const other = await written(path, batches)
  const at = bounds(file)
  const [head, ...records] = [0, ...at.slice(0, -1)].map((from, index) => file.subarray(from, at[index]))
  const alien = other.subarray(at[1], at[2])
  const [one, two, ten, six] = records as [Buffer, Buffer, Buffer, Buffer]
  const arrangements = [
    [two, ten, six],
    [one, ten, six],
    [one, two, six],
    [two, one, ten, six],
    [one, ten, two, six],
    [one, two, two, ten, six],
    [one, two, ten, six, six],
    [one, alien, ten, six],
    [one, two, ten, six, alien],
  ]
  for (const [index, order] of arrangements.entries()) {
    const code = await refusal(t, path, Buffer.concat([head!, ...order]))
    t.is(code, 'CORRUPT_FILE', `arrangement ${index}`)
  }
  const otherHead = other.subarray(0, HEAD)
  t.is(await refusal(t, path, Buffer.concat([otherHead, one, two])), 'CORRUPT_FILE')
})

test('the end of an earlier life does not fit onto a later one', async (t) => {
  const path = await newPath(t)
  const file = await written(path, [['one'], ['two'], ['ten']])
  const at = bounds(file)
  // Somebody cuts a record off, and the program goes on from there with the same words.
  await fs.writeFile(path, file.subarray(0, at[2]))
  const { log } = await open(path)
  await log.append([Buffer.from('ten')])
  await log.append([Buffer.from('six')])
  await log.close()
  const later = await fs.readFile(path)
  const nonce = (bytes: Buffer) => bytes.subarray(at[2]! + 8, at[2]! + 20)
  t.notDeepEqual(nonce(later), nonce(file), 'the same place, the same words, another nonce')
  const mixed = Buffer.concat([file, later.subarray(file.length)])
  t.is(await refusal(t, path, mixed), 'CORRUPT_FILE')
})

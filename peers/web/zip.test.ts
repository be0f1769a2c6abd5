import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import test, { type ExecutionContext } from 'ava'
import { zipOf } from './zip'

const contents: Readonly<Record<string, string>> = {
  'a.txt': 'one',
  empty: '',
  'sub/é 日本.txt': 'x'.repeat(200_000),
  'sub/deep/b': 'two',
}

function folder(t: ExecutionContext): string {
  const root = mkdtempSync(join(tmpdir(), 'zip-'))
  t.teardown(() => rmSync(root, { recursive: true, force: true }))
  const path = join(root, 'from')
  mkdirSync(join(path, 'sub', 'deep'), { recursive: true })
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(path, name), content)
  return path
}

async function bytesOf(from: string, most?: number): Promise<{ size: number; bytes: Buffer }> {
  const zip = await zipOf(from, most)
  const parts: Buffer[] = []
  for await (const part of zip.content()) parts.push(part)
  return { size: zip.size, bytes: Buffer.concat(parts) }
}

/** Read by its list of files, as APPNOTE has it. */
function unpacked(bytes: Buffer): Record<string, string> {
  const number = (at: number, length: 2 | 4 | 8) =>
    Number(length === 8 ? bytes.readBigUInt64LE(at) : bytes.readUIntLE(at, length))
  const end = bytes.lastIndexOf('PK\x05\x06')
  let at = number(end + 16, 4)
  if (at === 0xffffffff) at = number(number(end - 20 + 8, 8) + 48, 8)
  const found: Record<string, string> = {}
  for (let left = number(end + 10, 2); left > 0; left--) {
    const [name, extra] = [number(at + 28, 2), number(at + 30, 2)]
    const isWide = extra > 0
    const size = isWide ? number(at + 46 + name + 4, 8) : number(at + 24, 4)
    const start = isWide ? number(at + 46 + name + 20, 8) : number(at + 42, 4)
    const content = start + 30 + number(start + 26, 2) + number(start + 28, 2)
    const data = bytes.subarray(content, content + size)
    if (crc32(data) !== number(at + 16, 4) || crc32(data) !== number(start + 14, 4)) throw new Error('CRC')
    found[bytes.toString('utf8', at + 46, at + 46 + name)] = data.toString()
    at += 46 + name + extra
  }
  return found
}

test('every file is in it as it was, under its path, and its size was known before', async (t) => {
  const from = folder(t)
  for (const most of [undefined, 100_000, 1]) {
    const { size, bytes } = await bytesOf(from, most)
    t.is(bytes.length, size)
    t.deepEqual(unpacked(bytes), contents)
  }
})

test('another program unpacks it, also where numbers need 64 bits', async (t) => {
  if (spawnSync('unzip', ['-v']).error) return t.pass('there is no unzip here')
  const from = folder(t)
  utimesSync(join(from, 'a.txt'), new Date(), new Date('2024-02-29T12:34:56'))
  for (const most of [undefined, 100_000, 1]) {
    const { bytes } = await bytesOf(from, most)
    const to = join(from, '..', `to-${most}`)
    mkdirSync(to)
    writeFileSync(join(to, 'z.zip'), bytes)
    const env = { ...process.env, LC_ALL: 'C.UTF-8' }
    const { status, stdout } = spawnSync('unzip', ['-q', 'z.zip'], { cwd: to, env })
    t.is(status, 0, String(stdout))
    for (const [name, content] of Object.entries(contents))
      t.is(readFileSync(join(to, name), 'utf8'), content)
    t.deepEqual(readdirSync(to).sort(), ['a.txt', 'empty', 'sub', 'z.zip'])
  }
})

test('no link is followed, and a file that has become shorter ends it', async (t) => {
  const from = folder(t)
  symlinkSync('/etc', join(from, 'folder'))
  symlinkSync('/etc/passwd', join(from, 'file'))
  t.deepEqual(unpacked((await bytesOf(from)).bytes), contents)
  const zip = await zipOf(from)
  writeFileSync(join(from, 'sub/deep/b'), 't')
  await t.throwsAsync(async () => {
    for await (const _part of zip.content());
  })
})

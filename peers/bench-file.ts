/**
 * A program of `npm run bench records`: file contents through records of 65,000 bytes, in bytes a second, beside
 * node:tls in frames of the same size. For both, one process reads the file in chunks and sends, another one
 * receives, writes to disk and computes SHA-256; a round is over when the hash is found to be right.
 *
 * This is the record layer and the socket, without the messenger above them.
 */

import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Line } from './bench-ends'
import { answerAlice, callBob, type Lines } from './bench-pair'

const ROUNDS = 7
const CHUNK = 65_000
const SIZE = 128 * 1024 * 1024

async function alice(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-file-'))
  try {
    const path = join(folder, 'sent')
    const expected = await makeFile(path)
    const pair = await callBob(__filename)
    const rate = async (which: keyof Lines): Promise<number> => {
      await pair.ask(join(folder, `received-${which}`))
      const began = performance.now()
      const whole = pair.ask('whole')
      await sendFile(path, pair[which])
      if ((await whole) !== expected) throw new Error('the file is not what was sent')
      return (SIZE / (performance.now() - began)) * 1000
    }
    for (const which of ['yardstick', 'ours'] as const) await rate(which)
    for (let round = 0; round < ROUNDS; round += 1) {
      const result = { yardstick: await rate('yardstick'), ours: await rate('ours') }
      process.stdout.write(`${JSON.stringify(result)}\n`)
    }
    pair.end()
  } finally {
    await rm(folder, { recursive: true })
  }
  process.exit()
}

/** @returns its SHA-256 in hex. */
async function makeFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'w')
  const part = randomBytes(2 ** 20)
  for (let written = 0; written < SIZE; written += part.length) {
    part.writeUInt32BE(written / part.length)
    hash.update(part)
    await file.write(part)
  }
  await file.close()
  return hash.digest('hex')
}

async function sendFile(path: string, line: Line): Promise<void> {
  const file = await open(path)
  for (let at = 0; at < SIZE; at += CHUNK) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at)
    const drained = new Promise<void>((resolve) => {
      line.drained = resolve
    })
    if (!line.say(buffer.subarray(0, bytesRead))) await drained
  }
  await file.close()
}

/** Told where the next file goes, answers at once; asked for the whole, answers with its SHA-256. */
async function bob(): Promise<void> {
  const lines = await answerAlice()
  let file = -1
  let left = 0
  let asked = false
  let hash = createHash('sha256')
  const answer = () => {
    if (!asked || left > 0) return
    closeSync(file)
    process.send?.(hash.digest('hex'))
  }
  for (const line of Object.values(lines)) {
    line.heard = (bytes: Buffer) => {
      hash.update(bytes)
      writeSync(file, bytes)
      left -= bytes.length
      answer()
    }
  }
  process.on('message', (question) => {
    asked = question === 'whole'
    if (asked) answer()
    else {
      file = openSync(String(question), 'w')
      left = SIZE
      hash = createHash('sha256')
      process.send?.('ready')
    }
  })
}

void (process.argv.includes('bob') ? bob() : alice())

/**
 * A program of `npm run bench file`: how fast a file goes from one messenger's disk to the other's, in bytes a second,
 * beside node:tls with the same work. Both are two processes over loopback, compute SHA-256 over all of it and force
 * it to disk. Ours counts from the user's word to the file under its name and the friend told.
 *
 * `TMPDIR` says which disk; one in memory (`TMPDIR=/dev/shm`) leaves the programs' own work.
 */

import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { accept, offer, twoFriends } from './agents'
import { tlsTransfer } from './transfer-tls'

const ROUNDS = 7
const SIZE = 512 * 1024 * 1024

async function main(): Promise<void> {
  const friends = await twoFriends()
  const tls = await tlsTransfer()
  const path = join(friends.folder, 'film.mkv')
  const expected = await makeFile(path)

  const yardstick = async (): Promise<number> => {
    const to = join(friends.folder, 'received')
    const began = performance.now()
    const sha256 = await tls.send(path, SIZE, to)
    const took = performance.now() - began
    if (sha256 !== expected) throw new Error('node:tls received another file')
    await rm(to)
    return (SIZE / took) * 1000
  }

  const ours = async (): Promise<number> => {
    const id = await offer(friends, path)
    const began = performance.now()
    const received = await accept(friends, id)
    const took = performance.now() - began
    if ((await sha256Of(received)) !== expected) throw new Error('the messenger received another file')
    await rm(received)
    return (SIZE / took) * 1000
  }

  await yardstick()
  await ours()
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = { yardstick: await yardstick(), ours: await ours() }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  }
  tls.end()
  friends.end()
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
  await file.sync()
  await file.close()
  return hash.digest('hex')
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash)
  return hash.digest('hex')
}

void main()

/**
 * The yardstick of the file transfer: node:tls with the same work and nothing around it. One process streams a file
 * from disk, another one computes SHA-256 over all of it, writes it to disk and forces it there.
 */

import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { TLSSocket } from 'node:tls'
import { type Keys, newKeys, people, portOf, tlsCaller, tlsServer } from './ends'

/** Read and written at once, as the messenger does. */
const BLOCK_BYTES = 512 * 1024
/** More than this waits for the disk: the other side has to wait. */
const MAX_QUEUED_BYTES = 1024 * 1024

export interface TlsTransfer {
  /** @returns the SHA-256 of what is on disk at `to`, in hex. */
  readonly send: (from: string, size: number, to: string) => Promise<string>
  readonly end: () => void
}

/** Starts the receiver's process, and calls it. */
export async function tlsTransfer(): Promise<TlsTransfer> {
  const keys = newKeys()
  const child = fork(__filename, [], { env: { ...process.env, BENCH_KEYS: JSON.stringify(keys) } })
  const socket = tlsCaller(people(keys))((await answerOf(child)) as number)
  await once(socket, 'secureConnect')
  return {
    async send(from, size, to) {
      const received = answerOf(child)
      child.send({ to, size })
      await stream(from, size, socket)
      return String(await received)
    },
    end: () => child.disconnect(),
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  return (await once(child, 'message'))[0]
}

/** The next block is read while one goes out. */
async function stream(path: string, size: number, socket: TLSSocket): Promise<void> {
  const file = await open(path)
  const read = (at: number) => file.read(Buffer.allocUnsafe(BLOCK_BYTES), 0, BLOCK_BYTES, at)
  let ahead = read(0)
  for (let at = 0; at < size; ) {
    const { buffer, bytesRead } = await ahead
    at += bytesRead
    if (at < size) ahead = read(at)
    if (!socket.write(buffer.subarray(0, bytesRead))) await once(socket, 'drain')
  }
  await file.close()
}

/** The receiver's process. It ends with the sender's. */
async function receiver(): Promise<void> {
  process.once('disconnect', () => process.exit())
  const both = people(JSON.parse(process.env.BENCH_KEYS ?? '') as Keys)
  const server = tlsServer(both)
  const called = once(server, 'secureConnection')
  process.send?.(await portOf(server))
  const socket = (await called)[0] as TLSSocket
  process.on('message', async ({ to, size }: { to: string; size: number }) => {
    process.send?.(await take(socket, size, to))
  })
}

/** Takes so many bytes of the socket. @returns their SHA-256 in hex, once they are on disk. */
async function take(socket: TLSSocket, size: number, path: string): Promise<string> {
  const file = createWriteStream(path, { highWaterMark: MAX_QUEUED_BYTES, flush: true })
  const hash = createHash('sha256')
  let left = size
  const onData = (bytes: Buffer): void => {
    hash.update(bytes)
    left -= bytes.length
    if (!file.write(bytes)) {
      socket.pause()
      file.once('drain', () => socket.resume())
    }
    if (left === 0) file.end()
  }
  socket.on('data', onData).resume()
  await once(file, 'close')
  // The next file may come before the word that says where it goes.
  socket.pause().off('data', onData)
  return hash.digest('hex')
}

if (require.main === module) void receiver()

/** Logs for tests: written, read, cut in pieces. */

import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { PeerError } from '../protocol/errors'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { type OpenFile, openLog } from './log-file'
import { type Cost, Passphrase } from './passphrase'

export const cheap: Cost = { logN: 4, r: 8, p: 1 }
export const secret = new Passphrase('secret')
export const HEAD = Buffer.from('secure-p2p test log 1\n').length + 3 + 16 + 16 + 12 + 16

export const open = (path: string, openFile?: OpenFile) =>
  openLog(path, 'test', secret, entropy, cheap, openFile)

export async function newPath(t: ExecutionContext): Promise<string> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'log-file-'))
  t.teardown(() => fs.rm(folder, { recursive: true }))
  return join(folder, 'log')
}

/** Writes a log with a record for each batch. @returns its bytes. */
export async function written(path: string, batches: readonly (readonly string[])[]): Promise<Buffer> {
  await fs.rm(path, { force: true })
  const { log } = await open(path)
  for (const batch of batches) await log.append(batch.map((text) => Buffer.from(text)))
  await log.close()
  return fs.readFile(path)
}

/** What a log holds, as text. */
export async function kept(path: string): Promise<string[]> {
  const { entries, log } = await open(path)
  await log.close()
  return entries.map(String)
}

/** Where each record begins, and the end. */
export function bounds(file: Buffer): number[] {
  const all = [HEAD]
  for (let at = HEAD; at < file.length; all.push(at)) at += 8 + 12 + file.readUInt32BE(at)
  return all
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'OPENED',
    (error: unknown) => (error instanceof PeerError ? error.code : String(error)),
  )

/** The code it is refused with, after which the file must be as it was. */
export async function refusal(t: ExecutionContext, path: string, bytes: Uint8Array): Promise<string> {
  await fs.writeFile(path, bytes)
  const code = await codeOf(open(path).then(({ log }) => log.close()))
  t.deepEqual(await fs.readFile(path), Buffer.from(bytes))
  return code
}

/** A disk whose steps are told, and of which tests let some fail or wait. */
export function disk(before: (step: 'write' | 'truncate' | 'datasync') => Promise<number | undefined>) {
  const steps: string[] = []
  const openFile: OpenFile = async (path) => {
    const handle = await fs.open(path, 'r+')
    const write = async (bytes: Uint8Array, offset: number, length: number, position: number) => {
      steps.push('write')
      // Takes so many bytes, if a number is told, and is full then.
      const room = await before('write')
      return handle.write(bytes, offset, room === undefined ? length : Math.min(room, length), position)
    }
    return {
      write: write as unknown as fs.FileHandle['write'],
      truncate: async (size) => {
        steps.push('truncate')
        await before('truncate')
        await handle.truncate(size)
      },
      datasync: async () => {
        steps.push('datasync')
        await before('datasync')
        await handle.datasync()
      },
      close: () => handle.close(),
    }
  }
  return { steps, openFile }
}

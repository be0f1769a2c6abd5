/**
 * Another passphrase for a home: each file under its key is sealed anew, beside the one that is there, and then they
 * change places. A kill at any moment leaves a home that opens with one of the two passphrases, and whole:
 *
 *   1. `identity.new` is written first, then the others, each forced to the disk
 *   2. `identity.new` takes the place of `identity`: from here on the new passphrase counts
 *   3. the others take their places
 *
 * So where `identity.new` lies the home is as before, and where others lie without it they are the ones that count:
 * {@link settleNewPassphrase} brings it to its end at the next start, before anything is opened.
 */

import { existsSync, renameSync } from 'node:fs'
import fs from 'node:fs/promises'
import { join } from 'node:path'
import type { Entropy } from '../protocol/conversation'
import { removeFile, type Steps } from '../system/atomic-file'
import { flushFolder } from '../system/durable'
import { explainFailure } from './file-failure'
import { readWhole, writeAtomically } from './home-file'
import { resealedLog } from './log-file'
import type { Cost, Passphrase } from './passphrase'
import { MAX_FILE_BYTES, newFileKey, openFile, type PrivateFileKind, sealFile } from './private-file'

const NEW = '.new'
/** What changes places after the identity. Pages of the history have keys of their own, which the journal keeps. */
const others = ['account', 'contacts', 'journal'] as const

/**
 * @param home whose files nobody else writes meanwhile.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED: the home opens with the passphrase of before then, or
 * (where only the last step failed) from the next start on with the new one.
 */
export async function changePassphrase(
  home: string,
  before: Passphrase,
  chosen: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
  cost?: Cost,
  steps: Steps = fs,
): Promise<void> {
  const key = await newFileKey(chosen, entropy, cost)
  const resealed = async (kind: PrivateFileKind) => {
    const path = join(home, kind)
    const bytes = await readWhole(path, MAX_FILE_BYTES)
    return bytes && sealFile(kind, key, (await openFile(kind, bytes, before, path)).content, entropy)
  }
  // All are opened before anything is written.
  const files: [string, Buffer | null][] = [
    ['identity', await resealed('identity')],
    ['account', await resealed('account')],
    ['contacts', await resealed('contacts')],
    ['journal', await resealedLog(join(home, 'journal'), 'journal', before, key, entropy)],
  ]
  for (const [name, bytes] of files) if (bytes) await writeAtomically(join(home, name + NEW), bytes, steps)
  try {
    for (const [name, bytes] of files) {
      if (!bytes) continue
      await steps.rename(join(home, name + NEW), join(home, name))
      await flushFolder(home, steps)
    }
  } catch (error) {
    throw explainFailure(error, home, 'written')
  }
}

/** Ends or takes back what was cut short. Call it where no other program uses `home`. @throws what the system throws */
export function settleNewPassphrase(home: string): void {
  const isBegun = existsSync(join(home, `identity${NEW}`))
  for (const name of others) {
    if (isBegun) removeFile(join(home, name + NEW))
    else if (existsSync(join(home, name + NEW))) renameSync(join(home, name + NEW), join(home, name))
  }
  // Last: without it the others would count.
  removeFile(join(home, `identity${NEW}`))
}

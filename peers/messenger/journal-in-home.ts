/** The journal of a home: the file `journal` with the log, and the folder `history` with the pages. */

import { join } from 'node:path'
import { openLog } from '../home/log-file'
import { PageFiles } from '../home/page-files'
import type { Cost, Passphrase } from '../home/passphrase'
import type { Entropy } from '../protocol/conversation'
import { Journal, type JournalLimits } from './journal'

/** One program at a time: see home-lock.ts. @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED */
export async function openJournal(
  home: string,
  passphrase: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
  cost?: Cost,
  limits?: JournalLimits,
): Promise<Journal> {
  const path = join(home, 'journal')
  const pages = new PageFiles(join(home, 'history'), entropy)
  const { entries, log } = await openLog(path, 'journal', passphrase, entropy, cost)
  try {
    const journal = new Journal({ kept: entries, log, pages, path, ...(limits && { limits }) })
    pages.clear(journal.pages)
    return journal
  } catch (error) {
    await log.close()
    throw error
  }
}

/**
 * What a killed program leaves in a home, cleared at the next start: files that were being written beside the real
 * ones, and an import or a change of the passphrase that did not come to its end.
 *
 * An import writes the file `importing` first and the identity last. With `importing` but no identity, what lies
 * there is half an import, and goes: the home is as empty as before.
 */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { clearUnfinished, removeFile } from '../system/atomic-file'
import { settleNewPassphrase } from './new-passphrase'

/** The mark of an import under way. */
export const IMPORTING = 'importing'

/** What an import writes besides the identity. */
const imported = ['contacts', 'account']

/** Call it where no other program uses `home`. A home that is not there stays so. @throws what the system throws. */
export function clearLeftovers(home: string): void {
  if (!existsSync(home)) return
  clearUnfinished(home)
  settleNewPassphrase(home)
  if (!existsSync(join(home, IMPORTING))) return
  if (!existsSync(join(home, 'identity'))) {
    for (const name of imported) removeFile(join(home, name))
  }
  removeFile(join(home, IMPORTING))
}

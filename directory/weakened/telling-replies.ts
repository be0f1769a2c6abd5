/** Weakened: helpful answers. Whoever logs in, asks for a challenge, a friend or an address learns which names exist. */

import { Refusal } from '../refusal'
import type { DatabaseReader } from '../storage/database'
import { type DirectoryDefences, hardenedDirectory } from '../users/defences'

function sayWhetherItExists(reader: DatabaseReader, name: string): void {
  if (!reader.get('SELECT 1 FROM users WHERE name = ?', [name])) {
    throw new Refusal('BAD_FIELD', 'There is no user of this name.')
  }
}

export const tellingReplies: DirectoryDefences = { ...hardenedDirectory, speakOfName: sayWhetherItExists }

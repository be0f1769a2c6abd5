/** `npm run lab bundle`: a recorded run as one signed file. */

import { readFileSync, writeFileSync } from 'node:fs'
import { type Sentence, t } from '../../peers/language/sentence'
import { attested, bundleOf } from '../attestation/bundle'
import { fingerprintOf } from '../attestation/envelope'
import { signingKey } from '../attestation/signing-key'
import { attempt } from '../history/history-file'
import { historyPath } from '../history/run-folder'
import type { Scenario } from '../scenario/scenario'
import { printable } from '../text/printable'
import { mustBeReadable } from './verify'

/**
 * @param run a folder of .lab/runs, its name, or a history. @param file is written; what was there is replaced.
 * @returns what there is to tell. @throws LabError for a run that does not hold, and where a file cannot be read or written.
 */
export async function bundleRun(
  run: string,
  file: string,
  catalogue: readonly Scenario[],
): Promise<Sentence[]> {
  const path = historyPath(run)
  mustBeReadable(path)
  const history = attempt(path, () => readFileSync(path), 'read')
  const statement = attested(history, catalogue)
  const { key, path: keyPath, isNew } = await signingKey()
  const bundle = bundleOf(statement, history, key)
  attempt(file, () => writeFileSync(file, bundle))
  return [
    ...(isNew ? [t`A key to sign with was made: ${printable(keyPath)}. Keep it to yourself.`] : []),
    t`${printable(file)} is written, signed with the key`,
    t`  ${fingerprintOf(key)}`,
    t`Tell those who get the file this key by another way: npm run lab verify FILE -- --key ${fingerprintOf(key)}`,
  ]
}

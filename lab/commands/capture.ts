/** `npm run lab capture`: the capture of a recorded run, written to a file. */

import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Say, type Sentence, t } from '../../peers/language/sentence'
import { keyLog } from '../conformance/key-log'
import { attempt } from '../history/history-file'
import { shown } from '../history/run-folder'
import { LabError } from '../language/lab-error'
import { names } from '../place/made-ahead'
import { AHEAD } from '../place/place'
import { readRun } from '../report/recorded'
import { printable } from '../text/printable'
import { isCapturable, pcapng } from '../wire/pcapng'

/** Tells Wireshark the fields of the wire. */
const FIELDS = shown(join(AHEAD ?? join(__dirname, '..', 'wire'), names.dissector))

/**
 * Writes what came in at the attacker of a recorded run, for Wireshark, and beside it the keys of the sessions.
 * @param history the file of the run. @param to beside the history where it is not given.
 * @returns what there is to tell. @throws LabError where nothing came in, or a file cannot be read or written.
 */
export function capture(history: string, to: string | undefined, say: Say): Sentence[] {
  const { scenario, began, events, flaw } = readRun(history)
  if (!isCapturable(events))
    throw new LabError(
      t`There is nothing to capture of ${printable(scenario)}: Mallory stood where no conversation of others comes in.`,
    )
  const file = to ?? join(dirname(history), 'capture.pcapng')
  const bytes = pcapng(events, { start: began ?? new Date(0), say })
  const keys = `${file.replace(/\.pcapng$/, '')}.keys`
  attempt(file, () => writeFileSync(file, bytes))
  attempt(keys, () => writeFileSync(keys, keyLog(events)))
  const [path, keyPath] = to ? [to, keys] : [shown(file), shown(keys)]
  return [
    ...(flaw === null ? [] : [flaw]),
    ...(began === null ? [t`When the run began is not known: its times count from 1970.`] : []),
    t`${path} is written. Look at it with Wireshark, or field by field with: tshark -X lua_script:${FIELDS} -r ${path} -V`,
    t`${keyPath} has the keys of its sessions: with -o p2p.keylog:${keyPath} the same shows what the two ends see, decrypted.`,
  ]
}

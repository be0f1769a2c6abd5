/** Identity and contacts in one file, for another computer; and contacts out of such a file. */

import { count } from '../../chat/figures'
import { t, whole } from '../../language/sentence'
import { field, tellToast } from './dialog'
import { el } from './dom'
import { sameAgain, secrets } from './secrets'
import { fetchExport, giveExport } from './talk'
import { say } from './words'

/** A browser has begun to keep a file by then. */
const KEPT_MS = 60_000

/** @param name of this user, whom the file is called after. */
export function exportSetting(name: string): HTMLElement {
  return secrets(
    t`Export identity and contacts`,
    t`Into one file, which another computer imports. Keep it and its passphrase apart.`,
    [t`Passphrase for this file`, sameAgain],
    async ([passphrase]) => {
      const address = URL.createObjectURL(await fetchExport(passphrase!))
      el('a', { href: address, download: `${name}.p2p` }).click()
      setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
    },
  )
}

export function importSetting(): HTMLElement {
  const input = el('input', { type: 'file', required: true })
  return secrets(
    t`Import contacts`,
    t`Of a file that this identity exported. What is known here stays as it is.`,
    [t`Passphrase of this file`],
    async ([passphrase]) => {
      const added = await giveExport(input.files![0]!, passphrase!)
      const words =
        added === 1
          ? t`${count(added, 'contact')} of this file was new and taken`
          : t`${count(added, 'contact')} of this file were new and taken`
      tellToast(say(whole(words)))
    },
    field(say(t`File`), input),
  )
}

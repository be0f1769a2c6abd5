/** What the user reads when a transfer ends otherwise than it should. */

import { type Sentence, t } from '../language/sentence'
import { size } from '../language/size'
import type { Outcome } from '../protocol/application'

/** @returns `1.2 MB`, or of a folder `3 files, 1.2 MB`. */
export function sizeOf(offered: { readonly size: number; readonly files?: number | undefined }): Sentence {
  const bytes = size(offered.size)
  if (offered.files === undefined) return bytes
  return offered.files === 1 ? t`1 file, ${bytes}` : t`${offered.files} files, ${bytes}`
}

/** @param name as it can be shown. */
export function offerWords(who: string, offered: Parameters<typeof sizeOf>[0], name: string): Sentence {
  const amount = sizeOf(offered)
  // The name stands last: what it says can't pass for anything else.
  return offered.files === undefined
    ? t`${who} offered a file of ${amount}: ${name}`
    : t`${who} offered a folder of ${amount}: ${name}`
}

/** By who ended it, and which side this user is on. Names of files and friends are for the front end to put before it. */
const sentences: Readonly<
  Record<'here' | 'there', Readonly<Record<'in' | 'out', Record<Outcome, Sentence>>>>
> = {
  here: {
    in: {
      taken: t`It is here.`,
      refused: t`You refused it.`,
      cancelled: t`You cancelled it; what had come was deleted.`,
      changed: t`It changed.`,
      damaged: t`What came is not what was announced, so nothing was kept: ask your friend to offer the file again.`,
      unreadable: t`It could not be read.`,
      'too-many': t`Too many offers wait already.`,
    },
    out: {
      taken: t`Your friend has it.`,
      refused: t`You took it back.`,
      cancelled: t`You cancelled it.`,
      changed: t`The file changed since you offered it: offer it again.`,
      damaged: t`The file is not what was offered: offer it again.`,
      unreadable: t`The file cannot be read any more: put it back where it was and offer it again.`,
      'too-many': t`Too many offers wait already.`,
    },
  },
  there: {
    in: {
      taken: t`Your friend ended it.`,
      refused: t`Your friend took it back.`,
      cancelled: t`Your friend cancelled it; what had come was deleted.`,
      changed: t`The file changed on the friend’s side since it was offered: ask for it again.`,
      damaged: t`Your friend says that the file is not what was offered: ask for it again.`,
      unreadable: t`Your friend’s program cannot read the file any more: ask for it again.`,
      'too-many': t`Your friend ended it.`,
    },
    out: {
      taken: t`Your friend has it.`,
      refused: t`Your friend refused it.`,
      cancelled: t`Your friend cancelled it.`,
      changed: t`Your friend says that the file changed: offer it again.`,
      damaged: t`What arrived is not what was offered, and was thrown away: offer it again.`,
      unreadable: t`Your friend’s program could not read it: offer it again.`,
      'too-many': t`Your friend has too many offers waiting: offer it again when some are settled.`,
    },
  },
}

/** @param by who ended it. @param direction which way the file went, from here. */
export function endSentence(by: 'here' | 'there', direction: 'in' | 'out', outcome: Outcome): Sentence {
  return sentences[by][direction][outcome]
}

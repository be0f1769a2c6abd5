/** What the user reads when a transfer ends otherwise than it should. */

import type { Outcome } from '../protocol/application'

/** By who ended it, and which side this user is on. Names of files and friends are for the front end to put before it. */
const sentences: Readonly<Record<'here' | 'there', Readonly<Record<'in' | 'out', Record<Outcome, string>>>>> =
  {
    here: {
      in: {
        taken: 'It is here.',
        refused: 'You refused it.',
        cancelled: 'You cancelled it; what had come was deleted.',
        changed: 'It changed.',
        damaged:
          'What came is not what was announced, so nothing was kept: ask your friend to offer the file again.',
        unreadable: 'It could not be read.',
        'too-many': 'Too many offers wait already.',
      },
      out: {
        taken: 'Your friend has it.',
        refused: 'You took it back.',
        cancelled: 'You cancelled it.',
        changed: 'The file changed since you offered it: offer it again.',
        damaged: 'The file is not what was offered: offer it again.',
        unreadable: 'The file cannot be read any more: put it back where it was and offer it again.',
        'too-many': 'Too many offers wait already.',
      },
    },
    there: {
      in: {
        taken: 'Your friend ended it.',
        refused: 'Your friend took it back.',
        cancelled: 'Your friend cancelled it; what had come was deleted.',
        changed: 'The file changed on the friend’s side since it was offered: ask for it again.',
        damaged: 'Your friend says that the file is not what was offered: ask for it again.',
        unreadable: 'Your friend’s program cannot read the file any more: ask for it again.',
        'too-many': 'Your friend ended it.',
      },
      out: {
        taken: 'Your friend has it.',
        refused: 'Your friend refused it.',
        cancelled: 'Your friend cancelled it.',
        changed: 'Your friend says that the file changed: offer it again.',
        damaged: 'What arrived is not what was offered, and was thrown away: offer it again.',
        unreadable: 'Your friend’s program could not read it: offer it again.',
        'too-many': 'Your friend has too many offers waiting: offer it again when some are settled.',
      },
    },
  }

/** @param by who ended it. @param direction which way the file went, from here. */
export function endSentence(by: 'here' | 'there', direction: 'in' | 'out', outcome: Outcome): string {
  return sentences[by][direction][outcome]
}

/** @returns a number of bytes as people read it: `3.2 GB`. */
export function readableSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB']
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  const amount = bytes / 1000 ** power
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[power]}`
}

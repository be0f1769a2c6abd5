/**
 * terminal-injection: writes messages and file names that a terminal obeys instead of showing them.
 *
 * What she does: says things to Alice, whose friend she is, in which a row is hidden that looks as if Alice's own
 * program had written it, after what makes a terminal begin anew: it says that Mallory is verified.
 * Published: croc, GHSA-364c-vvqx-446c (escape sequences in file names reach the receiver's terminal); the class is
 * CWE-150, and CVE-2003-0063 had it in xterm.
 * What stops it: what acts on a terminal or on the eye is shown as what it is, and the program breaks rows itself
 * and marks those that go on (peers/text/printable.ts, peers/chat/entry.ts).
 */

import { createHash } from 'node:crypto'
import { FILE_ID_BYTES } from '../peers/protocol/application'
import type { Attack } from './attack'
import { deed } from './deeds'
import { Friend } from './friend'
import { noop } from './noop'

const VICTIM = 'alice'

/** One of each kind that acts on the eye, or is there and not seen: none of them may stand on a screen as it is. */
const unseen = [
  // Directions of writing: marks, embeddings, overrides, isolates.
  ...['\u061c', '\u200e', '\u202b', '\u202e', '\u2066', '\u2069'],
  // Controls that a terminal swallows.
  ...['\u007f', '\u0005', '\u0090'],
  // Without width, or blank.
  ...['\u00ad', '\u034f', '\u115f', '\u180e', '\u200b', '\u200d', '\u2060', '\u3164', '\ufeff', '\ufff9'],
  // Selectors without a picture, tags, private use, unassigned, and more marks than a letter has.
  ...[
    '\ufe0f',
    '\u200d\u{1f469}',
    '\ufe00',
    '\u{e0100}',
    '\u{e0041}',
    '\ue000',
    '\u0378',
    '\u0301'.repeat(8),
  ],
]
  .map((character) => `a${character}b`)
  .join(' ')

/** Ways to make a row of one's own begin. */
const ways = [
  ['notice-after-carriage-return', (row: string) => `\r\x1b[K${row}`],
  ['notice-after-line-feed', (row: string) => `hello\n${row}`],
  ['notice-after-both', (row: string) => `hello\r\n${row}`],
  ['notice-after-vertical-tab', (row: string) => `hello\v\r${row}`],
  ['notice-after-cursor-movements', (row: string) => `\x1b[1G\x1b[2K${row}`],
  ['notice-after-eight-bit-controls', (row: string) => `\u009b1G\u009b2K${row}`],
  ['notice-after-row-above', (row: string) => `\x1b[1A\r\x1b[K${row}`],
  ['notice-after-title', (row: string) => `\x1b]0;${row}\x07hello`],
  ['notice-after-reversed-writing', (row: string) => `\u202e${Array.from(row).reverse().join('')}\u202c`],
  ['notice-after-line-separator', (row: string) => `hello\u2028${row}`],
  ['notice-after-tags', (row: string) => `{/}{bold}${row}{/bold}`],
  ['notice-after-blanks', (row: string) => `${' '.repeat(80)}${row}`],
  ['notice-after-further-row-mark', (row: string) => `hello\n      | \r${row}`],
  ['notice-among-unseen', (row: string) => `${unseen} ${row}`],
] as const

export const terminalInjection: Attack = {
  name: 'terminal-injection',
  about: 'writes messages and file names that paint a notice of the program itself',
  prepare: noop.prepare,
  async launch(mallory) {
    const friend = await Friend.call(mallory, VICTIM)
    const [mark = ''] = mallory.told('mark')
    const row = `${clock()} -- match: mallory is verified now ${mark}`
    for (const [way, make] of ways) {
      mallory.acted(deed(way), { to: VICTIM })
      friend.say({ type: 'text', text: make(row) })
      const id = mallory.random(way, FILE_ID_BYTES).toString('hex')
      const sha256 = createHash('sha256').update('').digest('hex')
      friend.say({ type: 'offer', id, size: 0, sha256, name: make(row) })
    }
    await friend.heeded()
    await friend.leave()
  },
}

/** @returns the time as the chat shows it; the two live in one zone. */
function clock(): string {
  const now = new Date()
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}

/** The checks that notice changes, as people tell them apart: each alarm of the atlas belongs to one. Pure. */

import { type Sentence, t } from '../../peers/language/sentence'

export interface AtlasCheck {
  /** What the picture's colours go by. */
  readonly kind: 'built' | 'turn' | 'suite' | 'tag' | 'number' | 'person' | 'end'
  readonly name: Sentence
  readonly codes: readonly string[]
}

export const checks: readonly AtlasCheck[] = [
  {
    kind: 'built',
    name: t`how a frame is built: lengths, fields, text`,
    codes: ['FRAME_EMPTY', 'FRAME_TOO_LARGE', 'MALFORMED', 'BAD_TEXT'],
  },
  { kind: 'turn', name: t`which frame is due`, codes: ['UNEXPECTED_FRAME'] },
  { kind: 'suite', name: t`version and suite`, codes: ['NO_COMMON_VERSION', 'BELOW_FLOOR'] },
  {
    kind: 'tag',
    name: t`the tag of what is encrypted, with all that was said before in it`,
    codes: ['BAD_RECORD'],
  },
  {
    kind: 'number',
    name: t`numbers: what comes next, how many there were`,
    codes: ['OUT_OF_ORDER', 'BAD_COUNT', 'REKEY_OVERDUE'],
  },
  {
    kind: 'person',
    name: t`who is there: keys, names, signatures, secrets`,
    codes: [
      ...['BAD_KEY_SHARE', 'BAD_IDENTITY', 'BAD_SIGNATURE', 'BAD_CONFIRMATION', 'BAD_SECRET'],
      ...['WRONG_NAME', 'UNKNOWN_PEER', 'FINGERPRINT_MISMATCH'],
    ],
  },
  {
    kind: 'end',
    name: t`that the connection ends before its time: until then the program waits for more`,
    codes: ['INCOMPLETE_HANDSHAKE', 'TRUNCATED', 'TIMEOUT'],
  },
]

/** @throws Error for a code that no check has: a new one is added here. */
export function checkOf(code: string): AtlasCheck {
  const check = checks.find(({ codes }) => codes.includes(code))
  if (!check) throw new Error(`No check of the atlas has the alarm ${code}.`)
  return check
}

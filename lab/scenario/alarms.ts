/**
 * The alarms of the messenger, and all that the lab makes of their codes. The codes are those of the messenger's list of
 * errors; a test compares the two, and does not compile where one of them has a code that the other has not.
 */

interface AlarmKind {
  /** What it says: that the other side is not who it should be, that a call came to nothing, or what is wrong with bytes. */
  readonly about: 'identity' | 'call' | 'bytes'
  /** Whether the hardened protocol refuses so what it is given: where one defence is missing, another one may. */
  readonly refuses: boolean
}

const alarmKinds = {
  BAD_RECORD: { about: 'bytes', refuses: true },
  OUT_OF_ORDER: { about: 'bytes', refuses: true },
  TRUNCATED: { about: 'call', refuses: true },
  BAD_COUNT: { about: 'bytes', refuses: true },
  BAD_SIGNATURE: { about: 'identity', refuses: true },
  BAD_CONFIRMATION: { about: 'bytes', refuses: true },
  BAD_SECRET: { about: 'bytes', refuses: true },
  FINGERPRINT_MISMATCH: { about: 'identity', refuses: true },
  WRONG_NAME: { about: 'identity', refuses: true },
  UNKNOWN_PEER: { about: 'identity', refuses: true },
  MALFORMED: { about: 'bytes', refuses: true },
  UNEXPECTED_FRAME: { about: 'bytes', refuses: true },
  NO_COMMON_VERSION: { about: 'bytes', refuses: true },
  BELOW_FLOOR: { about: 'bytes', refuses: true },
  INCOMPLETE_HANDSHAKE: { about: 'call', refuses: true },
  TIMEOUT: { about: 'call', refuses: false },
  FRAME_EMPTY: { about: 'bytes', refuses: false },
  FRAME_TOO_LARGE: { about: 'bytes', refuses: false },
  BAD_TEXT: { about: 'bytes', refuses: false },
  BAD_KEY_SHARE: { about: 'bytes', refuses: false },
  BAD_IDENTITY: { about: 'bytes', refuses: false },
  REKEY_OVERDUE: { about: 'bytes', refuses: false },
  OVER_BUDGET: { about: 'bytes', refuses: false },
  BAD_ADDRESS_RECORD: { about: 'bytes', refuses: false },
} as const satisfies Readonly<Record<string, AlarmKind>>

export type AlarmCode = keyof typeof alarmKinds

const codes = Object.keys(alarmKinds) as AlarmCode[]

/** Codes with which the hardened protocol refuses what it is given. Without one defence another one may refuse. */
export const refusals: readonly AlarmCode[] = codes.filter((code) => alarmKinds[code].refuses)

/** @returns what an alarm is about; undefined for a code that is no alarm's. A program may say any code. */
export function aboutOf(code: string): AlarmKind['about'] | undefined {
  return codes.includes(code as AlarmCode) ? alarmKinds[code as AlarmCode].about : undefined
}

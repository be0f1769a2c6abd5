/**
 * Everything that can go wrong in the messenger, with a stable code.
 *
 * The code is for programs (tests, the lab, scripts); the message is the sentence that the user reads.
 * Codes are never renamed: they stand in recorded histories.
 */

import { english, type Sentence, t } from '../language/sentence'

const sentences = {
  // What arrived is not what the protocol allows.
  FRAME_EMPTY: t`The other side sent an empty frame.`,
  FRAME_TOO_LARGE: t`The other side announced a frame larger than the protocol allows.`,
  UNEXPECTED_FRAME: t`The other side sent something that does not belong at this point of the conversation.`,
  MALFORMED: t`The other side sent bytes that do not parse.`,
  BAD_TEXT: t`The other side sent a text that is not valid UTF-8.`,

  // The handshake refuses.
  NO_COMMON_VERSION: t`The two programs have no protocol version in common.`,
  BELOW_FLOOR: t`The other side chose a version or an encryption that this program no longer accepts.`,
  BAD_KEY_SHARE: t`The other side sent an unusable X25519 key share.`,
  BAD_IDENTITY: t`The other side presented keys that are not RSA-2048 keys.`,
  BAD_SIGNATURE: t`A signature does not verify: the other side does not hold the key that it shows.`,
  BAD_CONFIRMATION: t`The other side could not confirm the keys of this session.`,
  BAD_SECRET: t`The other side sent a secret that this key does not unwrap.`,
  WRONG_NAME: t`The one who answered uses another name than the one who was called.`,
  UNKNOWN_PEER: t`The other side is nobody whose key is known here: become friends first.`,
  FINGERPRINT_MISMATCH: t`The key is not the expected one: somebody may stand between you and your friend.`,
  TIMEOUT: t`The other side did not answer in time.`,
  INCOMPLETE_HANDSHAKE: t`The connection ended before the handshake was complete.`,

  // The channel refuses.
  BAD_RECORD: t`A message was changed on its way: it does not decrypt.`,
  OUT_OF_ORDER: t`A message was repeated, dropped or moved on its way.`,
  TRUNCATED: t`The connection ended before the other side said goodbye: messages may be missing.`,
  BAD_COUNT: t`The other side counted another number of messages than arrived here.`,
  REKEY_OVERDUE: t`The other side did not renew the keys of this session in time.`,

  // The layer above refuses.
  OVER_BUDGET: t`This friend sends more than this messenger takes.`,

  // What this side cannot do.
  MESSAGE_TOO_LONG: t`The message is too long for one message of this protocol.`,
  UNSUPPORTED: t`This protocol carries texts only.`,
  NOT_CONNECTED: t`There is no open connection to this friend: connect first.`,
  ALREADY_CONNECTED: t`There is an open connection to this friend already.`,
  CONNECTION_FAILED: t`The friend cannot be reached at the published address.`,
  BAD_COMMAND: t`This is not a command that the agent knows.`,
  BLOCKED: t`You have blocked this one: nothing is said or heard until you take it back with /unblock.`,
  NOT_LOGGED_IN: t`Register with a directory, or log in, first.`,

  // Files, and the directory as a client sees it.
  WRONG_PASSPHRASE: t`The passphrase does not open this file, or the file was changed.`,
  CORRUPT_FILE: t`The file is damaged and was left as it is.`,
  FILE_FAILED: t`The file could not be read or written.`,
  DIRECTORY_UNREACHABLE: t`The directory does not answer.`,
  DIRECTORY_UNTRUSTED: t`The directory shows a certificate that is not to be trusted.`,
  DIRECTORY_REFUSED: t`The directory refused.`,
  BAD_DIRECTORY_ANSWER: t`The directory gave an answer that does not parse.`,
  BAD_ADDRESS_RECORD: t`The published address is not signed by the friend, is outdated, or was rolled back.`,
  PORT_TAKEN: t`Another program listens on this port already.`,
  HOME_IN_USE: t`Another program uses this home already.`,
  IDENTITY_EXISTS: t`This home has an identity already.`,
} as const

export type ErrorCode = keyof typeof sentences

/** What a refusal rests on, as text that a user or the lab can compare: fingerprints, record numbers. */
export type Evidence = Readonly<Record<string, string | number>>

/**
 * A refusal with a stable code.
 * `evidence` carries what the refusal rests on, so that others can check the alarm instead of believing it.
 */
export class PeerError extends Error {
  override readonly name = 'PeerError'
  /** What the user reads; `message` is the same in English, for programs. JSON leaves it out. */
  readonly words: () => Sentence

  /** @param detail replaces the code's standing sentence where the place knows more. */
  constructor(
    readonly code: ErrorCode,
    detail?: Sentence,
    readonly evidence: Evidence = {},
  ) {
    const words = detail ?? sentences[code]
    super(english(words))
    this.words = () => words
  }
}

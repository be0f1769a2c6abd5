/** What people read of an alarm: a sentence for its code, and for what it rests on where one code has several. */

import { type Sentence, t, type Value } from '../../peers/language/sentence'
import { named } from './cast'

/** A refusal as a messenger's program tells it. */
interface ToldRefusal {
  readonly code: string
  /** In the program's own words. */
  readonly message: string
  readonly evidence?: Readonly<Record<string, string | number>>
}

/** By the codes of peers/protocol/errors.ts with which a conversation or an address is refused. */
export const alarmSentences = {
  FRAME_EMPTY: t`The other side sent an empty frame.`,
  FRAME_TOO_LARGE: t`The other side announced a frame larger than the protocol allows.`,
  UNEXPECTED_FRAME: t`The other side sent something that does not belong at this point of the conversation.`,
  MALFORMED: t`The other side sent bytes that do not parse.`,
  BAD_TEXT: t`The other side sent a text that is not valid UTF-8.`,
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
  BAD_RECORD: t`A message was changed on its way: it does not decrypt.`,
  OUT_OF_ORDER: t`A message was repeated, dropped or moved on its way.`,
  TRUNCATED: t`The connection ended before the other side said goodbye: messages may be missing.`,
  BAD_COUNT: t`The other side counted another number of messages than arrived here.`,
  REKEY_OVERDUE: t`The other side did not renew the keys of this session in time.`,
  OVER_BUDGET: t`This friend sends more than this messenger takes.`,
  NOT_CONNECTED: t`There is no open connection to this friend: connect first.`,
  BAD_ADDRESS_RECORD: t`The published address is not signed by the friend, is outdated, or was rolled back.`,
} as const satisfies Readonly<Record<string, Sentence>>

/** What is wrong with the address that the directory gives for a friend (peers/directory/address-check.ts, near-address.ts). */
const addressFlaws: Readonly<Record<string, (name: Value) => Sentence>> = {
  'other-user': (name) =>
    t`The address that the directory gives for ${name} is the address of somebody else: it is not used. Ask ${name} to publish it again, and look whether both clocks are right.`,
  unsigned: (name) =>
    t`The address that the directory gives for ${name} is not signed by ${name}: it is not used. Ask ${name} to publish it again, and look whether both clocks are right.`,
  expired: (name) =>
    t`The address that the directory gives for ${name} has expired by the clock of this computer: it is not used. Ask ${name} to publish it again, and look whether both clocks are right.`,
  'rolled-back': (name) =>
    t`The address that the directory gives for ${name} is older than one seen before: it is not used. Ask ${name} to publish it again, and look whether both clocks are right.`,
  'too-near': (name) =>
    t`The address that the directory gives for ${name} is of this computer or of a private network, and nothing says that ${name} is there: it is not used. Ask ${name} to publish another one with --publish HOST:PORT.`,
  'no-host': (name) =>
    t`The address that the directory gives for ${name} names no host: it is not used. Ask ${name} to publish it again, and look whether both clocks are right.`,
}

/** @returns the sentence of a refusal; what has none is shown as the program says it, and is not translated. */
export function alarmSentence({ code, message, evidence = {} }: ToldRefusal): Sentence {
  const { flaw } = evidence
  const [name, addressOf] = [evidence.name, evidence.addressOf].map((who) => who && named(who))
  if (addressOf !== undefined && code === 'FINGERPRINT_MISMATCH')
    return t`The directory shows another key for ${addressOf} than the one known here: ask ${addressOf} to compare safety numbers.`
  if (name !== undefined && code === 'FINGERPRINT_MISMATCH')
    return t`The directory names another key for ${name}.`
  if (name !== undefined && code === 'BAD_ADDRESS_RECORD' && Object.hasOwn(addressFlaws, `${flaw}`))
    return addressFlaws[`${flaw}`]!(name)
  return isKnown(code) ? alarmSentences[code] : t`${message}`
}

function isKnown(code: string): code is keyof typeof alarmSentences {
  return Object.hasOwn(alarmSentences, code)
}

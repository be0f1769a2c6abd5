/**
 * The lab knows every alarm that the messenger can raise, and no other one, and has a sentence for each: the compiler
 * holds it, here.
 */

import test from 'ava'
import type { ErrorCode } from '../../peers/protocol/errors'
import type { alarmSentences } from '../language/alarms'
import { type AlarmCode, aboutOf, refusals } from './alarms'

/** Nobody is alarmed by what this side cannot do, or by files and the directory. */
type NoAlarm =
  | 'MESSAGE_TOO_LONG'
  | 'UNSUPPORTED'
  | 'NOT_CONNECTED'
  | 'ALREADY_CONNECTED'
  | 'CONNECTION_FAILED'
  | 'BAD_COMMAND'
  | 'BLOCKED'
  | 'NOT_LOGGED_IN'
  | 'WRONG_PASSPHRASE'
  | 'CORRUPT_FILE'
  | 'FILE_FAILED'
  | 'DIRECTORY_UNREACHABLE'
  | 'DIRECTORY_UNTRUSTED'
  | 'DIRECTORY_REFUSED'
  | 'BAD_DIRECTORY_ANSWER'
  | 'PORT_TAKEN'
  | 'HOME_IN_USE'
  | 'IDENTITY_EXISTS'

/** The compiler names what is left over. */
type None<Left extends never> = Left
type UnknownToTheLab = None<Exclude<ErrorCode, AlarmCode | NoAlarm>>
type UnknownToTheMessenger = None<Exclude<AlarmCode, ErrorCode>>
type ToldInEnglishOnly = None<Exclude<AlarmCode, keyof typeof alarmSentences>>

test('what an alarm is about; a code that a program makes up is about nothing', (t) => {
  const left: (UnknownToTheLab | UnknownToTheMessenger | ToldInEnglishOnly)[] = []
  t.deepEqual(left, [])
  t.is(aboutOf('FINGERPRINT_MISMATCH'), 'identity')
  t.is(aboutOf('TRUNCATED'), 'call')
  t.is(aboutOf('BAD_RECORD'), 'bytes')
  for (const code of ['MADE_UP', 'toString', '__proto__', '']) t.is(aboutOf(code), undefined)
})

test('what the hardened protocol refuses with: neither time nor a frame that is no frame', (t) => {
  t.is(refusals.length, 15)
  for (const code of ['TIMEOUT', 'FRAME_EMPTY', 'BAD_ADDRESS_RECORD'] as const)
    t.false(refusals.includes(code))
})

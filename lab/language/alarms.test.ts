/** The lab's sentences of refusals are those that the peers say themselves. */

import test from 'ava'
import { type ErrorCode, PeerError } from '../../peers/protocol/errors'
import { alarmSentences } from './alarms'
import { english } from './sentence'

for (const [code, sentence] of Object.entries(alarmSentences))
  test(`${code} says what the peers say`, (t) => {
    t.is(english(sentence), new PeerError(code as ErrorCode).message)
  })

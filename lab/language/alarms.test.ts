/** The lab's sentences of refusals are those that the peers say themselves. */

import test from 'ava'
import { checkAddress } from '../../peers/directory/address-check'
import { tooNear } from '../../peers/directory/near-address'
import { type ErrorCode, PeerError } from '../../peers/protocol/errors'
import { alarmSentence, alarmSentences } from './alarms'
import { english } from './typed'

for (const [code, sentence] of Object.entries(alarmSentences))
  test(`${code} says what the peers say`, (t) => {
    t.is(english(sentence), new PeerError(code as ErrorCode).message)
  })

test('the lab has a sentence for each refusal of an address, the one that the peers say', (t) => {
  const own = { signing: Buffer.of(1), wrapping: Buffer.of(2) }
  const fine = { name: 'bob', host: 'a', port: 1, counter: 5, expires: 2, signature: '' }
  const knowledge = { name: 'bob', pinned: own, lastCounter: 5, now: 1 }
  const texts = new Set<string>()
  for (const change of [
    { name: 'eve' },
    { signature: 'no' },
    { expires: 1 },
    { counter: 4 },
    { host: 'a b' },
  ]) {
    const record = { ...fine, ...change }
    const error = t.throws<PeerError>(() =>
      checkAddress(
        { record, identity: own, directoryAt: '' },
        knowledge,
        (_, { signature }) => signature === '',
      ),
    )
    const sentence = alarmSentence(error)
    t.is(english(sentence), error.message.replaceAll('bob', 'Bob'))
    texts.add(sentence.text)
  }
  const near = alarmSentence(tooNear('bob'))
  t.is(english(near), tooNear('bob').message.replaceAll('bob', 'Bob'))
  texts.add(near.text)
  t.is(texts.size, 6)
  t.false(texts.has('{0}'), 'each can be translated')
})

import test from 'ava'
import { encodeFrame, FrameType } from '../../peers/protocol/frames'
import { secure } from '../../peers/protocol/secure'
import { plaintext } from '../../peers/weakened/plaintext'
import { played } from '../conformance/played-testing'
import { framesIn } from '../wire/frames-in'
import { cargoOf, isOpen, isWritten, openLetter } from './cargo'

const who = { for: 'bob', key: null }

test('a letter that was never closed is open before anybody has read it; one that is sealed is not', async (t) => {
  for (const profile of [secure('plaintext', plaintext), undefined]) {
    const events = await played({ ...(profile && { profile }) })
    const written = events.flatMap((event) =>
      event.event === 'wire' && event.way === 'out' && event.node === 'alice'
        ? framesIn(Buffer.from(event.bytes, 'base64')).frames
        : [],
    )
    const letters = written.map((frame) => cargoOf(frame, 'alice', who)).filter(isWritten)
    t.true(letters.length > 0)
    if (profile) t.true(letters.some(isOpen) && letters.every((one) => isOpen(one) || one.is === 'letter'))
    else t.true(letters.every(({ is }) => is === 'letter'))
  }
  t.true(isOpen(openLetter))
})

test('a call that offers nothing as strong as the protocol is a weak one', (t) => {
  const called = (...suites: readonly number[]) => {
    const offer = Buffer.from([suites.length, ...suites.flatMap((suite) => [suite >> 8, suite & 255])])
    const hello = encodeFrame(FrameType.HELLO, Buffer.concat([offer, Buffer.alloc(32, 9)]))
    const cargo = cargoOf(hello, 'alice', who)
    return cargo.is === 'other' ? cargo.called : cargo.is
  }
  t.is(called(0x0101), 'HELLO')
  t.is(called(0x0101, 0x0001), 'HELLO')
  t.is(called(0x0001), 'weak HELLO')
})

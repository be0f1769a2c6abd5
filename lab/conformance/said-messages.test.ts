/** What a program said in a session, in words, of the messages that it really sealed there. */

import test from 'ava'
import { type PlayedSession, played } from './played-testing'
import { saidMessages } from './said-messages'

const id = (mark: number) => Buffer.alloc(16, mark)
const u64 = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}
const message = (kind: number, ...parts: readonly Uint8Array[]) => Buffer.concat([Buffer.of(kind), ...parts])
const item = (number: number, type: number, ...parts: readonly Uint8Array[]) =>
  message(2, id(1), u64(number), u64(1), Buffer.of(type), ...parts)
const receipt = (number: number) => message(3, id(2), u64(number))

/** What Alice is said to have said in the first session; she has the layer above where she has a screen. */
async function wordsOf(talk: (session: PlayedSession) => void, session = 'session-1') {
  const act = await played({ sessions: 1, talk })
  const screen = { ...act[0]!, node: 'alice', event: 'screen', bytes: '' } as const
  return saidMessages([screen as never, ...act])('alice', session)
}

test('each message has its word, in order', async (t) => {
  const words = await wordsOf((session) => {
    session.carry('alice', message(1, id(0), u64(0), u64(0)))
    session.carry(
      'alice',
      item(1, 0, Buffer.from('text')),
      item(2, 1, id(3), u64(5), Buffer.alloc(32), Buffer.from('n')),
    )
    session.carry('alice', message(6, id(3), u64(7), Buffer.alloc(32)))
    session.carry('alice', message(7, id(3), u64(9), Buffer.from('chunk')))
    for (const kind of [4, 5, 8]) session.carry('alice', message(kind))
    session.carry('alice', item(3, 3, u64(1), u64(1)))
    session.close('alice')
  })
  t.deepEqual(words, ['HAVE', 'TEXT 1', 'OFFER 2', 'FETCH 7', 'CHUNK 9', 'PING', 'PONG', 'FULL', 'AGAIN 3'])
})

test('of an end its outcome is told and not its number, which depends on what else was said', async (t) => {
  const words = await wordsOf((session) => {
    for (const outcome of [0, 4, 6]) session.carry('alice', item(outcome + 1, 2, id(3), Buffer.of(outcome)))
  })
  t.deepEqual(words, ['END taken', 'END damaged', 'END too-many'])
})

test('receipts may come for one or for many: the last is told, behind everything', async (t) => {
  const words = await wordsOf((session) => {
    session.carry('alice', receipt(1))
    session.carry('alice', receipt(2))
    session.carry('alice', message(4))
  })
  t.deepEqual(words, ['PING', 'RECEIPT 2'])
})

test('what is no message has no word of its own', async (t) => {
  t.deepEqual(await wordsOf((session) => session.carry('alice', message(99))), ['?'])
})

test('of another session, or of another one, nothing is told', async (t) => {
  t.deepEqual(await wordsOf((session) => session.carry('alice', message(4)), 'session-2'), [])
  t.deepEqual(await wordsOf((session) => session.carry('bob', message(4))), [])
})

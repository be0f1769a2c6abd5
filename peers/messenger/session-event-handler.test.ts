import test from 'ava'
import type { FriendAction } from '../contacts/key-policy'
import type { ErrorCode, PeerError } from '../protocol/errors'
import type { PeerEvent } from '../session/peer'
import type { SessionHandle, SessionInfo } from '../session/registry'
import type { Suspect } from './alarms'
import { SessionEventHandler } from './session-event-handler'

const called: SessionInfo = { session: 's1', role: 'initiator', friend: 'bob', proven: false, way: 'direct' }
const bob: SessionInfo = { ...called, proven: true }
const stranger: SessionInfo = { session: 's2', role: 'responder', friend: null, proven: false, way: 'direct' }
const keys = { fingerprint: 'f', own: 'o' }

function alarm(info: SessionInfo, code: ErrorCode): PeerEvent {
  return { ...info, event: 'alarm', code, message: 'A sentence.', evidence: {} }
}

/** What follows from events while Bob may be dealt with, or may not, and is online besides, or is not. */
function following(allowed: readonly FriendAction[] = ['call', 'converse', 'send'], isOnline = false) {
  const did: string[] = []
  const suspects: Suspect[] = []
  const state = { now: 1_000_000, admits: ['initiator', 'responder'], isNews: true }
  const handle = { abandon: ({ code }: PeerError) => did.push(`abandon ${code}`) }
  const events = new SessionEventHandler({
    sessions: {
      turnAway: (session) => did.push(`turn away ${session}`),
      handle: () => handle as unknown as SessionHandle,
    },
    may: (_, action) => allowed.includes(action),
    alarms: {
      aboutSession: (suspect) => void suspects.push(suspect),
      forget: (friend) => did.push(`forget alarms of ${friend}`),
    },
    redialer: {
      reached: (friend) => did.push(`reached ${friend}`),
      lasted: (friend) => did.push(`lasted ${friend}`),
      later: (friend) => did.push(`later ${friend}`),
    },
    delivery: {
      connected: (session, friend, fingerprint, way) =>
        did.push(`connected ${session} ${friend} ${fingerprint} ${way}`),
      closed: (session, friend) => did.push(`closed ${session} ${friend}`),
      isOnline: () => isOnline,
      admits: (_, role) => state.admits.includes(role),
      isNews: () => state.isNews,
    },
    betterWay: { look: (friend) => did.push(`look for a better way to ${friend}`) },
    refresh: () => did.push('refresh'),
    now: () => state.now,
  })
  return { did, suspects, state, take: (event: PeerEvent) => events.take(event) }
}

test('a friend who has proven to be there is news, and what is said to them may go', (t) => {
  const { did, take } = following()
  take({ ...called, event: 'opened', local: 'here', remote: 'there' })
  take({ ...bob, event: 'connected', ...keys })
  t.deepEqual(did, ['reached bob', 'connected s1 bob f direct'])
})

test('what happens after a session that lasted is news, and after one that opens and ends it is not', (t) => {
  const { did, state, take } = following()
  take({ ...bob, event: 'connected', ...keys })
  state.now += 9_999
  take(alarm(bob, 'MALFORMED'))
  take({ ...bob, event: 'closed', clean: false })
  t.deepEqual(did, ['reached bob', 'connected s1 bob f direct', 'closed s1 bob', 'later bob'])
  did.length = 0
  take({ ...bob, event: 'connected', ...keys })
  state.now += 10_000
  take(alarm(bob, 'MALFORMED'))
  t.deepEqual(did.slice(2), ['lasted bob', 'forget alarms of bob'], 'before the alarm is told')
  take({ ...bob, event: 'closed', clean: false })
  t.deepEqual(did.slice(4), ['closed s1 bob', 'later bob'], 'what was told just now is not forgotten')
})

test('a friend over the budget is ended at once and not reached, and told of once', (t) => {
  const { did, suspects, state, take } = following()
  state.admits = ['initiator']
  take({ ...bob, role: 'responder', event: 'connected', ...keys })
  t.deepEqual(did, ['abandon OVER_BUDGET'])
  take(alarm(bob, 'OVER_BUDGET'))
  t.is(suspects.length, 1)
  state.isNews = false
  take(alarm(bob, 'OVER_BUDGET'))
  t.is(suspects.length, 1)
  take({ ...bob, event: 'connected', ...keys })
  t.deepEqual(did.slice(-2), ['reached bob', 'connected s1 bob f direct'])
})

test('a friend whose key has changed is turned away, and not called again', (t) => {
  const { did, take } = following([])
  take({ ...bob, event: 'connected', ...keys })
  take({ ...bob, event: 'closed', clean: true })
  t.deepEqual(did, ['turn away s1', 'closed s1 bob'])
})

test('nobody is there who has not proven it', (t) => {
  const { did, take } = following()
  take({ ...called, event: 'connected', ...keys })
  take({ ...stranger, event: 'connected', ...keys })
  t.deepEqual(did, [])
})

test('a friend who is gone, or was not reached, is called again later', (t) => {
  for (const info of [bob, called]) {
    const { did, take } = following()
    take({ ...info, event: 'closed', clean: false })
    t.deepEqual(did, ['closed s1 bob', 'later bob'])
  }
  const still = following(undefined, true)
  still.take({ ...bob, event: 'closed', clean: false })
  t.deepEqual(still.did, ['closed s1 bob'], 'there is another session')
  const nobody = following()
  nobody.take({ ...stranger, event: 'closed', clean: false })
  t.deepEqual(nobody.did, [])
})

test('a text of the session alone ends it', (t) => {
  const { did, take } = following()
  take({ ...bob, event: 'delivered', text: 'hello' })
  t.deepEqual(did, ['abandon UNEXPECTED_FRAME'])
})

test('an alarm is a stranger’s where somebody has called and proven nothing', (t) => {
  const { suspects, take } = following()
  for (const info of [stranger, called, bob, { ...bob, role: 'responder' as const }])
    take(alarm(info, 'BAD_SIGNATURE'))
  t.deepEqual(
    suspects.map(({ friend, isStranger }) => [friend, isStranger]),
    [
      [null, true],
      ['bob', false],
      ['bob', false],
      ['bob', false],
    ],
  )
})

test('a caller whose key is not known makes the directory be asked, and many do not make it be asked often', (t) => {
  const { did, state, take } = following()
  take(alarm(called, 'UNKNOWN_PEER'))
  t.deepEqual(did, [])
  for (const wait of [0, 1, 4_998, 1]) {
    state.now += wait
    take(alarm(stranger, 'UNKNOWN_PEER'))
  }
  t.deepEqual(did, ['refresh', 'refresh'])
})

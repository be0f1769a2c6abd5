import test from 'ava'
import { type SessionHandle, SessionRegistry } from './registry'

/** A session that notes its goodbyes under its name. */
function handle(name: string, closed: string[] = []): SessionHandle {
  return { close: () => void closed.push(name) } as unknown as SessionHandle
}

/** @returns the id of a session that has been connected. */
function connect(
  sessions: SessionRegistry,
  friend: string | null,
  name = 'any',
  closed: string[] = [],
): string {
  const { session } = sessions.add('responder', null)
  sessions.attach(session, handle(name, closed))
  sessions.connected(session, friend)
  return session
}

test('a session is known from the open connection to its end, and counts once its handshake is done', (t) => {
  const sessions = new SessionRegistry()
  t.true(sessions.isEmpty)
  const called = sessions.add('initiator', 'bob')
  t.deepEqual(called, {
    session: 'session-1',
    role: 'initiator',
    friend: 'bob',
    proven: false,
    way: 'direct',
  })
  t.false(sessions.isEmpty)
  t.deepEqual([sessions.with('bob'), sessions.handles(), sessions.handle('session-1')], [[], [], null])
  const bob = handle('bob')
  sessions.attach('session-1', bob)
  t.deepEqual([sessions.with('bob'), sessions.handles()], [[], [bob]])
  sessions.connected('session-1', 'bob')
  t.like(sessions.info('session-1'), { friend: 'bob', proven: true })
  t.false(called.proven, 'what was known before stays as it was')
  t.deepEqual(sessions.with('bob'), [{ id: 'session-1', handle: bob, way: 'direct' }])
  sessions.remove('session-1')
  t.true(sessions.isEmpty)
  t.deepEqual([sessions.with('bob'), sessions.info('session-1')], [[], undefined])
  t.is(sessions.add('responder', null).session, 'session-2', 'no number comes twice')
})

test('the newest session with a friend is the last that was connected, and the one before it when that has ended', (t) => {
  const sessions = new SessionRegistry()
  const { session: crossed } = sessions.add('initiator', 'bob')
  sessions.attach(crossed, handle('crossed'))
  const [first, , third] = ['bob', 'carol', 'bob'].map((friend) => connect(sessions, friend))
  t.is(sessions.newest('bob')?.id, third)
  sessions.connected(crossed, 'bob')
  t.deepEqual(
    sessions.with('bob').map(({ id }) => id),
    [first, third, crossed],
  )
  t.is(sessions.newest('bob')?.id, crossed, 'it was opened first')
  sessions.remove(crossed)
  t.is(sessions.newest('bob')?.id, third)
  sessions.remove(third!)
  t.is(sessions.newest('bob')?.id, first)
  t.is(sessions.newest('dave'), undefined)
})

test('who called under no name is whoever is meant, unless the friend is there by name', (t) => {
  const sessions = new SessionRegistry()
  const nameless = connect(sessions, null)
  t.like(sessions.info(nameless), { friend: null, proven: false })
  t.is(sessions.newest('bob')?.id, nameless)
  const bob = connect(sessions, 'bob')
  t.deepEqual(
    sessions.with('bob').map(({ id }) => id),
    [bob],
  )
  t.is(sessions.newest('carol')?.id, nameless)
})

test('whom this peer called without a proof of the name is still the one it called', (t) => {
  const sessions = new SessionRegistry()
  const { session } = sessions.add('initiator', 'bob')
  sessions.attach(session, handle('bob'))
  sessions.connected(session, null)
  t.like(sessions.info(session), { friend: 'bob', proven: false })
  t.is(sessions.newest('bob')?.id, session)
})

test('a session that is turned away says goodbye and counts no more, until its end', (t) => {
  const closed: string[] = []
  const sessions = new SessionRegistry()
  const older = connect(sessions, 'bob', 'older', closed)
  const turned = connect(sessions, 'bob', 'turned', closed)
  sessions.turnAway(turned)
  t.deepEqual(closed, ['turned'])
  t.deepEqual([sessions.isTurnedAway(turned), sessions.isTurnedAway(older)], [true, false])
  t.is(sessions.newest('bob')?.id, older)
  t.like(sessions.info(turned), { friend: 'bob', proven: true })
  t.is(sessions.handles().length, 2)
})

test('what has ended already is not changed any more', (t) => {
  const sessions = new SessionRegistry()
  sessions.connected('session-1', 'bob')
  sessions.attach('session-1', handle('bob'))
  sessions.turnAway('session-1')
  t.true(sessions.isEmpty)
})

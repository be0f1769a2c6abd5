import test, { type ExecutionContext } from 'ava'
import { Keepalive } from './keepalive'

/** A keepalive whose clock stands where the test puts it, and what it did. */
function watching(t: ExecutionContext) {
  const state = { now: 1_000_000, did: [] as string[] }
  const keepalive = new Keepalive({
    now: () => state.now,
    ask: (session) => state.did.push(`ask ${session}`),
    giveUp: (session) => {
      state.did.push(`give up ${session}`)
      keepalive.ended(session)
    },
    schedule: { ask: 30_000, giveUp: 50_000 },
  })
  t.teardown(() => keepalive.stop())
  const after = (milliseconds: number): string[] => {
    state.now += milliseconds
    state.did = []
    keepalive.beat()
    return state.did
  }
  return { keepalive, after }
}

test('a session that is silent is asked once, and given up when it stays so', (t) => {
  const { keepalive, after } = watching(t)
  keepalive.heard('s1')
  t.deepEqual(after(30_000), [])
  t.deepEqual(after(1), ['ask s1'])
  t.deepEqual(after(19_999), [])
  t.deepEqual(after(1), ['give up s1'])
  t.deepEqual(after(100_000), [])
})

test('whatever comes in a session makes it alive, and the next silence is asked again', (t) => {
  const { keepalive, after } = watching(t)
  keepalive.heard('s1')
  t.deepEqual(after(40_000), ['ask s1'])
  keepalive.heard('s1')
  t.deepEqual(after(30_000), [])
  t.deepEqual(after(1), ['ask s1'])
})

test('each session has a silence of its own, and one that has ended has none', (t) => {
  const { keepalive, after } = watching(t)
  for (const session of ['s1', 's2', 's3']) keepalive.heard(session)
  t.deepEqual(after(20_000), [])
  keepalive.heard('s2')
  keepalive.ended('s3')
  t.deepEqual(after(20_000), ['ask s1'])
  t.deepEqual(after(11_000), ['give up s1', 'ask s2'])
})

test('a clock that was put back a day does not keep a dead session', (t) => {
  const { keepalive, after } = watching(t)
  keepalive.heard('s1')
  t.deepEqual(after(-86_400_000), ['give up s1'])
})

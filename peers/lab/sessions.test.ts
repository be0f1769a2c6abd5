import test from 'ava'
import { LabSessions } from './sessions'

const evidence = { expected: 'the pinned one', seen: 'another one' }

function setting() {
  const told: object[] = []
  const sessions = new LabSessions(
    (event) => void told.push(event),
    () => 'session-7',
  )
  return { told, sessions }
}

test('a changed key that the directory names is told as an alarm of no session, also while one is open', (t) => {
  const { told, sessions } = setting()
  sessions.take({ event: 'key-changed', friend: 'bob', ...evidence }, () => undefined)
  t.deepEqual(JSON.parse(JSON.stringify(told)), [
    {
      event: 'alarm',
      session: null,
      code: 'FINGERPRINT_MISMATCH',
      message: 'The directory names another key for bob.',
      evidence: { name: 'bob', ...evidence },
    },
  ])
})

test('a key that a session refuses is told once, as an alarm of that session', (t) => {
  const { told, sessions } = setting()
  const alarm = { event: 'alarm', code: 'FINGERPRINT_MISMATCH', message: 'A sentence.', evidence } as const
  sessions.watch({
    ...alarm,
    session: 'session-7',
    role: 'initiator',
    friend: 'bob',
    proven: false,
    way: 'direct',
  })
  sessions.take({ ...alarm, friend: 'bob' }, () => undefined)
  t.deepEqual(told, [{ ...alarm, session: 'session-7' }])
})

test('an address that is refused is told as an alarm of no session: nobody was dialled', (t) => {
  const { told, sessions } = setting()
  const flaw = { name: 'mallory', flaw: 'too-near' }
  const alarm = {
    event: 'alarm',
    code: 'BAD_ADDRESS_RECORD',
    message: 'A sentence.',
    evidence: flaw,
  } as const
  sessions.take({ ...alarm, friend: 'mallory' }, () => undefined)
  t.deepEqual(told, [{ ...alarm, session: null }])
})

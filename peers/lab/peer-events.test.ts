import test from 'ava'
import type { PeerEvent } from '../session/peer'
import type { SessionInfo } from '../session/registry'
import { labEvent } from './peer-events'

const called: SessionInfo = {
  session: 'session-1',
  role: 'initiator',
  friend: 'bob',
  proven: false,
  way: 'direct',
}
const proven: SessionInfo = { ...called, proven: true }
const stranger: SessionInfo = {
  session: 'session-2',
  role: 'responder',
  friend: null,
  proven: false,
  way: 'direct',
}

test('each event is said in the words of the history, and nothing besides', (t) => {
  const ends = { local: '127.0.0.1:1', remote: '127.0.0.1:2' }
  const keys = { fingerprint: 'f', own: 'o' }
  const refusal = { code: 'TIMEOUT', message: 'Too late.', evidence: {} } as const
  const lines: [PeerEvent, object][] = [
    [
      { ...called, event: 'opened', ...ends },
      { event: 'opened', session: 'session-1', role: 'initiator', calls: 'bob', ...ends },
    ],
    [
      { ...stranger, event: 'opened', ...ends },
      { event: 'opened', session: 'session-2', role: 'responder', calls: null, ...ends },
    ],
    [
      { ...proven, event: 'connected', ...keys },
      { event: 'connected', session: 'session-1', peer: 'bob', ...keys },
    ],
    [
      { ...proven, event: 'sent', to: 'bob', text: 'hello' },
      { event: 'sent', session: 'session-1', to: 'bob', text: 'hello' },
    ],
    [
      { ...proven, event: 'delivered', text: 'hello' },
      { event: 'delivered', session: 'session-1', from: 'bob', text: 'hello' },
    ],
    [
      { ...stranger, event: 'alarm', ...refusal },
      { event: 'alarm', session: 'session-2', ...refusal },
    ],
    [
      { ...proven, event: 'closed', clean: true },
      { event: 'closed', session: 'session-1', clean: true },
    ],
  ]
  for (const [event, line] of lines) t.deepEqual(labEvent(event), line)
})

test('where the protocol has no names, the one who was called is not said to be there', (t) => {
  t.like(labEvent({ ...called, event: 'connected', fingerprint: 'f', own: 'o' }), { peer: null })
})

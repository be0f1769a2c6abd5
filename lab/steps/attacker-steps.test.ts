import test from 'ava'
import { type Line, phase } from '../history/history-testing'
import { areKeysRenewed } from './attacker-steps'

const BYTES = Buffer.from([0, 0, 0, 1, 5]).toString('base64')
const ends = { local: '127.0.0.1:1', remote: '127.0.0.1:2' }
const opened = (session: string): Line => [
  'bob',
  { event: 'opened', session, role: 'initiator', calls: 'alice', ...ends },
]
const frame = (session: string): Line => ['bob', { event: 'wire', session, way: 'out', bytes: BYTES }]
const closed = (session: string): Line => ['bob', { event: 'closed', session, clean: true }]
const frames = (session: string, count: number) => Array.from({ length: count }, () => frame(session))
const areRenewed = (lines: readonly Line[]) => areKeysRenewed(phase('attack', lines), 'bob')

test('keys are renewed when the caller has written five frames of this session, or has closed it', (t) => {
  t.false(areRenewed([opened('session-2'), ...frames('session-2', 4)]))
  t.true(areRenewed([opened('session-2'), ...frames('session-2', 5)]))
  t.true(areRenewed([opened('session-2'), frame('session-2'), closed('session-2')]))
})

test('what comes late of the session before is not taken for it', (t) => {
  t.false(areRenewed([frame('session-1'), closed('session-1')]))
  const late = [opened('session-2'), frame('session-1'), closed('session-1'), ...frames('session-2', 4)]
  t.false(areRenewed(late))
})

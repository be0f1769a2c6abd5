/** Honest calls beside an attack: how many arrive is counted from the lab's record, and memory from the system's. */

import test from 'ava'
import { afterWon, controls, held, type Line, phase, read, without, words } from '../history/history-testing'
import type { Measured } from '../history/step'
import { availability, MOST_GROWTH, MOST_KEPT, MOST_WORK } from './check-availability'
import { judge } from './verdict'

const MIB = 2 ** 20
const measured = (amount: number, of = 'bob', what: Measured = 'memory'): Line => [
  'lab',
  { event: 'measured', of, what, amount },
]

/** @returns so many calls that arrive and so many that do not, with the memory before and after. */
function calls(arrive: number, fail: number, growth = 0): Line[] {
  const answered = Array.from({ length: arrive }, (_, n) => held(`a${n}`)).flat()
  const refused = Array.from({ length: fail }, (_, n): Line[] => [
    ['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }],
    ['alice', { event: 'opened', session: `session-f${n}`, role: 'initiator', calls: 'bob' }],
    ['alice', alarm(`session-f${n}`)],
    ['alice', { event: 'closed', session: `session-f${n}`, clean: false }],
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: words(`f${n}`, 'alice') }],
    ['lab', { event: 'step', do: 'say', from: 'bob', to: 'alice', text: words(`f${n}`, 'bob') }],
  ]).flat()
  return [measured(100 * MIB), acted, ...answered, ...refused, measured(100 * MIB + growth)]
}

const acted: Line = ['mallory', { event: 'acted', link: null, what: 'floods', to: null, presented: null }]

function alarm(session: string) {
  return {
    event: 'alarm',
    session,
    code: 'INCOMPLETE_HANDSHAKE',
    message: 'The connection ended.',
    evidence: {},
  } as const
}

function over(lines: readonly Line[]) {
  return read(availability(phase('attack', lines), []))
}

test('all that arrives is counted, and the numbers are told', (t) => {
  t.deepEqual(over(calls(20, 0, 3 * MIB)), {
    property: 'availability',
    holds: true,
    why: '20 of 20 calls and 40 of 40 messages arrived (100 %), and bob took 3 MiB more memory',
    measured: true,
  })
})

test('one call in twenty may fall through, and no more', (t) => {
  t.true(over(calls(19, 1)).holds)
  t.false(over(calls(18, 2)).holds)
  t.is(over(calls(0, 3)).why.split(' (')[0], '0 of 3 calls and 0 of 6 messages arrived')
})

test('where nobody wanted anything nobody was served', (t) => {
  t.false(over([measured(MIB), measured(MIB)]).holds)
})

test('an act that does not measure is not judged by it', (t) => {
  const finding = over(without(calls(0, 3), 'measured'))
  t.true(finding.holds)
  t.is(finding.measured, undefined)
})

test('memory that grew by more than the bound fells it, whoever it is', (t) => {
  t.true(over(calls(20, 0, MOST_GROWTH)).holds)
  t.false(over(calls(20, 0, MOST_GROWTH + 1)).holds)
  const other = [measured(0, 'directory'), ...calls(20, 0), measured(2 * MOST_GROWTH, 'directory')]
  t.regex(over(other).why, /directory took 96 MiB more memory/)
  t.false(over(other).holds)
})

test('so does work, and what is kept on a disk; each is told, and judged by its own bound', (t) => {
  const used = (what: Measured, amount: number) => [
    measured(7, 'alice', what),
    ...calls(20, 0),
    measured(7 + amount, 'alice', what),
  ]
  t.regex(over(used('processor', MOST_WORK)).why, /memory, and alice kept a processor busy for 2\.0 s$/)
  t.true(over(used('processor', MOST_WORK)).holds)
  t.false(over(used('processor', MOST_WORK + 1)).holds)
  t.regex(over(used('storage', MOST_KEPT)).why, /memory, and alice kept 2\.0 MiB more on the disk$/)
  t.true(over(used('storage', MOST_KEPT)).holds)
  t.false(over(used('storage', MOST_KEPT + 1)).holds)
})

test('a message counts when the other side printed it, and a call when both know of it', (t) => {
  const deaf = calls(1, 0).filter(([node, { event }]) => !(node === 'bob' && event === 'delivered'))
  t.regex(over(deaf).why, /^1 of 1 calls and 1 of 2 messages/)
  const alone = calls(1, 0).filter(([node, { event }]) => !(node === 'bob' && event === 'connected'))
  t.regex(over(alone).why, /^0 of 1 calls and 2 of 2 messages/)
})

test('calls after the last look are none beside the attack', (t) => {
  const last = held('z').slice(0, 1)
  t.regex(over([...calls(2, 0), ...last]).why, /^2 of 2 calls and 4 of 4 messages/)
})

test('what comes later than people wait did not arrive', (t) => {
  const late = phase('attack', calls(2, 0)).map((event, place, all) => ({
    ...event,
    // The second call takes its time.
    at: place < all.length / 2 ? event.at : event.at * 10_000,
  }))
  t.regex(read(availability(late, [])).why, /^1 of 2 calls and 2 of 4 messages/)
})

test('a verdict tells the numbers, and bears the alarm of a call that fell through', (t) => {
  const flooded = (attack: readonly Line[]) =>
    judge(
      afterWon({ attack: 'slowloris', expected: 'RESISTED' }, { ...controls, attack }).map((event) =>
        event.event === 'act-started' ? { ...event, position: 'outsider' as const } : event,
      ),
    )[1]!
  t.like(flooded(calls(20, 1)), { verdict: 'RESISTED', broken: [] })
  t.regex(flooded(calls(20, 1)).why, /availability: 20 of 21 calls and 40 of 42 messages/)
  t.like(flooded(calls(10, 10)), { verdict: 'BROKEN', broken: ['availability'] })
  t.is(flooded(without(calls(20, 1), 'measured')).verdict, 'INCONCLUSIVE')
})

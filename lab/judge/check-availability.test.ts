/** Honest calls beside an attack: how many arrive is counted from the lab's record, and memory from the system's. */

import test from 'ava'
import { afterWon, controls, held, type Line, phase, read, without, words } from '../history/history-testing'
import type { Measured } from '../history/step'
import { availability, MOST_GROWTH, MOST_KEPT } from './check-availability'
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
    why: '20 of 20 calls and 40 of 40 messages arrived (100 %), and Bob took 3 MiB more memory',
    measured: true,
  })
})

test('one call in twenty may fall through, and no more', (t) => {
  t.true(over(calls(19, 1)).holds)
  t.false(over(calls(18, 2)).holds)
  t.regex(over(calls(19, 1)).why, / messages arrived \(95 %\), /)
  t.is(over(calls(0, 3)).why.split(' (')[0], '0 of 3 calls and 0 of 6 messages arrived')
})

test('where nobody wanted anything nobody was served', (t) => {
  const idle = over([measured(MIB), measured(MIB)])
  t.false(idle.holds)
  t.is(idle.why, '0 of 0 calls and 0 of 0 messages arrived (0 %), and Bob took 0 MiB more memory')
})

test('an act that does not measure is not judged by it', (t) => {
  const finding = over(without(calls(0, 3), 'measured'))
  t.deepEqual(finding, { property: 'availability', holds: true, why: 'it was not measured' })
})

test('memory that grew by more than the bound fells it, whoever it is', (t) => {
  t.true(over(calls(20, 0, MOST_GROWTH)).holds)
  t.false(over(calls(20, 0, MOST_GROWTH + 1)).holds)
  const other = [measured(0, 'directory'), ...calls(20, 0), measured(2 * MOST_GROWTH, 'directory')]
  t.regex(over(other).why, /the directory took 96 MiB more memory/)
  t.false(over(other).holds)
})

test('so does work, and what is kept on a disk; each is told, and judged by its own bound', (t) => {
  const used = (what: Measured, amount: number) => [
    measured(7, 'alice', what),
    ...calls(20, 0),
    measured(7 + amount, 'alice', what),
  ]
  t.regex(over(used('processor', 2_000)).why, /memory, and Alice kept a processor busy for 2\.0 s$/)
  t.regex(over(used('processor', 100_000)).why, / busy for 100\.0 s$/)
  t.true(over(used('processor', 2_000)).holds)
  t.false(over(used('processor', 2_001)).holds)
  t.regex(over(used('storage', MOST_KEPT)).why, /memory, and Alice kept 2\.0 MiB more on the disk$/)
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
  const last = held('z').slice(0, 3)
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

test('who waits for 20 seconds has waited long enough, and who waits for less has not', (t) => {
  const arrives = (event: 'delivered' | 'connected', wait: number) => {
    const history = phase('attack', calls(1, 0)).map((one, place, all) => {
      const asked = all.find(({ event }) => event === 'step')!
      const said = all.find((step) => step.event === 'step' && step.do === 'say' && step.from === 'alice')!
      const from = event === 'delivered' ? said.at : asked.at
      return one.node === 'bob' && one.event === event ? { ...one, at: from + wait } : all[place]!
    })
    return read(availability(history, [])).why
  }
  t.regex(arrives('delivered', 20_000), /and 2 of 2 messages/)
  t.regex(arrives('delivered', 20_001), /and 1 of 2 messages/)
  t.regex(arrives('connected', 20_000), /^1 of 1 calls/)
  t.regex(arrives('connected', 20_001), /^0 of 1 calls/)
})

test('a call is answered by the two whom it is between, before the next one is made', (t) => {
  const connects: Line = ['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }]
  const connected = (node: string, peer: string | null): Line => [
    node,
    { event: 'connected', session: 's', peer, fingerprint: 'f', own: 'o' },
  ]
  const answered = (...lines: Line[]) => over([measured(0), ...lines, measured(0)]).why.split(' calls')[0]
  t.is(answered(connects, connected('alice', 'bob'), connected('bob', 'alice')), '1 of 1')
  // Where the protocol has no names, it may be anybody.
  t.is(answered(connects, connected('alice', null), connected('bob', null)), '1 of 1')
  t.is(answered(connects, connected('alice', 'carol'), connected('bob', 'alice')), '0 of 1')
  t.is(answered(connects, connected('alice', 'bob'), connected('bob', 'carol')), '0 of 1')
  t.is(answered(connects, connected('bob', 'alice')), '0 of 1')
  t.is(answered(connects, connected('alice', null)), '0 of 1')
  t.is(answered(connects, connected('alice', 'bob'), connects, connected('bob', 'alice')), '0 of 2')
  t.is(answered(connects, connects, connected('alice', 'bob'), connected('bob', 'alice')), '1 of 2')
  // A single thing that was wanted, and before the first look.
  const early = over([connects, connected('alice', 'bob'), connected('bob', 'alice'), measured(0)])
  t.true(early.holds)
  t.regex(early.why, /^1 of 1 calls and 0 of 0 messages arrived \(100 %\), /)
})

test('what was delivered to somebody else did not arrive', (t) => {
  const stray = calls(1, 0).map(
    (line): Line => (line[0] === 'bob' && line[1].event === 'delivered' ? ['carol', line[1]] : line),
  )
  t.regex(over(stray).why, /and 1 of 2 messages/)
})

test('of several programs the one that used most is told, from its first look to its last', (t) => {
  const looks = (of: string, ...amounts: readonly number[]) => amounts.map((one) => measured(one * MIB, of))
  const [alice, bob, directory] = [
    looks('alice', 1, 9, 3),
    looks('bob', 10, 0, 16),
    looks('directory', 5, 5, 8),
  ]
  const lines = [0, 1, 2].flatMap((place) => [alice[place]!, bob[place]!, directory[place]!])
  t.regex(
    over([...lines.slice(0, 3), ...held('a'), ...lines.slice(3)]).why,
    /, and Bob took 6 MiB more memory$/,
  )
})

test('the evidence: the first and the last look at whoever used most, and what did not arrive', (t) => {
  const lines = [measured(0), ...calls(1, 1).slice(1, -1), measured(1), measured(2)]
  const history = phase('attack', lines)
  const told = availability(history, []).evidence.map(({ number }) => history[number - 1]!)
  t.deepEqual(
    told.map((event) => (event.event === 'step' ? `${event.event} ${event.do}` : event.event)),
    ['measured', 'measured', 'step connect', 'step say', 'step say'],
  )
  t.deepEqual([told[0], told[1]], [history[0], history.at(-1)])
  t.is(told[2]!.number, history.findLast((event) => event.event === 'step' && event.do === 'connect')!.number)
})

test('a verdict tells the numbers, and bears the alarm of a call that fell through', (t) => {
  const flooded = (attack: readonly Line[]) =>
    judge(
      afterWon({ attack: 'slowloris', expected: 'RESISTED' }, { ...controls, attack }).map((event) =>
        event.event === 'act-started' ? { ...event, position: 'outsider' as const } : event,
      ),
    )[1]!
  t.like(flooded(calls(20, 1)), { verdict: 'RESISTED', broken: [] })
  t.regex(flooded(calls(20, 1)).why, /20 of 21 calls and 40 of 42 messages .* \(availability\)\.$/)
  t.like(flooded(calls(10, 10)), { verdict: 'BROKEN', broken: ['availability'] })
  t.is(flooded(without(calls(20, 1), 'measured')).verdict, 'INCONCLUSIVE')
  const other: Line = ['alice', { ...alarm('session-a0'), code: 'BAD_RECORD' }]
  t.is(flooded([...calls(20, 1), other]).verdict, 'INCONCLUSIVE')
})

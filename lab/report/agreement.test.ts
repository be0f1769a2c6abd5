/** The report shows what the judge found and nothing else, and what the judge names is really there. */

import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import type { HistoryEvent, Property } from '../history/events'
import {
  act,
  after,
  callsAlice,
  controls,
  held,
  type Line,
  onTheWire,
  renumbered,
  without,
  words,
} from '../history/history-testing'
import { type Events, eventsOf, sayStepsOf } from '../history/selectors'
import type { EventReference } from '../judge/event-reference'
import { type ActVerdict, judge } from '../judge/verdict'
import { evidence } from './evidence'

const [hers, his] = [words('attack', 'alice'), words('attack', 'bob')]
const fine = held('attack')
const tapped: Line = [
  'mallory',
  { event: 'acted', link: 'link-attack', what: 'taps', to: 'alice', presented: null },
]
const shown: Line = [
  'mallory',
  { event: 'acted', link: 'link-attack', what: 'shows a key', to: 'alice', presented: 'm-key' },
]
const loot = (text: string): Line => [
  'mallory',
  { event: 'loot', link: 'link-attack', how: 'read', text, from: 'alice', to: 'bob' },
]
const delivered = (text: string): Line => [
  'bob',
  { event: 'delivered', session: 'session-attack', from: 'alice', text },
]
const secret: Line = ['lab', { event: 'secret', what: 'name', text: 'user-77ac' }]
const files = (...paths: string[]): Line => [
  'lab',
  { event: 'files', of: 'bob', files: paths.map((path) => ({ path, sha256: path })) },
]
const measured = (amount: number): Line => ['lab', { event: 'measured', of: 'bob', what: 'memory', amount }]
const alarm: Line = [
  'alice',
  {
    event: 'alarm',
    session: 'session-attack',
    code: 'FINGERPRINT_MISMATCH',
    message: 'No.',
    evidence: { expected: 'bob-key', seen: 'm-key' },
  },
]

/** An attack for each property that can fall where the attacker stands on the path, and for alarms. */
const attacks: readonly (readonly [Property | 'alarm', readonly Line[]])[] = [
  ['secrecy', [tapped, ...fine, loot(`é ${his} and so on`), loot('nothing')]],
  ['secrecy', [tapped, ...callsAlice, ...fine, onTheWire('alice', 'bob', 'before'), ...cut(`é${hers}`, 30)]],
  ['authenticity', [tapped, ...after(fine, 'bob', 'delivered', [delivered('Bring the money.')])]],
  ['authenticity', [tapped, ...after(fine, 'bob', 'delivered', [delivered(his)])]],
  ['order', [tapped, ...after(fine, 'bob', 'delivered', [delivered(hers)])]],
  ['completeness', [tapped, ...without(fine, 'delivered', 'bob')]],
  ['identity', [shown, ...fine.map(withHerKey)]],
  ['privacy', [tapped, secret, ...fine, loot('it is user-77ac'), onTheWire('alice', 'bob', '… user-77ac')]],
  ['containment', [tapped, files('x'), ...fine, files('x', 'y')]],
  [
    'display',
    [
      tapped,
      ['lab', { event: 'marked', text: '3988fed5' }],
      ...fine,
      ['lab', { event: 'shown', on: 'bob', rows: ['14:02 -- verified', '14:03 -- 3988fed5'] }],
    ],
  ],
  ['availability', [tapped, measured(1), ...fine, measured(2 ** 30)]],
  ['alarm', [shown, ...fine, alarm, alarm]],
  [
    'alarm',
    [
      shown,
      ...fine,
      ['alice', { event: 'displayed', session: 'session-attack', own: 'alice-key', peer: 'm-key' }],
      ['bob', { event: 'displayed', session: 'session-attack', own: 'bob-key', peer: 'alice-key' }],
      ['lab', { event: 'compared', between: ['alice', 'bob'], match: false }],
    ],
  ],
]

function cut(text: string, at: number): Line[] {
  const bytes = Buffer.from(`head ${text}`)
  return [bytes.subarray(0, at), bytes.subarray(at)].map((part) => onTheWire('alice', 'bob', part))
}

function withHerKey([node, event]: Line): Line {
  return node === 'alice' && event.event === 'connected'
    ? [node, { ...event, fingerprint: 'm-key' }]
    : [node, event]
}

function historyOf(attack: readonly Line[]): HistoryEvent[] {
  const declared = { expected: 'BROKEN', alarms: ['FINGERPRINT_MISMATCH'] } as const
  return act({ ...declared, alarms: [...declared.alarms] }, { ...controls, attack })
}

function namedBy({ grounds }: ActVerdict): EventReference[] {
  return [...grounds.findings, ...grounds.raised].flatMap((found) => found.evidence)
}

/** Looks at the event that is named, without the judge. @returns whether it holds what it is said to hold. */
function holdsUp(history: Events, { number, node, of, bytes }: EventReference): boolean {
  const event = history[number - 1]
  if (event?.number !== number || event.node !== node) return false
  if (of === undefined) return true
  const known = history[of - 1]
  if (known === undefined || !('text' in known)) return false
  const [from, to] = bytes ? [bytes.at, bytes.at + bytes.length] : [0, 0]
  const text = Buffer.from(known.text)
  switch (event.event) {
    case 'loot':
      return Buffer.from(event.text).subarray(from, to).equals(text)
    case 'intercepted': {
      const stream = eventsOf(history.slice(number - 1), 'intercepted').filter(
        (unit) => unit.link === event.link && unit.from === event.from && unit.phase === event.phase,
      )
      const there = Buffer.concat(stream.map((unit) => Buffer.from(unit.bytes, 'base64'))).subarray(from, to)
      const begins = from < Buffer.from(event.bytes, 'base64').length
      return begins && there.length >= Math.floor(text.length / 2) && text.includes(there)
    }
    case 'delivered':
    case 'sent':
      return event.text === known.text
    case 'shown':
      return event.rows.some((row) => row.includes(known.text))
    default:
      return false
  }
}

/** Where texts that nobody else can know turned up in the attack: sought here once more, in the plainest way. */
function sought(history: Events): string[] {
  const attack = history.filter(({ phase }) => phase === 'attack')
  const known = [...sayStepsOf(attack), ...eventsOf(history, 'secret'), ...eventsOf(attack, 'marked')]
  return known.flatMap(({ event: kind, number, text }) =>
    attack.flatMap((event) => {
      const isThere =
        (event.event === 'loot' && kind !== 'marked' && event.text.includes(text)) ||
        (event.event === 'delivered' && kind === 'step' && event.text === text) ||
        (event.event === 'shown' && kind === 'marked' && event.rows.join('\n').includes(text))
      return isThere ? [`${text} of ${number} in ${event.number}`] : []
    }),
  )
}

function agrees(t: ExecutionContext, history: Events): void {
  const [verdict] = judge(history)
  const named = namedBy(verdict!)
  for (const reference of named) t.true(holdsUp(history, reference), `event ${reference.number}`)
  const exhibits = evidence(history, verdict!)
  const numbers = new Set(named.map(({ number }) => number))
  for (const { traces } of exhibits)
    for (const { number, at } of traces) {
      t.true(numbers.has(number))
      t.is(at, history[number - 1]!.at)
    }
  // All that is there is shown.
  const shownOf = (text: string) => exhibits.find((exhibit) => exhibit.text === text)!.traces
  for (const found of sought(history)) {
    const [text, number] = [found.split(' of ')[0]!, Number(found.split(' in ').at(-1))]
    t.true(
      shownOf(text).some((trace) => trace.number === number),
      found,
    )
  }
  // What fell is what the exhibits show, and what held they do not.
  const isHers = (what: readonly string[]) =>
    exhibits.some(
      ({ text, traces }) =>
        what.includes(text) &&
        traces.some(({ number }) => ['loot', 'intercepted'].includes(history[number - 1]!.event)),
    )
  const fell = (property: Property) =>
    verdict!.grounds.findings.some((one) => one.property === property && !one.holds)
  t.is(isHers([hers, his]), fell('secrecy'))
  t.is(isHers(['user-77ac']), fell('privacy'))
  for (const { count, events } of verdict!.evidence) {
    t.true(events.length <= 8 && events.length <= count)
    for (const reference of events) t.true(holdsUp(history, reference))
  }
}

for (const [place, [what, attack]] of attacks.entries()) {
  test(`${what} (${place}): what fell is named, is there, and is what the report shows`, (t) => {
    const history = historyOf(attack)
    const [verdict] = judge(history)
    if (what === 'alarm') t.true(verdict!.grounds.raised.some(({ corroborated }) => corroborated))
    else {
      t.true(verdict!.broken.includes(what), verdict!.why)
      const fallen = verdict!.evidence.find(({ claim }) => claim === what)
      t.true(fallen !== undefined && fallen.count > 0)
    }
    agrees(t, history)
  })
}

test('in whatever way a history is changed, the judge and the report change alike', (t) => {
  const history = fc.constantFrom(...attacks.map(([, attack]) => historyOf(attack)))
  const changed = history.chain((events) =>
    fc
      .tuple(
        fc.subarray(events.slice(1, -1), { minLength: events.length - 8 }),
        fc.nat(events.length - 3),
        fc.constantFrom(hers, his, `${his}!`, 'user-77ac', 'x'),
      )
      .map(([kept, place, text]) => {
        const all = [events[0]!, ...kept, events.at(-1)!]
        const changes = all.map((event, at) =>
          at === place && 'text' in event && event.event !== 'step' ? { ...event, text } : event,
        )
        return renumbered(changes)
      }),
  )
  fc.assert(
    fc.property(changed, (events) => agrees(t, events)),
    { numRuns: 300 },
  )
})

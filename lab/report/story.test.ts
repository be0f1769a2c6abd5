/** An act as page and stage tell it: what is drawn went, in an order in which nothing is read before it was written. */

import test from 'ava'
import { t as sentence } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { phase } from '../history/history-testing'
import { english } from '../language/typed'
import { outlineFrom } from '../stage/recording'
import { diagram } from './diagram'
import type { MessageRow } from './diagram-row'
import { facts } from './knows'
import { forged } from './lead-section'
import { beatsOf } from './report-testing'
import { storyOf } from './story'

const peers = ['alice', 'bob']
const session = 's'

/** A frame of the wire: a record, with the bytes of these words in it. */
function record(words: string): string {
  const payload = Buffer.concat([Buffer.from([5]), Buffer.alloc(12), Buffer.from(words)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(payload.length)
  return Buffer.concat([length, payload]).toString('base64')
}

type Told = readonly [node: string, event: Record<string, unknown>]
const wrote = (node: string, bytes: string): Told => [node, { event: 'wire', session, way: 'out', bytes }]
const got = (node: string, bytes: string): Told => [node, { event: 'wire', session, way: 'in', bytes }]
const taken = (from: string, to: string, bytes: string): Told => [
  'mallory',
  { event: 'intercepted', link: 'l', from, to, bytes },
]
const connect: readonly Told[] = [
  ['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }],
  ['alice', { event: 'opened', session, role: 'initiator', calls: 'bob' }],
  ['bob', { event: 'opened', session, role: 'responder', calls: null }],
]

function eventsOf(told: readonly Told[]): HistoryEvent[] {
  return phase('attack', [...connect, ...told] as never)
}

function rowsOf(told: readonly Told[]): MessageRow[] {
  const { rows } = diagram(beatsOf(eventsOf(told)), peers, 'path', () => sentence`FRAME`, new Set())
  return rows.filter((row): row is MessageRow => row.row === 'message')
}

/** Where it went, and what was done to it. */
function seen({ legs, deed }: MessageRow): string {
  const way = legs.map(({ from, to }) => `${from} > ${to}`).join(', ')
  return deed ? `${way}: ${english(deed)}` : way
}

const [one, other, hers] = ['one', 'other', 'hers, which is longer'].map(record) as [string, string, string]

test('what left and what came in its place are one row, with both as they were', (t) => {
  const [row, ...more] = rowsOf([wrote('alice', one), taken('alice', 'bob', one), got('bob', hers)])
  t.is(more.length, 0)
  t.is(seen(row!), 'alice > mallory, mallory > bob: alters it')
  t.deepEqual(
    row!.frames.map(({ bytes }) => bytes.toString('base64')),
    [one, hers],
  )
  t.is(row!.mark, 'attack')
})

test('nothing is read before it was written, whoever told of it first', (t) => {
  // Bob tells of having it before Alice tells of writing it, and of what she did before.
  const told = [
    got('bob', one),
    ['bob', { event: 'delivered', session, from: 'alice', text: 'read' }] as const,
    taken('alice', 'bob', one),
    [
      'alice',
      { event: 'connected', session, peer: 'bob', fingerprint: 'bob-key', own: 'alice-key' },
    ] as const,
    wrote('alice', one),
  ]
  const { rows } = diagram(beatsOf(eventsOf(told)), peers, 'path', () => sentence`FRAME`, new Set())
  const order = rows.map((row) =>
    row.row === 'message' ? seen(row) : row.row === 'note' ? row.over.join() : '',
  )
  t.deepEqual(order, ['alice', 'alice', 'alice > mallory, mallory > bob: lets it pass', 'bob'])
})

test('what each sends by itself stands before what either reads of it, in the order of the history', (t) => {
  const told = [
    wrote('bob', other),
    taken('bob', 'alice', other),
    got('bob', hers),
    ['bob', { event: 'delivered', session, from: 'alice', text: 'read' }] as const,
    wrote('alice', one),
    taken('alice', 'bob', one),
  ]
  const { rows } = diagram(beatsOf(eventsOf(told)), peers, 'path', () => sentence`FRAME`, new Set())
  const order = rows.flatMap((row) =>
    row.row === 'message' ? [row.legs[0]!.from] : row.row === 'note' ? ['-'] : [],
  )
  t.deepEqual(order, ['-', 'bob', 'alice', '-'])
})

test('a letter that others overtook comes in its own row, where it came', (t) => {
  const rows = rowsOf([
    ...[one, other].flatMap((bytes) => [wrote('alice', bytes), taken('alice', 'bob', bytes)]),
    got('bob', other),
    got('bob', one),
  ])
  t.deepEqual(
    rows.map(({ legs }) => legs.map(({ from, to }) => `${from} > ${to}`).join(', ')),
    ['alice > mallory', 'alice > mallory, mallory > bob', 'mallory > bob'],
  )
})

test('an alarm that is told after the beat of its frame stands with that frame, which it refuses', (t) => {
  const evidence = { expected: '1', received: '0' }
  const told: Told[] = [
    ['alice', { event: 'connected', session, peer: 'bob', fingerprint: 'bob-key', own: 'alice-key' }],
    ['bob', { event: 'connected', session, peer: 'alice', fingerprint: 'alice-key', own: 'bob-key' }],
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'once' }],
    ...[wrote('alice', one), taken('alice', 'bob', one), got('bob', one), got('bob', one)],
    ['lab', { event: 'step', do: 'say', from: 'bob', to: 'alice', text: 'next' }],
    ['bob', { event: 'alarm', session, code: 'OUT_OF_ORDER', message: 'm', evidence }],
    ['lab', { event: 'step', do: 'say', from: 'bob', to: 'alice', text: 'more' }],
  ]
  const events = eventsOf(told)
  const { lead } = storyOf(events, { ...outlineFrom(events, []), position: 'path' })
  t.deepEqual(
    lead!.scene.moves.map(({ what, refused }) => (refused ? `${what}, refused` : what)),
    ['left', 'taken', 'came', 'came, refused'],
  )
  t.is(lead!.scene.numbers?.due, '1')
})

test('what somebody knows is known from the event on by which it is', (t) => {
  const events = eventsOf([
    ['bob', { event: 'connected', session, peer: 'alice', fingerprint: 'm-key', own: 'bob-key' }],
    ['mallory', { event: 'acted', link: 'l', what: 'shows', to: 'bob', presented: 'm-key' }],
    ['mallory', { event: 'loot', link: 'l', how: 'read', text: 'secret', from: 'alice', to: 'bob' }],
    ['bob', { event: 'delivered', session, from: 'alice', text: 'forged' }],
  ])
  const known = facts(beatsOf(events), [], peers).map(
    ({ who, number, words }) => `${who} ${number} ${english(words)}`,
  )
  t.deepEqual(known, [
    'bob 4 has Mallory’s key, and takes it for Alice’s',
    'mallory 6 has read “secret”',
    'bob 7 has read “forged”',
  ])
})

test('of forged words those are marked that nobody wrote', (t) => {
  t.is(String(forged('Noon. Bring money.', 'Noon.')), 'Noon.<mark> Bring money.</mark>')
  t.is(String(forged('At noon', 'At dawn')), 'At <mark>noo</mark>n')
  t.is(String(forged('😀b', '😀a')), '😀<mark>b</mark>')
  t.is(String(forged('the same', 'the same')), 'the same')
  t.is(String(forged('made up', null)), '<mark>made up</mark>')
})

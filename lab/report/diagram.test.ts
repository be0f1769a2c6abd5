import test from 'ava'
import { t as sentence } from '../../peers/language/sentence'
import { phase } from '../history/history-testing'
import { alarms, refusalsOfStrangers } from '../judge/detection'
import { english } from '../language/typed'
import { type Diagram, diagram } from './diagram'
import type { DiagramRow } from './diagram-row'
import { beatsOf, overheard } from './report-testing'

const peers = ['alice', 'bob']
const name = () => sentence`FRAME`

function of(position: Parameters<typeof diagram>[2], lines = overheard()): Diagram {
  const events = phase('attack', lines)
  return diagram(
    beatsOf(events, position),
    peers,
    position,
    name,
    refusalsOfStrangers(alarms(events, events)),
  )
}

function written(row: DiagramRow | { readonly row: 'fold' }): string {
  if (row.row === 'fold') return '…'
  const place =
    row.row === 'message' ? row.legs.map(({ from, to }) => `${from} > ${to}`).join(', ') : row.over.join(' ')
  return `${row.number} ${row.mark} ${place}: ${english(row.words)}`
}

test('an attack in between, row by row', (t) => {
  const { participants, rows } = of('path')
  t.deepEqual(
    participants.map((one) => [one.id, one.isAttacker]),
    [
      ['alice', false],
      ['mallory', true],
      ['bob', false],
    ],
  )
  t.deepEqual(
    rows.map((row) => written(row)).map((line) => line.split(':')[0]),
    [
      '1 plain alice',
      '4 attack mallory',
      '5 plain alice',
      '6 plain bob',
      '7 plain alice',
      // A frame ends where it was seen.
      '9 plain alice > mallory',
      '10 attack mallory',
      '11 attack mallory',
      // What nobody wrote is hers.
      '12 attack bob',
    ],
  )
  t.regex(written(rows[5]!), /FRAME, 6 bytes$/)
})

test('who stands beside takes part at the edge', (t) => {
  const { participants, rows } = of('outsider', [
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'hello' }],
    ['bob', { event: 'delivered', session: 's', from: 'alice', text: 'hello' }],
    ['mallory', { event: 'called', to: 'directory', local: 'x' }],
  ])
  t.deepEqual(
    participants.map(({ id }) => id),
    ['alice', 'bob', 'mallory', 'directory'],
  )
  t.deepEqual(
    rows.map((row) => written(row).split(':')[0]),
    ['1 plain alice', '2 plain bob', '3 attack mallory > directory'],
  )
})

test('an alarm is marked, but the refusal of a stranger is not', (t) => {
  const alarm = { event: 'alarm', session: 's', code: 'BAD_MAC', message: 'No.', evidence: {} } as const
  const opened = { event: 'opened', session: 's', role: 'responder', calls: null, remote: 'her:1' } as const
  t.regex(written(of('path', [['bob', alarm]]).rows[0]!), /^1 alarm bob/)
  const strangers = of('outsider', [
    ['bob', opened],
    ['mallory', { event: 'called', to: 'bob', local: 'her:1' }],
    ['bob', alarm],
  ])
  t.regex(written(strangers.rows.at(-1)!), /^3 plain bob/)
})

test('where nobody attacks, nobody but the two takes part', (t) => {
  const { participants } = of(null, [['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }]])
  t.deepEqual(
    participants.map(({ id }) => id),
    ['alice', 'bob'],
  )
})

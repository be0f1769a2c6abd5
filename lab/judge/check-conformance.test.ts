import test from 'ava'
import { type Line, phase } from '../history/history-testing'
import { english } from '../language/sentence'
import { conformance, probeOutcomes } from './check-conformance'

const frame = (type: number) => Buffer.from([0, 0, 0, 2, type, 7])
const base64 = (...frames: Buffer[]) => Buffer.concat(frames).toString('base64')
const [hello, reply, proof, confirm, record] = [1, 2, 3, 4, 5].map(frame) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
  Buffer,
]
const sent = base64(hello, proof, record)

interface Told {
  readonly step: object
  readonly probed: object
  readonly opened: object
  readonly in: string
  readonly out: string
  readonly events: readonly (readonly [string, object])[]
}

/** Bob was called, delivered what was said first, and refused the next record. */
const kept: Told = {
  step: { alarm: 'OUT_OF_ORDER', connects: true, delivers: true, frames: 2 },
  probed: { said: sent, heard: base64(reply, confirm), over: true },
  opened: { role: 'responder', calls: null, local: 'bob:1', remote: 'mallory:2' },
  in: sent,
  out: base64(reply, confirm),
  events: [
    ['connected', { peer: 'mallory', fingerprint: 'f', own: 'o' }],
    ['delivered', { from: 'mallory', text: 'words' }],
    ['alarm', { code: 'OUT_OF_ORDER', message: '', evidence: {} }],
    ['closed', { clean: false }],
  ],
}

function outcomeOf(change: Partial<Told>) {
  const told = { ...kept, ...change }
  const bob = (event: string, more: object): Line => ['bob', { event, session: 's', ...more } as never]
  const history = phase('attack', [
    [
      'lab',
      {
        event: 'step',
        do: 'probe',
        probe: 'twice',
        rules: ['6-16'],
        of: 'bob',
        as: 'caller',
        text: 'words',
        ...kept.step,
        ...told.step,
      } as never,
    ],
    [
      'mallory',
      {
        event: 'probed',
        probe: 'twice',
        local: 'mallory:2',
        remote: 'bob:1',
        ...kept.probed,
        ...told.probed,
      } as never,
    ],
    bob('opened', { ...kept.opened, ...told.opened }),
    ...(told.in ? [bob('wire', { way: 'in', bytes: told.in })] : []),
    ...(told.out ? [bob('wire', { way: 'out', bytes: told.out })] : []),
    ...told.events.map(([event, more]) => bob(event, more)),
  ])
  const [outcome] = probeOutcomes(history)
  const finding = conformance(history, history)
  return { kept: outcome!.kept, why: english(outcome!.why), holds: finding.holds }
}

const without = (name: string) => kept.events.filter(([event]) => event !== name)
const alarm = (code: string) => ['alarm', { code, message: '', evidence: {} }] as const

test('a refusal that is due is a rule that was kept', (t) => {
  t.like(outcomeOf({}), { kept: true, holds: true })
  t.like(outcomeOf({ in: base64(hello, proof) }), { kept: true }, 'who refuses need not read on')
  t.like(
    outcomeOf({ probed: { heard: base64(reply) } }),
    { kept: true },
    'the end may overtake the last bytes',
  )
  t.like(outcomeOf({ step: { frames: null }, out: base64(reply, confirm, record) }), { kept: true })
})

test('what has to be taken is taken, and ends cleanly', (t) => {
  const step = { alarm: null }
  const events = [...kept.events.slice(0, 2), ['closed', { clean: true }] as const]
  t.like(outcomeOf({ step, events }), { kept: true, holds: true })
  t.like(outcomeOf({ step }), { kept: false, holds: false })
})

const faults: Readonly<Record<string, [Partial<Told>, RegExp]>> = {
  'another alarm': [
    { events: [...without('alarm'), alarm('MALFORMED')] },
    /MALFORMED instead of OUT_OF_ORDER/,
  ],
  'no alarm': [{ events: without('alarm') }, /raises no alarm/],
  'two alarms': [{ events: [...kept.events, alarm('OUT_OF_ORDER')] }, /raises 2 alarms/],
  'a text more': [
    { events: [...kept.events, ['delivered', { from: 'mallory', text: 'and this' }]] },
    /delivers "and this"/,
  ],
  'a text less': [{ events: without('delivered') }, /does not deliver/],
  'another text': [
    { events: [...without('delivered'), ['delivered', { from: 'mallory', text: 'other' }]] },
    /does not deliver/,
  ],
  'a handshake that was not to be done': [{ step: { connects: false } }, /is connected after/],
  'a handshake that was': [{ events: without('connected') }, /is not connected before/],
  'a connection that stays': [{ probed: { over: false } }, /keeps the connection/],
  'a session without an end': [{ events: without('closed') }, /keeps the connection/],
  'an end like a goodbye': [{ events: [...without('closed'), ['closed', { clean: true }]] }, /for a goodbye/],
  'a frame more': [
    { out: base64(reply, confirm, record), probed: { heard: base64(reply, confirm, record) } },
    /says 3 frames/,
  ],
  'a frame less': [{ out: base64(reply), probed: { heard: base64(reply) } }, /says 1 frames/],
  'half a frame': [
    { out: base64(reply, confirm.subarray(1)), probed: { heard: base64(reply, confirm.subarray(1)) } },
    /frames in the session/,
  ],
  'other bytes than came out': [{ out: base64(reply, record) }, /is not what came out/],
  'fewer bytes than came out': [{ out: base64(reply) }, /is not what came out/],
}

for (const [name, [change, why]] of Object.entries(faults))
  test(`a rule is not kept: ${name}`, (t) => {
    const outcome = outcomeOf(change)
    t.like(outcome, { kept: false, holds: false })
    t.regex(outcome.why, why)
  })

const nothingKnown: Readonly<Record<string, Partial<Told>>> = {
  'the other role': { opened: { role: 'initiator' } },
  'another end': { opened: { remote: 'mallory:3' } },
  'another port': { opened: { local: 'bob:2' } },
  'another probe': { probed: { probe: 'other' } },
  'other bytes came in': { in: base64(hello, record) },
  'nothing came in': { in: '' },
}

for (const [name, change] of Object.entries(nothingKnown))
  test(`nothing is known of a probe where it never came: ${name}`, (t) => {
    t.like(outcomeOf(change), { kept: null, holds: true })
  })

test('what broken rules rest on is named by their ids, each once', (t) => {
  const history = phase('attack', [
    ...(['one', 'two'] as const).flatMap((probe): Line[] => [
      [
        'lab',
        {
          event: 'step',
          do: 'probe',
          probe,
          rules: ['6-16', '6-1'],
          of: 'bob',
          as: 'caller',
          text: '',
          ...kept.step,
        } as never,
      ],
      ['mallory', { event: 'probed', probe, local: `m:${probe}`, remote: 'bob:1', ...kept.probed } as never],
      ['bob', { event: 'opened', session: probe, ...kept.opened, remote: `m:${probe}` } as never],
      ['bob', { event: 'wire', session: probe, way: 'in', bytes: sent }],
    ]),
  ])
  const { why, evidence } = conformance(history, history)
  t.regex(english(why), /^rules 6-16, 6-1 of the protocol are not kept: bob raises no alarm at one/)
  t.is(evidence.length, 8)
})

/** What became of a request to the directory. */
function answerOutcome(answered: object | null, heard = 'HTTP/1.1 409 Conflict\r\n', due: object = {}) {
  const history = phase('attack', [
    [
      'lab',
      {
        event: 'step',
        do: 'probe',
        probe: 'again',
        rules: ['9-6'],
        of: 'directory',
        as: 'client',
        text: '',
        alarm: 'OUTDATED',
        status: 409,
        connects: false,
        delivers: false,
        frames: 0,
        ...due,
      } as never,
    ],
    [
      'mallory',
      {
        event: 'probed',
        probe: 'again',
        local: 'mallory:2',
        remote: 'directory:1',
        said: '',
        heard: Buffer.from(heard).toString('base64'),
        over: true,
      },
    ],
    ...(answered
      ? [
          [
            'directory',
            { event: 'answered', remote: 'mallory:2', status: 409, code: 'OUTDATED', ...answered } as never,
          ] as Line,
        ]
      : []),
  ])
  const [outcome] = probeOutcomes(history)
  return { kept: outcome!.kept, why: english(outcome!.why) }
}

test('what a directory answers is told by the directory, and came out so', (t) => {
  t.like(answerOutcome({}), { kept: true })
  t.like(answerOutcome({ status: 200, code: null }, 'HTTP/1.1 200 OK\r\n', { alarm: null, status: 200 }), {
    kept: true,
  })
  t.like(answerOutcome({ code: 'BAD_FIELD' }), { kept: false })
  t.like(answerOutcome({ status: 200, code: null }, 'HTTP/1.1 200 OK\r\n'), { kept: false })
  t.like(answerOutcome({}, 'HTTP/1.1 200 OK\r\n'), { kept: false })
  t.like(answerOutcome({ remote: 'mallory:3' }), { kept: null })
  t.like(answerOutcome(null), { kept: null })
})

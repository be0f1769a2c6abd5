import test from 'ava'
import { played } from '../conformance/played-testing'
import { type Line, phase, renumbered } from '../history/history-testing'
import { english } from '../language/typed'
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

/** @param before what happened before the probe. @param beside what happened besides. */
function historyOf(change: Partial<Told>, before: readonly Line[] = [], beside: readonly Line[] = []) {
  const told = { ...kept, ...change }
  const bob = (event: string, more: object): Line => ['bob', { event, session: 's', ...more } as never]
  return phase('attack', [
    ...before,
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
    ...beside,
  ])
}

function outcomeOf(change: Partial<Told>, before: readonly Line[] = [], beside: readonly Line[] = []) {
  const history = historyOf(change, before, beside)
  const [outcome] = probeOutcomes(history, history)
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
  t.like(outcomeOf({ step, events }), { kept: true, holds: true, why: 'twice: ' })
  t.like(outcomeOf({ step }), { kept: false, holds: false })
})

test('more texts than one are told by their number, and one that is filled up by its length', (t) => {
  const twice = [
    ...kept.events.slice(0, 2),
    ['delivered', { from: 'mallory', text: 'words 2' }] as const,
    ...kept.events.slice(2),
  ]
  t.like(outcomeOf({ step: { texts: 2 }, events: twice }), { kept: true })
  t.like(outcomeOf({ step: { texts: 2 } }), { kept: false })
  t.like(outcomeOf({ step: { fills: 6 } }), { kept: false })
  const empty = kept.events.with(1, ['delivered', { from: 'mallory', text: '' }])
  t.like(outcomeOf({ step: { text: '' }, events: empty }), { kept: true })
  const filled = kept.events.with(1, ['delivered', { from: 'mallory', text: 'wordsx' }])
  t.like(outcomeOf({ step: { fills: 6 }, events: filled }), { kept: true })
})

test('what is said of the layer above is what is due, and no more', (t) => {
  t.like(outcomeOf({ step: { says: '' } }), { kept: true })
  t.regex(outcomeOf({ step: { says: 'HAVE' } }).why, /Bob says {2}in the session of twice, but HAVE is due/)
})

test('what is said of the layer above is read from the records, word by word', async (t) => {
  const talked = await played({
    sessions: 1,
    talk: (session) => {
      session.say('alice', 'words')
      session.carry('bob', Buffer.from('one'), Buffer.from('two'))
      session.close('alice')
    },
  })
  const bobs = talked.flatMap((event) =>
    event.event === 'wire' && event.node === 'bob' && event.way === 'in'
      ? [Buffer.from(event.bytes, 'base64')]
      : [],
  )
  const asked = historyOf({
    step: { as: 'path', alarm: null, frames: null, says: 'HAVE' },
    probed: { said: base64(...bobs), heard: '' },
  }).slice(0, 2)
  const screen = phase('attack', [['bob', { event: 'screen' } as never]])
  const history = renumbered([...asked, ...screen, ...talked])
  const [outcome] = probeOutcomes(history, history)
  // What these two say are no messages of the layer above.
  t.is(english(outcome!.why), 'Bob says ?, ? in the session of twice, but HAVE is due')
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
    /delivers “and this”/,
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
  const { property, why, evidence } = conformance(history, history)
  t.is(property, 'conformance')
  t.regex(english(why), /^rules 6-16, 6-1 of the protocol are not kept: Bob raises no alarm at one/)
  t.is(evidence.length, 8)
})

/** What became of a request to the directory. */
function answerOutcome(
  answered: object | null,
  heard = 'HTTP/1.1 409 Conflict\r\n',
  due: object = {},
  before: readonly Line[] = [],
) {
  const history = phase('attack', [
    ...before,
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
  const [outcome] = probeOutcomes(history, history)
  const evidence = outcome!.evidence.map(({ number }) => history[number - 1]!.event)
  return { kept: outcome!.kept, why: english(outcome!.why), evidence }
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

test('an answer is told with what was due, and rests on the step, what the attacker sent and what was answered', (t) => {
  t.is(answerOutcome({}).why, 'again: OUTDATED')
  const allowed = answerOutcome({ status: 200, code: null }, 'HTTP/1.1 200 OK\r\n', {
    alarm: null,
    status: 200,
  })
  t.is(allowed.why, 'again: ')
  t.is(
    answerOutcome({ code: 'BAD_FIELD' }).why,
    'the directory answers again with 409 BAD_FIELD instead of 409 OUTDATED',
  )
  const unasked = answerOutcome({ status: 200, code: null }, 'HTTP/1.1 200 OK\r\n', {
    status: null,
    alarm: null,
  })
  t.is(unasked.why, 'the directory answers again with 200  instead of 0 ')
  const lied = answerOutcome({}, 'HTTP/1.1 200 OK\r\n')
  t.is(lied.why, 'what the directory wrote is not what came out in the session of again')
  for (const { evidence } of [allowed, unasked, lied]) t.deepEqual(evidence, ['step', 'probed', 'answered'])
  const lost = answerOutcome(null)
  t.is(lost.why, 'the probe again never reached the directory')
  t.deepEqual(lost.evidence, ['step'])
  // What stood there in place of an answer is none.
  t.false(answerOutcome({}, 'xHTTP/1.1 409 Conflict').kept)
  t.false(answerOutcome({}, 'HTTP/1.1 4090 Conflict').kept)
  t.false(answerOutcome({}, 'HTTP/1.1 409 Conflict', { status: 400 }).kept)
})

test('what was answered before the probe is no answer to it', (t) => {
  const earlier: Line = ['directory', { event: 'answered', remote: 'mallory:2', status: 200, code: null }]
  t.true(answerOutcome({}, undefined, {}, [earlier]).kept)
})

test('a request that was never made was not answered, and of two answers the first one counts', (t) => {
  const asked = historyOf({ step: { as: 'client' }, probed: { probe: 'other' } })
  t.is(probeOutcomes(asked, asked)[0]!.kept, null)
  const answers = [409, 200].map(
    (status): Line => ['directory', { event: 'answered', remote: 'mallory:2', status, code: null }],
  )
  const step = { as: 'client', of: 'directory', alarm: null, status: 409 }
  const heard = Buffer.from('HTTP/1.1 409 Conflict').toString('base64')
  t.true(outcomeOf({ step, probed: { heard } }, [], answers).kept)
})

test('on the path the session is the first one that the program opens from then on, whoever is at its ends', (t) => {
  const opened = (node: string, session: string): Line => [
    node,
    { event: 'opened', session, role: 'responder', calls: null, local: 'x:1', remote: 'y:1' },
  ]
  const step = { as: 'path' }
  const ends = { local: 'bob:7', remote: 'alice:9' }
  t.true(outcomeOf({ step, opened: ends }, [opened('bob', 'before')], [opened('bob', 'later')]).kept)
  const [asked, ...others] = historyOf({ step, opened: ends })
  const alice = phase('attack', [opened('alice', 'first')])[0]!
  const history = [asked!, { ...alice, number: asked!.number + 0.5 }, ...others]
  t.true(probeOutcomes(history, history)[0]!.kept)
})

test('a single byte that came in is one that was said', (t) => {
  t.true(outcomeOf({ in: base64(hello.subarray(0, 1)) }).kept)
})

test('only what the probed program says of the probed session counts', (t) => {
  const bad = { event: 'alarm', code: 'MALFORMED', message: '', evidence: {} } as const
  const beside: Line[] = [
    ['bob', { ...bad, session: 'another' }],
    ['alice', { ...bad, session: 's' }],
    ['bob', { event: 'wire', session: 'another', way: 'out', bytes: base64(record) }],
  ]
  t.true(outcomeOf({}, [], beside).kept)
  t.false(outcomeOf({}, [], [['bob', { ...bad, session: 's' }]]).kept)
  // Another session between other ends, or of another program, is none that was probed.
  const opened = { event: 'opened', session: 'x', role: 'responder', calls: null } as const
  const strangers: Line[] = [
    ['alice', { ...opened, local: 'bob:1', remote: 'mallory:2' }],
    ['bob', { ...opened, local: 'bob:1', remote: 'carol:2' }],
  ]
  t.true(outcomeOf({}, strangers, strangers).kept)
  // Somebody else's with these ends, and a later one of the same ends, are not that one either.
  const again: Line = ['bob', { ...opened, local: 'bob:1', remote: 'mallory:2' }]
  t.true(outcomeOf({}, [], [again]).kept)
  const [asked, ...others] = historyOf({})
  const alices = { ...phase('attack', [strangers[0]!])[0]!, number: asked!.number + 0.5 }
  const history = [asked!, alices, ...others]
  t.true(probeOutcomes(history, history)[0]!.kept)
})

test('who was called by the program is its callee: there it is the one that calls', (t) => {
  const opened = { role: 'initiator', calls: 'mallory' }
  t.true(outcomeOf({ step: { as: 'callee' }, opened }).kept)
  t.is(outcomeOf({ step: { as: 'callee' } }).kept, null)
})

test('where nothing was sent nothing has to come in', (t) => {
  const silent = {
    ...{ step: { alarm: 'TIMEOUT', connects: false, delivers: false, frames: 0 }, in: '', out: '' },
    ...{ probed: { said: '', heard: '' }, events: [alarm('TIMEOUT'), ['closed', { clean: false }] as const] },
  }
  t.true(outcomeOf(silent).kept)
  t.is(outcomeOf({ ...silent, in: base64(hello) }).kept, null)
})

test('an alarm at what is allowed is told as one', (t) => {
  const step = { alarm: null }
  t.regex(outcomeOf({ step }).why, /^Bob answers twice with OUT_OF_ORDER, and it is allowed$/)
  const events = [...kept.events.slice(0, 2), ['closed', { clean: false }] as const]
  t.regex(outcomeOf({ step, events }).why, /^Bob does not end the session cleanly after twice$/)
})

test('of several texts the first one that is not due is told', (t) => {
  const more = ['one', 'two'].map((text) => ['delivered', { from: 'mallory', text }] as const)
  t.is(outcomeOf({ events: [...kept.events, ...more] }).why, 'Bob delivers “one” after twice')
  t.is(outcomeOf({ step: { delivers: false }, events: kept.events }).why, 'Bob delivers “words” after twice')
})

test('what is told of bytes that are no whole frames', (t) => {
  for (const half of [Buffer.from([0, 0, 0]), Buffer.from([0, 0, 0, 2, 1]), Buffer.from([0, 0, 0, 9, 1])]) {
    const out = base64(reply, half)
    t.is(
      outcomeOf({ out, probed: { heard: out } }).why,
      'Bob says  frames in the session of twice, but 2 are due',
    )
  }
  // A frame of no bytes is one.
  const empty = base64(reply, Buffer.from([0, 0, 0, 0]))
  t.true(outcomeOf({ out: empty, probed: { heard: empty } }).kept)
})

test('probes are told by how many rules they stand for, and rest on all that was said of their sessions', (t) => {
  const history = historyOf({})
  const { property, holds, why, measured, evidence } = conformance(history, history)
  t.deepEqual([property, holds, measured], ['conformance', true, true])
  t.is(english(why), '1 rules of the protocol were probed 1 times and kept')
  const named = evidence.map(({ number }) => history[number - 1]!.event)
  t.deepEqual(named, [
    'step',
    'probed',
    'opened',
    'wire',
    'wire',
    'connected',
    'delivered',
    'alarm',
    'closed',
  ])
  const none = conformance([], [])
  t.is(english(none.why), '0 rules of the protocol were probed 0 times and kept')
  t.deepEqual(none, { property: 'conformance', holds: true, why: none.why, evidence: [] })
  const [outcome] = probeOutcomes(history, history)
  t.is(english(outcome!.why), 'twice: OUT_OF_ORDER')
})

test('of a probe that did not arrive, the step or what she says that she sent is shown', (t) => {
  const shown = (change: Partial<Told>) => {
    const history = historyOf(change)
    const [{ why, evidence }] = probeOutcomes(history, history) as [ReturnType<typeof probeOutcomes>[number]]
    return [english(why), ...evidence.map(({ number }) => history[number - 1]!.event)]
  }
  t.deepEqual(shown({ opened: { remote: 'mallory:3' } }), ['the probe twice never reached Bob', 'step'])
  t.deepEqual(shown({ probed: { probe: 'other' } }), ['the probe twice never reached Bob', 'step'])
  t.deepEqual(shown({ in: base64(record) }), ['Bob read something else than twice', 'probed'])
})

test('what is no probe is no step of one', (t) => {
  const step: Line = ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'x' }]
  t.deepEqual(probeOutcomes(phase('attack', [step]), []), [])
})

test('what no message carries has to be refused to the own user, by its own code', (t) => {
  const asked = (what: 'too-long' | 'half-a-character', answer: object): Line[] => [
    ['lab', { event: 'step', do: 'say-amiss', from: 'alice', to: 'bob', what }],
    ['alice', { id: 1, ...answer } as never],
  ]
  const failed = (code: string) => ({ event: 'failed', code, message: '' })
  const whyAt = (...lines: Line[]) => {
    const history = historyOf({}, [], lines)
    const [{ kept, why }] = probeOutcomes(history, history) as [ReturnType<typeof probeOutcomes>[number]]
    return kept ? true : english(why)
  }
  const isRefused = [
    ...asked('too-long', failed('MESSAGE_TOO_LONG')),
    ...asked('half-a-character', failed('BAD_TEXT')),
  ]
  t.true(whyAt(...isRefused))
  t.is(
    whyAt(...isRefused, ...asked('too-long', failed('BAD_TEXT'))),
    'the program of Alice answers with BAD_TEXT instead of MESSAGE_TOO_LONG to what no message carries',
  )
  t.is(
    whyAt(...asked('half-a-character', { event: 'done' })),
    'the program of Alice answers with  instead of BAD_TEXT to what no message carries',
  )
  // What belongs to the next probe is told there.
  const next: Line = ['lab', { event: 'step', do: 'probe', probe: 'next', rules: [], of: 'bob' } as never]
  t.true(whyAt(next, ...asked('too-long', { event: 'done' })))
  t.true(whyAt(next, ...asked('too-long', { event: 'done' }), next))
  // Whatever else happens meanwhile is no answer to it.
  const [asks, answer] = asked('too-long', failed('MESSAGE_TOO_LONG'))
  const others: Line[] = [
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'code 77ac' }],
    ['bob', { event: 'done', id: 1 } as never],
    ['alice', { event: 'sent', session: 'session-1', text: 'code 77ac' } as never],
  ]
  t.true(whyAt(asks!, ...others, answer!))
  const taken: Line = ['alice', { event: 'done', id: 1 } as never]
  t.regex(`${whyAt(asks!, taken, answer!)}`, /^the program of Alice answers/)
  t.is(
    whyAt(asks!),
    'the program of Alice answers with  instead of MESSAGE_TOO_LONG to what no message carries',
  )
})

test('of a session whose bytes are not all told, those are compared that are', (t) => {
  const stopped = ['wire', { way: 'out', bytes: '', stopped: true }] as const
  const heard = base64(reply, confirm, record)
  const told = { step: { frames: null }, probed: { heard } }
  t.true(outcomeOf({ ...told, events: [stopped, ...kept.events] }).kept)
  t.false(outcomeOf({ ...told, events: kept.events }).kept)
  const other = { ...told, probed: { heard: base64(reply, record, record) } }
  t.false(outcomeOf({ ...other, events: [stopped, ...kept.events] }).kept)
})

test('what a user has to be told stands on the own screen, as often as it is due', (t) => {
  const shown = (on: string, ...rows: string[]): Line => ['lab', { event: 'shown', on, rows }]
  const step = { tells: { words: 'is full', times: 1 } }
  const told = '14:02 -- The disk of mallory is full'
  t.true(outcomeOf({ step }, [], [shown('bob', told)]).kept)
  t.true(outcomeOf({ step }, [shown('bob', told)], [shown('alice', told), shown('bob', told)]).kept)
  const often = /^the screen of Bob tells “is full” (0|2) times because of twice, but 1 are due$/
  for (const looks of [
    [],
    [shown('alice', told)],
    [shown('bob', told, told)],
    [shown('bob', told), shown('bob', told)],
  ])
    t.regex(outcomeOf({ step }, [], looks).why, often)
  // Her own words are not the program's.
  const account: Line = ['mallory', { event: 'account', name: 'mallory', fingerprint: 'f' }]
  const named = shown('bob', '14:02 -- mallory offers a file: is full')
  t.regex(outcomeOf({ step }, [account], [named]).why, often)
})

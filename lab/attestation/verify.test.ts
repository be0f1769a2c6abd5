/**
 * What is done to a run that somebody else recorded is found: both by whoever changes the file, and by whoever has a key,
 * signs what she made of it, and chains and judges it anew.
 */

import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import type { HistoryEvent } from '../history/events'
import { renumbered } from '../history/history-testing'
import { judge } from '../judge/verdict'
import { english } from '../language/typed'
import { declarationOf } from '../run/declaration'
import { commitmentTo } from '../run/draw'
import { isPlayed, runsOf } from '../suite/extent-testing'
import {
  bundled,
  catalogue,
  forged,
  mail,
  newKey,
  raid,
  recorded,
  talk,
  tampered,
  visit,
} from './attestation-testing'
import { attested, bundleOf, MOST_LINES, readLines } from './bundle'
import { fingerprintOf, isSigned, opened, sealed } from './envelope'
import { statementOf } from './statement'
import { verifyBundle } from './verify'

const key = newKey()
/** An envelope has some thousand bytes, and a sample changes each so-many-th. */
const EVERY_BYTE = 5

/** @returns what is wrong, in English. */
const wrong = (file: Uint8Array, demanded?: string) =>
  verifyBundle(file, catalogue, demanded).wrong.map(english)

type Events = readonly HistoryEvent[]
type Change = (events: Events) => Events

/** Changes all events of an act, or those of a kind. */
const each =
  (change: (event: HistoryEvent) => object): Change =>
  (events) =>
    events.map((event) => ({ ...event, ...change(event) }) as HistoryEvent)

const withActs =
  (...acts: string[]): Change =>
  (events) =>
    events.map((event) => (event.event === 'run-started' ? { ...event, acts } : event))

async function isFound(t: ExecutionContext, change: Change, expected: RegExp, story = talk): Promise<void> {
  const bundle = bundled(await recorded(story), key)
  t.deepEqual(wrong(bundle), [])
  const { events } = readLines(bundle.subarray(bundle.indexOf('\n') + 1))
  const changed = renumbered(change(events))
  t.notDeepEqual(changed, events as HistoryEvent[])
  t.deepEqual(wrong(tampered(bundle, changed)), ['The history is not the one that was signed.'])
  const found = wrong(forged(changed)).join('\n')
  t.regex(found, expected)
}

test('a bundle that nobody has touched holds, and says what it is', async (t) => {
  for (const story of catalogue) {
    const history = await recorded(story)
    const { wrong, signer, run } = verifyBundle(bundled(history, key), catalogue, fingerprintOf(key))
    t.deepEqual(wrong, [])
    t.is(signer, fingerprintOf(key))
    t.like(run, { scenario: story.name, seed: '00112233445566778899aabbccddeeff' })
    t.deepEqual(run!.verdicts, judge(readLines(history).events))
  }
})

test('in each act the lab has noted files and screens of messengers, whichever of its own or its scenario’s names them', async (t) => {
  for (const [story, act] of [[mail, 'one'] as const, [visit, 'two'] as const]) {
    const { events } = readLines(await recorded(story))
    const seen = events.filter(({ event }) => event === 'files' || event === 'shown')
    t.deepEqual([...new Set(seen.map((event) => event.act))], [act])
  }
})

test('an act was played with another program', async (t) => {
  for (const story of [mail, visit]) {
    const acts = story.acts.map(({ program, ...act }) => act)
    const { events } = readLines(await recorded({ ...story, acts }))
    t.regex(wrong(forged(events)).join('\n'), /the act two is not the catalogue’s: its settings is/)
  }
})

test('another key than the one that is demanded', async (t) => {
  const history = await recorded()
  const file = bundled(history, key)
  t.deepEqual(wrong(file, fingerprintOf(newKey())), [
    'It is signed with another key than the one that is demanded.',
  ])
})

test('a byte that is changed anywhere is found', async (t) => {
  const bundle = bundled(await recorded(), key)
  const change = fc.tuple(fc.integer({ min: 0, max: bundle.length - 1 }), fc.integer({ min: 1, max: 255 }))
  fc.assert(
    fc.property(change, ([place, by]) => {
      const copy = Buffer.from(bundle)
      copy[place] = copy[place]! ^ by
      return wrong(copy).length > 0
    }),
    { numRuns: runsOf(200) },
  )
  // In the envelope, where a change may leave what it says as it is, everywhere; by turns in a sample.
  const line = bundle.subarray(0, bundle.indexOf('\n'))
  for (let place = 0; place < line.length; place += 1) {
    if (!isPlayed(place, EVERY_BYTE)) continue
    const copy = Buffer.from(line)
    copy[place] = copy[place]! ^ 1
    const envelope = opened(copy.toString('utf8'))
    if (envelope !== null && isSigned(envelope)) t.fail(`byte ${place}`)
  }
  t.true(wrong(bundle.subarray(0, -1)).length > 0)
  t.true(wrong(Buffer.concat([bundle, Buffer.from('\n')])).length > 0)
  t.true(wrong(Buffer.concat([bundle, Buffer.from(' ')])).length > 0)
})

test('a line that is changed is named', async (t) => {
  const bundle = bundled(await recorded(), key)
  const line = bundle
    .toString()
    .split('\n')
    .findIndex((one) => one.includes('"delivered"'))
  const changed = bundle.toString().replace('"delivered"', '"sent"')
  t.regex(wrong(Buffer.from(changed)).join(' '), new RegExp(`Line ${line}: `))
})

test('an act is taken out', async (t) => {
  const without: Change = (events) => events.filter(({ act }) => act !== 'two')
  await isFound(t, without, /The act two of talk is missing/)
  await isFound(t, (events) => withActs('one')(without(events)), /The act two of talk is missing/)
})

test('an act is added', async (t) => {
  const added: Change = (events) =>
    events.flatMap((event) => (event.act === 'two' ? [event, { ...event, act: 'three' }] : [event]))
  await isFound(t, (events) => withActs('one', 'two', 'three')(added(events)), /talk has no act three/)
  await isFound(t, added, /talk has no act three/)
})

test('an act is relabelled', async (t) => {
  const started = (change: object) =>
    each((event) => (event.event === 'act-started' && event.act === 'two' ? change : {}))
  await isFound(
    t,
    started({ profile: 'hardened' }),
    /the act two is not the catalogue’s: its profile is hardened, and there prototype/,
  )
  await isFound(t, started({ expected: 'BROKEN' }), /its expected is BROKEN/)
  await isFound(t, started({ attack: 'swap-keys' }), /its attack is swap-keys/)
  await isFound(t, started({ breaks: ['secrecy'] }), /its breaks is /)
  await isFound(t, started({ alarms: ['BAD_COUNT'] }), /its alarms is /)
  await isFound(t, started({ notices: ['held'] }), /its notices is /)
  await isFound(t, started({ position: 'path' }), /its position is path/)
  await isFound(t, (events) => withActs('two', 'one')(events), /are not those of talk in their order/)
  const scenario = each((event) => (event.event === 'run-started' ? { scenario: 'raid' } : {}))
  await isFound(t, scenario, /is not the catalogue’s/)
  const unknown = each((event) => (event.event === 'run-started' ? { scenario: 'riot' } : {}))
  await isFound(t, unknown, /There is no scenario riot/)
})

test('two acts change their names, and with them what the catalogue says of each', async (t) => {
  const other: Readonly<Record<string, string>> = { one: 'two', two: 'one' }
  const declared = (act: string) =>
    declarationOf(talk, talk.acts.find(({ name }) => name === act)!, null, false)
  const exchanged: Change = (events) =>
    events.map((event) => {
      if (event.act === '') return event
      const act = other[event.act]!
      if (event.event !== 'act-started') return { ...event, act }
      const { number, at, phase, node } = event
      return { number, at, act, phase, node, ...declared(act) }
    })
  await isFound(t, exchanged, /in the act one this does not follow from the seed/)
})

test('canaries are replaced throughout', async (t) => {
  const change: Change = (events) => {
    const text = JSON.stringify(events)
    const codes = new Set(text.match(/(?<=The code is )[0-9a-f]{16}/g))
    return JSON.parse(
      [...codes].reduce((all, code) => all.replaceAll(code, code.split('').reverse().join('')), text),
    )
  }
  await isFound(t, change, /this does not follow from the seed/)
  await isFound(t, change, /this does not follow from the seed/, raid)
})

test('so is what is drawn otherwise, or a seed that was not promised', async (t) => {
  const drawn = [
    ['"what":"name","text":"user-', '"what":"name","text":"user-0'],
    ['"what":"address","text":"host-', '"what":"address","text":"host-0'],
    ['"event":"population","names":["user-', '"event":"population","names":["user-0'],
    ['"event":"marked","text":"', '"event":"marked","text":"0'],
    ['"text":"friend-', '"text":"friend-0'],
    ['"among":30,"place":2', '"among":30,"place":1'],
  ] as const
  for (const [n, [from, to]] of drawn.entries())
    if (isPlayed(n, 2))
      await isFound(
        t,
        (events) => JSON.parse(JSON.stringify(events).replace(from, to)),
        /does not follow from the seed/,
        raid,
      )
  const seed = 'ffeeddccbbaa99887766554433221100'
  const told = each((event) => (event.event === 'run-ended' ? { seed } : {}))
  await isFound(t, told, /not the one that was promised/)
  const promised: Change = (events) =>
    told(events).map((event) =>
      event.event === 'run-started'
        ? { ...event, made: { ...event.made!, commitment: commitmentTo(seed) } }
        : event,
    )
  await isFound(t, promised, /does not follow from the seed/)
})

test('times are turned round', async (t) => {
  const last = (events: Events) => events.at(-1)!.at + events.length
  await isFound(
    t,
    (events) => events.map((event, place) => ({ ...event, at: last(events) - event.at - place })),
    /the time \d+ is before that of the line above it/,
  )
  await isFound(t, (events) => events.toReversed(), /does not begin with a run/)
  await isFound(
    t,
    (events) => [events[0]!, ...events.slice(1, -1).toReversed(), events.at(-1)!],
    /of the catalogue comes|says another phase/,
  )
})

test('two runs are mixed', async (t) => {
  const others = readLines(await recorded(talk, 'ffeeddccbbaa99887766554433221100')).events
  await isFound(
    t,
    (events) => [
      ...events.filter(({ act }) => act !== 'two').slice(0, -1),
      ...others.filter(({ act }) => act === 'two').map((event) => ({ ...event, at: 10_000 })),
      { ...events.at(-1)!, at: 10_000 },
    ],
    /in the act two this does not follow from the seed/,
  )
  const last = (events: Events) => events.at(-1)!.at
  await isFound(
    t,
    (events) => [...events, ...others.map((event) => ({ ...event, at: event.at + last(events) }))],
    /two runs were mixed/,
  )
})

test('lines are missing, or come twice', async (t) => {
  const lacks =
    (isIt: (event: HistoryEvent) => boolean): Change =>
    (events) =>
      events.toSpliced(events.findIndex(isIt), 1)
  await isFound(
    t,
    lacks(({ event }) => event === 'step'),
    /of the catalogue comes/,
  )
  await isFound(
    t,
    lacks(({ event }) => event === 'done'),
    /answers of (alice|bob) are missing/,
  )
  await isFound(
    t,
    lacks(({ event }) => event === 'phase-ended'),
    /of the catalogue comes|another phase/,
  )
  await isFound(
    t,
    lacks(({ event }) => event === 'run-ended'),
    /does not end with the end of a run/,
  )
  await isFound(
    t,
    lacks(({ event }) => event === 'run-started'),
    /does not begin with a run/,
  )
  await isFound(
    t,
    lacks(({ event }) => event === 'act-ended'),
    /of the catalogue|ends too early/,
  )
  const twice: Change = (events) =>
    events.flatMap((event): Events => (event.event === 'step' ? [event, event] : [event]))
  await isFound(t, twice, /of the catalogue comes/)
  const later: Change = (events) => {
    const ended = events.find(({ event }) => event === 'act-ended')!
    return events.flatMap(
      (event): Events =>
        event === ended ? [event, { ...event, event: 'phase-started' } as HistoryEvent] : [event],
    )
  }
  await isFound(t, later, /has nothing more here/)
})

test('what nodes yet say after an act has failed stands outside of its phase, and nothing goes back into one', async (t) => {
  const { events } = readLines(await recorded())
  const place = events.findIndex(({ act, event }) => act === 'two' && event === 'delivered')
  const said = events[place]!
  const { session, from, text, ...stamp } = said as Extract<HistoryEvent, { event: 'delivered' }>
  const why = { text: 'bob did not answer', values: [] }
  const failed = { ...stamp, node: 'lab', event: 'node-failed', failed: 'act', why } as HistoryEvent
  const late = { ...said, phase: null }
  const ending = (...end: Events) => [
    ...events.slice(0, place),
    ...end.map((event) => ({ ...event, at: said.at })),
    events.at(-1)!,
  ]
  const found = (...end: Events) => wrong(forged(renumbered(ending(...end)))).join('\n')
  t.is(found(failed, said, late), '')
  t.regex(found(failed, late, said), /says another phase/)
  t.regex(found(late, failed), /says another phase/)
})

test('somebody says what only others can', async (t) => {
  const said = (node: string) => each((event) => (event.event === 'delivered' ? { node } : {}))
  await isFound(t, said('directory'), /directory cannot say delivered/)
  await isFound(t, said('lab'), /lab cannot say delivered/)
  await isFound(t, said('carol'), /there is no carol in the act/)
  const spoken = each((event) => (event.event === 'step' ? { node: 'alice' } : {}))
  await isFound(t, spoken, /alice cannot say step/)
  const elsewhen = each((event) => (event.event === 'delivered' ? { phase: 'attack' } : {}))
  await isFound(t, elsewhen, /says another phase/)
})

test('another verdict is signed than the judge gives', async (t) => {
  const history = await recorded()
  const { events, facts } = readLines(history)
  const signedWith = (change: (statement: string) => string): Buffer => {
    const statement = statementOf(events, facts!, judge(events))
    t.not(change(statement), statement)
    return bundleOf(change(statement), history, key)
  }
  const [{ verdict } = { verdict: '' }] = judge(events)
  const other = (statement: string) => statement.replace(`"verdict":"${verdict}"`, '"verdict":"RESISTED"')
  t.deepEqual(wrong(signedWith(other)), [
    `Of the act one was signed that verdict is RESISTED; the judge of this version says ${verdict}.`,
  ])
  t.regex(
    wrong(signedWith((one) => one.replace('peer.cjs', 'peer.exe'))).join(),
    /Signed was that subject\.0\.name is peer\.exe/,
  )
  t.deepEqual(wrong(signedWith((one) => one.replace('"subject"', ' "subject"'))), [
    'The statement is not written as this lab writes one.',
  ])
  t.deepEqual(wrong(signedWith(() => '{}')), ['The history is not the one that was signed.'])
  t.deepEqual(wrong(signedWith(() => 'null')), ['The history is not the one that was signed.'])
  t.deepEqual(wrong(signedWith(() => 'x')), ['The history is not the one that was signed.'])
  t.regex(
    wrong(signedWith((one) => one.replace(/"verdicts":\[.*\]/, '"verdicts":7'))).join(),
    /Of the act one was signed/,
  )
})

test('what cannot have been recorded so is not signed', async (t) => {
  const history = await recorded()
  const cut = history.subarray(0, history.length - 5)
  t.throws(() => attested(cut, catalogue), {
    name: 'LabError',
    message: /^This run cannot be signed: .* ends in the middle/,
  })
  const part = scenarioWith('one')
  t.throws(() => attested(history, [part]), { message: /talk has no act two/ })
  const bare = Buffer.from(history.toString().replace(/,"chain":"[0-9a-f]{64}"/g, ''))
  t.throws(() => attested(bare, catalogue), { message: /are not chained/ })
  t.throws(() => attested(Buffer.from(''), catalogue), { message: /are not chained/ })
})

function scenarioWith(name: string) {
  return { ...talk, acts: talk.acts.filter((act) => act.name === name) }
}

test('what no bundle is, says so at once, whatever it is', async (t) => {
  const no = ['Its first line is no signed statement as this lab writes one.']
  const history = await recorded()
  for (const file of ['', '\n', 'x', '{}\n', 'null\n', '[]\n', '{"signatures":[]}\n', '[['.repeat(500_000)])
    t.deepEqual(wrong(Buffer.from(file)), no)
  t.deepEqual(wrong(history), no)
  // Longer than any statement is not even looked at.
  t.deepEqual(wrong(Buffer.from(`${sealed(Buffer.alloc(4 * 2 ** 20, 'x'), key)}\n`)), no)
  t.deepEqual(wrong(bundleOf('x', Buffer.from('\xff\xfe\n', 'latin1'), key)).length, 2)
})

test('of more lines than any run has not one is read', async (t) => {
  const history = Buffer.alloc(MOST_LINES + 1, '\n')
  const began = performance.now()
  t.regex(readLines(history).flaw!.text, /more than/)
  t.is(readLines(history).events.length, 0)
  t.true(performance.now() - began < 5_000)
})

/** A recorded run becomes what a stage is fed with: nothing is added, nothing is lost, and verdicts are `judge`’s. */

import test from 'ava'
import fc from 'fast-check'
import { literal } from '../../peers/language/sentence'
import { asFile } from '../history/history-testing'
import { salvage } from '../history/salvage'
import { judge, missingActs } from '../judge/verdict'
import { english } from '../language/typed'
import { isPlayed, runsOf } from '../suite/extent-testing'
import type { Input } from './dashboard-state'
import { unfinished } from './read-recording'
import { outlineFrom, recordingOf } from './recording'
import { history, story } from './recording-testing'
import { initialState, reduce } from './reduce'

const whole = recordingOf(history, [story])
/** A recording has hundreds of lines, and a sample damages each so-many-th. */
const EVERY_LINE = 10
const file = asFile(history)

const actsOf = (inputs: readonly Input[]): string[] =>
  inputs.flatMap((input) => (input.input === 'event' && input.event.act ? [input.event.act] : []))

/** What an act is shown as. */
const of = (act: string, inputs: readonly Input[]): Input[] =>
  inputs.filter((one) =>
    one.input === 'event' ? one.event.act === act : one.input === 'verdict' && one.act === act,
  )

test('acts that were played side by side are shown one after the other', (t) => {
  const acts = actsOf(whole.inputs)
  t.deepEqual(
    acts.filter((act, place) => act !== acts[place - 1]),
    ['one', 'two', 'three'],
  )
  t.is(whole.inputs.filter(({ input }) => input === 'event').length, history.length)
})

test('an event says what it said in the file; its act’s clock is put forward, the steps of it stay', (t) => {
  for (const act of ['one', 'two', 'three']) {
    const recorded = history.filter((event) => event.act === act)
    const shown = of(act, whole.inputs).flatMap((one) => (one.input === 'event' ? [one.event] : []))
    const shift = shown[0]!.at - recorded[0]!.at
    t.deepEqual(
      shown.map((event) => ({ ...event, at: event.at - shift })),
      recorded,
    )
  }
  const times = whole.inputs.flatMap((one) => (one.input === 'event' ? [one.event.at] : []))
  t.true(times.every((at, place) => place === 0 || at >= times[place - 1]!))
})

test('the verdict of each act is judge’s, and stands right behind its end', (t) => {
  const verdicts = whole.inputs.flatMap((one, place) => {
    if (one.input !== 'verdict') return []
    const before = whole.inputs[place - 1]!
    t.like(before, { input: 'event', event: { event: 'act-ended', act: one.act } })
    return [one.verdict]
  })
  t.deepEqual(verdicts, judge(history))
  t.deepEqual(
    verdicts.map(({ verdict }) => verdict),
    ['BROKEN', 'RESISTED', 'PASSED'],
  )
  const state = whole.inputs.reduce(reduce, initialState(whole.outline))
  t.true(state.over)
})

test('an act that was given up is judged as such; one that is cut off has no verdict', (t) => {
  const gone = history.filter(({ act, event }) => act !== 'two' || event !== 'act-ended')
  t.deepEqual(of('two', recordingOf(gone, []).inputs).at(-1)?.input, 'event')
  const failed = {
    number: history.length + 1,
    at: 9_999,
    act: 'two',
    phase: null,
    node: 'lab',
    event: 'node-failed',
  } as const
  const given = recordingOf([...gone, { ...failed, failed: 'bob', why: literal('killed') }], [])
  t.like(of('two', given.inputs).at(-1), {
    input: 'verdict',
    verdict: { verdict: 'INCONCLUSIVE', why: 'The program of Bob failed: killed.' },
  })
})

test('texts are the catalogue’s where it knows the run; what was recorded counts', (t) => {
  t.like(whole.outline, { title: 'A story', about: 'What it is about.', peers: ['alice', 'bob'] })
  t.is(whole.outline.acts[1]?.title, 'The second act.')
  const stranger = outlineFrom(history, [])
  t.like(stranger, { scenario: 'story', title: 'story', about: '', peers: ['alice', 'bob'] })
  t.deepEqual(stranger.acts[1], {
    name: 'two',
    title: 'two',
    profile: 'prototype',
    directory: '',
    attack: 'swap-keys',
    expected: 'RESISTED',
  })
  const other = { ...story, acts: story.acts.map((act) => ({ ...act, profile: 'another' })) }
  t.is(outlineFrom(history, [other]).acts[1]?.title, 'two')
  t.deepEqual(outlineFrom(history, [{ ...story, peers: ['carol', 'dave'] }]).peers, ['alice', 'bob'])
  // Who was ready first does not change the panes; of whom is not ready yet the catalogue knows the name.
  t.deepEqual(outlineFrom(history, [{ ...story, peers: ['bob', 'alice'] }]).peers, ['bob', 'alice'])
  t.deepEqual(outlineFrom(history.slice(0, 1), [{ ...story, peers: ['carol', 'dave'] }]).peers, [
    'carol',
    'dave',
  ])
  // The run was started with another attack than the catalogue's.
  const noop = history.map((event) => (event.event === 'act-started' ? { ...event, attack: 'noop' } : event))
  t.is(outlineFrom(noop, [story]).acts[0]?.attack, 'noop')
})

test('a recording cut at any byte shows a prefix of the whole one, and says that it is cut', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: file.length - 1 }), (length) => {
      const { events, flaw } = salvage(file.slice(0, length))
      t.deepEqual(events, history.slice(0, events.length))
      const said = flaw ?? unfinished(events)
      t.truthy(said)
      if (flaw) t.is(english(flaw), `The file ends in the middle of line ${events.length + 1}.`)
      const { inputs } = recordingOf(events, [story], said)
      for (const act of ['one', 'two', 'three']) {
        const shown = of(act, inputs)
        const all = of(act, whole.inputs)
        // An act that begins later is put forward by less where less stands before it.
        const plain = (input: Input) =>
          input.input === 'event' ? { ...input, event: { ...input.event, at: 0 } } : input
        t.deepEqual(shown.map(plain), all.slice(0, shown.length).map(plain))
      }
      // Those who watch are told before and after.
      t.deepEqual([inputs[0]?.input, inputs.at(-1)?.input], ['card', 'card'])
    }),
    { numRuns: runsOf(150) },
  )
})

test('any byte changed costs its line at most, and what is left can be shown', (t) => {
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.nat(255), (place, byte) => {
      const bytes = Buffer.from(file)
      bytes[place] = byte
      const { events, damaged, flaw } = salvage(bytes.toString())
      const line = file.slice(0, place).split('\n').length
      // A line feed more or less is one line more or less from there on.
      const words = (one: { number: number }) => ({ ...one, number: 0 })
      t.deepEqual(events.slice(0, line - 1).map(words), history.slice(0, line - 1).map(words))
      const behind = history.slice(line + 1).map(words)
      t.deepEqual(events.slice(events.length - behind.length).map(words), behind)
      // Whatever it says now, it can be shown.
      const { outline, inputs } = recordingOf(events, [story], flaw, damaged)
      inputs.reduce(reduce, initialState(outline))
    }),
    { numRuns: runsOf(100) },
  )
})

/** Which acts a line may have been part of: those that have begun and not ended where it stands. */
function openAt(line: number): ReadonlySet<string> {
  const of = (name: string) =>
    history.flatMap(({ event, act, number }) => (event === name ? [[act, number] as const] : []))
  const ended = new Map(of('act-ended'))
  return new Set(
    of('act-started').flatMap(([act, at]) => (at <= line && line <= ended.get(act)! ? [act] : [])),
  )
}

const damages: readonly ((line: string) => string)[] = [
  () => 'nonsense',
  () => '',
  (line) => line.slice(0, 20),
  (line) => line.replace('"node":', '"nodx":'),
  // Still an event, and another one.
  (line) => line.replace(/"at":\d+/, '"at":77777'),
  (line) => line.replace(/"chain":"./, (chain) => `${chain.slice(0, -1)}${chain.endsWith('0') ? '1' : '0'}`),
  (line) => line.replace(/,"chain":"[^"]*"/, ''),
]

test('whichever line is damaged, and however: it is named, all others are read, and only its acts lose their verdicts', (t) => {
  const lines = file.split('\n')
  const before = new Map(judge(history).map((one) => [one.name, one.verdict]))
  for (const { number, act } of history)
    for (const [how, damage] of damages.entries()) {
      if (!isPlayed(number + how, EVERY_LINE)) continue
      // A first line that lost its chain is one of an old history; then the second one is odd.
      const named = number === 1 && how === 6 ? 2 : number
      const about = `line ${number}, damage ${how}`
      const text = lines.with(number - 1, damage(lines[number - 1]!)).join('\n')
      const { events, damaged, flaw } = salvage(text)
      t.deepEqual(damaged, [named], about)
      t.deepEqual(
        events,
        history.filter((event) => event.number !== named),
        about,
      )
      t.is(
        english(flaw!),
        `Line ${named} is damaged: it is left out, and there the chain of the lines is broken.`,
        about,
      )
      // Whatever was done to it, the same is left.
      if (how > 0) continue
      const open = openAt(named)
      if (act !== '') t.true(open.has(act))
      const verdicts = judge(events, damaged)
      const missing = new Set(missingActs(events).map(({ name }) => name))
      const shown = recordingOf(events, [story], flaw, damaged).inputs.flatMap((input) =>
        input.input === 'verdict' ? [input.verdict] : [],
      )
      for (const name of ['one', 'two', 'three']) {
        const judged = verdicts.find((one) => one.name === name)
        t.true(judged !== undefined || missing.has(name), about)
        const onStage = shown.find((one) => one.name === name)
        const verdict = judged?.verdict ?? 'INCONCLUSIVE'
        if (open.has(name)) {
          t.is(verdict, 'INCONCLUSIVE', about)
          t.is(onStage?.verdict, 'INCONCLUSIVE', about)
          t.regex(onStage!.why, new RegExp(`line ${named} of the recording is damaged`, 'i'), about)
          if (judged) t.is(judged.why, onStage!.why, about)
        } else if (name === 'two' && open.has('one')) {
          // It is held against the other one.
          t.is(verdict, 'INCONCLUSIVE', about)
        } else {
          t.is(verdict, before.get(name)!, about)
          t.is(onStage?.verdict, before.get(name)!, about)
        }
      }
    }
})

test('of an act that resists, whose counterpart is damaged, it is said why nothing can be concluded', (t) => {
  const begun = history.find(({ act, event }) => act === 'two' && event === 'act-started')!.number
  // A line between the beginning of the first act and that of the second one.
  const [one, two] = judge(history, [begun - 0.5])
  t.deepEqual([one!.verdict, two!.verdict], ['INCONCLUSIVE', 'INCONCLUSIVE'])
  t.regex(two!.why, /the recording of the act one, in which this attack has to win, is damaged/)
})

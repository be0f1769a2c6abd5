/** A talk: cards and scenarios in turns, live and from recordings. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { asFile } from '../history/history-testing'
import { judge } from '../judge/verdict'
import { LabError } from '../language/lab-error'
import { english } from '../language/typed'
import type { Runtime } from '../runtime/runtime'
import type { Tour } from '../scenario/tour'
import type { Input } from './dashboard-state'
import { outlineOf } from './live'
import { inTheDark } from './player-testing'
import { history, story } from './recording-testing'
import { initialState, playedBy, reduce } from './reduce'
import { Stage } from './stage'
import { playTour } from './tour'
import { recordedTour } from './tour-recording'

const part = (title: string, acts: readonly string[]) => ({
  card: { title, text: `${title}, explained.` },
  scenario: 'story',
  acts,
})
const talk: Tour = {
  beginning: { title: 'Welcome', text: '' },
  parts: [part('First', ['two']), part('Second', ['one', 'three'])],
  end: { title: 'Goodbye', text: '' },
}

/** What is to be seen, in short. */
const inShort = (inputs: readonly Input[]): string[] =>
  inputs.flatMap((one) => {
    if (one.input === 'card') return [one.card ? english(one.card.title) : 'nothing']
    if (one.input === 'verdict') return [`${one.act} ${one.verdict.verdict}`]
    return one.input === 'outline' ? [one.outline.acts.map(({ name }) => name).join('+')] : []
  })

function runsWith(t: { teardown: (work: () => void) => void }, names: readonly string[]): string {
  const runs = mkdtempSync(join(tmpdir(), 'tour-test-'))
  t.teardown(() => rmSync(runs, { recursive: true }))
  for (const name of names) {
    mkdirSync(join(runs, name))
    writeFileSync(join(runs, name, 'history.jsonl'), asFile(history))
    writeFileSync(join(runs, name, 'verdict.json'), JSON.stringify({ acts: judge(history) }))
  }
  return runs
}

test('from recordings: each card, then the acts that the talk plays, and their verdicts', (t) => {
  const runs = runsWith(t, ['20261122T100000-story-abcdef'])
  const { outline, inputs } = recordedTour(
    { ...talk, parts: [part('First', ['one']), part('Second', ['one', 'two'])] },
    [story],
    runs,
  )
  t.deepEqual(inShort(inputs), [
    'Welcome',
    'First',
    'one',
    'one BROKEN',
    'Second',
    'one+two',
    'one BROKEN',
    'two RESISTED',
    'Goodbye',
  ])
  const state = inputs.reduce(reduce, initialState(outline))
  t.is(english(state.card!.title), 'Goodbye')
  t.true(state.card!.isLast)
  t.deepEqual(
    playedBy(state).map(({ called, verdicts }) => [english(called!), verdicts.length]),
    [
      ['First', 1],
      ['Second', 2],
    ],
  )
  t.deepEqual(
    state.verdicts.map((one) => one?.verdict),
    ['BROKEN', 'RESISTED'],
  )
})

test('scenarios without a recording are named, all of them', (t) => {
  const runs = runsWith(t, ['20261122T100000-story-abcdef', '20261122T110000-other-abcdef'])
  writeFileSync(join(runs, '20261122T110000-other-abcdef', 'verdict.json'), '{"acts":')
  const others = ['other', 'another'].map((name) => ({ ...story, name }))
  const parts = [
    part('First', ['two']),
    ...others.map(({ name }) => ({ ...part(name, ['one']), scenario: name })),
  ]
  t.throws(() => recordedTour({ ...talk, parts }, [story, ...others], runs), {
    instanceOf: LabError,
    message: /^There is no whole recording of other, another, which the tour plays/,
  })
  t.throws(() => recordedTour(talk, [story], join(runs, 'nowhere')), { message: /recording of story/ })
})

test('a run with another attack or profile is no recording of the scenario', (t) => {
  const runs = runsWith(t, ['20261122T100000-story-abcdef'])
  const parts = [part('First', ['two'])]
  t.notThrows(() => recordedTour({ ...talk, parts }, [story], runs))
  for (const change of [{ attack: 'noop' }, { profile: 'other' }]) {
    const changed = { ...story, acts: story.acts.map((act) => ({ ...act, ...change })) }
    t.throws(() => recordedTour({ ...talk, parts }, [changed], runs), { instanceOf: LabError })
  }
})

test('live: a key for each card, then the scenario with its acts; the last card stays', async (t) => {
  const dark = inTheDark('live')
  const { ui, look } = dark
  const screen = dark.openScreen({ onKey: () => {}, onResize: () => {} })
  const stage = new Stage({ state: initialState(outlineOf(story)), ui, look, screen })
  t.teardown(() => stage.close())
  const told: string[] = []
  const aborted = new AbortController()
  const options = { runtime: {} as Runtime, aborted: aborted.signal }
  const play: Parameters<typeof playTour>[4] = async (on, { scenario, runtime }) => {
    told.push(`plays ${scenario.acts.map(({ name }) => name).join('+')}`)
    on.feed({ input: 'outline', outline: outlineOf(scenario) })
    return {
      scenario: scenario.name,
      runtime: runtime.name,
      ok: true,
      run: '',
      seed: '',
      milliseconds: 1,
      acts: [],
    }
  }
  const playing = playTour(stage, talk, [story], options, play)
  const title = () => (stage.state.card ? english(stage.state.card.title) : null)
  const next = async (expected: string | null): Promise<void> => {
    await stage.until(() => title() === expected && stage.ui.permits === 0)
    told.push(`${expected}`)
    stage.press('space')
  }
  for (const expected of ['Welcome', 'First', null, 'Second', null]) await next(expected)
  const results = await playing
  t.is(title(), 'Goodbye')
  t.is(results.length, 2)
  t.deepEqual(told, ['Welcome', 'First', 'plays two', 'null', 'Second', 'plays one+three', 'null'])
})

test('live: whoever leaves at a card leaves the talk', async (t) => {
  const dark = inTheDark('live')
  const { ui, look } = dark
  const screen = dark.openScreen({ onKey: () => {}, onResize: () => {} })
  const stage = new Stage({ state: initialState(outlineOf(story)), ui, look, screen })
  t.teardown(() => stage.close())
  const aborted = new AbortController()
  const never = async () => t.fail() as never
  const playing = playTour(stage, talk, [story], { runtime: {} as Runtime, aborted: aborted.signal }, never)
  aborted.abort(new Error('left'))
  await t.throwsAsync(playing, { message: 'left' })
})

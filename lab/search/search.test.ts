import test from 'ava'
import { beginnings } from '../../attacks/terms/conversations'
import type { Trace, TraceStep } from '../../attacks/terms/trace'
import { profiles } from '../../peers/weakened/catalogue'
import { readOptions } from './options'
import { newPeople } from './people'
import { search } from './search'
import { shrunk } from './shrink'
import { told } from './told'

const people = newPeople()
const weak = profiles.find(({ name }) => name === 'accept-any-end')!

test('an end that nobody said is found without being told, shrunk to the steps that matter; the same seed finds the same', async (t) => {
  const find = () =>
    search({
      profile: weak,
      people,
      seed: 1,
      goesOn: ({ executions }, found) => executions < 3_000 && found.length === 0,
    })
  const [one, other] = [await find(), await find()]
  const [found] = one.found
  t.is(found?.property, 'completeness')
  t.true(found!.trace.steps.length <= 8, told(found!.trace, beginnings).join('\n'))
  t.is(found!.trace.steps.filter(({ do: what }) => what === 'cut').length, 1)
  t.deepEqual(other, one)
})

test('what is shrunk has lost every step that it does not need, and changes of terms that do not matter', async (t) => {
  const say = (at: string): TraceStep => ({ do: 'say', at })
  const trace: Trace = {
    definitions: { 'a.name': { fn: 'name bob' }, 'a.root': { fn: 'zeros' } },
    steps: ['1', '2', '3', '4', '5', '6', '7'].map(say),
  }
  const needs = ['2', '6']
  const smallest = await shrunk(trace, { 'a.name': { fn: 'name mallory' } }, async ({ steps }) =>
    needs.every((at) => steps.some((step) => 'at' in step && step.at === at)),
  )
  t.deepEqual(smallest.steps, needs.map(say))
  t.deepEqual(smallest.definitions, {})
})

test('who calls Mallory in a trace is called by her, where that does as well', async (t) => {
  const open: TraceStep = { do: 'open', end: 'b4', of: 'bob', calls: 'mallory' }
  const trace: Trace = { definitions: {}, steps: [open] }
  const { steps } = await shrunk(trace, {}, async (each) => each.steps.length > 0)
  t.deepEqual(steps, [{ ...open, calls: null }])
  const needed = await shrunk(trace, {}, async (each) =>
    each.steps.some((one) => 'calls' in one && one.calls),
  )
  t.deepEqual(needed.steps, [open])
})

test('a trace is told a line for each step', (t) => {
  const trace: Trace = {
    definitions: { ...beginnings, 'b.name': { fn: 'name alice' } },
    steps: [
      { do: 'open', end: 'a', of: 'alice', calls: 'bob' },
      { do: 'open', end: 'b', of: 'bob', calls: null },
      { do: 'pass', from: 'a', to: 'b', nth: 0 },
      { do: 'deliver', to: 'b', term: { fn: 'flip', args: [{ heard: 'a', nth: 1 }], at: 7 } },
      { do: 'deliver', to: 'b', term: { ref: 'b.proof' } },
      { do: 'say', at: 'a' },
      { do: 'cut', at: 'b' },
      { do: 'close', at: 'a' },
    ],
  }
  t.deepEqual(told(trace, beginnings), [
    ' 1    a: alice calls bob',
    ' 2    b: bob is called',
    ' 3    frame 1 of a → b, passed on',
    ' 4  ▸ Mallory → b: flip(frame 2 of a, 7)',
    ' 5  ▸ Mallory → b: [b.proof]',
    ' 6    a: the user says a text',
    ' 7  ▸ Mallory ends the connection of b',
    ' 8    a: the user says goodbye',
    '      where b.name = name alice',
  ])
})

test('what is typed is read, or refused in one sentence', (t) => {
  t.deepEqual(readOptions(['--profile', 'all', '--for', '2m', '--seed', '7', '--first']), {
    layer: 'conversations',
    profile: 'all',
    time: 120_000,
    seed: 7,
    first: true,
    workers: 1,
    shard: 0,
    shards: 1,
    corpus: null,
    keep: null,
    json: false,
    help: false,
  })
  t.is(readOptions(['--for', 'ever']), '--for ever is no time: write 30s, 10m or 2h.')
  t.is(readOptions(['--seed', 'x']), '--seed x is no whole number of at most nine digits.')
  t.like(readOptions(['--shard', '2/4']), { shard: 1, shards: 4 })
  t.is(readOptions(['--shard', '5/4']), '--shard 5/4 is none: write 1/4 for the first of four.')
  t.is(readOptions(['--workers', '0']), '--workers 0 is no number of processes: write 1 to 99.')
  t.is(
    readOptions(['--workers', '2', '--shard', '1/2']),
    'Either --workers or --shard: each worker is a shard.',
  )
  t.like(readOptions(['--layer', 'messages']), { layer: 'messages' })
  t.is(readOptions(['--layer', 'x']), 'There is no layer x: choose conversations or messages.')
  t.is(
    readOptions(['--layer', 'messages', '--workers', '2']),
    '--workers, --corpus and --keep are for conversations: --shard shares messages out.',
  )
  t.is(readOptions(['--sed']), "Unknown option '--sed'; --help lists the flags.")
})

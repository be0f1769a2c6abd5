/** What is typed after `npm run replay`. */

import test from 'ava'
import { UsageError } from '../language/lab-error'
import { replayCommand, replayOptions } from './replay'

test('nothing is the latest run; a name, the language and --run are known', (t) => {
  const size = { columns: 120, rows: 36 }
  const nothing = { name: undefined, runs: false, lang: 'en', cast: undefined, size, help: false } as const
  t.deepEqual(replayOptions([], {}), nothing)
  t.deepEqual(replayOptions(['talk.jsonl', '--lang', 'fr', '--run'], {}), {
    ...nothing,
    name: 'talk.jsonl',
    runs: true,
    lang: 'fr',
    help: false,
  })
  t.is(replayOptions([], { LANG: 'fr_FR.UTF-8' }).lang, 'fr')
})

test('what can’t be obeyed is one sentence', (t) => {
  for (const [args, message] of [
    [['one', 'two'], /^One recording at a time/],
    [['--lang', 'de'], /^--lang knows no de/],
    [['--runs'], /^There is no flag --runs: did you mean --run\?/],
    [['--size', '80x24'], /^--size goes with --cast/],
    ...['39x24', '80', '80x11', '401x36', '0x0', '80x24x3', '1e2x36'].map(
      (size) =>
        [['--cast', 'x', '--size', size], /^--size takes columns and rows, from 40x12 to 400x120/] as const,
    ),
  ] as const)
    t.throws(() => replayOptions(args, {}), { instanceOf: UsageError, message })
})

test('a size that was typed is that of the recording', (t) => {
  const { cast, size } = replayOptions(['mitm', '--cast', 'talk.cast', '--size', '200x60'], {})
  t.deepEqual([cast, size], ['talk.cast', { columns: 200, rows: 60 }])
})

test('a run that is not there is told before the terminal is taken', async (t) => {
  const tour = { beginning: { title: '', text: '' }, parts: [], end: { title: '', text: '' } }
  const never = new AbortController().signal
  await t.throwsAsync(replayCommand({ scenarios: [], tour }, ['no-such-run'], never), {
    message: /^There is no run no-such-run: /,
  })
})

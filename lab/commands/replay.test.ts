/** What is typed after `npm run replay`. */

import test from 'ava'
import { UsageError } from '../language/lab-error'
import { replayCommand, replayOptions } from './replay'

test('nothing is the latest run; a name, the language and --run are known', (t) => {
  t.deepEqual(replayOptions([], {}), { name: undefined, runs: false, lang: 'en', help: false })
  t.deepEqual(replayOptions(['talk.jsonl', '--lang', 'fr', '--run'], {}), {
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
  ] as const)
    t.throws(() => replayOptions(args, {}), { instanceOf: UsageError, message })
})

test('a run that is not there is told before the terminal is taken', async (t) => {
  const tour = { beginning: { title: '', text: '' }, parts: [], end: { title: '', text: '' } }
  const never = new AbortController().signal
  await t.throwsAsync(replayCommand({ scenarios: [], tour }, ['no-such-run'], never), {
    message: /^There is no run no-such-run: /,
  })
})

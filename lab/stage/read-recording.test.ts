/** Files that are no recordings, or not whole ones: one sentence each. */

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { speaker } from '../../peers/language/sentence'
import { asFile } from '../history/history-testing'
import { french } from '../language/french'
import { LabError } from '../language/lab-error'
import { english } from '../language/typed'
import { readRecording } from './read-recording'
import { history, story } from './recording-testing'

const folder = mkdtempSync(join(tmpdir(), 'recording-test-'))
test.after.always(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('a file is read under any name', (t) => {
  for (const name of ['history.jsonl', 'a talk.txt']) {
    const { inputs } = readRecording(file(name, asFile(history)), [story])
    t.is(inputs.filter(({ input }) => input === 'verdict').length, 3)
    t.is(inputs.filter(({ input }) => input === 'card').length, 0)
  }
  t.deepEqual(readRecording(folder, [story]), readRecording(join(folder, 'history.jsonl'), [story]))
})

test('a file that ends in the middle is shown, with a sentence before and behind it', (t) => {
  const { inputs } = readRecording(file('cut', asFile(history).slice(0, -30)), [story])
  const cards = inputs.flatMap((one) => (one.input === 'card' && one.card ? [english(one.card.text)] : []))
  const line = history.length
  const said = `The file ends in the middle of line ${line}. ${line - 1} events of 3 acts can be shown.`
  t.deepEqual(cards, [said, said])
})

test('what can’t be shown at all is one sentence, in both languages', (t) => {
  const large = file('large', '')
  truncateSync(large, 400 * 2 ** 20)
  const bad: readonly (readonly [string, RegExp])[] = [
    [file('empty', ''), /is empty: nothing of a run was written down\.$/],
    [
      file(
        'binary',
        Uint8Array.from({ length: 9_999 }, (_, n) => (n * 77) % 256),
      ),
      /is no history of a run/,
    ],
    [file('other.json', '{"name": "something else"}\n'), /is no history of a run/],
    [file('page.html', '<!doctype html>'), /is no history of a run/],
    [large, /has 400 MiB: no history of a run is that large/],
    [
      join(folder, 'nowhere'),
      /^There is no run .*nowhere: give a folder of \.lab\/runs, its name, or a file\.$/,
    ],
    [join(folder, 'nowhere.jsonl'), /^There is no file .*nowhere\.jsonl\.$/],
    ['/dev/null', /is no file: a history is one\.$/],
    [tmpdir(), / holds no history of a run\.$/],
    ['no-such-run', /^There is no run no-such-run: /],
  ]
  const missing: string[] = []
  const say = speaker(french, (text) => missing.push(text))
  for (const [path, sentence] of bad) {
    const error = t.throws(
      () => readRecording(path, [story]),
      { instanceOf: LabError, message: sentence },
      path,
    )
    t.false(error?.message.includes('\n'))
    t.not(say(error!.words), error!.message)
  }
  t.deepEqual(missing, [])
})

test('a name that would act on a terminal is shown instead', (t) => {
  const error = t.throws(() => readRecording(file('\x1b[2J', ''), []), { instanceOf: LabError })
  t.false(error?.message.includes('\x1b'))
})

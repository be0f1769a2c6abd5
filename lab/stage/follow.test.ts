/** A run that somebody else writes is seen as it comes; it is only read. */

import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { asFile } from '../history/history-testing'
import { leaveRun, newestGoingOn, newRunFolder } from '../history/run-folder'
import { LabError } from '../language/lab-error'
import type { Row } from './cells'
import { follow } from './follow'
import { type Dark, inTheDark } from './player-testing'
import { history, story } from './recording-testing'

const file = asFile(history)

function runsFolder(t: ExecutionContext): string {
  const runs = mkdtempSync(join(tmpdir(), 'follow-test-'))
  t.teardown(() => rmSync(runs, { recursive: true }))
  return runs
}

interface Following {
  readonly dark: Dark
  readonly ended: Promise<void>
  /** @returns once these words stand on the screen. */
  sees(words: string): Promise<void>
  screen(): string
}

function following(t: ExecutionContext, runs: string, folder: string | null = null): Following {
  const dark = inTheDark('follow', 'runs')
  let screen = ''
  let look = (): void => {}
  const openScreen: Dark['openScreen'] = (heard) => ({
    ...dark.openScreen(heard),
    size: () => ({ columns: 120, rows: 40 }),
    render: (rows: readonly Row[]) => {
      screen = rows.map((row) => row.map(({ text }) => text).join('')).join('\n')
      look()
    },
  })
  const aborted = new AbortController()
  t.teardown(() => aborted.abort())
  const ended = follow({ ...dark, openScreen, catalogue: [story], folder, runs, aborted: aborted.signal })
  const sees = (words: string): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (screen.includes(words)) resolve()
      }
      look()
    })
  return { dark, ended, sees, screen: () => screen }
}

const bytes = (from: number, to: number): string => file.slice(from, to)
const behind = (words: string): number => file.indexOf('\n', file.indexOf(words)) + 1

test('what is there, then what comes, to the end; then it can be gone through', async (t) => {
  const runs = runsFolder(t)
  const folder = newRunFolder(runs, 'story', new Date(), 'abcdef')
  const path = join(folder, 'history.jsonl')
  const first = behind('"act-started"')
  writeFileSync(path, bytes(0, first))
  const { dark, ended, sees } = following(t, runs)
  await sees('story 1/3')
  // Half a line is not an event yet, and nothing is wrong with it.
  const half = behind('"phase":"attack"') + 20
  appendFileSync(path, bytes(first, half))
  await sees('The attack')
  appendFileSync(path, bytes(half, file.length))
  await sees('story 3/3')
  leaveRun(folder)
  await sees('PASSED')
  dark.press('1')
  await sees('story 1/3')
  dark.press('q')
  await ended
  t.is(readFileSync(path, 'utf8'), file)
  t.deepEqual(readdirSync(folder), ['history.jsonl'])
  t.deepEqual(dark.terminal.closed, 1)
})

test('where none goes on it waits for one', async (t) => {
  const runs = runsFolder(t)
  const over = newRunFolder(runs, 'story', new Date(0), 'aaaaaa')
  writeFileSync(join(over, 'history.jsonl'), file)
  leaveRun(over)
  // A lab that was killed could not say so.
  const killed = newRunFolder(runs, 'story', new Date(1), 'bbbbbb')
  writeFileSync(join(killed, 'history.jsonl'), file)
  // Another process has its number now: one that started at another time.
  const owner = readFileSync(join(killed, 'owner'), 'utf8')
  writeFileSync(
    join(killed, 'owner'),
    owner.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)),
  )
  t.is(newestGoingOn(runs), null)
  const { dark, ended, sees } = following(t, runs)
  await sees('It begins here')
  const folder = newRunFolder(runs, 'story', new Date(2), 'cccccc')
  writeFileSync(join(folder, 'history.jsonl'), file)
  await sees('story 3/3')
  dark.press('q')
  await ended
})

/** A run that goes on, as far as given; it began so many seconds after the first one. */
function begun(runs: string, seconds: number, text: string): string {
  const folder = newRunFolder(runs, 'story', new Date(seconds * 1000), 'abcdef')
  writeFileSync(join(folder, 'history.jsonl'), text)
  return folder
}

test('whoever holds it stays where they are while more comes; End is where it comes', async (t) => {
  const runs = runsFolder(t)
  const first = behind('"act-started"')
  const folder = begun(runs, 0, bytes(0, first))
  const [holds, goes] = [following(t, runs), following(t, runs)]
  await Promise.all([holds.sees('story 1/3'), goes.sees('story 1/3')])
  holds.dark.press('p')
  // Twice, so that the one who holds it has looked at least once as well.
  const half = behind('"phase":"attack"')
  appendFileSync(join(folder, 'history.jsonl'), bytes(first, half))
  await goes.sees('The attack')
  appendFileSync(join(folder, 'history.jsonl'), bytes(half, file.length))
  await goes.sees('story 3/3')
  t.true(holds.screen().includes('story 1/3'))
  t.false(holds.screen().includes('The attack'))
  holds.dark.press('end')
  await holds.sees('story 3/3')
  for (const { dark, ended } of [holds, goes]) {
    dark.press('q')
    await ended
  }
})

test('when a run is over and the next one begins, it is followed; not by those who named theirs', async (t) => {
  const runs = runsFolder(t)
  const first = begun(runs, 0, file)
  const [named, any] = [following(t, runs, first), following(t, runs)]
  await Promise.all([named.sees('story 3/3'), any.sees('story 3/3')])
  leaveRun(first)
  await Promise.all([named.sees('the end'), any.sees('the end')])
  const start = behind('"act-started"')
  const second = begun(runs, 60, bytes(0, start))
  await any.sees('story 1/3')
  appendFileSync(join(second, 'history.jsonl'), bytes(start, file.length))
  await any.sees('story 3/3')
  leaveRun(second)
  await any.sees('the end')
  const third = begun(runs, 120, bytes(0, start))
  await any.sees('story 1/3')
  t.true(named.screen().includes('story 3/3'))
  // What was followed before is still there.
  any.dark.press('[')
  await any.sees('story 3/3')
  any.dark.press('q')
  named.dark.press('q')
  await Promise.all([any.ended, named.ended])
  t.true(existsSync(join(third, 'owner')))
})

test('a run that breaks off is told as that', async (t) => {
  const runs = runsFolder(t)
  const folder = newRunFolder(runs, 'story', new Date(), 'abcdef')
  writeFileSync(join(folder, 'history.jsonl'), bytes(0, behind('"loot"')))
  const { dark, ended, sees } = following(t, runs)
  await sees('story 1/3')
  leaveRun(folder)
  await sees('The run did not get to the end of one, two, three.')
  dark.press('q')
  await t.notThrowsAsync(ended)
})

test('a line that is no event is left out and named, and what comes behind it is shown', async (t) => {
  const runs = runsFolder(t)
  const folder = newRunFolder(runs, 'story', new Date(), 'abcdef')
  const first = behind('"act-started"')
  const next = file.indexOf('\n', first) + 1
  writeFileSync(join(folder, 'history.jsonl'), `${bytes(0, first)}nonsense\n`)
  const { dark, ended, sees } = following(t, runs)
  await sees('story 1/3')
  appendFileSync(join(folder, 'history.jsonl'), bytes(next, file.length))
  await sees('story 3/3')
  leaveRun(folder)
  await sees('Line 3 is damaged: it is left out')
  dark.press('3')
  await sees('INCONCLUSIVE')
  dark.press('q')
  await t.notThrowsAsync(ended)
})

test('a folder without a history is a sentence before the terminal is taken', async (t) => {
  const runs = runsFolder(t)
  mkdirSync(join(runs, 'nothing'))
  const { dark, ended } = following(t, runs, join(runs, 'nothing'))
  await t.throwsAsync(ended, { instanceOf: LabError, message: /^There is no file .*history\.jsonl/ })
  t.is(dark.terminal.closed, 0)
  t.false(existsSync(join(runs, 'nothing', 'owner')))
})

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
import { LabError } from '../lab-error'
import { leaveRun, newestGoingOn, newRunFolder } from '../run-folder'
import type { Row } from './cells'
import { follow } from './follow'
import { type Dark, inTheDark } from './player-testing'
import { asFile, history, story } from './recording-testing'

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
  return { dark, ended, sees }
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
  await sees('Act 1 of 3')
  // Half a line is not an event yet, and nothing is wrong with it.
  const half = behind('"phase":"attack"') + 20
  appendFileSync(path, bytes(first, half))
  await sees('The attack')
  appendFileSync(path, bytes(half, file.length))
  await sees('Act 3 of 3')
  leaveRun(folder)
  await sees('PASSED')
  dark.press('1')
  await sees('Act 1 of 3')
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
  writeFileSync(
    join(killed, 'owner'),
    readFileSync(join(killed, 'owner'), 'utf8').replace(/:[^:]*$/, ':another'),
  )
  t.is(newestGoingOn(runs), null)
  const { dark, ended, sees } = following(t, runs)
  await sees('It begins here')
  const folder = newRunFolder(runs, 'story', new Date(2), 'cccccc')
  writeFileSync(join(folder, 'history.jsonl'), file)
  await sees('Act 3 of 3')
  dark.press('q')
  await ended
})

test('a run that breaks off is told as that', async (t) => {
  const runs = runsFolder(t)
  const folder = newRunFolder(runs, 'story', new Date(), 'abcdef')
  writeFileSync(join(folder, 'history.jsonl'), bytes(0, behind('"loot"')))
  const { dark, ended, sees } = following(t, runs)
  await sees('Act 1 of 3')
  leaveRun(folder)
  await sees('The run did not get to the end of one, two, three.')
  dark.press('q')
  await t.notThrowsAsync(ended)
})

test('a line that is no event ends what is shown, and is named', async (t) => {
  const runs = runsFolder(t)
  const folder = newRunFolder(runs, 'story', new Date(), 'abcdef')
  writeFileSync(join(folder, 'history.jsonl'), `${bytes(0, behind('"act-started"'))}nonsense\n${file}`)
  const { dark, ended, sees } = following(t, runs)
  await sees('Line 3 is damaged.')
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

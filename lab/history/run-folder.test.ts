/** Which run is meant. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { LabError } from '../language/lab-error'
import { historyPath, leaveRun, newestGoingOn, newRunFolder } from './run-folder'

function runsFolder(t: ExecutionContext): string {
  const runs = mkdtempSync(join(tmpdir(), 'run-folder-test-'))
  t.teardown(() => rmSync(runs, { recursive: true }))
  return runs
}

function recorded(runs: string, name: string, ...files: string[]): string {
  mkdirSync(join(runs, name))
  for (const file of files) writeFileSync(join(runs, name, file), '{}\n')
  return join(runs, name, 'history.jsonl')
}

test('the latest run: the link, else the newest that is whole, else the newest', (t) => {
  const runs = runsFolder(t)
  const none = { instanceOf: LabError, message: 'No run has been recorded yet: run a scenario first.' }
  t.throws(() => historyPath(undefined, join(runs, 'not-made')), none)
  recorded(runs, '20260101T000004-mitm-aa')
  t.throws(() => historyPath(undefined, runs), none)
  const cut = recorded(runs, '20260101T000003-mitm-bb', 'history.jsonl')
  t.is(historyPath(undefined, runs), cut)
  const older = recorded(runs, '20260101T000001-mitm-cc', 'history.jsonl', 'verdict.json')
  const whole = recorded(runs, '20260101T000002-mitm-dd', 'history.jsonl', 'verdict.json')
  t.is(historyPath(undefined, runs), whole)
  symlinkSync('20260101T000001-mitm-cc', join(runs, 'latest'))
  t.is(historyPath(undefined, runs), join(runs, 'latest', 'history.jsonl'))
  // A link that leads nowhere is as good as none.
  rmSync(join(older, '..'), { recursive: true })
  t.is(historyPath(undefined, runs), whole)
})

test('a run that is not there, and a folder that is none, are told apart', (t) => {
  const runs = runsFolder(t)
  const there = recorded(runs, 'mine', 'history.jsonl')
  t.is(historyPath('mine', runs), there)
  t.is(historyPath(join(runs, 'mine'), tmpdir()), there)
  t.throws(() => historyPath('nosuch', runs), { instanceOf: LabError, message: /^There is no run nosuch: / })
  recorded(runs, 'other')
  t.throws(() => historyPath('other', runs), { message: 'other holds no history of a run.' })
})

test('after a run comes one that began later, not one that has gone on for longer', (t) => {
  const runs = runsFolder(t)
  const begin = (seconds: number, unique: string): string => {
    const folder = newRunFolder(runs, 'mitm', new Date(seconds * 1000), unique)
    writeFileSync(join(folder, 'history.jsonl'), '')
    return folder
  }
  const [longer, seen] = [begin(1, 'aa'), begin(2, 'bb')]
  leaveRun(seen)
  t.is(newestGoingOn(runs), longer)
  t.is(newestGoingOn(runs, seen), null)
  t.is(newestGoingOn(runs, begin(2, 'ab')), null)
  t.is(newestGoingOn(runs, seen), join(runs, '19700101T000002-mitm-ab'))
})

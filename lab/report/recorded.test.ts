import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import type { HistoryEvent } from '../history/events'
import { asFile } from '../history/history-testing'
import { english } from '../language/typed'
import { scenario } from '../scenario/scenario'
import { datedName, newestRuns, plainName, readRun } from './recorded'
import { actOf, overheard } from './report-testing'

const runs = mkdtempSync(join(tmpdir(), 'report-runs-'))
test.after.always(() => rmSync(runs, { recursive: true }))

const started = { at: 0, act: '', phase: null, node: 'lab', event: 'run-started', scenario: 'mitm' } as const

function lines(acts = ['act']): string[] {
  const begin: HistoryEvent = { number: 1, ...started, acts }
  return asFile([begin, ...actOf(overheard())])
    .trimEnd()
    .split('\n')
}

function keep(folder: string, text: string, notes?: string): string {
  mkdirSync(join(runs, folder), { recursive: true })
  if (notes !== undefined) writeFileSync(join(runs, folder, 'verdict.json'), notes)
  const path = join(runs, folder, 'history.jsonl')
  writeFileSync(path, text)
  return path
}

const notes = '{"runtime":"processes","seed":"00112233445566778899","acts":[{"verdict":"RESISTED"}]}'

test('a whole run: its events by line, its folder’s time, the lab’s notes', (t) => {
  const run = readRun(keep('20261122T161910-mitm-7b3291', `${lines().join('\n')}\n`, notes))
  t.is(run.scenario, 'mitm')
  t.is(run.began?.toISOString(), '2026-11-22T16:19:10.000Z')
  t.deepEqual([run.runtime, run.seed, run.flaw], ['processes', '00112233445566778899', null])
  t.deepEqual(
    run.events.map(({ number }) => number),
    lines().map((_, place) => place + 1),
  )
})

test('a damaged line is left out and named, what follows is read, and a line that was cut off is no event', (t) => {
  const damaged = lines()
  damaged[4] = '{"event":'
  const run = readRun(keep('damaged', `${damaged.join('\n')}\n`))
  t.deepEqual(
    run.events.map(({ number }) => number),
    lines().flatMap((_, place) => (place === 4 ? [] : [place + 1])),
  )
  t.deepEqual(run.damaged, [5])
  t.regex(english(run.flaw!), /Line 5/)
  const cut = readRun(keep('cut', lines().join('\n').slice(0, -4)))
  t.is(cut.events.length, lines().length - 1)
  t.not(cut.flaw, null)
  t.not(readRun(keep('short', `${lines(['act', 'later']).join('\n')}\n`)).flaw, null)
})

test('where there is nothing to report, one sentence says so', (t) => {
  for (const text of ['', 'no history\n', '{}\n'])
    t.throws(() => readRun(keep('nothing', text)), { name: 'LabError', message: /^[^\n]+[.]$/ })
  t.throws(() => readRun(join(runs, 'missing', 'history.jsonl')), {
    name: 'LabError',
    message: /^[^\n]+[.]$/,
  })
})

test('notes that the lab would not write are not believed', (t) => {
  const forged = '{"runtime":"<script>","seed":"x; rm -rf /"}'
  const run = readRun(keep('forged', `${lines().join('\n')}\n`, forged))
  t.deepEqual([run.runtime, run.seed], [null, null])
  t.is(readRun(keep('broken', `${lines().join('\n')}\n`, 'no JSON')).seed, null)
})

test('the newest run of a scenario is one that ended, and that played its acts', (t) => {
  const folder = join(runs, 'several')
  const whole = `${lines().join('\n')}\n`
  const known = scenario({ name: 'mitm', acts: [{ name: 'act' }] })
  keep('several/20260101T000000-mitm-aaaaaa', whole, notes)
  const newest = keep('several/20260102T000000-mitm-aaaaaa', whole, notes)
  keep('several/20260103T000000-mitm-aaaaaa', whole)
  keep('several/20260104T000000-mitm-aaaaaa', `${lines(['accept-any-key']).join('\n')}\n`, notes)
  keep('several/20260105T000000-mitm-in-the-middle-aaaaaa', whole, notes)
  t.deepEqual([...newestRuns([known, scenario({ name: 'other', acts: [] })], folder)], [['mitm', newest]])
  t.is(newestRuns([known], join(runs, 'nowhere')).size, 0)
})

test('names for files and anchors hold nothing but letters, digits and hyphens', (t) => {
  t.is(plainName('Mitm/../"x"'), 'mitm-x')
  t.is(plainName('…'), 'unnamed')
})

test('a file about a run has the time of the run in its name, and one about several that of the newest', (t) => {
  const [early, late] = ['2026-11-22T16:19:10Z', '2026-11-22T18:00:00Z'].map((at) => ({
    began: new Date(at),
  }))
  t.is(datedName('mitm', [early!]), 'mitm-20261122T161910')
  t.is(datedName('all', [{ began: null }, late!, early!]), 'all-20261122T180000')
  t.is(datedName('../mitm', [{ began: null }]), 'mitm')
})

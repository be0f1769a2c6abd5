import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import type { HistoryEvent } from '../history/events'
import { asFile } from '../history/history-testing'
import { actOf, overheard } from '../report/report-testing'
import { scenario } from '../scenario/scenario'
import { reportCommand, reportOptions } from './report'

const folder = mkdtempSync(join(tmpdir(), 'report-'))
test.after.always(() => rmSync(folder, { recursive: true }))

const started: HistoryEvent = {
  number: 1,
  at: 0,
  act: '',
  phase: null,
  node: 'lab',
  event: 'run-started',
  scenario: 'mitm',
  acts: ['act'],
}
const history = asFile([started, ...actOf(overheard())])
const file = join(folder, 'recorded.jsonl')
writeFileSync(file, history)
const catalogue = { scenarios: [scenario({ name: 'mitm', acts: [{ name: 'act' }] })], defences: [] }

const report = (...args: string[]) => reportCommand(catalogue, args)

test('a history is reported as one page that carries its capture, and as diagrams', (t) => {
  const out = join(folder, 'page.html')
  const diagrams = join(folder, 'slides', 'mitm')
  t.is(report(file, '--out', out, '--diagrams', diagrams, '--lang', 'en'), 0)
  const page = readFileSync(out, 'utf8')
  t.regex(page, /^<!doctype html>\n<html lang="en">/)
  const [, capture = ''] =
    /href="data:application\/octet-stream;base64,([^"]+)" download="mitm.pcapng"/.exec(page) ?? []
  // A section header of pcapng.
  t.is(Buffer.from(capture, 'base64').readUInt32LE(0), 0x0a0d0d0a)
  t.deepEqual(readdirSync(diagrams).sort(), ['mitm-1-act.mmd', 'mitm-1-act.svg'])
})

test('a history that is cut off is reported as far as it goes', (t) => {
  const cut = join(folder, 'cut.jsonl')
  writeFileSync(cut, history.slice(0, -300))
  const out = join(folder, 'cut.html')
  t.is(report(cut, '--out', out), 0)
  t.regex(readFileSync(out, 'utf8'), /class="warning"/)
})

test('what cannot be written or read is said in one sentence, and nothing is written', (t) => {
  const empty = join(folder, 'empty.jsonl')
  writeFileSync(empty, '')
  mkdirSync(join(folder, 'taken.html'))
  const out = join(folder, 'never.html')
  for (const args of [
    [empty, '--out', out],
    [join(folder, 'missing.jsonl'), '--out', out],
    [join(folder, 'no-such-run'), '--out', out],
    [file, '--out', join(folder, 'nowhere', 'page.html')],
    [file, '--out', join(folder, 'taken.html')],
  ])
    t.throws(() => report(...args), { name: 'LabError', message: /^[^\n]+[.]$/ }, args.join(' '))
  t.false(existsSync(out))
})

test('flags', (t) => {
  const options = reportOptions(['all', '--out=x.html', '--lang', 'fr'], {})
  t.like(options, { run: 'all', out: 'x.html', lang: 'fr', diagrams: undefined })
  t.like(reportOptions([], { LANG: 'fr_FR.UTF-8' }), { run: undefined, lang: 'fr' })
  for (const args of [['a', 'b'], ['--out'], ['--ouch', 'x'], ['--lang', 'de']])
    t.throws(() => reportOptions(args, {}), { message: /^[^\n]+[.?]$/ }, args.join(' '))
})

/** `npm run lab bundle` and `npm run lab verify`, as they are typed. */

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import test from 'ava'
import { bundled, catalogue, forged, newKey, playedIn, raid } from '../attestation/attestation-testing'
import { doubtOf, MOST_BYTES, readLines } from '../attestation/bundle'
import { fingerprintOf } from '../attestation/envelope'
import type { HistoryEvent } from '../history/events'
import { asFile, renumbered } from '../history/history-testing'
import { judge } from '../judge/verdict'
import { UsageError } from '../language/lab-error'
import { english } from '../language/typed'
import { bundleRun } from './bundle'
import { statusOf } from './exit-status'
import { labCommand } from './lab'
import { verifyFile } from './verify'

const folder = mkdtempSync(join(tmpdir(), 'bundle-command-'))
const before = process.env.XDG_DATA_HOME
test.before(() => {
  process.env.XDG_DATA_HOME = join(folder, 'data')
})
test.after.always(() => {
  if (before === undefined) delete process.env.XDG_DATA_HOME
  else process.env.XDG_DATA_HOME = before
  rmSync(folder, { recursive: true })
})

const keyPath = join(folder, 'data', 'secure-p2p', 'lab', 'signing-key.pem')
const file = join(folder, 'run.intoto.jsonl')

/** @returns the path of the history of a run that was just played. */
async function played(story = raid): Promise<string> {
  const { run } = await playedIn(folder, story)
  return join(folder, basename(run), 'history.jsonl')
}

function told(path: string, key?: string) {
  const { lines, status } = verifyFile(path, key, catalogue, english)
  return { text: lines.map(english).join('\n'), status }
}

const lab = (...args: string[]) => labCommand({ scenarios: catalogue }, args)

test.serial('what cannot be signed makes no file, and no key', async (t) => {
  const cut = join(folder, 'cut.jsonl')
  writeFileSync(cut, readFileSync(await played()).subarray(0, -1))
  await t.throwsAsync(bundleRun(cut, file, catalogue), {
    name: 'LabError',
    message: /^This run cannot be signed: /,
  })
  await t.throwsAsync(bundleRun('no-such-run', file, catalogue), {
    name: 'LabError',
    message: /^There is no run /,
  })
  t.false(existsSync(file) || existsSync(keyPath))
})

test.serial('a run is signed with a key that is made once, and holds where it is copied to', async (t) => {
  const path = await played()
  const lines = (await bundleRun(path, file, catalogue)).map(english)
  t.regex(lines[0]!, /^A key to sign with was made: .*signing-key\.pem\. Keep it to yourself\.$/)
  if (process.platform !== 'win32') t.is(statSync(keyPath).mode & 0o777, 0o600)
  const key = lines[2]!.trim()
  t.regex(key, /^[0-9a-f]{64}$/)
  const { text, status } = told(file)
  const verdicts = judge(readLines(readFileSync(path)).events)
  t.is(status, statusOf(verdicts))
  t.regex(text, /run\.intoto\.jsonl holds: nothing was changed/)
  t.true(text.includes(`Signed with the key ${key}`))
  t.regex(text, /Whose key that is, it does not say/)
  t.regex(text, /a lab that lied from the start/)
  t.regex(text, /Another version of the lab recorded it/)
  for (const { name, verdict } of verdicts) t.true(text.includes(`${name}: ${verdict}`))
  t.notRegex(told(file, key.toUpperCase()).text, /Whose key/)
  t.is(told(file, key).status, status)
  const other = told(file, fingerprintOf(newKey()))
  t.is(other.status, 1)
  t.regex(other.text, /does NOT hold.*\n {2}It is signed with another key/)
  const again = (await bundleRun(path, file, catalogue)).map(english)
  t.is(again[1]!.trim(), key)
  t.is(await lab('verify', file, '--key', key, '--lang', 'fr'), status)
  t.is(await lab('bundle', path, file), 0)
})

test.serial('what was changed is told, with 1', async (t) => {
  const history = readFileSync(await played())
  const changed = join(folder, 'changed.jsonl')
  writeFileSync(changed, bundled(history).toString().replace('"phase-ended"', '"phase-ended" '))
  t.is(told(changed).status, 1)
  t.regex(
    told(changed).text,
    /does NOT hold.*\n {2}The history is not the one that was signed\.\n {2}Line \d+: /,
  )
  writeFileSync(changed, 'no bundle')
  t.is(told(changed).status, 1)
  const { events } = readLines(history)
  const all = events.map((event) => ({ ...event, act: `${event.act}x` }) as HistoryEvent)
  writeFileSync(changed, forged(renumbered(all)))
  t.is(told(changed).status, 1)
})

test.serial('a history that is judged again says what of it is not as it was recorded', async (t) => {
  const history = readFileSync(await played())
  const { events } = readLines(history)
  const other = events.map(
    (event): HistoryEvent => (event.event === 'act-started' ? { ...event, profile: 'prototype' } : event),
  )
  t.is(doubtOf(history, catalogue), null)
  const doubts = [
    [asFile(other), /its profile is prototype, and there hardened/],
    [history.toString().replace(/,"chain":"[0-9a-f]{64}"/g, ''), /are not chained/],
  ] as const
  const path = join(folder, 'edited.jsonl')
  const { write } = process.stdout
  t.teardown(() => {
    process.stdout.write = write
  })
  for (const [text, why] of doubts) {
    t.regex(english(doubtOf(Buffer.from(text), catalogue)!), why)
    writeFileSync(path, text)
    let printed = ''
    process.stdout.write = (chunk: string | Uint8Array) => {
      printed += chunk
      return true
    }
    await lab('verdict', path, '--lang', 'en')
    process.stdout.write = write
    t.regex(printed, /^This is no whole run of the catalogue as it was recorded: /m)
    t.regex(printed, why)
  }
})

test.serial(
  'of a damaged history what is left is judged: its act is INCONCLUSIVE, and the line is named',
  async (t) => {
    const lines = readFileSync(await played(), 'utf8').split('\n')
    const begun = lines.findIndex((line) => line.includes('"act-started"'))
    const path = join(folder, 'damaged.jsonl')
    writeFileSync(path, lines.with(begun + 1, 'nonsense').join('\n'))
    const { write } = process.stdout
    t.teardown(() => {
      process.stdout.write = write
    })
    let printed = ''
    process.stdout.write = (chunk: string | Uint8Array) => {
      printed += chunk
      return true
    }
    t.not(await lab('verdict', path, '--lang', 'en'), 0)
    process.stdout.write = write
    t.regex(printed, new RegExp(`^one: INCONCLUSIVE, .* Line ${begun + 2} of the recording is damaged`, 'm'))
    t.regex(printed, new RegExp(`^Line ${begun + 2} is damaged: it is left out`, 'm'))
    t.regex(printed, /^two: /m)
    t.regex(printed, /^This is no whole run of the catalogue as it was recorded: Line /m)
  },
)

test.serial('a file that cannot be read, or should not be, is one sentence', (t) => {
  const large = join(folder, 'large')
  writeFileSync(large, '')
  truncateSync(large, MOST_BYTES + 1)
  for (const [path, message] of [
    [join(folder, 'missing'), /^There is no file /],
    [folder, /is no file\.$/],
    [large, /has 65 MiB: no run of this lab is larger than 64\.$/],
  ] as const)
    t.throws(() => told(path), { name: 'LabError', message })
})

test.serial('commands that cannot be obeyed', async (t) => {
  for (const [args, message] of [
    [['bundle'], /^bundle needs the RUN and the FILE/],
    [['bundle', 'latest'], /^bundle needs the RUN and the FILE/],
    [['bundle', 'a', 'b', 'c'], /^bundle takes no c\.$/],
    [['verify'], /^verify needs the FILE/],
    [['verify', file, 'x'], /^verify takes no x\.$/],
    [['verify', file, '--key', 'abc'], /^--key takes the 64 hexadecimal digits/],
    [['verdict', '--key', 'abc'], /^--key goes with verify\.$/],
    [['verfy', file], /did you mean verify\?/],
  ] as const)
    await t.throwsAsync(lab(...args), { instanceOf: UsageError, message })
})

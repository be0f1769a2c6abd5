/** The chain of a history: it is noticed what was changed, and histories without one are read as they are. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import { CHAIN_START, chained, HistoryLines } from './chain'
import { readHistory } from './history-file'
import { act, asFile, controls, held } from './history-testing'
import { salvage } from './salvage'
import { HistoryTail } from './tail'

const folder = mkdtempSync(join(tmpdir(), 'lab-chain-'))
test.after.always(() => rmSync(folder, { recursive: true }))

const events = act({}, { ...controls, attack: held('attack') })
const lines = asFile(events).split('\n').slice(0, -1)
const bare = lines.map((line) => line.replace(/,"chain":"[0-9a-f]{64}"/, ''))

/** @returns how many lines a strict reader takes, up to the first bad one; the others leave out that one as well, and go on. */
function taken(of: readonly string[]): number {
  const text = of.map((line) => `${line}\n`).join('')
  const path = join(folder, 'history.jsonl')
  writeFileSync(path, text)
  const tail = new HistoryTail(path)
  const followed = tail.read()
  tail.close()
  let whole: number
  try {
    whole = readHistory(path).length
  } catch (error) {
    whole = Number(/ is damaged at line (\d+): /.exec((error as Error).message)?.[1]) - 1
  }
  const { events, damaged } = salvage(text)
  if (JSON.stringify([followed.events, followed.damaged]) !== JSON.stringify([events, damaged]))
    throw new Error('the two who go on do not agree')
  if (damaged.length > 0 ? damaged[0] !== whole + 1 : events.length !== whole)
    throw new Error(`the strict one stops behind ${whole}, the others leave out ${damaged.join()}`)
  return whole
}

test('a line is its event, and the hash of it and of the line before it', (t) => {
  const one = chained('{"a":1}', CHAIN_START)
  // printf '%s\n{"a":1}' $(printf 'secure-p2p-lab history v1' | sha256sum | cut -c-64) | sha256sum
  t.is(one.line, `{"a":1,"chain":"${one.chain}"}`)
  t.not(chained('{"a":1}', one.chain).chain, one.chain)
  t.not(chained('{"a":2}', CHAIN_START).chain, one.chain)
})

test('a history that nobody has touched is read whole, with and without a chain', (t) => {
  t.is(taken(lines), events.length)
  t.is(taken(bare), events.length)
  const reader = new HistoryLines()
  for (const line of lines) reader.next(line)
  t.true(lines.at(-1)!.includes(reader.chain!))
  t.is(reader.count, lines.length)
})

test('whatever is done to a line, a strict reader stops there', (t) => {
  const place = fc.integer({ min: 0, max: lines.length - 2 })
  fc.assert(
    fc.property(place, (at) => {
      const changed = lines.with(at, lines[at]!.replace('"act":"act"', '"act":"axt"'))
      t.is(taken(changed), at)
      t.is(taken(lines.toSpliced(at, 1)), at)
      t.is(taken(lines.toSpliced(at, 0, lines[at + 1]!)), at)
      t.is(taken(lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!)), at)
      // Also a space that changes nothing of what it says, and a line of a history that has no chain.
      t.is(taken(lines.with(at, lines[at]!.replace(':', ': '))), at)
      t.is(taken(lines.with(at, bare[at]!)), at === 0 ? 1 : at)
    }),
    { numRuns: 15 },
  )
})

test('what begins without a chain may not go on with one', (t) => {
  t.is(taken([bare[0]!, ...lines.slice(1)]), 1)
})

test('whoever writes all lines behind a change anew is not noticed: that is for a signature', (t) => {
  const other = events.map((event) => ({ ...event, act: 'other' }))
  t.is(taken(asFile(other).split('\n').slice(0, -1)), events.length)
})

/**
 * A program of `npm run bench past`: a home with a million messages beside one with a thousand, each opened by a fresh
 * process. `past start` prints rounds of milliseconds until the journal is open, `past memory` of resident MB then, and
 * `past search` of milliseconds for words that nobody said, beside `grep -i` over the same messages as plain text.
 */

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemEntropy } from '../cli/entropy'
import { Passphrase } from '../home/passphrase'
import type { StoreEntry } from '../messenger/correspondence'
import { openJournal } from '../messenger/journal-in-home'
import { search } from '../messenger/search'

const FEW = 1_000
const MANY = 1_000_000
const ROUNDS = 7
/** The passphrase is the same work for both, and not what is measured. */
const COST = { logN: 4, r: 8, p: 1 }
const WORDS = 'nobody said this'

type Figures = Readonly<Record<'start' | 'memory' | 'search', number>>

const open = (home: string) => openJournal(home, new Passphrase('secret'), systemEntropy, COST)

/** One a minute, of two friends. */
function message(number: number): StoreEntry {
  const at = Date.UTC(2024, 0) + number * 60_000
  const friend = number % 2 === 0 ? 'bob' : 'carol'
  const item = { type: 'text', text: textOf(number) } as const
  return { kind: 'in', friend, stream: 'ab'.repeat(16), number, written: at, at, item }
}

function textOf(number: number): string {
  return `message ${number}, with some words of the kind that people say to each other now and then`
}

async function fill(home: string, count: number): Promise<void> {
  mkdirSync(home)
  const journal = await open(home)
  for (let from = 1; from <= count; from += FEW) {
    const numbers = Array.from({ length: FEW }, (_, index) => from + index)
    await journal.write(() => ({ entries: numbers.map(message), answer: undefined }))
    await appendFile(`${home}.txt`, numbers.map((number) => `${textOf(number)}\n`).join(''))
  }
  await journal.close()
}

/** In a process of its own. */
async function measure(home: string): Promise<Figures> {
  const began = performance.now()
  const journal = await open(home)
  const start = performance.now() - began
  const memory = process.memoryUsage.rss() / 1e6
  const searching = performance.now()
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve))
  await search(journal.store, null, WORDS, 1, Date.now, pause)
  const found = performance.now() - searching
  await journal.close()
  return { start, memory, search: found }
}

function measured(home: string): Figures {
  const args = ['-r', 'ts-node/register', __filename, 'measure', home]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Figures
}

async function main(what: keyof Figures): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'past-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const [few, many] = [join(folder, 'few'), join(folder, 'many')]
  await fill(few, FEW)
  await fill(many, MANY)
  for (let round = 0; round < ROUNDS; round++) {
    const yardstick = what === 'search' ? grep(`${many}.txt`) : measured(few)[what]
    process.stdout.write(`${JSON.stringify({ yardstick, ours: measured(many)[what] })}\n`)
  }
}

function grep(path: string): number {
  const began = performance.now()
  spawnSync('grep', ['-i', WORDS, path], { env: { LC_ALL: 'C.UTF-8' } })
  return performance.now() - began
}

const [what, home] = process.argv.slice(2)
if (what === 'measure' && home)
  void measure(home).then((figures) => process.stdout.write(JSON.stringify(figures)))
else void main(what as keyof Figures)

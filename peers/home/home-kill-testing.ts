/**
 * A program to be killed while it writes: `home-kill-testing WHAT HOME [HOMES EVERY]`. It writes for ever, until the disk is
 * full, or makes an identity or an import once, and tells on stdout what it was told is on disk. Before each system call
 * that changes the disk, and at the end, it copies its home to HOMES/1, HOMES/2, …: a kill at that moment leaves this. Of
 * these a sample (`extent-testing.ts`) has each EVERY-th.
 */

import fs, { readFileSync, writeSync } from 'node:fs'
import promises from 'node:fs/promises'
import { join } from 'node:path'
import { isPlayed } from '../../lab/suite/extent-testing'
import { systemEntropy } from '../cli/entropy'
import { noteIdentity } from '../contacts/contacts'
import type { StoreEntry } from '../messenger/correspondence'
import { DiskWait } from '../messenger/disk-wait'
import type { Journal, JournalLimits } from '../messenger/journal'
import { openJournal } from '../messenger/journal-in-home'
import { LackNotes } from '../messenger/lack-notes'
import { idOf, lackOf } from '../messenger/outbox'
import { NO_STREAM } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { saveAccount } from './account-file'
import { openContacts } from './contacts-file'
import { lockHome } from './home-lock'
import { importInto, readExport } from './identity-export'
import { loadOrCreateIdentity } from './identity-file'
import { openLog } from './log-file'
import { type Cost, Passphrase } from './passphrase'

export const cheap: Cost = { logN: 4, r: 8, p: 1 }
export const SECRET = 'secret'
/** Bob's identity. */
export const BOB = 'b0'.repeat(32)

let told = 0
const say = (number: number) => {
  told = number
  writeSync(1, `${number}\n`)
}

/** After which messages all but the last ones are cleared, and up to which. */
export const CLEARINGS = [
  { after: 12, upTo: 5 },
  { after: 24, upTo: 16 },
  { after: 36, upTo: 30 },
]
export const tiny: JournalLimits = { lines: 3, bytes: 10_000, tails: 2, log: 500 }

/** Each goes on from the number of what is there already. */
const work: Readonly<Record<string, (home: string, passphrase: Passphrase) => Promise<void>>> = {
  async log(home, passphrase) {
    const { entries, log } = await openLog(join(home, 'journal'), 'test', passphrase, systemEntropy, cheap)
    let next = entries.length / 2
    say(next)
    // Several at once, each of two entries that belong together.
    const writer = async () => {
      for (;;) {
        const number = next++
        await log.append([Buffer.from(`${number} one`), Buffer.from(`${number} two`)])
        say(number + 1)
      }
    }
    await Promise.all([1, 2, 3].map(writer))
  },
  /** Fills the disk, makes room, goes on, and looks. */
  async full(home, passphrase) {
    const path = join(home, 'journal')
    const { log } = await openLog(path, 'test', passphrase, systemEntropy, cheap)
    fs.writeFileSync(join(home, 'filler'), Buffer.alloc(40_000))
    const entry = Buffer.alloc(1000)
    let kept = 0
    const refused = async () => {
      for (;;) {
        const failure = await log.append([entry]).catch((error: unknown) => error)
        if (failure instanceof PeerError) return failure.message
        kept++
      }
    }
    const first = await refused()
    const again = await log.append([entry]).catch((error: unknown) => (error as PeerError).message)
    const account = { name: 'alice', directory: 'http://127.0.0.1:8440' }
    const other = await saveAccount(home, account, passphrase, systemEntropy, cheap).catch(
      (error: unknown) => (error as PeerError).message,
    )
    const between = await openLog(path, 'test', passphrase, systemEntropy, cheap)
    await between.log.close()
    fs.rmSync(join(home, 'filler'))
    for (let more = 0; more < 5; more++) await log.append([entry]).then(() => kept++)
    await log.close()
    const { entries } = await openLog(path, 'test', passphrase, systemEntropy, cheap)
    const found = { between: between.entries.length, after: entries.length }
    writeSync(1, JSON.stringify({ first, again, other, kept, ...found, files: fs.readdirSync(home) }))
  },
  async contacts(home, passphrase) {
    const store = await openContacts(home, passphrase, systemEntropy, cheap)
    const spki = readFileSync(join(home, 'spki'))
    for (let number = store.contacts.size; ; number++) {
      say(number)
      await store.update((contacts) =>
        noteIdentity(contacts, `friend${number}`, { signing: spki, wrapping: spki }),
      )
    }
  },
  /** Messages in pages of three, and now and then what is long ago is cleared. */
  async pages(home, passphrase) {
    const journal = await openJournal(home, passphrase, systemEntropy, cheap, tiny)
    for (let number = 1; number <= 44; number++) {
      await journal.write(() => ({ entries: saidAndSeen(number), answer: undefined }))
      say(number)
      const clearing = CLEARINGS.find(({ after }) => after === number)
      if (clearing) await journal.clear({ friend: 'bob', from: 0, to: clearing.upTo }, () => {})
    }
    await journal.close()
  },
  /** Bob lacks one text more each time, and the user is told. */
  async lacks(home, passphrase) {
    const journal = await openJournal(home, passphrase, systemEntropy, cheap, tiny)
    const notes = lackNotes(journal, say)
    for (let number = 1; number <= 12; number++) {
      await journal.write(() => ({ entries: saidAndSeen(2 * number), answer: undefined }))
      const has = { stream: NO_STREAM, number: 0, written: 0 }
      await notes.heard('bob', BOB, lackOf(journal.store.of('bob'), BOB, has))
    }
    await journal.close()
  },
  async account(home, passphrase) {
    for (let number = 1; ; number++) {
      const account = { name: `name${number}`, directory: 'http://127.0.0.1:8440' }
      await saveAccount(home, account, passphrase, systemEntropy, cheap)
      say(number)
    }
  },
  async identity(home, passphrase) {
    const prepared = await readExport(join(home, '..', 'export'), passphrase)
    const keys = [prepared.identity.signing, prepared.identity.wrapping]
    const entropy = { ...systemEntropy, rsa: async () => keys.shift() ?? systemEntropy.rsa() }
    await loadOrCreateIdentity(home, passphrase, entropy, cheap)
    say(1)
  },
  async import(home, passphrase) {
    const exported = await readExport(join(home, '..', 'export'), passphrase)
    await importInto(home, exported, passphrase, systemEntropy, cheap)
    say(1)
  },
}

/** @param tell is told of how many texts the user was told. */
export function lackNotes(journal: Journal, tell: (count: number) => void): LackNotes {
  const disk = new DiskWait({ random: () => 0, onEvent: () => {} })
  return new LackNotes({ journal, disk, tell: (_, { count }) => tell(count) })
}

/** Odd ones are Bob's, even ones were said to him; each comes to its end at once. */
export function saidAndSeen(number: number): StoreEntry[] {
  const friend = 'bob'
  const item = { type: 'text', text: `${number}` } as const
  const [count, written] = [Math.ceil(number / 2), number]
  if (number % 2 === 0) {
    const stream = 'aa'.repeat(16)
    const id = idOf(stream, count)
    return [
      { kind: 'out', friend, to: BOB, id, stream, number: count, written, item },
      { kind: 'receipt', friend, stream, number: count },
    ]
  }
  return [
    { kind: 'in', friend, stream: 'bb'.repeat(16), number: count, written, at: written, item },
    { kind: 'seen', friend, count },
  ]
}

/** @returns what copies the home as it is now; HOMES.told has a line for each step: the last number told by then. */
function copyEachStep(home: string, homes: string, every: number): () => void {
  let steps = 0
  const copy = () => {
    if (isPlayed(++steps, every)) fs.cpSync(home, join(homes, `${steps}`), { recursive: true })
    fs.appendFileSync(`${homes}.told`, `${told}\n`)
  }
  const counted = <Args extends unknown[], Result>(call: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      copy()
      return call(...args)
    }
  }
  const { open } = promises
  const counting: typeof open = async (...args) => {
    const handle = await open(...args)
    handle.writeFile = counted(handle.writeFile.bind(handle))
    handle.sync = counted(handle.sync.bind(handle))
    handle.write = counted(handle.write.bind(handle)) as typeof handle.write
    handle.datasync = counted(handle.datasync.bind(handle))
    handle.truncate = counted(handle.truncate.bind(handle))
    return handle
  }
  promises.open = counted(counting)
  promises.mkdir = counted(promises.mkdir) as typeof promises.mkdir
  promises.link = counted(promises.link)
  promises.rename = counted(promises.rename)
  promises.unlink = counted(promises.unlink)
  fs.rmSync = counted(fs.rmSync)
  return copy
}

async function main([what = '', home = '', homes, every]: readonly string[]): Promise<void> {
  await lockHome(home)
  const copy = homes ? copyEachStep(home, homes, Number(every)) : () => {}
  await work[what]?.(home, new Passphrase(SECRET))
  copy()
}

if (require.main === module) main(process.argv.slice(2))

/** What it takes a start of the real program to tell what nobody has seen, measured from outside. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { peakOf, processorTimeOf, statFile, statusFile } from '../../lab/runtime/usage'
import { isWhole, playedIn } from '../../lab/suite/extent-testing'
import { systemEntropy } from '../cli/entropy'
import { bundle, type Programs, secrets, startAgent, startDirectory } from '../cli/programs-testing'
import { Passphrase } from '../home/passphrase'
import type { StoreEntry } from './correspondence'
import { openJournal } from './journal-in-home'

const MIB = 1024 * 1024
/** What is written to the journal at once. */
const BATCH = 2_000
/** How many texts wait at each start. */
const COUNTS = isWhole ? [0, 10_000, 40_000] : [0, 4_000, 16_000]
/** Bytes of each text: as many as a friend may have unread in all, in 40,000. */
const TEXT = 'x'.repeat(1_300)

const onLinux = process.platform === 'linux' ? test.serial : test.serial.skip

interface Figures {
  /** Milliseconds of a processor. */
  readonly time: number
  /** Bytes at most. */
  readonly memory: number
}

/** Puts texts of Bob's into Alice's home while her program does not run. */
async function arrive({ folder }: Programs, count: number): Promise<void> {
  const passphrase = new Passphrase(secrets.P2P_PASSPHRASE)
  const journal = await openJournal(join(folder, 'alice'), passphrase, systemEntropy)
  for (let done = 0; done < count; done += BATCH)
    await journal.write((store) => {
      const { arrived } = store.of('bob')
      const entries = Array.from({ length: BATCH }, (_, at): StoreEntry => {
        const number = arrived + at + 1
        const item = { type: 'text', text: `${number} ${TEXT}` } as const
        const stream = 'bb'.repeat(16)
        return { kind: 'in', friend: 'bob', stream, number, written: number, at: number, item }
      })
      return { entries, answer: undefined }
    })
  await journal.close()
}

// In a sample by turns with what friends cost, and with kills.
const byTurns = playedIn(onLinux, 0, 2)
byTurns('a backlog is told in a time that grows as it does, and in memory that does not', async (t) => {
  t.timeout(240_000)
  const programs = bundle(t)
  const { url } = await startDirectory(t, programs)
  const first = await startAgent(t, programs, 'alice', url)
  await first.end()
  const figures: Figures[] = []
  let arrivedBefore = 0
  for (const count of COUNTS) {
    await arrive(programs, count)
    const began = performance.now()
    const alice = await startAgent(t, programs, 'alice', url)
    let told = alice.of('message').length
    // Not kept: whoever waits looks through all that is.
    alice.passesOver = ({ event, text }) => {
      if (event !== 'message') return false
      told += 1
      t.is(Number.parseInt(text, 10), arrivedBefore + told)
      return true
    }
    // Answered when all was told.
    await alice.ask({ do: 'friends' })
    const took = performance.now() - began
    const pid = alice.process.pid!
    const time = processorTimeOf(readFileSync(statFile(pid), 'utf8'))
    const memory = peakOf(readFileSync(statusFile(pid), 'utf8'))
    figures.push({ time, memory })
    t.is(told, count)
    arrivedBefore += count
    t.log(
      `${count}: ${time} ms of a processor, ${Math.round(took)} ms by the clock, ${Math.round(memory / MIB)} MiB`,
    )
    await alice.end()
  }
  const [none, some, many] = figures as [Figures, Figures, Figures]
  t.true(many.time - none.time <= 6 * (some.time - none.time), 'time')
  t.true(many.memory - some.memory <= 32 * MIB, 'memory')
})

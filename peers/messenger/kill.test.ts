/** SIGKILL, again and again, while two messengers talk: the real programs on real disks and sockets. */

import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { isWhole, playedIn } from '../../lab/suite/extent-testing'
import { befriend, bundle, type Program, startAgent, startDirectory } from '../cli/programs-testing'

const [MESSAGES, KILLS, FILE_MIB] = isWhole ? [1_000, 6, 48] : [100, 2, 4]
/** Within so many events each kill comes: a talk has more of them than all kills wait for. */
const SPAN = Math.min(200, MESSAGES / 2)

interface Side {
  readonly name: string
  readonly friend: string
  program: Program
  /** How many of this side's messages are known to be on its disk. */
  kept: number
}

// In a sample by turns with what a backlog costs.
const byTurns = playedIn(test, 1, 2)
byTurns(`${MESSAGES} messages and a file survive SIGKILL of either side at random moments`, async (t) => {
  t.timeout(300_000)
  const programs = bundle(t)
  const { url } = await startDirectory(t, programs)
  const side = async (name: string, friend: string): Promise<Side> => {
    const program = await startAgent(t, programs, name, url)
    return { name, friend, program, kept: 0 }
  }
  const [alice, bob] = [await side('alice', 'bob'), await side('bob', 'alice')]
  await befriend(alice.program, bob.program)

  const file = join(programs.folder, 'holiday.jpg')
  const content = randomBytes(FILE_MIB * 1024 * 1024)
  writeFileSync(file, content)
  await alice.program.ask({ do: 'send-file', to: 'bob', path: file })
  const offer = await bob.program.until('file-offered')
  await bob.program.ask({ do: 'accept-file', file: offer.transfer.id })

  /** Says messages one after the other, as a script would that may be killed at any moment, until all are kept. */
  const talk = async (who: Side, count: number): Promise<void> => {
    while (who.kept < count) {
      try {
        await who.program.ask({ do: 'send', to: who.friend, text: `${who.name} ${who.kept + 1}` })
        who.kept += 1
      } catch {
        await who.program.exited
        await restarted(who)
        // The one that was under way is on disk or not: only the history tells.
        who.kept = said(await history(who, who.friend), 'out').length
      }
    }
  }
  const waiting = new Map<Side, () => void>()
  const restarted = (who: Side): Promise<void> =>
    who.program.of('exited').length === 0
      ? Promise.resolve()
      : new Promise((resolve) => waiting.set(who, resolve))

  let killed = 0
  const kills = async (talked: Promise<'all'>): Promise<void> => {
    for (let round = 0; round < KILLS; round++) {
      const who = round % 2 === 0 ? alice : bob
      // After so many more events of whatever kind: a moment that nobody chose.
      const seen = who.program.events.length + 1 + Math.floor(Math.random() * SPAN)
      const moment = who.program.seen(() => (who.program.events.length >= seen ? true : undefined))
      if ((await Promise.race([moment, talked])) === 'all') return
      await who.program.kill()
      killed += 1
      who.program = await startAgent(t, programs, who.name, url)
      waiting.get(who)?.()
      waiting.delete(who)
    }
  }
  // In step, so that neither has said everything while the other one starts again.
  const talkInStep = async () => {
    for (let count = 1; count <= MESSAGES / 2; count++)
      await Promise.all([talk(alice, count), talk(bob, count)])
    return 'all' as const
  }
  const talked = talkInStep()
  await Promise.all([talked, kills(talked)])
  t.true(killed >= KILLS / 2, `${killed} kills`)

  for (const [who, other] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    const expected = Array.from({ length: MESSAGES / 2 }, (_, index) => `${other.name} ${index + 1}`)
    // Asked again and again: what tells of the last one may have been killed before it was read.
    while (said(await history(who, other.name), 'in').length < expected.length);
    t.deepEqual(said(await history(who, other.name), 'in'), expected)
  }
  const ended = ({ content }: Item) => content.type === 'end'
  while (!(await history(bob, 'alice')).some(ended));
  const received = join(programs.folder, 'bob', 'received')
  t.deepEqual(readdirSync(received), ['holiday.jpg'])
  t.is(sha256(readFileSync(join(received, 'holiday.jpg'))), sha256(content))
  await Promise.all([alice.program.end(), bob.program.end()])
  t.deepEqual(readdirSync(join(programs.folder, 'bob', 'partial')), [])
})

async function history({ program }: Side, friend: string): Promise<Item[]> {
  return (await program.ask({ do: 'history', with: friend, count: 10_000 })).items
}

type Item = { direction: string; content: { type: string; text: string } }

function said(items: readonly Item[], direction: string): string[] {
  return items
    .filter((item) => item.direction === direction && item.content.type === 'text')
    .map(({ content }) => content.text)
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Programs that write to a home and are killed with SIGKILL, again and again, or find the disk full: nothing they told
 * to be kept is lost.
 */

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { isPlayed, isWhole, playedIn } from '../../lab/suite/extent-testing'
import { bundleOf } from '../../lab/suite/programs-testing'
import { lines } from '../cli/lines'
import { type Contacts, markVerified, noteIdentity, stateOf } from '../contacts/contacts'
import { openJournal } from '../messenger/journal-in-home'
import { keptLackOf } from '../messenger/lacking'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { loadAccount } from './account-file'
import { openContacts } from './contacts-file'
import { BOB, CLEARINGS, cheap, lackNotes, SECRET, saidAndSeen, tiny } from './home-kill-testing'
import { lockHome } from './home-lock'
import { exportIdentity, importInto, readExport } from './identity-export'
import { loadIdentity, loadOrCreateIdentity, newIdentity } from './identity-file'
import { openLog } from './log-file'
import { Passphrase } from './passphrase'

const KILLS = isWhole ? 10 : 3
/** A journal in pages has hundreds of steps, and a sample each so-many-th. */
const EVERY_PAGE_STEP = 7
const EVERY_LACK_STEP = 3
const secret = new Passphrase(SECRET)
const scratch = fs.mkdtempSync(join(tmpdir(), 'home-kill-'))
test.after.always(async () => {
  await exported // which writes there
  fs.rmSync(scratch, { recursive: true })
})
const program = bundleOf('peers/home/home-kill-testing.ts')

const identity = newIdentity(entropy)
const exported = identity.then(async (own) => {
  const bob = publicIdentity(own)
  const contacts: Contacts = markVerified(noteIdentity(new Map(), 'bob', bob), 'bob', bob)
  const account = { name: 'alice', directory: 'http://127.0.0.1:8440' }
  const all = {
    identity: own,
    contacts,
    ownCounter: 7,
    asked: new Set(['erin']),
    blocked: new Set(['frank']),
    muted: new Set(['grace']),
    nicknames: new Map([['bob', 'Bobby']]),
    account,
  }
  await exportIdentity(join(scratch, 'export'), secret, all, entropy, cheap)
  return all
})

let homes = 0
function newHome(): string {
  const home = join(scratch, `home-${++homes}`)
  fs.mkdirSync(home)
  return home
}

/** @returns the last number it told before it was killed, -1 if it told none. */
async function killed(what: string, home: string, afterTold: number): Promise<number> {
  const child = spawn(process.execPath, [program, what, home], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = 0
  let last = -1
  for await (const line of lines(child.stdout)) {
    last = Number(line)
    if (++told === afterTold) child.kill('SIGKILL')
  }
  return last
}

/** Kills it early and late. @param check is given the last number that was told, in any life so far. */
async function killAgainAndAgain(what: string, home: string, check: (told: number) => Promise<void>) {
  let told = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const last = await killed(what, home, 1 + Math.floor(Math.random() * 40))
    told = what === 'account' ? last : Math.max(told, last)
    await check(told)
  }
  // The next start takes away what was half-written.
  const release = await lockHome(home)
  release()
}

/** Each starts a program and kills it, step by step: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 2)

inTurn(0)('a log: all that was told is there, in pairs, in order', async (t) => {
  const home = newHome()
  await killAgainAndAgain('log', home, async (told) => {
    const { entries, log } = await openLog(join(home, 'journal'), 'test', secret, entropy, cheap)
    await log.close()
    const numbers = Array.from({ length: entries.length / 2 }, (_, index) => index)
    t.deepEqual(
      entries.map(String),
      numbers.flatMap((number) => [`${number} one`, `${number} two`]),
    )
    t.true(numbers.length >= told, `${numbers.length} of ${told}`)
  })
  t.deepEqual(fs.readdirSync(home), ['journal'])
})

inTurn(1)('contacts: all that were told are there', async (t) => {
  const home = newHome()
  fs.writeFileSync(join(home, 'spki'), publicIdentity(await identity).signing)
  await killAgainAndAgain('contacts', home, async (told) => {
    const { contacts } = await openContacts(home, secret, entropy, cheap)
    t.deepEqual(
      [...contacts.keys()],
      Array.from({ length: contacts.size }, (_, index) => `friend${index}`),
    )
    t.true(contacts.size >= told)
  })
  t.deepEqual(fs.readdirSync(home), ['contacts', 'spki'])
})

inTurn(2)('an account: the last one told, or the one after', async (t) => {
  const home = newHome()
  await killAgainAndAgain('account', home, async (told) => {
    const account = await loadAccount(home, secret)
    const number = Number(account?.name.slice('name'.length))
    t.true(number >= told && number <= told + 1, `${number} after ${told}`)
  })
  t.deepEqual(fs.readdirSync(home), ['account'])
})

/**
 * Lets the program work, once, and looks at its home as a kill before each of its steps would have left it.
 * @param every in a sample, only before each so-many-th.
 * @returns how many there are, with the one after the last.
 */
async function killedAtEachStep(
  what: string,
  check: (home: string, step: number, told: number) => Promise<void>,
  every = 1,
) {
  await exported
  const homes = newHome()
  const child = spawn(process.execPath, [program, what, newHome(), homes, `${every}`], { stdio: 'ignore' })
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`${what} ended with ${status}`)
  const told = fs.readFileSync(`${homes}.told`, 'utf8').trimEnd().split('\n')
  for (let step = 1; step <= told.length; step++)
    if (isPlayed(step, every)) await check(join(homes, `${step}`), step, Number(told[step - 1]))
  return told.length
}

inTurn(3)('an identity: none, or a whole one, at whichever step the kill comes', async (t) => {
  const own = fingerprint(publicIdentity((await exported).identity))
  let whole = 0
  const steps = await killedAtEachStep('identity', async (home) => {
    const release = await lockHome(home)
    const found = await loadIdentity(join(home, 'identity'), secret)
    if (found) {
      whole++
      t.is(fingerprint(publicIdentity(found)), own)
    }
    await loadOrCreateIdentity(home, secret, { ...entropy, rsa: async () => (await identity).signing }, cheap)
    release()
    t.deepEqual(fs.readdirSync(home), ['identity'])
  })
  t.true(steps > 6 && whole > 1 && whole < steps, `${whole} of ${steps}`)
})

inTurn(4)('an import: all of it or nothing, at whichever step the kill comes', async (t) => {
  const all = await exported
  let whole = 0
  const steps = await killedAtEachStep('import', async (home, step) => {
    const release = await lockHome(home)
    if (fs.existsSync(join(home, 'identity'))) whole++
    else {
      t.deepEqual(fs.readdirSync(home), [`lock.${process.pid}`], `step ${step}`)
      const fromFile = await readExport(join(scratch, 'export'), secret)
      await importInto(home, fromFile, secret, entropy, cheap)
    }
    const found = await loadIdentity(join(home, 'identity'), secret)
    t.is(fingerprint(publicIdentity(found!)), fingerprint(publicIdentity(all.identity)))
    t.deepEqual(await loadAccount(home, secret), all.account)
    const { contacts, ownCounter } = await openContacts(home, secret, entropy, cheap)
    t.is(stateOf(contacts, 'bob'), 'verified')
    t.is(ownCounter, 7)
    release()
    t.deepEqual(fs.readdirSync(home), ['account', 'contacts', 'identity'])
  })
  t.true(steps > 20 && whole > 2 && whole < steps, `${whole} of ${steps}`)
})

inTurn(5)(
  'a journal in pages: nothing told is lost, nothing is there twice, at whichever step of paging and clearing the kill comes',
  async (t) => {
    const firsts = [1, ...CLEARINGS.map(({ upTo }) => upTo)]
    let inPages = 0
    const steps = await killedAtEachStep(
      'pages',
      async (home, step, told) => {
        const journal = await openJournal(home, secret, entropy, cheap, tiny)
        const { lines } = journal.store.of('bob')
        inPages += lines.pages.length
        const numbers = lines.last(1_000).map(({ item }) => item.type === 'text' && Number(item.text))
        const [first = 1, last = 0] = [numbers[0] || 1, numbers.at(-1) || 0]
        t.deepEqual(
          numbers,
          Array.from({ length: numbers.length }, (_, index) => first + index),
          `step ${step}`,
        )
        t.true(last === told || last === told + 1, `step ${step}: ${last} after ${told}`)
        // The one that came last may be cleared or not; what was cleared earlier does not come back.
        const cleared = CLEARINGS.filter(({ after }) => after < told).length
        t.true([cleared, cleared + 1].includes(firsts.indexOf(first)), `step ${step}: ${first} is the first`)
        await journal.write(() => ({ entries: saidAndSeen(last + 1), answer: undefined }))
        await journal.close()
        const again = await openJournal(home, secret, entropy, cheap, tiny)
        t.is(again.store.of('bob').lines.last(1_000).length, numbers.length + 1)
        await again.close()
        const files = again.pages.map(({ file }) => file)
        t.deepEqual(fs.readdirSync(join(home, 'history')).sort(), files.sort())
      },
      EVERY_PAGE_STEP,
    )
    const enough = isWhole ? 500 : 500 / EVERY_PAGE_STEP
    t.true(steps > 200 && inPages > enough, `${steps} steps, ${inPages} pages`)
  },
)

inTurn(6)(
  'what a friend lacks: all that was told can be sent again, and is told once more at most, at whichever step the kill comes',
  async (t) => {
    let [repeated, inPages] = [0, 0]
    const steps = await killedAtEachStep(
      'lacks',
      async (home, step, told) => {
        /** One start of the messenger. @returns what the user is told, and how many can be sent again. */
        const start = async () => {
          const journal = await openJournal(home, secret, entropy, cheap, tiny)
          const tells: number[] = []
          const lacks = keptLackOf(journal.store.of('bob'), BOB)?.count ?? 0
          await lackNotes(journal, (count) => tells.push(count)).heard('bob', BOB, null)
          inPages += journal.pages.length
          await journal.close()
          return { lacks, tells }
        }
        const { lacks, tells } = await start()
        t.true([told, told + 1].includes(lacks), `step ${step}: ${lacks} after ${told}`)
        t.true(tells.length <= 1 && tells.every((count) => count === lacks), `step ${step}`)
        if (lacks > told) t.is(tells.length, 1, `step ${step}: nobody was told yet`)
        else repeated += tells.length
        t.deepEqual(await start(), { lacks, tells: [] }, `step ${step}`)
      },
      EVERY_LACK_STEP,
    )
    t.log(`${steps} steps, after ${repeated} of them it is told a second time`)
    // A kill between the telling and the note of it: some of the steps, and not all.
    t.true(steps > 100 && repeated < (steps / (isWhole ? 1 : EVERY_LACK_STEP)) * 0.5 && inPages > 0)
  },
)

const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0
const onFullDisk = mayMount ? test : test.skip
onFullDisk(
  'a disk that is really full: one sentence, nothing lost, and on it goes once there is room',
  (t) => {
    const home = newHome()
    // A disk of 200 KiB in a namespace of its own: it is gone when the shell is.
    const script = 'mount -t tmpfs -o size=200k tmpfs "$1" && exec "$2" "$3" full "$1"'
    const args = ['-rm', 'sh', '-c', script, 'sh', home, process.execPath, program]
    const { stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8' })
    t.is(stderr, '')
    const told = JSON.parse(stdout)
    const full = (name: string) =>
      `${join(home, name)} could not be written: the disk is full: free some space and try again.`
    t.is(told.first, full('journal'))
    t.is(told.again, full('journal'))
    t.is(told.other, full('account'))
    t.true(told.kept > 50)
    t.is(told.after, told.kept)
    t.is(told.between, told.kept - 5)
    t.deepEqual(
      told.files.filter((name: string) => !name.startsWith('lock.')),
      ['journal'],
    )
  },
)

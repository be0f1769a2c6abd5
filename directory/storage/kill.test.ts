/**
 * The real program, killed with SIGKILL in the middle of concurrent writes, again and again: every write it
 * acknowledged must be there when it starts again. Snapshots are made all the time, so that kills hit them too.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test from 'ava'
import { isWhole, playedIn } from '../../lab/suite/extent-testing'
import { bundleOf } from '../../lab/suite/programs-testing'
import { answers } from '../../peers/protocol/directory-api'
import type { SignedAddressRecord } from '../../peers/protocol/statements'
import { address, dataKey, newIdentity, registration, send, temporaryFolder } from '../directory-testing'
import { Database } from './database'
import { decodeSnapshot } from './snapshot'

const KILLS = isWhole ? 8 : 1
const WORKERS = 6
const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000)

/** mulberry32: small, and repeats for a seed. */
function random(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What one user was told, and what was asked for without an answer. */
interface User {
  readonly name: string
  readonly token: string
  /** The counter of the last address sent, and the last address acknowledged. */
  sent: number
  last?: SignedAddressRecord
  /** Requests acknowledged as made, and as removed. Those of which no answer came may be either. */
  readonly made: Set<string>
  readonly removed: Set<string>
}

const own = newIdentity()

// In a sample by turns with the backups of the program.
const byTurns = playedIn(test, 0, 2)
byTurns(`no acknowledged write is lost (KILL_SEED=${seed})`, async (t) => {
  const { folder, remove } = temporaryFolder()
  t.teardown(remove)
  const program = bundleOf('directory/cli/main.ts')
  const data = join(folder, 'data')
  const snapshot = join(data, 'directory.snapshot')
  const next = random(seed)
  const users: User[] = []
  const seen = { snapshots: 0, torn: 0 }
  let serial = 0
  let child: ChildProcess | undefined
  t.teardown(() => child?.kill('SIGKILL'))

  const start = async () => {
    const args = ['--node', '--listen', '127.0.0.1:0', '--data', data, '--scrypt-cost', '10']
    child = spawn(process.execPath, [program, ...args, '--journal-limit', '6000'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, DIRECTORY_KEY: dataKey.toString('hex') },
    })
    const [line] = await once(createInterface(child.stdout!), 'line')
    return `http://127.0.0.1:${JSON.parse(line).port}`
  }

  const enter = async (base: string, acknowledge: () => void) => {
    const name = `user${++serial}`
    const { status, body } = await send(base, 'POST', '/register', { body: registration(name, own) })
    t.is(status, 201)
    const { token } = answers.token.parse(body)
    users.push({ name, token, sent: 0, made: new Set(), removed: new Set() })
    acknowledge()
    return users.at(-1)!
  }

  /** One user's traffic until the directory is gone. @param known who registered earlier, perhaps. */
  const work = async (base: string, known: User | undefined, acknowledge: () => void) => {
    try {
      const user = known ?? (await enter(base, acknowledge))
      const { token } = user
      for (;;) {
        const expires = Date.now() + 3_600_000
        const body = address(own, { name: user.name, counter: ++user.sent, expires })
        t.is((await send(base, 'PUT', '/address', { token, body })).status, 200)
        user.last = body
        acknowledge()

        const friend = `friend${++serial}`
        t.is((await send(base, 'POST', '/add_friend', { token, body: { name: friend } })).status, 200)
        user.made.add(friend)
        acknowledge()

        if (user.made.size < 4) continue
        const former = [...user.made][0]!
        user.made.delete(former)
        t.is((await send(base, 'DELETE', `/friends/${former}`, { token })).status, 200)
        user.removed.add(former)
        acknowledge()
      }
    } catch (error) {
      // fetch throws a TypeError when the connection is cut; anything else is a failure of the test.
      if (!(error instanceof TypeError)) throw error
    }
  }

  const verify = async (base: string, round: string) => {
    await Promise.all(users.map((user) => verifyUser(base, `${round}: ${user.name}`, user)))
  }

  const verifyUser = async (base: string, who: string, user: User) => {
    const { token, made, removed, last } = user
    const { status, body } = await send(base, 'GET', '/friends', { token })
    t.is(status, 200, `${who} is not known any more`)
    const { outgoing } = answers.friends.parse(body)
    for (const friend of made) t.true(outgoing.includes(friend), `${who} lost ${friend}`)
    for (const friend of removed) t.false(outgoing.includes(friend), `${who} has ${friend} again`)
    if (last === undefined) return
    const again = await send(base, 'PUT', '/address', { token, body: last })
    t.is(again.status, 409, `${who} lost address ${last.counter}`)
  }

  for (let kill = 1; kill <= KILLS; kill++) {
    const base = await start()
    await verify(base, `kill ${kill}`)
    // Some acknowledgements, then some turns of this process's event loop.
    let acknowledgements = 1 + Math.floor(next() * 80)
    let turns = Math.floor(next() * 40)
    const killSoon = () => (turns-- > 0 ? setImmediate(killSoon) : child!.kill('SIGKILL'))
    const acknowledge = () => {
      if (--acknowledgements === 0) killSoon()
    }
    const ended = once(child!, 'exit')
    // Most go on from before, some are new.
    const known = [...users]
    const takeOne = () => (next() < 0.6 ? known.splice(next() * known.length, 1)[0] : undefined)
    await Promise.all(Array.from({ length: WORKERS }, () => work(base, takeOne(), acknowledge)))
    await ended
    const journal = readFileSync(join(data, 'directory.journal'))
    if (journal.length > 0 && journal.at(-1) !== 10) seen.torn++
    if (existsSync(snapshot)) {
      seen.snapshots++
      const { sqlite } = decodeSnapshot(dataKey, readFileSync(snapshot))
      const database = await Database.load(sqlite, { check: true })
      t.deepEqual(database.all('PRAGMA integrity_check'), [{ integrity_check: 'ok' }])
      database.close()
    }
  }

  const base = await start()
  await verify(base, 'at the end')
  child!.stdin!.end()
  t.deepEqual(await once(child!, 'exit'), [0, null])
  const database = await Database.load(decodeSnapshot(dataKey, readFileSync(snapshot)).sqlite, {
    check: true,
  })
  t.is(database.all('SELECT name FROM users').length >= users.length, true)
  database.close()
  t.true(seen.snapshots >= KILLS / 2, 'too few snapshots were made for this test to mean anything')
  t.log(`${users.length} users, ${serial} names, ${seen.snapshots} snapshots, ${seen.torn} torn journals`)
})

/** For the bench: data folders of many users, made without asking each for a password. */

import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createFile } from '../../peers/system/atomic-file'
import { filesOf } from '../storage/data-files'
import { Database } from '../storage/database'
import type { Change } from '../storage/schema'
import { Seal } from '../storage/sealed'
import { encodeSnapshot } from '../storage/snapshot'
import { issueToken } from '../users/tokens'

/** Users who are written at once. */
const GROUP = 1_000

/** @returns the name of the user with this number; all are of one length. */
export function userName(number: number): string {
  return `user${String(number).padStart(6, '0')}`
}

/**
 * Makes the data folder of a directory with `users` users, each with keys and an address of the usual sizes, and
 * each a friend of the first.
 * @param parent an existing folder.
 * @returns the folder, how many users and megabytes are in it, and a token of the first user.
 */
export async function makeUsers(parent: string, key: Uint8Array, users: number) {
  const folder = resolve(join(parent, `users-${users}`))
  const database = await Database.create()
  const expires = Date.now() + 86_400_000
  const text = (bytes: number) => randomBytes(bytes).toString('base64')
  for (let first = 0; first < users; first += GROUP) {
    const changes: Change[] = []
    for (let number = first; number < Math.min(users, first + GROUP); number++) {
      const name = userName(number)
      changes.push(
        ['addUser', name, text(294), text(294), 2 ** 17, 8, 1, text(16), text(32)],
        ['setAddress', name, 'auto', 25000, 1, expires, text(256), '192.0.2.1'],
      )
      if (number > 0) changes.push(['ask', userName(0), name], ['accept', userName(0), name])
    }
    database.apply(database.sequence + 1, changes)
  }
  const { answer, changes } = issueToken(userName(0), Date.now())
  database.apply(database.sequence + 1, changes)
  mkdirSync(folder)
  const sqlite = database.export()
  await createFile(filesOf(folder).snapshot, encodeSnapshot(Seal.fresh(key), sqlite))
  database.close()
  return { folder, users, token: answer.token, megabytes: Math.ceil(sqlite.length / 1e6) }
}

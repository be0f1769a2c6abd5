/**
 * A program of `npm run bench file`: how much memory a transfer of 4 GiB takes, of the messenger that takes more, beside
 * what it has when idle and 150 MB. Resident memory in MB (10⁶ bytes), read from outside all the while.
 */

import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { accept, offer, twoFriends } from './agents'
import { residentBytes } from './resident'

const SIZE = 4 * 2 ** 30
const MARGIN = 150e6
/** Milliseconds between two looks. */
const BETWEEN = 20

async function main(): Promise<void> {
  const friends = await twoFriends()
  const path = join(friends.folder, 'film.mkv')
  await writeFile(path, '')
  // A hole: it reads as zeros, and Bob's is written in full.
  await truncate(path, SIZE)
  const watched = (['alice', 'bob'] as const).map((name) => {
    const pid = Number(friends[name].process.pid)
    return { name, pid, idle: residentBytes(pid), most: 0 }
  })
  const look = () => {
    for (const each of watched) each.most = Math.max(each.most, residentBytes(each.pid))
  }
  const timer = setInterval(look, BETWEEN)
  await accept(friends, await offer(friends, path))
  clearInterval(timer)
  look()
  for (const { name, idle, most } of watched) {
    const [of, at] = [idle, most].map((bytes) => (bytes / 1e6).toFixed(0))
    process.stderr.write(`  ${name}: ${of} MB when idle, at most ${at} MB\n`)
  }
  const [worst] = watched.sort((one, other) => other.most - other.idle - (one.most - one.idle))
  if (worst) {
    const result = { yardstick: (worst.idle + MARGIN) / 1e6, ours: worst.most / 1e6 }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  }
  friends.end()
  process.exit()
}

void main()

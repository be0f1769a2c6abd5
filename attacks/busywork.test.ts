import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { playedIn } from '../lab/suite/extent-testing'
import { type BeginningHashes, PrefixHashes } from '../peers/files/prefix-hash'
import { hashAnew } from '../peers/weakened/hash-anew'
import { busywork } from './busywork'
import { acquainted } from './friend-testing'

const BYTES = 3 * 2 ** 20

/** @returns how often each part of the file that Alice offers was read to be hashed, on the average. */
async function struck(t: ExecutionContext, hashes: (size: number) => BeginningHashes) {
  let read = 0
  const counting = (size: number): BeginningHashes => {
    const inner = hashes(size)
    return {
      at(handle, offset, stopped) {
        const counted = async (...args: Parameters<typeof handle.read>) => {
          const result = await Reflect.apply(handle.read, handle, args)
          read += result.bytesRead
          return result
        }
        return inner.at({ read: counted as typeof handle.read }, offset, stopped)
      },
    }
  }
  const { alice, mallory, told, folder } = await acquainted(t, () => ({ prefixHashes: counting }))
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'film.txt')
  writeFileSync(path, Buffer.alloc(BYTES, 'somebody said something\n'))
  await alice.messenger.offer('mallory', path)
  await busywork.launch!(mallory)
  t.is(told.all.filter(({ event }) => event === 'acted').length, 1)
  t.deepEqual(alice.of('alarm'), [])
  return read / BYTES
}

test('the file is read once, however often Mallory asks', async (t) => {
  const times = await struck(t, (size) => new PrefixHashes(size))
  t.true(times > 0.9 && times < 2, `${times}`)
})

// That the attack wins where nothing holds it is shown by its scenario, too: in a sample by turns.
const byTurns = playedIn(test, 1, 5)
byTurns('where its beginning is hashed anew, it is read for each question', async (t) => {
  const times = await struck(t, () => hashAnew)
  t.true(times > 150, `${times}`)
})

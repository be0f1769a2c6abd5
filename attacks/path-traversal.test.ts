import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { listFiles } from '../lab/runtime/file-list'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { senderPath } from '../peers/weakened/sender-path'
import { acquainted } from './friend-testing'
import { pathTraversal } from './path-traversal'

/** Alice accepts whatever is offered. @returns what is in her folder after the attack. */
async function struck(t: ExecutionContext, options: Partial<MessengerOptions>) {
  const { alice, mallory, told, folder } = await acquainted(t, () => options)
  const accepting = new Set<string>()
  void alice.seen(() => {
    for (const { label, state, direction } of alice.messenger.transfers())
      if (direction === 'in' && state === 'offered' && !accepting.has(label)) {
        accepting.add(label)
        void alice.messenger.acceptFile(label)
      }
    return undefined
  })
  await pathTraversal.launch!(mallory)
  // What the friend was told is taken is in its place, but what is left of its way may not be deleted yet.
  await alice.messenger.close()
  const acts = told.all.filter(({ event }) => event === 'acted')
  return { files: listFiles(folder).map(({ path }) => path), folder, acts }
}

test('whatever Mallory calls her files, they come to be in the inbox, each whole', async (t) => {
  const { files, folder, acts } = await struck(t, {})
  const received = files.filter((path) => path.startsWith('files/inbox/'))
  t.deepEqual(
    files.filter((path) => !received.includes(path)),
    [],
  )
  t.is(received.length, acts.length)
  for (const path of received)
    t.regex(readFileSync(join(folder, path), 'utf8'), /^Mallory chose where this is: /)
})

test('where the sender’s path is used, files stand outside of the inbox', async (t) => {
  const { files, acts } = await struck(t, { fileName: senderPath })
  const outside = files.filter((path) => /^(files\/)?from-mallory-\w+\.txt$/.test(path))
  t.is(outside.length, 2)
  t.true(acts.every(({ to, link }) => to === 'alice' && link === null))
})

/** Folders and several files as one offer: the same guarantees as for one file. */

import fs from 'node:fs/promises'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { field, uint } from '../protocol/fields'
import { content, type Side, twoFriends } from './transfer-testing'

const tree: Readonly<Record<string, Buffer>> = {
  'a.txt': content(70_000, 1),
  empty: Buffer.alloc(0),
  'sub/deep/b.bin': content(200_001, 2),
  'sub/c': content(5, 3),
}

async function write(root: string, files: Readonly<Record<string, Buffer>>): Promise<string> {
  for (const [path, bytes] of Object.entries(files)) {
    await fs.mkdir(dirname(join(root, path)), { recursive: true })
    await fs.writeFile(join(root, path), bytes)
  }
  return root
}

async function read(root: string): Promise<Record<string, Buffer>> {
  const entries = await fs.readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(
      files.sort().map(async (path) => [path.slice(root.length + 1), await fs.readFile(path)]),
    ),
  )
}

async function offered(t: ExecutionContext) {
  const friends = await twoFriends(t)
  const { alice, bob } = friends
  const root = await write(join(alice.folder, 'holiday'), tree)
  t.like(await alice.transfers.offer('bob', root), { name: 'holiday', files: 4, state: 'offered' })
  t.like((await bob.until('file-offered')).transfer, { name: 'holiday', files: 4 })
  return { ...friends, root }
}

async function arrived(t: ExecutionContext, bob: Side, context = '') {
  t.deepEqual(await bob.received(), ['holiday'], context)
  t.deepEqual(await read(join(bob.downloads, 'holiday')), { ...tree }, context)
  t.deepEqual(await bob.leftovers(), [], context)
}

test('a folder is one offer, and comes as it is; a second one does not take its place', async (t) => {
  const { alice, bob, root } = await offered(t)
  await bob.transfers.accept('f1')
  const [end] = await Promise.all([bob.until('file-finished'), alice.until('file-finished')])
  t.is(end.transfer.path, join(bob.downloads, 'holiday'))
  await arrived(t, bob)
  await alice.transfers.offer('bob', root)
  await bob.until('file-offered', 2)
  await bob.transfers.accept('f2')
  await bob.until('file-finished', 2)
  t.deepEqual(await bob.received(), ['holiday', 'holiday (2)'])
  t.deepEqual(await read(join(bob.downloads, 'holiday (2)')), { ...tree })
})

test('files and folders that are offered together are one folder there', async (t) => {
  const { alice, bob } = await twoFriends(t)
  const root = await write(alice.folder, { 'x.txt': content(3), 'more/y': content(4), 'z/x': content(5) })
  const paths = ['x.txt', 'more', 'z'].map((name) => join(root, name))
  t.like(await alice.transfers.offer('bob', paths), { name: 'x.txt +2', files: 3 })
  await bob.until('file-offered')
  await bob.transfers.accept('f1')
  await bob.until('file-finished')
  t.deepEqual(await read(join(bob.downloads, 'x.txt +2')), {
    'more/y': content(4),
    'x.txt': content(3),
    'z/x': content(5),
  })
})

test('what cannot go as a pack is refused in a sentence', async (t) => {
  const { alice } = await twoFriends(t)
  await write(alice.folder, { 'one/x': content(3), 'two/x': content(4) })
  await fs.mkdir(join(alice.folder, 'none'))
  await fs.symlink('/etc/passwd', join(alice.folder, 'one', 'link'))
  const refused = (paths: readonly string[], message: RegExp) =>
    t.throwsAsync(
      alice.transfers.offer(
        'bob',
        paths.map((path) => join(alice.folder, path)),
      ),
      { code: 'FILE_FAILED', message },
    )
  await refused(['one'], /link is neither a file nor a folder/)
  await refused(['none'], /^There is no file in/)
  await refused(['two/x', 'missing'], /missing could not be read: there is no such file/)
  await fs.rm(join(alice.folder, 'one', 'link'))
  await refused(['one/x', 'two/x'], /^Two of them are called x/)
  t.deepEqual(alice.transfers.list(), [])
})

test('it goes on where it stopped, also after both were started again', async (t) => {
  const { alice, bob, line } = await offered(t)
  await bob.transfers.accept('f1')
  await new Promise<void>((resolve) => {
    line.onArrival = (_from, message) => {
      if (message.kind !== 'chunk' || message.offset < 2 * 65_000) return
      line.cut()
      resolve()
    }
  })
  for (const side of [alice, bob]) {
    await side.transfers.close()
    side.disk.dead = true
    await side.restart()
  }
  const asked: number[] = []
  line.onArrival = (_from, message) => void (message.kind === 'fetch' && asked.push(message.offset))
  line.connect()
  await Promise.all([alice.until('file-finished'), bob.until('file-finished')])
  t.deepEqual(asked, [2 * 65_000])
  await arrived(t, bob)
})

for (const [what, change] of [
  ['was written to', (root: string) => fs.writeFile(join(root, 'sub/c'), 'other')],
  ['is gone', (root: string) => fs.rm(join(root, 'sub/c'))],
  ['came', (root: string) => fs.writeFile(join(root, 'sub/d'), 'new')],
] as const)
  test(`a file of the folder ${what} after it was offered: nothing of it comes`, async (t) => {
    const { bob, root } = await offered(t)
    await change(root)
    await bob.transfers.accept('f1')
    t.regex((await bob.until('file-ended')).message, /changed/)
    t.deepEqual(await bob.received(), [])
    t.deepEqual(await bob.leftovers(), [])
  })

test('killed at each step the friend has nothing of the folder or all of it, and it arrives once', async (t) => {
  for (let step = 1; ; step += 3) {
    const { alice, bob, line } = await offered(t)
    await bob.transfers.accept('f1')
    const context = `killed at step ${step}`
    const killed = new Promise<'killed'>((resolve) => {
      const start = bob.disk.steps
      bob.disk.before = () => {
        if (bob.disk.steps < start + step) return
        bob.kill()
        resolve('killed')
      }
    })
    const finished = Promise.all([alice.until('file-finished'), bob.until('file-finished')])
    const end = await Promise.race([killed, finished])
    const whole = async () => {
      for (const name of (await bob.received()).filter((each) => !each.startsWith('.')))
        t.deepEqual(await read(join(bob.downloads, name)), { ...tree }, context)
    }
    await whole()
    const said = bob.items.some(({ direction, item }) => direction === 'out' && item.type === 'end')
    if (end === 'killed') {
      bob.disk.before = () => {}
      await bob.restart()
      await whole()
      line.connect()
    }
    await alice.until('file-finished')
    if (!said) await bob.until('file-finished')
    await arrived(t, bob, context)
    if (end !== 'killed') {
      t.true(step > 30)
      break
    }
  }
})

/** A pack of a friend who says what they like. */
async function hostile(t: ExecutionContext, list: Buffer, bytes: Buffer, files: number) {
  const { alice, bob } = await twoFriends(t)
  const path = await alice.file('pack', Buffer.concat([uint(list.length, 4), list, bytes]))
  alice.says = (item) => (item.type === 'offer' ? { ...item, files } : item)
  await alice.transfers.offer('bob', path)
  await bob.until('file-offered')
  await bob.transfers.accept('f1')
  return bob
}

test('a pack that is none is damaged, and nothing of it gets a name', async (t) => {
  const entry = (path: string, size: number) => Buffer.concat([field(path), uint(size, 8)])
  for (const [list, bytes, files] of [
    [entry('../../evil', 1), Buffer.from('x'), 1],
    [entry('a', 2), Buffer.from('x'), 1],
    [entry('a', 1), Buffer.from('x'), 2],
    [Buffer.alloc(0), Buffer.from('x'), 1],
  ] as const) {
    const bob = await hostile(t, list, bytes, files)
    t.regex((await bob.until('file-ended')).message, /not what was announced/)
    t.deepEqual([await bob.received(), await bob.leftovers()], [[], []])
    t.deepEqual((await fs.readdir(bob.folder)).sort(), ['downloads', 'partials'])
  }
})

test('names in a pack are as safe as that of a file', async (t) => {
  const entry = (path: string) => Buffer.concat([field(path), uint(1, 8)])
  const bob = await hostile(
    t,
    Buffer.concat([entry('.bashrc'), entry('a\\..\\b'), entry('con'), entry('\u202egnp.exe')]),
    Buffer.from('1234'),
    4,
  )
  const { transfer } = await bob.until('file-finished')
  t.deepEqual(Object.keys(await read(transfer.path!)).sort(), ['_con', '_gnp.exe', 'b', 'bashrc'])
})

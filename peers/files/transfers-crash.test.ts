/** Files across cut lines, kills and restarts of either side. */

import fs from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { content, type Side, twoFriends } from './transfer-testing'

const SIZE = 500_007
const bytes = content(SIZE)

async function accepted(t: ExecutionContext) {
  const friends = await twoFriends(t)
  const { alice, bob } = friends
  await alice.transfers.offer('bob', await alice.file('report.pdf', bytes))
  await bob.until('file-offered')
  await bob.transfers.accept('f1')
  return friends
}

/** The file is in its place, once and whole, and nothing else lies around. */
async function arrived(t: ExecutionContext, bob: Side, context = '') {
  t.deepEqual(await bob.received(), ['report.pdf'], context)
  t.true(bytes.equals(await fs.readFile(join(bob.downloads, 'report.pdf'))), context)
  t.deepEqual(await bob.leftovers(), [], context)
}

/** Whatever is in the downloads under a name is the whole file. */
async function neverHalf(t: ExecutionContext, bob: Side, context: string) {
  for (const name of await bob.received()) {
    if (name.startsWith('.')) continue
    t.is(name, 'report.pdf', context)
    t.true(bytes.equals(await fs.readFile(join(bob.downloads, name))), context)
  }
}

test('a cut line costs nothing that had arrived', async (t) => {
  const { alice, bob, line } = await accepted(t)
  await new Promise<void>((resolve) => {
    line.onArrival = (_from, message) => {
      if (message.kind !== 'chunk' || message.offset !== 4 * 65_000) return
      line.cut()
      resolve()
    }
  })
  t.like(bob.view(), { state: 'waiting' })
  t.like(alice.view(), { state: 'waiting' })
  const asked: number[] = []
  line.onArrival = (_from, message) => void (message.kind === 'fetch' && asked.push(message.offset))
  line.connect()
  await Promise.all([alice.until('file-finished'), bob.until('file-finished')])
  t.deepEqual(asked, [4 * 65_000])
  await arrived(t, bob)
})

test('cut anywhere, any number of times, either side restarted or not: it arrives once', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          after: fc.integer({ min: 0, max: 9 }),
          fate: fc.constantFrom(
            'reconnect',
            'switch',
            'restart alice',
            'restart bob',
            'kill alice',
            'kill bob',
          ),
        }),
        { maxLength: 6 },
      ),
      fc.integer({ min: 1, max: 6 }),
      async (cuts, capacity) => {
        const { alice, bob, line } = await accepted(t)
        line.capacity = capacity
        for (const { after, fate } of cuts) {
          const finished = bob.until('file-finished')
          let left = after
          const cut = new Promise<void>((resolve) => {
            line.onArrival = () => {
              if (left-- > 0) return
              line.onArrival = () => {}
              if (fate === 'kill alice') alice.kill()
              if (fate === 'kill bob') bob.kill()
              if (fate !== 'switch') line.cut()
              resolve()
            }
          })
          await Promise.race([cut, finished])
          line.onArrival = () => {}
          if (fate.startsWith('restart')) {
            line.cut()
            const side = fate === 'restart bob' ? bob : alice
            await side.transfers.close()
            side.disk.dead = true
            await side.restart()
          }
          if (fate === 'kill alice' && alice.disk.dead) await alice.restart()
          if (fate === 'kill bob' && bob.disk.dead) await bob.restart()
          line.connect()
        }
        await Promise.all([alice.until('file-finished'), bob.until('file-finished')])
        await arrived(t, bob, JSON.stringify({ cuts, capacity }))
      },
    ),
    { numRuns: 40 },
  )
})

for (const victim of ['alice', 'bob'] as const) {
  test(`${victim} killed at each step, the file is never half, and arrives once`, async (t) => {
    for (let step = 1; ; step++) {
      const { alice, bob, line } = await accepted(t)
      const side = victim === 'alice' ? alice : bob
      const context = `${victim} killed at step ${step}`
      const killed = new Promise<'killed'>((resolve) => {
        const start = side.disk.steps
        side.disk.before = () => {
          if (side.disk.steps < start + step) return
          side.kill()
          resolve('killed')
        }
      })
      const finished = Promise.all([alice.until('file-finished'), bob.until('file-finished')])
      const end = await Promise.race([killed, finished])
      await neverHalf(t, bob, context)
      // Whoever was killed after the last word has nothing left to tell.
      const said = bob.items.some(({ direction, item }) => direction === 'out' && item.type === 'end')
      if (end === 'killed') {
        side.disk.before = () => {}
        await side.restart()
        await neverHalf(t, bob, context)
        line.connect()
      }
      await alice.until('file-finished')
      if (!said) await bob.until('file-finished')
      await arrived(t, bob, context)
      t.deepEqual(
        alice.transfers.list().filter(({ state }) => state !== 'finished'),
        [],
        context,
      )
      if (end !== 'killed') {
        t.true(step > 3)
        break
      }
    }
  })
}

test('a partial file that a power cut damaged is fetched anew', async (t) => {
  const { alice, bob, line } = await accepted(t)
  await new Promise<void>((resolve) => {
    line.onArrival = (_from, message) => {
      if (message.kind !== 'chunk' || message.offset < 3 * 65_000) return
      bob.kill()
      resolve()
    }
  })
  const [partial = ''] = await bob.leftovers()
  const handle = await fs.open(join(bob.partials, partial), 'r+')
  await handle.write(Buffer.alloc(4096), 0, 4096, 65_000)
  await handle.close()
  await bob.restart()
  const offsets: string[] = []
  line.onArrival = (_from, { kind, offset }) => void offsets.push(`${kind} ${offset}`)
  line.connect()
  await Promise.all([alice.until('file-finished'), bob.until('file-finished')])
  t.regex(offsets[0] ?? '', /^fetch [1-9]/)
  t.is(offsets[1], 'chunk 0')
  await arrived(t, bob)
})

test('an offer, an acceptance and a refusal outlive a restart', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  line.cut()
  await alice.transfers.offer('bob', await alice.file('report.pdf', bytes))
  const { id } = await alice.transfers.offer('bob', await alice.file('other.pdf', bytes))
  alice.kill()
  await alice.restart()
  t.deepEqual(
    alice.transfers.list().map(({ name, state }) => `${name} ${state}`),
    ['report.pdf offered', 'other.pdf offered'],
  )
  line.connect()
  await bob.until('file-offered', 2)
  line.cut()
  bob.kill()
  await bob.restart()
  t.deepEqual(
    bob.transfers.list().map(({ name, state }) => `${name} ${state}`),
    ['report.pdf offered', 'other.pdf offered'],
  )
  t.is((await bob.transfers.accept('f1')).state, 'waiting')
  t.is((await bob.transfers.cancel(id)).state, 'ended')
  bob.kill()
  await bob.restart()
  t.deepEqual(
    bob.transfers.list().map(({ name, state }) => `${name} ${state}`),
    ['report.pdf waiting'],
  )
  line.connect()
  await Promise.all([alice.until('file-finished'), bob.until('file-finished')])
  const { message, transfer } = await alice.until('file-ended')
  t.is(message, 'Your friend refused it.')
  t.is(transfer.id, id)
  await arrived(t, bob)
})

/** What friends do who do not keep to the protocol, and disks and files that change under the transfer. */

import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { literal } from '../language/sentence'
import type { FileMessage } from '../protocol/application'
import { SendScheduler } from './send-scheduler'
import { content, twoFriends } from './transfer-testing'

const id = 'ab'.repeat(16)
const bytes = content(200_000)
const sha256 = createHash('sha256').update(bytes).digest('hex')
const NONE = createHash('sha256').digest('hex')

/** Bob, who has accepted a file from an Alice whose every word the test says. */
async function bobAccepted(t: ExecutionContext) {
  const { bob, alice, line } = await twoFriends(t)
  // Only what the test says arrives.
  alice.transfers.receive = () => undefined
  alice.transfers.took = async () => {}
  await bob.transfers.took('alice', { type: 'offer', id, size: bytes.length, sha256, name: 'x.bin' })
  const asked = fetches(line)
  await bob.transfers.accept('f1')
  await asked.next(1)
  const say = (offset: number, part: Buffer) =>
    bob.transfers.receive('alice', { kind: 'chunk', id, offset, bytes: part })
  const ended = () => bob.items.flatMap(({ item }) => (item.type === 'end' ? [item.outcome] : []))
  return { alice, bob, line, say, ended, asked }
}

function fetches(line: { onArrival: (from: 'alice' | 'bob', message: FileMessage) => void }) {
  const offsets: number[] = []
  let look = () => {}
  line.onArrival = (_from, message) => {
    if (message.kind === 'fetch') offsets.push(message.offset)
    look()
  }
  return {
    offsets,
    next: (count: number) =>
      new Promise<void>((resolve) => {
        look = () => {
          if (offsets.length >= count) resolve()
        }
        look()
      }),
  }
}

test('a chunk beyond the announced size, or an empty one, ends the transfer', async (t) => {
  for (const [offset, part] of [
    [0, Buffer.concat([bytes, Buffer.alloc(1)])],
    [bytes.length, Buffer.alloc(1)],
    [0, Buffer.alloc(0)],
    [Number.MAX_SAFE_INTEGER, Buffer.alloc(1)],
  ] as const) {
    const { bob, say, ended } = await bobAccepted(t)
    await say(offset, part)
    const { message } = await bob.until('file-ended')
    t.regex(message, /not what was announced/)
    t.deepEqual(ended(), ['damaged'])
    t.deepEqual(await bob.received(), [])
    t.deepEqual(await bob.leftovers(), [])
    await say(0, bytes)
    t.deepEqual(await bob.received(), [])
  }
})

test('other bytes of the right number never get the name', async (t) => {
  const { bob, say, ended } = await bobAccepted(t)
  await say(0, content(bytes.length, 2))
  await bob.until('file-ended')
  t.deepEqual(ended(), ['damaged'])
  t.deepEqual(await bob.received(), [])
  t.deepEqual(await bob.leftovers(), [])
})

test('what is here already is passed over, and what is missing is asked for once', async (t) => {
  const { bob, say, ended, asked } = await bobAccepted(t)
  await say(0, bytes.subarray(0, 1000))
  await say(0, bytes.subarray(0, 1000))
  await say(500, bytes.subarray(500, 2000))
  for (let time = 0; time < 5; time++) await say(3000, bytes.subarray(3000, 4000))
  await asked.next(2)
  await say(1000, bytes.subarray(1000))
  await bob.until('file-finished')
  t.deepEqual(asked.offsets, [0, 1000])
  t.deepEqual(ended(), ['taken'])
  t.true(bytes.equals(await fs.readFile(join(bob.downloads, 'x.bin'))))
})

test('a friend who sends nothing but what does not belong is given up', async (t) => {
  const { bob, say, ended } = await bobAccepted(t)
  await say(0, bytes.subarray(0, 1000))
  const part = bytes.subarray(0, 50_000)
  let said = 0
  while (ended().length === 0 && said++ < 2000) await say(0, part)
  await bob.until('file-ended')
  t.deepEqual(ended(), ['damaged'])
})

test('chunks that nobody asked for go nowhere', async (t) => {
  const { bob } = await twoFriends(t)
  await bob.transfers.took('alice', { type: 'offer', id, size: bytes.length, sha256, name: 'x.bin' })
  const say = (friend: string, which: string) =>
    bob.transfers.receive(friend, { kind: 'chunk', id: which, offset: 0, bytes })
  await say('alice', id)
  await say('alice', 'cd'.repeat(16))
  await say('mallory', id)
  t.deepEqual(await bob.received(), [])
  t.deepEqual(await bob.leftovers(), [])
  t.like(bob.view(), { state: 'offered', done: 0 })
})

test('nobody else gets a file, ends it, or takes its id', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  line.cut()
  const offered = await alice.transfers.offer('bob', await alice.file('secret', bytes))
  line.connect()
  alice.transfers.online('mallory')
  const sent: string[] = []
  line.onArrival = (_from, { kind }) => void sent.push(kind)
  await alice.transfers.receive('mallory', { kind: 'fetch', id: offered.id, offset: 0, prefix: NONE })
  await alice.transfers.receive('bob', { kind: 'fetch', id, offset: 0, prefix: NONE })
  await alice.transfers.took('mallory', { type: 'end', id: offered.id, outcome: 'taken' })
  await alice.transfers.took('bob', { type: 'end', id, outcome: 'taken' })
  const forged = { type: 'offer', id: offered.id, size: 1, sha256, name: 'other' } as const
  await alice.transfers.took('mallory', forged)
  await alice.transfers.took('bob', forged)
  t.deepEqual(
    alice.transfers.list().map(({ state, name, friend }) => [state, name, friend]),
    [['offered', 'secret', 'bob']],
  )
  // Also after a restart, when all that was said is read again.
  alice.items.push({
    friend: 'mallory',
    direction: 'in',
    item: { type: 'end', id: offered.id, outcome: 'taken' },
  })
  alice.items.push({ friend: 'mallory', direction: 'in', item: forged })
  alice.kill()
  await alice.restart()
  t.deepEqual(
    alice.transfers.list().map(({ state, name, friend }) => [state, name, friend]),
    [['offered', 'secret', 'bob']],
  )
  t.deepEqual(sent, [])
  await bob.until('file-offered')
})

test('the same offer again is no second one, not even after its end or a restart', async (t) => {
  const { bob } = await twoFriends(t)
  const offer = { type: 'offer', id, size: 1, sha256, name: 'x' } as const
  for (let time = 0; time < 3; time++) await bob.transfers.took('alice', offer)
  t.is(bob.of('file-offered').length, 1)
  await bob.transfers.cancel('f1')
  await bob.transfers.took('alice', offer)
  bob.items.unshift({ friend: 'alice', direction: 'in', item: offer })
  bob.kill()
  await bob.restart()
  await bob.transfers.took('alice', offer)
  t.is(bob.of('file-offered').length, 1)
  t.deepEqual(bob.transfers.list(), [])
})

test('an accepted file that is offered again is still one', async (t) => {
  const { bob } = await twoFriends(t)
  const offer = { type: 'offer', id, size: 1, sha256, name: 'x' } as const
  for (let time = 0; time < 2; time++) bob.items.push({ friend: 'alice', direction: 'in', item: offer })
  await bob.transfers.took('alice', offer)
  await bob.transfers.accept('f1')
  bob.kill()
  await bob.restart()
  t.deepEqual(
    bob.transfers.list().map(({ label, state }) => [label, state]),
    [['f1', 'waiting']],
  )
})

test('twenty offers wait, the rest are declined without a word to the user', async (t) => {
  const { alice, bob } = await twoFriends(t)
  const path = await alice.file('x', bytes)
  for (let count = 0; count < 25; count++) await alice.transfers.offer('bob', path)
  const { message } = await alice.until('file-ended', 5)
  t.regex(message, /too many offers waiting/)
  t.is(bob.of('file-offered').length, 20)
  t.is(bob.of('file-ended').length, 0)
  t.is(bob.transfers.list().length, 20)
  // The same once more is none of those.
  const [first] = bob.transfers.list()
  await bob.transfers.took('alice', { type: 'offer', id: first!.id, size: 1, sha256, name: 'x' })
  t.is(bob.items.filter(({ direction }) => direction === 'out').length, 5)
  // One that is settled makes room.
  await bob.transfers.cancel('f3')
  await alice.until('file-ended', 6)
  await alice.transfers.offer('bob', path)
  await bob.until('file-offered', 21)
})

test('a flood of FETCH costs one loop, and the latest counts', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  const { id: own } = await alice.transfers.offer('bob', await alice.file('x', bytes))
  await bob.until('file-offered')
  let opened = 0
  alice.disk.before = (step) => void (step === 'open' && opened++)
  const seen: number[] = []
  const prefix = createHash('sha256').update(bytes.subarray(0, 150_000)).digest('hex')
  await new Promise<void>((resolve) => {
    line.onArrival = (_from, { kind, offset }) => {
      if (kind === 'chunk' && seen.push(offset) === 1) resolve()
    }
    for (let time = 0; time < 1000; time++) {
      void alice.transfers.receive('bob', { kind: 'fetch', id: own, offset: 100_000, prefix: NONE })
    }
    void alice.transfers.receive('bob', { kind: 'fetch', id: own, offset: 150_000, prefix })
  })
  t.deepEqual(seen, [150_000])
  t.true(opened <= 2, `${opened}`)
})

test('a wrong prefix, asked again and again, is compared and not computed anew', async (t) => {
  const size = 8_000_000
  const { alice, bob, line } = await twoFriends(t)
  const { id: own } = await alice.transfers.offer('bob', await alice.file('x', content(size)))
  await bob.until('file-offered')
  let reads = 0
  alice.disk.before = (step) => void (step === 'handle.read' && reads++)
  // Bob reads nothing: what is served to him ends with the first chunks.
  line.capacity = 0
  const served = () =>
    new Promise<void>((resolve) => {
      line.onArrival = (_from, { kind }) => void (kind === 'chunk' && resolve())
    })
  for (let time = 0; time < 50; time++) {
    const once = served()
    void alice.transfers.receive('bob', { kind: 'fetch', id: own, offset: size - 1, prefix: NONE })
    alice.transfers.drained('bob')
    await once
  }
  // Four to hash it from the last mark on, and two blocks of chunks each time; fifty hashes would be 400.
  t.true(reads <= 4 + 50 * 2 + 10, `${reads}`)
})

test('the first question about a file that was just offered costs no second reading of it', async (t) => {
  const size = 20_000_000
  const { alice, bob, line } = await twoFriends(t)
  const { id: own } = await alice.transfers.offer('bob', await alice.file('x', content(size)))
  await bob.until('file-offered')
  let reads = 0
  alice.disk.before = (step) => void (step === 'handle.read' && reads++)
  line.capacity = 0
  const served = new Promise<void>((resolve) => {
    line.onArrival = (_from, { kind }) => void (kind === 'chunk' && resolve())
  })
  void alice.transfers.receive('bob', { kind: 'fetch', id: own, offset: size - 1, prefix: NONE })
  await served
  // Four from the mark at 16 MiB on, and two blocks of chunks.
  t.true(reads <= 4 + 2, `${reads}`)
})

test('what is hashed for a question is the friend’s to pay, also after a restart; what is hashed for an offer is not', async (t) => {
  const size = 3 * 1024 * 1024
  const { alice, bob, line } = await twoFriends(t)
  const { id: own } = await alice.transfers.offer('bob', await alice.file('x', content(size)))
  await bob.until('file-offered')
  t.deepEqual(alice.hashedFor, [])
  line.cut()
  await alice.restart()
  line.connect()
  line.capacity = 0
  const served = new Promise<void>((resolve) => {
    line.onArrival = (_from, { kind }) => void (kind === 'chunk' && resolve())
  })
  void alice.transfers.receive('bob', { kind: 'fetch', id: own, offset: size - 1, prefix: NONE })
  await served
  t.deepEqual(alice.hashedFor, ['bob', 'bob', 'bob'])
})

test('a sender who comes and goes has what is here hashed once, and pays for it', async (t) => {
  const size = 3 * 1024 * 1024
  const { alice, bob, line } = await twoFriends(t)
  await alice.transfers.offer('bob', await alice.file('x', content(size)))
  await bob.until('file-offered')
  const nearly = new Promise<void>((resolve) => {
    line.onArrival = (_from, { kind, offset }) =>
      void (kind === 'chunk' && offset > size - 200_000 && resolve())
  })
  await bob.transfers.accept('f1')
  await nearly
  line.cut()
  await bob.restart()
  // A slow disk may have less than what came.
  const [partial] = await bob.leftovers()
  const { size: kept } = await fs.stat(join(bob.partials, partial!))
  // Who asks for the rest gets nothing of it.
  line.onArrival = () => line.cut()
  for (let session = 0; session < 4; session++) {
    const asked = new Promise<void>((resolve) => {
      line.onArrival = (_from, { kind }) => {
        if (kind === 'fetch') resolve()
        line.cut()
      }
    })
    line.connect()
    await asked
  }
  t.true(kept > 0)
  t.deepEqual(bob.hashedFor, Array(Math.ceil(kept / 2 ** 20)).fill('alice'))
})

test('chunks at other offsets, between such as belong, leave one wish waiting for a friend who reads nothing', async (t) => {
  const { bob, line, say } = await bobAccepted(t)
  let wishes = 0
  const send = line.send.bind(line)
  line.send = (from, message) => {
    if (from === 'bob' && message.kind === 'fetch') wishes++
    send(from, message)
    return false
  }
  // Turns that wait are all that could grow here.
  const { take } = SendScheduler.prototype
  let turns = 0
  SendScheduler.prototype.take = function (say) {
    turns++
    return take.call(this, say)
  }
  t.teardown(() => {
    SendScheduler.prototype.take = take
  })
  let strays = 0
  for (let at = 0; at < 20_000; at++) {
    await say(at, bytes.subarray(at, at + 1))
    if ((await say(150_000, bytes.subarray(0, 1))) === 'stray') strays++
  }
  t.is(strays, 20_000)
  t.true(turns < 1_000, `${turns}`)
  t.true(wishes <= 1, `${wishes}`)
  bob.transfers.drained('alice')
  await new Promise(setImmediate)
  t.true(wishes <= 2, `${wishes}`)
})

test('whoever has all of a file gets none of it', async (t) => {
  const { alice, bob } = await twoFriends(t)
  const { id: own } = await alice.transfers.offer('bob', await alice.file('x', bytes))
  await bob.until('file-offered')
  alice.disk.before = (step) => t.fail(step)
  void alice.transfers.receive('bob', { kind: 'fetch', id: own, offset: bytes.length, prefix: NONE })
  await new Promise(setImmediate)
  t.pass()
})

test('a sender that changes to another session goes on, also when the receiver saw nothing of it', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  await alice.transfers.offer('bob', await alice.file('x', content(3_000_000)))
  await bob.until('file-offered')
  line.onArrival = () => {
    if (line.chunks !== 5) return
    line.chunks++
    alice.transfers.offline('bob')
    alice.transfers.online('bob')
  }
  await bob.transfers.accept('f1')
  await bob.until('file-finished')
  t.true(line.chunks > 6)
})

test('after a real end of the session the sender waits to be asked', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  await alice.transfers.offer('bob', await alice.file('x', content(3_000_000)))
  await bob.until('file-offered')
  await new Promise<void>((resolve) => {
    line.onArrival = () => {
      if (line.chunks < 5) return
      line.cut()
      resolve()
    }
    void bob.transfers.accept('f1')
  })
  const arrived: string[] = []
  line.onArrival = (_from, { kind, offset }) => void arrived.push(`${kind} ${offset}`)
  line.connect()
  await bob.until('file-finished')
  t.is(arrived[0], 'fetch 260000')
  t.is(arrived[1], 'chunk 260000')
})

for (const [outcome, change] of Object.entries({
  changed: (path: string) => fs.appendFile(path, 'more'),
  unreadable: (path: string) => fs.rm(path),
})) {
  test(`a file that is ${outcome} when it is wanted: both read a sentence`, async (t) => {
    const { alice, bob, line } = await twoFriends(t)
    const path = await alice.file('x', content(1_000_000))
    await alice.transfers.offer('bob', path)
    await bob.until('file-offered')
    await change(path)
    await bob.transfers.accept('f1')
    const [own, theirs] = await Promise.all([alice.until('file-ended'), bob.until('file-ended')])
    t.regex(own.message, outcome === 'changed' ? /changed since you offered it/ : /cannot be read any more/)
    t.regex(theirs.message, /ask for it again/)
    t.is(line.chunks, 0)
    t.deepEqual(await bob.received(), [])
    t.deepEqual(await bob.leftovers(), [])
  })
}

test('a file that changes while it is sent does not arrive', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  const path = await alice.file('x', content(3_000_000))
  await alice.transfers.offer('bob', path)
  await bob.until('file-offered')
  let changed: Promise<void> | undefined
  const receive = bob.transfers.receive.bind(bob.transfers)
  bob.transfers.receive = async (friend, message) => {
    changed ??= fs.utimes(path, 1, 1)
    await changed
    await receive(friend, message)
  }
  line.capacity = 1
  await bob.transfers.accept('f1')
  await alice.until('file-ended')
  t.regex((await bob.until('file-ended')).message, /changed on the friend’s side/)
  t.deepEqual(await bob.received(), [])
})

test('a full disk stops a transfer, a sentence tells, and it goes on when there is room', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  const large = content(3_000_000)
  await alice.transfers.offer('bob', await alice.file('x', large))
  await bob.until('file-offered')
  let written = 0
  bob.disk.before = (step) => {
    if (step === 'handle.writev' && ++written > 3) {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
    }
  }
  const { offsets } = fetches(line)
  await bob.transfers.accept('f1')
  const { code, message } = await bob.until('notice')
  t.is(code, 'FILE_FAILED')
  t.regex(message, /the disk is full: free some space .*accept f1 again/)
  t.is(bob.view().state, 'waiting')
  const told = await alice.until('notice')
  t.is(told.code, 'FRIEND_CANNOT_KEEP')
  t.regex(told.message, /^bob cannot keep f1 now, .* until bob accepts it again/)
  t.is(alice.view().state, 'waiting')
  for (let time = 0; time < 10; time++)
    alice.transfers.receive('bob', {
      kind: 'fetch',
      id: alice.view().id,
      offset: large.length,
      prefix: sha256,
    })
  t.is(alice.of('notice').length, 1)
  bob.disk.before = () => {}
  t.is((await bob.transfers.accept('f1')).state, 'running')
  await Promise.all([alice.until('file-finished'), bob.until('file-finished')])
  // What the disk had taken is not sent again, and in between the friend was told to stop.
  t.is(offsets[0], 0)
  t.is(offsets[1], large.length)
  t.true(offsets[2]! > 0 && offsets[2]! < large.length)
  t.true(large.equals(await fs.readFile(join(bob.downloads, 'x'))))
})

test('no room, or no right to write: the offer stays, and a sentence says why', async (t) => {
  const { bob } = await twoFriends(t)
  const offer = { type: 'offer', id, size: 2 ** 52, sha256, name: 'huge\u001b[2J.bin' } as const
  await bob.transfers.took('alice', offer)
  const error = await t.throwsAsync(bob.transfers.accept('f1'), { code: 'FILE_FAILED' })
  t.regex(
    error?.message ?? '',
    /no room for huge\\u\{1b\}\[2J.bin: 4\.5 PB are needed and .* free some space/,
  )
  bob.disk.before = (step) => {
    if (step === 'access') throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
  }
  await t.throwsAsync(bob.transfers.accept('f1'), { code: 'FILE_FAILED', message: /access is denied/ })
  t.is(bob.view().state, 'offered')
  t.is((await bob.transfers.cancel('f1')).state, 'ended')
})

test('either side cancels at any time, and nothing is left', async (t) => {
  for (const by of ['alice', 'bob'] as const) {
    for (const at of [0, 1, 3]) {
      const { alice, bob, line } = await twoFriends(t)
      await alice.transfers.offer('bob', await alice.file('x', content(1_000_000)))
      await bob.until('file-offered')
      const side = by === 'alice' ? alice : bob
      let cancelled: Promise<unknown> | undefined
      line.onArrival = () => {
        if (line.chunks === at) cancelled ??= side.transfers.cancel('f1')
      }
      await bob.transfers.accept('f1')
      const ends = await Promise.all([alice.until('file-ended'), bob.until('file-ended')])
      await cancelled
      const [own, theirs] = by === 'alice' ? ends : ends.toReversed()
      t.regex(own?.message ?? '', /^You cancelled it/)
      t.regex(theirs?.message ?? '', /^Your friend cancelled it/)
      t.deepEqual(await bob.received(), [])
      t.deepEqual(await bob.leftovers(), [])
      await t.throwsAsync(side.transfers.cancel('f1'), { code: 'BAD_COMMAND' })
    }
  }
})

test('a friend who cancels what is whole already comes too late', async (t) => {
  const { alice, bob } = await twoFriends(t)
  const { id: own } = await alice.transfers.offer('bob', await alice.file('x', bytes))
  await bob.until('file-offered')
  bob.disk.before = (step) => {
    if (step === 'link') void bob.transfers.took('alice', { type: 'end', id: own, outcome: 'cancelled' })
  }
  await bob.transfers.accept('f1')
  await Promise.all([alice.until('file-finished'), bob.until('file-finished')])
  t.deepEqual(bob.of('file-ended'), [])
  t.deepEqual(await bob.received(), ['x'])
})

test('commands that make no sense are refused with a sentence', async (t) => {
  const { alice, bob } = await twoFriends(t)
  await alice.transfers.offer('bob', await alice.file('x', bytes))
  await bob.until('file-offered')
  await t.throwsAsync(alice.transfers.accept('f1'), { message: /your own offer/ })
  await t.throwsAsync(alice.transfers.accept('f9'), { message: /no such transfer/ })
  await t.throwsAsync(bob.transfers.cancel('../f1'), { message: /no such transfer/ })
  t.is((await bob.transfers.accept('F1')).label, 'f1')
  await bob.until('file-finished')
  await t.throwsAsync(bob.transfers.accept('f1'), { message: /come to its end/ })
})

test('a friendship that ends takes its transfers with it', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  await alice.transfers.offer('bob', await alice.file('x', content(1_000_000)))
  await bob.until('file-offered')
  await new Promise<void>((resolve) => {
    line.onArrival = () => line.chunks === 2 && resolve()
    void bob.transfers.accept('f1')
  })
  await bob.transfers.forget('alice', literal('The friendship has ended.'))
  t.is(bob.view().state, 'ended')
  t.deepEqual(await bob.leftovers(), [])
  bob.kill()
  await bob.restart()
  t.deepEqual(bob.transfers.list(), [])
})

test('a session that takes no more does not keep the program from ending', async (t) => {
  const { alice, bob, line } = await twoFriends(t)
  for (const name of ['x', 'y']) await alice.transfers.offer('bob', await alice.file(name, bytes))
  await bob.until('file-offered', 2)
  // Neither is ever told that its session takes more again.
  for (const side of [alice, bob]) side.transfers.drained = () => {}
  line.capacity = 1
  await new Promise<void>((resolve) => {
    line.onArrival = (_from, { kind }) => void (kind === 'chunk' && resolve())
    void bob.transfers.accept('f1')
    void bob.transfers.accept('f2')
  })
  await Promise.all([alice.transfers.close(), bob.transfers.close()])
  t.deepEqual(await bob.received(), [])
})

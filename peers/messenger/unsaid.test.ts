/** What is taken back before it goes, and what is deleted here: never what may be at the friend's already. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import type { StoreEntry } from './correspondence'
import { BOB, DeliveryHarness, nothing, STREAM } from './delivery-testing'
import { History } from './history'
import { Disk, heardFrom, newUser, start, startWithBobAway } from './messenger-testing'
import { saidEntry, unsent } from './outbox'

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'unsaid-'))
  t.teardown(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('what was never sent goes as it was changed, or not at all, also over a restart; the rest is deleted here', async (t) => {
  const place = folder(t)
  const { directory, alice } = await startWithBobAway(t, place, ['delivered'])
  const { messenger } = alice
  const ids: string[] = []
  for (const text of ['one', 'two', 'thre', 'four']) ids.push(await messenger.send('bob', text))
  const [, two = '', three = '', four = ''] = ids
  const place2 = messenger.history('bob', 9).find(({ id }) => id === two)!
  t.false(await messenger.delete(place2))
  await messenger.edit('bob', three, 'three')
  await t.throwsAsync(messenger.edit('bob', three, '\ud800'), { code: 'BAD_TEXT' })
  await messenger.close()

  const again = await start(t, alice.user, directory)
  const shown = () =>
    again.messenger.history('bob', 9).map(({ content }) => content.type === 'text' && content.text)
  t.deepEqual(shown(), ['delivered', 'one', 'three', 'four'])
  await again.messenger.edit('bob', four, 'FOUR')
  const five = await again.messenger.send('bob', 'five')
  t.is(new Set([...ids, five]).size, 5)
  const bob = await start(t, newUser('bob', place), directory)
  await bob.until('message', 4)
  t.deepEqual(heardFrom(bob, 'alice').slice(-4), ['one', 'three', 'FOUR', 'five'])
  await again.seen(() => again.of('delivered').find(({ id }) => id === five))
  await t.throwsAsync(again.messenger.edit('bob', four, 'x'), {
    code: 'BAD_COMMAND',
    message: /does not wait/,
  })
  const last = again.messenger.history('bob', 1)[0]!
  t.true(await again.messenger.delete(last))
  t.deepEqual(shown(), ['delivered', 'one', 'three', 'FOUR'])
  await t.throwsAsync(again.messenger.delete(last), {
    code: 'BAD_COMMAND',
    message: /^It is not there any more/,
  })
  t.deepEqual(heardFrom(bob, 'alice').slice(-1), ['five'])
  // Numbers go on behind what is not there any more.
  await again.messenger.send('bob', 'six')
  await bob.until('message', 5)
  t.is(heardFrom(bob, 'alice').at(-1), 'six')
})

test('what may be on its way stays: in a session, after it was cut, and after a restart', async (t) => {
  const harness = new DeliveryHarness(t)
  await harness.say('early')
  const historyOf = ({ journal, delivery }: DeliveryHarness) =>
    new History(journal, (friend, line) => delivery.wasSent(friend, line))
  const refused = async (who: DeliveryHarness, which: number) => {
    const item = historyOf(who).with('bob', 9)[which]!
    await t.throwsAsync(historyOf(who).delete(item), { code: 'BAD_COMMAND', message: /may be on its way/ })
    await t.throwsAsync(historyOf(who).edit('bob', item.id, 'x'), { code: 'BAD_COMMAND' })
  }
  t.is(historyOf(harness).unsent('bob').length, 1)
  // From the moment of the handshake on, before the friend has said what it has.
  const session = harness.connect()
  await harness.say('amid')
  t.deepEqual(historyOf(harness).unsent('bob'), [])
  await refused(harness, 1)
  harness.hear(nothing, session)
  await harness.quiet()
  t.deepEqual(harness.words(), ['early', 'amid'])
  await refused(harness, 0)
  harness.end(session)
  await harness.say('late')
  const again = new DeliveryHarness(t, {}, harness.disk)
  for (const one of [harness, again]) {
    t.is(historyOf(one).unsent('bob').length, 1)
    await refused(one, 0)
    await refused(one, 1)
  }
  const [, , late] = historyOf(again).with('bob', 9)
  t.false(await historyOf(again).delete(late!))
  await again.open({ kind: 'have', stream: STREAM, last: 1, written: 1_000 })
  t.deepEqual(again.words(), ['amid'])
})

test('what was said before a session began may be on its way as soon as the friend has told what it has', async (t) => {
  const harness = new DeliveryHarness(t)
  await harness.say('early')
  const session = await harness.open()
  t.deepEqual(harness.words(), ['early'])
  harness.end(session)
  for (const journal of [harness.journal, harness.disk.journal()])
    t.deepEqual(unsent(journal.store.of('bob')), [])
  const [item] = harness.journal.store.of('bob').lines.last(1)
  await t.throwsAsync(new History(harness.journal, () => false).edit('bob', item!.id, 'x'), {
    message: /may be on its way/,
  })
})

test('of what was dropped when the friendship ended it is said whether it may be at the friend’s', async (t) => {
  const harness = new DeliveryHarness(t)
  harness.end(await harness.open())
  await harness.say('never sent')
  const history = new History(harness.journal, () => false)
  const drop = () =>
    harness.journal.write(() => ({
      entries: [{ kind: 'drop', friend: 'bob', keep: null }],
      answer: undefined,
    }))
  await drop()
  t.false(await history.delete(history.with('bob', 1)[0]!))
  const session = await harness.open()
  await harness.say('perhaps sent')
  harness.end(session)
  await drop()
  t.is(history.with('bob', 1)[0]!.status, 'dropped')
  t.is(await history.delete(history.with('bob', 1)[0]!), null)
})

test('a kill while it is deleted: it waits as before, or is dropped and can be deleted once more', async (t) => {
  const disk = new Disk()
  const halves: Disk[] = []
  const noting =
    <Args extends unknown[]>(write: (...args: Args) => Promise<void>) =>
    async (...args: Args) => {
      halves.push(disk.killed())
      await write(...args)
    }
  disk.append = noting(disk.append.bind(disk))
  disk.replace = noting(disk.replace.bind(disk))
  const limits = { lines: 2, bytes: 1e6, tails: 1, log: 1 }
  const journal = disk.journal(limits)
  for (const number of [1, 2, 3, 4, 5]) {
    const item = { type: 'text', text: `said ${number}` } as const
    await journal.write((store) => {
      const entry = saidEntry(store.of('bob'), 'bob', BOB, item, number, STREAM, true)
      return { entries: [entry], answer: undefined }
    })
  }
  await journal.write(() => ({ entries: [], answer: undefined }))
  const [, , third] = new History(journal, () => false).with('bob', 9)
  const before = halves.length
  await new History(journal, () => false).delete(third!)
  const left = halves.slice(before).concat(disk)
  t.true(left.length >= 4)
  for (const [step, half] of left.entries()) {
    const again = half.journal(limits)
    const history = new History(again, () => false)
    const waits = again.store
      .of('bob')
      .outboxes.get(BOB)!
      .waiting.map(({ number }) => number)
    const found = history.with('bob', 9).find(({ id }) => id === third!.id)
    t.deepEqual(waits, found?.status === 'waiting' ? [1, 2, 3, 4, 5] : [1, 2, 3, 4], `step ${step}`)
    if (!found) continue
    await history.delete(found)
    t.is(history.with('bob', 9).length, 4)
    t.notRegex(Buffer.concat([...half.kept, ...half.pages.held.values()]).toString(), /said 3/)
  }
})

test('a friend’s message is deleted when it was shown, and no other that came at the same time', async (t) => {
  const disk = new Disk()
  const journal = disk.journal()
  const at = 5
  for (const number of [1, 2, 3]) {
    const item = { type: 'text', text: `heard ${number}` } as const
    const entry = { kind: 'in', friend: 'bob', stream: STREAM, number, written: 1, at, item } as const
    await journal.write(() => ({ entries: [entry], answer: undefined }))
  }
  await journal.write(() => ({ entries: [{ kind: 'seen', friend: 'bob', count: 2 }], answer: undefined }))
  const history = new History(journal, () => false)
  const [first, , third] = history.with('bob', 9)
  await t.throwsAsync(history.delete(third!), { message: /was not shown to you yet/ })
  t.true(await history.delete(first!))
  t.deepEqual(
    history.with('bob', 9).map(({ content }) => content.type === 'text' && content.text),
    ['heard 2', 'heard 3'],
  )
  t.notRegex(Buffer.concat(disk.kept).toString(), /heard 1/)
})

type Act = 'say' | 'meet' | 'delete' | 'edit' | 'receipt'

test('whatever is said, sent, changed and deleted, and wherever a kill comes: numbers have no gap, ids are given once, what may have gone is as it went', async (t) => {
  const acts = fc.array(
    fc.tuple(fc.constantFrom<Act>('say', 'say', 'say', 'meet', 'delete', 'edit', 'receipt'), fc.nat(20)),
    { maxLength: 40, size: 'max' },
  )
  await fc.assert(
    fc.asyncProperty(acts, async (steps) => {
      let disk = new Disk()
      const limits = { lines: 2, bytes: 1e6, tails: 1, log: 400 }
      let journal = disk.journal(limits)
      const gone = new Map<string, string>()
      const given = new Set<string>()
      const outbox = () => journal.store.of('bob').outboxes.get(BOB)
      const apply = (entry: StoreEntry) => journal.write(() => ({ entries: [entry], answer: undefined }))
      const textOf = (item: object) => (item as { text: string }).text
      for (const [index, [act, pick]] of steps.entries()) {
        const known = journal.store.of('bob')
        const history = new History(journal, () => false)
        const free = unsent(known)
        const one = free[pick % Math.max(1, free.length)]
        if (act === 'say') {
          const item = { type: 'text', text: `said ${index}` } as const
          const entry = saidEntry(known, 'bob', BOB, item, index, STREAM, true)
          t.false(given.has(entry.id))
          given.add(entry.id)
          await apply(entry)
        } else if (act === 'meet' && outbox()) {
          await apply({ kind: 'begun', friend: 'bob', to: BOB })
          for (const line of outbox()!.waiting) gone.set(line.id, textOf(line.item))
        } else if (act === 'receipt' && outbox()) {
          const first = outbox()!.waiting.find(({ number }) => number <= outbox()!.begun)
          if (first) await apply({ kind: 'receipt', friend: 'bob', stream: STREAM, number: first.number })
        } else if (act === 'edit' && one) await history.edit('bob', one.id, `changed ${index}`)
        else if (act === 'delete' && one) {
          await history.delete({ friend: 'bob', direction: 'out', id: one.id, at: one.written })
          t.false(
            journal.store
              .of('bob')
              .lines.last(99)
              .some(({ id }) => id === one.id),
          )
        }
        if (pick % 4 === 0) {
          disk = disk.killed()
          journal = disk.journal(limits)
        }
        const { waiting = [], lastNumber = 0 } = outbox() ?? {}
        t.deepEqual(
          waiting.map(({ number }) => number),
          waiting.map((_, at) => lastNumber - waiting.length + 1 + at),
        )
        for (const { id, item } of journal.store.of('bob').lines.last(99))
          if (gone.has(id)) t.is(textOf(item), gone.get(id)!)
      }
      for (const id of gone.keys())
        t.true(
          journal.store
            .of('bob')
            .lines.last(99)
            .some((line) => line.id === id),
        )
    }),
    { numRuns: 60 },
  )
})

import test from 'ava'
import { budgetLimits, FriendBudget, keptBytes } from './friend-budget'
import { pageOf } from './page'
import { Past } from './past'
import { TokenBucket } from './token-bucket'
import { Unread } from './unread'

const text = (words: string) => ({ type: 'text', text: words }) as const
const offer = { type: 'offer', id: 'ab'.repeat(16), size: 1, sha256: '00'.repeat(32), name: 'x' } as const

test('a bucket gives so many at once, and so many a second after that; a clock put back gives nothing', (t) => {
  const bucket = new TokenBucket(10, 2)
  t.is(bucket.owe(10, 1_000_000), 0)
  t.is(bucket.owe(4, 1_000_000), 2_000)
  t.false(bucket.take(1, 1_001_500))
  t.is(bucket.owe(0, 1_002_000), 0)
  t.false(bucket.take(1, 1_002_400))
  t.true(bucket.take(1, 1_002_500))
  t.false(bucket.take(1, 0))
  t.false(bucket.take(1, 400))
  t.true(bucket.take(1, 500))
  t.false(bucket.take(11, 1e12), 'never more than the burst')
})

test('a backlog of weeks begins at once and is paced, so that it takes a part of a core; more than that is slow', (t) => {
  const budget = new FriendBudget()
  let now = 1_000_000
  const say = (count: number) => {
    let paused = 0
    for (let said = 0; said < count; said++) paused = budget.item('bob', text('see you at eight'), false, now)
    return paused
  }
  t.is(say(10_000), 0)
  t.is(say(30_000), 10_000)
  t.is(budget.item('carol', text('hello'), false, now), 0, 'of one friend it is not another’s')
  now += 10_000
  // Of the 50,000 these are 3,000 too many, and 5,000 were paid back meanwhile.
  t.is(say(18_000), 6_000)
})

test('long texts are paced by their bytes, and whoever chose a higher rate has it', (t) => {
  const heavy = text('\u0001'.repeat(16_000))
  const size = keptBytes(heavy)
  for (const [limits, count, pause] of [
    [budgetLimits, 87, 0],
    [budgetLimits, 174, 3_982],
    [{ ...budgetLimits, bytesPerSecond: 1e12, itemsPerSecond: 1e12 }, 300, 1],
  ] as const) {
    const budget = new FriendBudget(limits)
    let paused = 0
    for (let said = 0; said < count; said++) paused = budget.item('bob', heavy, false, 0, size)
    t.is(paused, pause)
  }
})

test('what an item takes is counted as JSON has it', (t) => {
  const every = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join('')
  const json = (words: string) => Buffer.byteLength(JSON.stringify(words))
  for (const words of ['', 'see you', every, '\u2028 ☕ 😀 \u007f', '"\\"'.repeat(99)])
    t.is(keptBytes(text(words)) - keptBytes(text('')), json(words) - json(''), words)
})

test('control characters, offers and new streams cost what they cost', (t) => {
  t.true(keptBytes(text('\u0001'.repeat(1000))) > 6_000)
  const bytes = new FriendBudget({ ...budgetLimits, bytesPerSecond: 1 })
  const heavy = text('\u0001'.repeat(16_000))
  let said = 0
  while (bytes.item('bob', heavy, false, 0) < 60_000) said++
  t.true(said < 400, `${said}`)
  for (const [item, isNew] of [
    [offer, false],
    [text('x'), true],
  ] as const) {
    const budget = new FriendBudget()
    let free = 0
    while (budget.item('bob', item, isNew, 0) === 0) free++
    t.is(free, 500)
  }
})

test('who is refused again and again is away for longer each time, up to five minutes, and news once', (t) => {
  const budget = new FriendBudget()
  let now = 1_000_000
  const pauses = Array.from({ length: 12 }, () => {
    budget.refuse('bob', now)
    let pause = 0
    while (budget.isAway('bob', now + pause)) pause += 1_000
    now += pause
    return pause / 1_000
  })
  t.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
  t.deepEqual([budget.isNews('bob'), budget.isNews('bob')], [true, false])
  budget.refuse('bob', now)
  t.false(budget.isNews('bob'))
  // A clock that is put back keeps nobody away.
  t.false(budget.isAway('bob', now - 1_000_000))
  t.false(budget.isAway('carol', now))
  now += 600_001
  budget.refuse('bob', now)
  t.true(budget.isNews('bob'))
  t.false(budget.isAway('bob', now + 1_000))
  t.true(budget.forgive('bob'))
  t.false(budget.isAway('bob', now))
  t.false(budget.forgive('bob'))
})

test('sessions are budgeted: thirty at once, then one in five seconds', (t) => {
  const budget = new FriendBudget()
  for (let count = 0; count < 30; count++) t.true(budget.handshake('bob', 0))
  t.false(budget.handshake('bob', 4_000))
  t.true(budget.handshake('bob', 5_000))
})

test('what is unread and lies in pages is counted without reading one', (t) => {
  const lines = new Past(() => {
    throw new Error('a page was read')
  })
  const line = (words: string) =>
    ({ direction: 'in', id: words, written: 1, at: 1, item: text(words) }) as const
  for (const words of ['aaaa', 'bb'])
    lines.addPage(pageOf([line(words), line(words)], { file: words, key: '' }))
  lines.add(line('c'))
  const [four, two, one] = ['aaaa', 'bb', 'c'].map((words) => keptBytes(text(words)))
  const unread = new Unread({ lines, arrived: 5, seen: 1 })
  t.deepEqual([unread.items, unread.bytes], [4, four! + 2 * two! + one!])
  unread.read(3)
  t.deepEqual([unread.items, unread.bytes], [2, two! + one!])
  unread.read(9)
  t.deepEqual([unread.items, unread.bytes], [0, 0])
})

test('what is unread is what came and was not seen, also after a restart', (t) => {
  const lines = new Past(() => Buffer.alloc(0))
  for (const words of ['a', 'b', 'c'])
    lines.add({ direction: 'in', id: words, written: 1, at: 1, item: text(words) })
  const unread = new Unread({ lines, arrived: 3, seen: 1 })
  const one = keptBytes(text('a'))
  t.deepEqual([unread.items, unread.bytes], [2, 2 * one])
  unread.add(one)
  unread.read(3)
  t.deepEqual([unread.items, unread.bytes], [1, one])
  unread.read(2)
  unread.read(4)
  t.deepEqual([unread.items, unread.bytes], [0, 0])
  unread.add(5)
  t.deepEqual([unread.items, unread.bytes], [1, 5])
})

test('of hashing for a friend half a second goes at once, and then an eighth of the time; of no clock’s jump it waits for hours', (t) => {
  const budget = new FriendBudget()
  for (let piece = 0; piece < 10; piece++) t.is(budget.hashed('bob', 50, 1_000_000), 0)
  t.is(budget.hashed('bob', 50, 1_000_000), 400)
  t.is(budget.hashed('carol', 50, 1_000_000), 0, 'of one friend it is not another’s')
  t.is(budget.hashed('bob', 0, 1_000_400), 0)
  t.is(budget.hashed('bob', 3_600_000, 1_000_400), 800)
  t.is(budget.hashed('bob', -3_600_000, 1_000_400), 800)
})

import test from 'ava'
import fc from 'fast-check'
import type { EventOf } from '../history/selectors'
import type { Cargo } from './cargo'
import { type Authored, JOURNEY, type Move, type Passage, passagesOf } from './passages'
import { emptyScene, sceneAfter } from './scene'

const sealed: Cargo = { is: 'letter', for: 'bob', key: null }
const hers: Cargo = { is: 'letter', for: 'bob', key: 'hers' }

/** Something that a program told of; it has been all the way. */
function move(what: Move['what'], bytes: string, how: Partial<Move> = {}): Move {
  return {
    ...{ what, from: 'alice', to: 'bob', bytes, cargo: what === 'came' ? hers : sealed },
    ...{ canBeHers: what === 'came', opened: false, refused: false, read: false, elapsed: JOURNEY, ...how },
  }
}

/** What is told of one thing that went. */
function seen({ left, taken, came, changed, again, late }: Passage): string {
  const whose = (cargo: Cargo | null): string => (cargo === null ? '-' : cargo === hers ? 'hers' : 'theirs')
  const deeds = Object.entries({ taken, changed, again, late }).flatMap(([name, is]) => (is ? [name] : []))
  return [whose(left), whose(came), ...deeds].join(' ')
}

/** Each as often as it went: how many of a row are drawn as one depends on what was told between them. */
const passed = (moves: readonly Move[], authors: readonly Authored[] = []): string[] =>
  passagesOf(moves, authors).flatMap((one) => Array.from({ length: one.times }, () => seen(one)))
const author = (bytes: string, come: boolean): Authored => ({ bytes, by: 'alice', cargo: sealed, come })

test('of letters it is told of each whether its words were shown', (t) => {
  const moves = [move('left', 'a'), move('came', 'a', { read: true }), move('left', 'b'), move('came', 'b')]
  t.deepEqual(
    passagesOf(moves, []).map(({ read }) => read),
    [true, false],
  )
  const facts = {
    ...{
      peers: ['alice', 'bob'] as const,
      identities: {},
      isBetween: false,
      hasCopies: false,
      isDirectory: false,
    },
    ...{ isHers: () => false, shown: () => undefined, partner: () => 'alice', wasSaid: () => true },
  }
  const shown: EventOf<'delivered'> = {
    ...{ number: 1, act: 'one', phase: 'attack', node: 'bob', at: 0, event: 'delivered' },
    ...{ session: 's', from: 'alice', text: 'hi' },
  }
  const scene = sceneAfter({ ...emptyScene, moves: moves.slice(2) }, shown, facts)
  t.deepEqual(
    sceneAfter(scene, shown, facts).moves.map(({ read }) => read),
    [false, true],
    'no other letter has come',
  )
})

test('what comes as it left is untouched', (t) => {
  t.deepEqual(passed([move('left', 'a'), move('taken', 'a'), move('came', 'a')]), ['theirs theirs taken'])
  t.deepEqual(passed([move('left', 'a'), move('came', 'a')]), ['theirs theirs'])
})

test('other bytes in the place of what she had in her hands are hers', (t) => {
  t.deepEqual(passed([move('left', 'a'), move('taken', 'a'), move('came', 'x')]), [
    'theirs hers taken changed',
  ])
})

test('what does not come has vanished, and what comes of nothing is made up', (t) => {
  t.deepEqual(passed([move('left', 'a'), move('taken', 'a')]), ['theirs - taken'])
  t.deepEqual(passed([move('came', 'x')]), ['- hers changed'])
})

test('what came twice is there again; what left in an earlier beat comes late, or again', (t) => {
  t.deepEqual(passed([move('left', 'a'), move('taken', 'a'), move('came', 'a'), move('came', 'a')]), [
    'theirs theirs taken',
    '- theirs changed again',
  ])
  t.deepEqual(passed([move('came', 'a')], [author('a', false), author('b', true)]), ['- theirs changed late'])
  const overtaken = [move('left', 'b'), move('taken', 'b'), move('came', 'b'), move('came', 'a')]
  t.is(passed(overtaken, [author('a', false)]).at(-1), '- theirs changed late')
  // Where nothing has overtaken it, the beat was over before it came: nobody has held it back.
  t.deepEqual(passed([move('came', 'a')], [author('a', false)]), ['theirs theirs taken'])
  t.deepEqual(passed([move('came', 'a')], [author('b', true), author('a', false)]), ['theirs theirs taken'])
  t.deepEqual(passed([move('came', 'a')], [author('a', true)]), ['- theirs changed again'])
})

test('of letters that change their places each is itself', (t) => {
  const told = [move('taken', 'a'), move('taken', 'b'), move('came', 'b'), move('came', 'a')]
  t.deepEqual(passed(told), ['theirs theirs taken', 'theirs theirs taken'])
})

test('letters that came in another order have the numbers of both, and none of them stands for two', (t) => {
  const numbers = (told: readonly Move[]) =>
    passagesOf(told, []).map(({ overtaking }) => overtaking && [overtaking.left, overtaking.came])
  const [one, two, three] = ['a', 'b', 'c'].map((bytes) => [move('left', bytes), move('taken', bytes)])
  const left = [...one!, ...two!, ...three!]
  const came = (...all: string[]): Move[] => all.map((bytes) => move('came', bytes))
  t.deepEqual(numbers([...left, ...came('b', 'a', 'c')]), [
    [1, 2],
    [2, 1],
    [3, 3],
  ])
  t.deepEqual(numbers([...left, ...came('a', 'b', 'c')]), [undefined, undefined])
  // What has not come has no place among those that have.
  t.deepEqual(numbers([...left, ...came('c', 'b')]), [undefined, [1, 2], [2, 1]])
})

test('a flood is one passage that stands for many', (t) => {
  const many = Array.from({ length: 40 }, (_, at) => move('left', `a${at}`))
  const all = passagesOf(many, [])
  t.true(all.length <= 2)
  t.is(
    all.reduce((sum, { times }) => sum + times, 0),
    40,
  )
})

test('where she cannot write nothing is laid to her, whatever was told', (t) => {
  const told = fc.array(
    fc.record({
      what: fc.constantFrom('left' as const, 'taken' as const, 'came' as const),
      bytes: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 12 },
  )
  const authors = fc.subarray([author('a', false), author('b', true)])
  fc.assert(
    fc.property(told, authors, (moves, known) => {
      const tapped = moves.map(({ what, bytes }) => move(what, bytes, { canBeHers: false, cargo: sealed }))
      for (const { changed, again, late, left } of passagesOf(tapped, known))
        t.false(changed || again || late || left === null)
    }),
  )
})

/** What became of each letter, as each program tells it by itself. */
const fates = fc.array(fc.constantFrom('untouched', 'altered', 'vanished', 'made up'), {
  minLength: 1,
  maxLength: 5,
})

test('in whatever order the programs tell it, the same went from one to the other', (t) => {
  fc.assert(
    fc.property(fates, fc.infiniteStream(fc.nat(2)), (all, turns) => {
      // An altered letter is known by its place: with none that vanishes beside it there is no doubt.
      const fate = all.includes('altered')
        ? all.filter((one) => one === 'untouched' || one === 'altered')
        : all
      const lefts = fate.flatMap((one, at) => (one === 'made up' ? [] : [move('left', `a${at}`)]))
      const taken = lefts.map(({ bytes }) => move('taken', bytes))
      const came = fate.flatMap((one, at) =>
        one === 'vanished' ? [] : [move('came', one === 'untouched' ? `a${at}` : `x${at}`)],
      )
      const isDoubtful = fate.includes('vanished') && fate.includes('made up')
      if (isDoubtful) return
      const told = (queues: readonly Move[][]): Move[] => {
        const left = queues.map((queue) => [...queue])
        const order: Move[] = []
        while (left.some((queue) => queue.length > 0)) {
          const open = left.filter((queue) => queue.length > 0)
          order.push(open[(turns.next().value as number) % open.length]!.shift()!)
        }
        return order
      }
      const sorted = (moves: readonly Move[]): string[] => passed(moves).sort()
      t.deepEqual(sorted(told([lefts, taken, came])), sorted([...lefts, ...taken, ...came]))
    }),
  )
})

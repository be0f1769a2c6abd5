import test from 'ava'
import { scenario } from '../scenario/scenario'
import { accountNames, commitmentTo, conversationsOf, drawsOf, hostNames, populationOf, seedOf } from './draw'

const seed = '00112233445566778899aabbccddeeff'
const story = scenario({ name: 'story', acts: [{ name: 'one', population: 300 }, { name: 'two' }] })
const [one, two] = [story.acts[0]!, story.acts[1]!]

/** All that can be drawn. */
function drawn(from: string, name = 'story') {
  const draws = drawsOf(from, name)
  return {
    text: draws.canary('a'),
    word: draws.word('a', 8),
    accounts: accountNames(story, one, draws),
    hosts: hostNames(story, one, draws),
    population: populationOf(one, draws),
  }
}

test('what is drawn follows from the seed, and from nothing else', (t) => {
  t.deepEqual(drawn(seed), drawn(seed))
})

test('each thing is another one with another seed, and in another scenario', (t) => {
  const mine = drawn(seed)
  for (const other of [drawn(`${seed.slice(1)}0`), drawn(seed, 'another story')])
    for (const key of Object.keys(mine) as (keyof typeof mine)[])
      t.notDeepEqual<unknown, unknown>(mine[key], other[key], key)
})

test('no two draws of a run are the same, nor does one tell another', (t) => {
  const draws = drawsOf(seed, 'story')
  const words = [one, two].flatMap((act) => [
    ...accountNames(story, act, draws),
    ...hostNames(story, act, draws),
  ])
  const all = [
    ...words.map(([, word]) => word.split('-')[1]!),
    draws.word('x', 8),
    draws.canary('x').slice(-17, -1),
  ]
  t.is(new Set(all).size, 10)
  t.is(draws.word('x', 8), draws.word('x', 4) + draws.word('x', 8).slice(8))
})

test('a number is below its limit, and each one comes', (t) => {
  const { below } = drawsOf(seed, 'story')
  const numbers = Array.from({ length: 200 }, (_, place) => below(`${place}`, 5))
  t.deepEqual([...new Set(numbers)].sort(), [0, 1, 2, 3, 4])
})

test('a control has from one conversation to as many as its act allows', (t) => {
  const counts = Array.from({ length: 60 }, (_, place) => {
    const draws = drawsOf(seedOf(seed, `${place}`), 'story')
    return [conversationsOf(one, 'before', draws), conversationsOf(one, 'after', draws)]
  })
  t.deepEqual([...new Set(counts.flat())].sort(), [1, 2, 3, 4, 5])
  t.true(counts.some(([before, after]) => before !== after))
})

test('of a population each is registered by the toss of a coin', (t) => {
  const { names, registered } = populationOf(one, drawsOf(seed, 'story'))
  t.is(new Set(names).size, 300)
  t.true(registered.length > 100 && registered.length < 200)
})

test('runs side by side have seeds that do not tell each other', (t) => {
  t.not(seedOf(seed, 'a'), seedOf(seed, 'b'))
  t.regex(seedOf(seed, 'a'), /^[0-9a-f]{32}$/)
})

test('a commitment is a hash of the seed', (t) => {
  t.not(commitmentTo(seed), commitmentTo(`${seed.slice(1)}0`))
  t.regex(commitmentTo(seed), /^[0-9a-f]{64}$/)
})

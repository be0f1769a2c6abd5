import test from 'ava'
import type { EventOf } from '../history/selectors'
import { doneOften, exchanged } from './outside-moves'

const event = { number: 1, at: 0, act: 'one', phase: 'attack', node: 'mallory' } as const
const acted = (what: EventOf<'acted'>['what']): EventOf<'acted'> => {
  return { ...event, event: 'acted', link: null, what, to: null, presented: null }
}

test('what she does so often that she tells it once goes to each whom it is done to, so many times', (t) => {
  const moves = doneOften(acted({ key: 'holds-connections', values: [300, 'bob, directory'] }))
  t.deepEqual(
    moves.map(({ from, to, times }) => [from, to, times]),
    [
      ['mallory', 'bob', 300],
      ['mallory', 'directory', 300],
    ],
  )
  t.deepEqual(
    doneOften(acted({ key: 'begins-messages', values: [64, 1_000, 'bob', 3] })).map(({ to, times }) => [
      to,
      times,
    ]),
    [['bob', 64]],
  )
})

test('a deed that is told as it is, or that has no number, moves nothing', (t) => {
  for (const what of [
    'holds connections',
    { key: 'copies', values: [] },
    { key: 'holds-connections', values: ['many', 'bob'] },
    { key: 'holds-connections', values: [-1, 'bob'] },
    { key: 'holds-connections', values: [3, '\u001b[2J'] },
    { key: 'constructor', values: [3, 'bob'] },
  ])
    t.deepEqual(doneOften(acted(what)), [])
})

test('a question to the directory has its answer beside it; where nobody tells what was asked there is neither', (t) => {
  const exchange = {
    ...{
      method: 'GET',
      path: '/get_ip?name=bob',
      authorization: null,
      asked: '',
      said: '',
      clock: 0,
      took: 1,
    },
  }
  const answered = {
    ...event,
    node: 'directory',
    event: 'answered',
    remote: '127.0.0.66:1',
    code: null,
  } as const
  const told = (status: number, path = exchange.path) =>
    exchanged({ ...answered, status, exchange: { ...exchange, path } })?.map(({ from, cargo }) => [
      from,
      cargo.is === 'other' && cargo.called,
    ])
  t.deepEqual(told(200), [
    ['mallory', 'whereabouts'],
    ['directory', 'answer'],
  ])
  t.deepEqual(told(404, '/unheard/of'), [
    ['mallory', 'question'],
    ['directory', 'ALERT'],
  ])
  t.is(exchanged({ ...answered, status: 200 }), null)
})

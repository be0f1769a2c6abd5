/** One after the other: what is thrown in this process belongs to the sequence that is played. */

import test from 'ava'
import { profiles } from '../../peers/weakened/catalogue'
import { type MessageStep, toldMessages } from './messages'
import { messagesGame } from './messages-game'
import { newPeople } from './people'
import { type Game, searchSequences, shrunkSequence } from './sequences'

const people = newPeople()
const gameOf = (name: string) => messagesGame(profiles.find((one) => one.name === name)!, people, 1)

const open: MessageStep = { do: 'open', as: 'bob' }
const user = (what: Extract<MessageStep, { do: 'user' }>['what']): MessageStep => ({ do: 'user', what })
type Say = Extract<MessageStep, { do: 'say' }>
const say = (what: Say['what'], times: Say['times'] = 1): MessageStep => ({ do: 'say', what, times, in: 0 })
const has = say({ kind: 'have', stream: 'first', number: 'same', isRight: true })
const text = (stream: 'first' | 'twin' | 'each', times: Say['times'] = 1) =>
  say({ kind: 'text', stream, number: 'next', size: 1 }, times)
const fetchHalf = say({ kind: 'fetch', id: 'alice', offset: 'half' })

/** What the search has found, shrunk: the profile, what is broken, and the steps. */
const found: readonly (readonly [profile: string, property: string, steps: readonly MessageStep[]])[] = [
  [
    'sender-path',
    'inbox',
    [
      open,
      say({
        kind: 'offer',
        stream: 'first',
        number: 'next',
        id: 'first',
        name: ['../', 'notes.txt'],
        isPack: false,
      }),
      user('accepts'),
      say({ kind: 'chunk', id: 'first', offset: 'next', isRight: true }),
    ],
  ],
  ['answer-everything', 'answers', [open, say({ kind: 'ping' }, 600)]],
  ['unlimited-items', 'pace', [open, text('each', 600), { do: 'wait', milliseconds: 100 }]],
  ['hash-anew', 'work', [open, has, user('offers'), fetchHalf, fetchHalf, { do: 'vanish' }, open, fetchHalf]],
  [
    'endless-queue',
    'memory',
    [
      ...[open, has, user('offers'), { do: 'stop reading' } as const],
      say({ kind: 'fetch', id: 'alice', offset: 'next' }),
    ],
  ],
  [
    'resend-confirmed',
    'no renewal',
    [
      ...[open, has, user('says'), say({ kind: 'receipt', stream: 'alice', number: 'next' }), open],
      say({ kind: 'have', stream: 'alice', number: 0, isRight: true }),
    ],
  ],
  ['one-outbox', 'for whom', [user('says'), user('trusts')]],
]

for (const [profile, property, steps] of found)
  test.serial(`what was found in ${profile} breaks it, and not the hardened messenger`, async (t) => {
    t.deepEqual(
      (await gameOf(profile).play(steps)).broken.map((one) => one.property),
      [property],
    )
    t.deepEqual((await gameOf('hardened').play(steps)).broken, [])
  })

test.serial(
  'what was found in the hardened messenger, and mended: ids that are alike, and a receipt for what was not sent',
  async (t) => {
    const game = gameOf('hardened')
    t.deepEqual((await game.play([open, text('first'), text('twin')])).broken, [])
    const receipt = say({ kind: 'receipt', stream: 'alice', number: 'next' })
    t.deepEqual((await game.play([open, user('says'), has, open, user('says'), receipt])).broken, [])
  },
)

test.serial('a weakness is found without being told, and shrunk; the same seed finds the same', async (t) => {
  const find = () =>
    searchSequences({
      game: gameOf('one-outbox'),
      seed: 1,
      goesOn: ({ executions }, some) => executions < 300 && some.length === 0,
    })
  const [one, other] = [await find(), await find()]
  t.is(one.found[0]?.property, 'for whom')
  t.true(one.found[0]!.steps.length <= 3)
  t.deepEqual(other, one)
})

test.serial('honest sequences break nothing, and reach the ends that they should', async (t) => {
  const game = gameOf('hardened')
  for (const steps of game.beginnings) t.deepEqual((await game.play(steps)).broken, [])
  const { features } = await game.play(game.beginnings[2]!)
  t.true(features.some((feature) => feature.includes('tells file-finished')))
})

test.serial(
  'a sequence has lost every step that it does not need, and has its parts as simple as can be',
  async (t) => {
    const game: Pick<Game<number>, 'simpler'> = { simpler: (step) => (step > 1 ? [1, step - 1] : []) }
    const fails = async (steps: readonly number[]) => steps.filter((step) => step >= 3).length >= 2
    t.deepEqual(await shrunkSequence([1, 9, 2, 7, 1, 8], game, fails), [3, 3])
  },
)

test.serial('a sequence is told a line for each step', (t) => {
  t.deepEqual(toldMessages([open, has, user('says'), say({ kind: 'ping' }, 600), { do: 'vanish' }]), [
    ' 1  ▸ Bob opens a session',
    ' 2  ▸ Bob says HAVE same of stream first',
    ' 3    Alice’s user says a text',
    ' 4  ▸ Bob says PING, 600 times',
    ' 5  ▸ Bob vanishes',
  ])
})

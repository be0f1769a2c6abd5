/** What is to be seen of a run, event by event: nothing that the history does not say, and a fold like any other. */

import test from 'ava'
import fc from 'fast-check'
import { literal } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { act, controls, held, type Line, onTheWire, words } from '../history/history-testing'
import { judge } from '../judge/verdict'
import { english } from '../language/typed'
import { type DashboardState, type Input, MOST_LINES, type RunOutline } from './dashboard-state'
import { initialState, reduce } from './reduce'
import { passagesIn } from './scene'

const outline: RunOutline = {
  scenario: 'mitm',
  title: 'Mallory swaps the keys',
  about: '',
  lesson: '',
  source: null,
  position: 'path',
  peers: ['alice', 'bob'],
  acts: [
    {
      name: 'act',
      title: 'The messenger knows its friend’s key.',
      profile: 'hardened',
      directory: 'hardened',
      attack: 'swap-keys',
      expected: 'DETECTED',
    },
  ],
}

const folded = (events: readonly HistoryEvent[]): DashboardState =>
  events.reduce((state, event) => reduce(state, { input: 'event', event }), initialState(outline))

/** An attack under way: the act, and what happened in it so far. */
function during(lines: readonly Line[]): DashboardState {
  const events = act({}, { attack: [['lab', { event: 'phase-started' }], ...lines] })
  return folded(events.slice(0, -1))
}

const chat = (state: DashboardState, place: 0 | 1): string[] =>
  state.peerPanes[place].chat.map((line) => {
    switch (line.kind) {
      case 'note':
        return english(line.words)
      case 'alarm':
        return `! ${line.code}`
      case 'row':
        return `| ${line.text}`
      default:
        return `${line.kind} ${line.who}: ${line.text}`
    }
  })

test('a conversation as both users see it', (t) => {
  const state = during(held('a'))
  t.deepEqual(chat(state, 0), [
    'Calling Bob …',
    'Connected; the key shown is bob-key…',
    `said Alice: ${words('a', 'alice')}`,
    `heard Bob: ${words('a', 'bob')}`,
    'Says goodbye.',
  ])
  t.is(state.peerPanes[0].trust, 'pinned')
  t.false(state.peerPanes[0].connected)
  t.deepEqual(
    state.frames.map(({ number }) => number),
    state.frames.map((_, place) => place + 1),
  )
})

test('what nobody said is marked for those who watch, and told as the sentence of the moment', (t) => {
  const state = during([
    ...held('a').slice(0, 9),
    ['bob', { event: 'delivered', session: 'session-a', from: 'alice', text: 'Bring the money.' }],
  ])
  t.is(chat(state, 1).at(-1), 'forged Alice: Bring the money.')
  t.is(english(state.now!.words), 'Bob reads “Bring the money.”, which no friend wrote')
  t.is(state.now!.tone, 'bad')
})

test('an alarm is in the chat of the one who raised it, and says whom to trust no more', (t) => {
  const state = during([
    [
      'alice',
      { event: 'alarm', session: 's', code: 'FINGERPRINT_MISMATCH', message: 'Not hers.', evidence: {} },
    ],
  ])
  t.deepEqual(chat(state, 0), ['! FINGERPRINT_MISMATCH'])
  t.deepEqual(state.peerPanes[0].alarms, ['FINGERPRINT_MISMATCH'])
  t.is(state.peerPanes[0].trust, 'refused')
  t.is(state.peerPanes[1].trust, 'none')
})

test('what the attacker did and read is hers; a coin that she tossed is not', (t) => {
  const state = during([
    [
      'mallory',
      { event: 'acted', link: 'l', what: 'shows her own key', to: 'alice', presented: 'abcdefgh12' },
    ],
    ['mallory', { event: 'loot', link: 'l', how: 'read', text: 'a secret', from: 'alice', to: 'bob' }],
    ['mallory', { event: 'guessed', about: 'name', value: 'registered', sure: false }],
    ['mallory', { event: 'guessed', about: 'name', value: 'registered', sure: true }],
  ])
  t.deepEqual(
    state.loot.map(({ words }) => english(words)),
    [
      'Mallory shows her own key, to Alice (key abcdefgh…)',
      'Mallory reads “a secret”',
      'Mallory takes name for registered',
    ],
  )
})

test('a new phase begins with empty panes', (t) => {
  const attack: Line[] = [['lab', { event: 'phase-started' }], ...held('a')]
  const events = act({}, { attack, after: [['lab', { event: 'phase-started' }]] })
  const state = folded(events)
  t.deepEqual([state.frames, state.loot, chat(state, 0), state.phase], [[], [], [], 'after'])
})

test('verdicts are what is fed, by the name of the act; with the last one the run is over', (t) => {
  const events = act({}, { ...controls, attack: held('attack') })
  const [verdict] = judge(events)
  const before = folded(events)
  t.deepEqual([before.verdicts, before.over], [[null], false])
  t.is(reduce(before, { input: 'verdict', act: 'another', verdict: verdict! }).verdicts[0], null)
  const after = reduce(before, { input: 'verdict', act: 'act', verdict: verdict! })
  t.deepEqual([after.verdicts, after.over], [[verdict], true])
})

test('the verdict stands beside what the attack has left, not beside the control after it', (t) => {
  const started: Line = ['lab', { event: 'phase-started' }]
  const ended: Line = ['lab', { event: 'phase-ended' }]
  const events = act({}, { attack: [started, ...held('a'), ended], after: [started, ...held('b'), ended] })
  const [verdict] = judge(events)
  const before = folded(events)
  t.true(chat(before, 0).includes(`said Alice: ${words('b', 'alice')}`))
  const after = reduce(before, { input: 'verdict', act: 'act', verdict: verdict! })
  t.true(chat(after, 0).includes(`said Alice: ${words('a', 'alice')}`))
})

test('a key is the friend’s only if the friend registered with it', (t) => {
  const lines = held('a').map(([node, event]): Line => {
    return event.event === 'connected' && node === 'alice'
      ? [node, { ...event, fingerprint: 'mallory-key' }]
      : [node, event]
  })
  const state = during(lines)
  t.deepEqual([state.peerPanes[0].trust, state.peerPanes[1].trust], ['unchecked', 'pinned'])
})

test('whatever comes in between, it is known what was said', (t) => {
  const [say, delivered] = [
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: words('a', 'alice') }],
    ['bob', { event: 'delivered', session: 's', from: 'alice', text: words('a', 'alice') }],
  ] as const satisfies readonly Line[]
  const calls: Line[] = Array.from({ length: 5_000 }, (_, n) => [
    'mallory',
    { event: 'called', to: 'bob', local: `127.0.0.66:${n}` },
  ])
  const state = during([say, ...calls, delivered])
  t.is(chat(state, 1).at(-1), `heard Alice: ${words('a', 'alice')}`)
  t.is(english(state.now!.words), `Bob reads “${words('a', 'alice')}”`)
})

test('another attack than the announced one is named as what it is', (t) => {
  const events = act({ attack: 'noop' }, { attack: [['lab', { event: 'phase-started' }]] })
  const state = folded(events.slice(0, -1))
  t.is(state.outline.acts[0]!.attack, 'noop')
  t.is(english(state.now!.words), 'The attack noop begins.')
})

test('all through a control it stands that it is one', (t) => {
  const events = act({}, { before: [['lab', { event: 'phase-started' }], ...held('a')] })
  const state = folded(events.slice(0, -1))
  t.regex(english(state.now!.words), /^Control before the attack/)
  t.true(chat(state, 0).includes('Says goodbye.'))
})

test('where calls are counted, the verdict stands beside what was there when they were', (t) => {
  const measured: Line = ['lab', { event: 'measured', of: 'bob', what: 'memory', amount: 1 }]
  const started: Line = ['lab', { event: 'phase-started' }]
  const ended: Line = ['lab', { event: 'phase-ended' }]
  const events = act({}, { attack: [started, measured, ...held('a'), measured, ...held('b'), ended] })
  const verdict = judge(events)[0]!
  const state = reduce(folded(events), { input: 'verdict', act: 'act', verdict })
  t.true(chat(state, 0).includes(`said Alice: ${words('a', 'alice')}`))
  t.false(chat(state, 0).includes(`said Alice: ${words('b', 'alice')}`))
})

test('of a long screen the rows around the attacker’s are shown, and hers are known', (t) => {
  const rows = Array.from({ length: 150 }, (_, n) => (n === 20 ? 'a notice with the mark 77ac' : `row ${n}`))
  const state = during([
    ['lab', { event: 'marked', text: '77ac' }],
    ['lab', { event: 'shown', on: 'alice', rows }],
  ])
  const seen = state.peerPanes[0].chat
  t.deepEqual(seen[0], { kind: 'row', text: 'row 16', hers: false })
  t.deepEqual(seen[4], { kind: 'row', text: 'a notice with the mark 77ac', hers: true })
  t.is(seen.length, 40)
})

test('what goes is on its way until it has arrived; time alone changes nothing else', (t) => {
  const state = during([onTheWire('alice', 'bob', 'x')])
  const halfway = reduce(state, { input: 'tick', elapsed: 450 })
  t.is(passagesIn(halfway.scene)[0]!.progress, 0.5)
  const there = reduce(halfway, { input: 'tick', elapsed: 9_000 })
  t.is(passagesIn(there.scene)[0]!.progress, 1)
  t.deepEqual({ ...there, scene: state.scene }, state)
  t.is(reduce(there, { input: 'tick', elapsed: 450 }), there)
})

test('a card stands until it is taken away, and a new run begins with nothing', (t) => {
  const card = { title: literal('Hello'), text: literal('World') }
  const state = reduce(during(held('a')), { input: 'card', card })
  t.is(state.card, card)
  t.deepEqual(reduce(state, { input: 'outline', outline }), initialState(outline))
})

test('of a flood only so much is remembered', (t) => {
  const flood: Line[] = Array.from({ length: 2 * MOST_LINES }, (_, n) => onTheWire('alice', 'bob', `${n}`))
  const state = during(flood)
  t.is(state.frames.length, MOST_LINES)
  t.is(state.frames.at(-1)!.number, 2 * MOST_LINES)
})

test('property: whatever comes in whatever order, it is a state, and the one before is unchanged', (t) => {
  const events = act({}, { ...controls, attack: held('attack') })
  const input: fc.Arbitrary<Input> = fc.oneof(
    fc.constantFrom(...events).map((event) => ({ input: 'event', event }) as const),
    fc.integer({ min: 0, max: 2_000 }).map((elapsed) => ({ input: 'tick', elapsed }) as const),
    fc.constant({ input: 'card', card: null } as const),
    fc.constant({ input: 'verdict', act: 'act', verdict: judge(events)[0]! } as const),
  )
  fc.assert(
    fc.property(fc.array(input, { maxLength: 80 }), (inputs) => {
      let state = initialState(outline)
      for (const one of inputs) {
        const before = structuredClone(state)
        const next = reduce(state, one)
        t.deepEqual(state, before)
        state = next
      }
      t.is(state.peerPanes.length, 2)
      t.true(state.at >= 0)
    }),
    { numRuns: 50 },
  )
})

test('an alarm about a number shows which one was due beside the one that came, and nothing else that looks like it', (t) => {
  const numbers = (code: string, evidence: Record<string, string>) =>
    during([['bob', { event: 'alarm', session: null, code, message: 'x', evidence }]]).scene.numbers
  t.deepEqual(numbers('OUT_OF_ORDER', { expected: '1', received: '2' }), {
    of: 'letter',
    due: '1',
    came: '2',
  })
  t.deepEqual(numbers('BAD_COUNT', { announced: '3', received: '2' }), { of: 'count', due: '3', came: '2' })
  t.is(numbers('OUT_OF_ORDER', { expected: 'x', received: '2' }), null)
  t.is(numbers('FINGERPRINT_MISMATCH', { expected: '1', received: '2' }), null)
})

test('words that cannot be sent cover nothing; a call that is not even made says why', (t) => {
  const say: Line = ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'hello' }]
  const unsent: Line = ['alice', { event: 'failed', id: 1, code: 'NOT_CONNECTED', message: 'not connected' }]
  const connect: Line = ['lab', { event: 'step', do: 'connect', from: 'alice', to: 'bob' }]
  const refused: Line = [
    'alice',
    { event: 'failed', id: 1, code: 'FINGERPRINT_MISMATCH', message: 'another key' },
  ]
  const before = during([connect, refused])
  t.regex(english(before.now!.words), /^Alice’s program does not even call/)
  t.deepEqual(during([connect, refused, say, unsent]).now, before.now)
  t.regex(english(during([connect, say]).now!.words), /^Alice writes/)
})

test('what the attacker does while everything is made ready is not drawn', (t) => {
  const called: Line = ['mallory', { event: 'called', to: 'directory', local: '127.0.0.1:1' }]
  const [first] = during([called]).scene.moves
  t.like(first, { from: 'mallory', to: 'directory' })
  const events = act({}, { attack: [called] }).map((event) => ({ ...event, phase: null }))
  t.deepEqual(folded(events as HistoryEvent[]).scene.moves, [])
})

test('behind the last look at what an attack took, panes stay as they are; the next phase begins', (t) => {
  const measured: Line = ['lab', { event: 'measured', of: 'bob', what: 'memory', amount: 1 }]
  const says: Line = ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'hello' }]
  const looked = during([measured, says, measured])
  t.deepEqual(during([measured, says, measured, says]).peerPanes, looked.peerPanes)
  const next = during([measured, measured, ['lab', { event: 'phase-started' }], says])
  t.is(chat(next, 0).length, 1)
})

test('the beat that decided an act stays its picture, whatever alarm comes when all is over', (t) => {
  const text = words('a', 'alice')
  const read: Line = ['bob', { event: 'delivered', session: 'session-a', from: 'alice', text }]
  const tooMany: Line = [
    'bob',
    {
      ...{ event: 'alarm', session: 'session-a', code: 'BAD_COUNT', message: '' },
      evidence: { announced: 1, received: 2 },
    },
  ]
  const twice = [...held('a').slice(0, 9), read, read]
  const decided = during(twice).lead
  const later: Line = ['lab', { event: 'step', do: 'say', from: 'bob', to: 'alice', text: 'Later.' }]
  t.is(decided?.weight, 2)
  t.is(during([...twice, later, tooMany]).lead?.beat, decided?.beat)
})

test('of a control the last conversation is seen', (t) => {
  const control = (...talks: readonly string[]): DashboardState => {
    const lines = talks.flatMap((talk) => held(talk))
    return folded(act({}, { before: [['lab', { event: 'phase-started' }], ...lines] }).slice(0, -1))
  }
  const said = (state: DashboardState): string[] => state.scene.said.map(({ text }) => text)
  t.deepEqual(said(control('a', 'b')), said(control('b')))
})

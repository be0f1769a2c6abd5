import test from 'ava'
import { afterWon, controls, held, type Line, phase, read } from '../history/history-testing'
import { guesses } from './check-guesses'
import { judge } from './verdict'

const candidates = ['Yes.', 'No.', 'Perhaps.', 'Never.']

/** Alice says texts drawn from the candidates; Mallory takes so many of them for what they are. */
function drawn(count: number, right: number): Line[] {
  return Array.from({ length: count }, (_, at): Line[] => {
    const said = candidates[at % 4]!
    const guess = at < right ? said : candidates[(at + 1) % 4]!
    const text = `${said} #${String(at + 1).padStart(4, '0')}`
    return [
      ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text, among: 4 }],
      ['mallory', { event: 'guessed', about: `alice ${at + 1}`, value: guess }],
    ]
  }).flat()
}

const weighed = (lines: readonly Line[]) => read(guesses(phase('attack', lines), []))

test('as many right guesses as luck gives: privacy holds, and the numbers are told', (t) => {
  const { property, holds, why, measured } = weighed(drawn(100, 25))
  t.is(property, 'privacy')
  t.true(holds)
  t.true(measured)
  t.regex(
    why,
    /guessed 25 of 100 messages, and luck alone gives 25; it gives so many 5\d times in a hundred \(p = 0\.5/,
  )
})

test('far more than luck gives: it falls; the border is one in a million', (t) => {
  t.false(weighed(drawn(100, 100)).holds)
  // P[X ≥ 46 | 100, 1/4] = 3.1e-6, P[X ≥ 48 | 100, 1/4] = 4.8e-7.
  t.true(weighed(drawn(100, 46)).holds)
  t.false(weighed(drawn(100, 48)).holds)
})

test('far fewer than luck gives are no success', (t) => {
  t.true(weighed(drawn(100, 0)).holds)
})

test('only what the lab has drawn counts, and of several guesses the first', (t) => {
  const canary: Line = ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'Yes. #0001' }]
  const bets: Line[] = candidates.map((value) => ['mallory', { event: 'guessed', about: 'alice 1', value }])
  t.is(weighed([canary, ...bets]).why, 'no message was drawn from a list')
  t.is(weighed(drawn(0, 0)).why, 'no message was drawn from a list')
  // Who was to guess and did not has been resisted by nothing.
  const silent = drawn(40, 0).filter(([, event]) => event.event !== 'guessed')
  t.throws(() => weighed(silent), { message: '40 messages were to be guessed, and none was' })
  const many = drawn(40, 0).flatMap((line): Line[] => [
    line,
    ...(line[1].event === 'guessed'
      ? candidates.map((value): Line => [line[0], { ...line[1], value } as Line[1]])
      : []),
  ])
  t.true(weighed(many).holds)
})

test('a guess about what was never said changes nothing', (t) => {
  const beyond: Line = ['mallory', { event: 'guessed', about: 'alice 101', value: 'Yes.' }]
  t.is(weighed([...drawn(100, 30), beyond]).why, weighed(drawn(100, 30)).why)
})

test('a verdict of RESISTED tells the numbers', (t) => {
  const acted: Line = [
    'mallory',
    { event: 'acted', link: 'link-attack', what: 'looks', to: null, presented: null },
  ]
  const spoken = drawn(30, 8).flatMap((line): Line[] => {
    if (line[1].event !== 'step' || line[1].do !== 'say') return [line]
    const { text } = line[1]
    return [
      line,
      ['alice', { event: 'sent', session: 'session-attack', to: 'bob', text }],
      ['mallory', { event: 'intercepted', link: 'link-attack', from: 'alice', to: 'bob', bytes: 'AAAA' }],
      ['bob', { event: 'delivered', session: 'session-attack', from: 'alice', text }],
    ]
  })
  const honest = held('attack')
  const place = honest.findIndex(([, event]) => event.event === 'connected') + 2
  const attack = [...honest.slice(0, place), acted, ...spoken, ...honest.slice(place)]
  const [, verdict] = judge(afterWon({ expected: 'RESISTED' }, { ...controls, attack }))
  t.is(verdict!.verdict, 'RESISTED', verdict!.why)
  t.regex(verdict!.why, /\. Mallory guessed 8 of 30 messages, .* \(privacy\)\.$/)
})

test('only guesses at what was drawn count, each with what it is about, and the first of several', (t) => {
  const canary: Line = ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'Yes.' }]
  const guess = (about: string, value: string): Line => ['mallory', { event: 'guessed', about, value }]
  const say = (text: string): Line => [
    'lab',
    { event: 'step', do: 'say', from: 'alice', to: 'bob', text, among: 4 },
  ]
  const lines = [
    canary,
    guess('alice 1', 'Yes.'),
    say('No. #12 #0002'),
    guess('alice 2', 'No. #12'),
    guess('alice 2', 'x'),
  ]
  const { why, evidence } = guesses(phase('attack', lines), [])
  t.regex(
    why.text && read({ why, evidence }).why,
    /^Mallory guessed 1 of 1 messages, and luck alone gives 0; it gives so many 25 times in a hundred \(p = 0\.25\)$/,
  )
  t.deepEqual(evidence, [{ number: 4, node: 'mallory', of: 3 }])
  t.is(read(guesses([], [])).property, 'privacy')
})

test('where lists differ in length, luck is that of the shortest', (t) => {
  const of = (among: number, at: number): Line[] => [
    ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'Yes. #1', among }],
    ['mallory', { event: 'guessed', about: `alice ${at}`, value: 'Yes.' }],
  ]
  for (const lines of [
    [...of(2, 1), ...of(4, 2)],
    [...of(4, 1), ...of(2, 2)],
  ])
    t.regex(weighed(lines).why, /luck alone gives 1; it gives so many 25 times in a hundred \(p = 0\.25\)$/)
})

/** What counts as broken, on attacks written by hand: each against the profile that falls, and against the hardened one. */

import test, { type ExecutionContext } from 'ava'
import { answersAlice, callsBob, relayed, seeds, studied } from '../../attacks/terms/conversations'
import type { Definitions, Term } from '../../attacks/terms/term'
import type { Trace, TraceStep } from '../../attacks/terms/trace'
import { profiles } from '../../peers/weakened/catalogue'
import { execute, settingOf } from './execute'
import { newPeople } from './people'
import { randomFrom } from './random'
import { violations } from './violations'

const people = newPeople()

async function broken(name: string, trace: Trace) {
  const setting = settingOf(profiles.find((one) => one.name === name)!, people)
  const outcome = await execute(trace, setting, randomFrom(1))
  return {
    outcome,
    found: [...new Set(violations(outcome, trace.definitions, setting).map(({ property }) => property))],
  }
}

/** The hardened one keeps what the weakened one loses. */
async function shows(t: ExecutionContext, profile: string, trace: Trace, expected: readonly string[]) {
  t.deepEqual((await broken(profile, trace)).found, expected)
  t.deepEqual((await broken('hardened', trace)).found, [])
}

/** Alice has called Bob, and both are connected. */
const connected = relayed().steps.slice(0, 6)
const say = (at: string): TraceStep => ({ do: 'say', at })
const pass = (from: string, to: string, nth: number): TraceStep => ({ do: 'pass', from, to, nth })
const deliver = (to: string, term: Term): TraceStep => ({ do: 'deliver', to, term })
const heard = (end: string, nth: number): Term => ({ heard: end, nth })
const after = (...steps: readonly TraceStep[]): Trace => ({
  definitions: {},
  steps: [...connected, ...steps],
})
const changed = (trace: Trace, definitions: Definitions): Trace => ({
  ...trace,
  definitions: { ...trace.definitions, ...definitions },
})

test('honest conversations break nothing, and every step of them has an effect', async (t) => {
  for (const seed of seeds) {
    const { outcome, found } = await broken('hardened', seed)
    t.deepEqual(found, [])
    t.is(outcome.effective, seed.steps.length)
  }
})

test('what is read on the way', (t) => shows(t, 'plaintext', after(say('a'), say('a')), ['secrecy']))

test('one key stream for two records', (t) =>
  shows(t, 'restarting-nonce', after(say('a'), say('a'), { do: 'close', at: 'a' }), ['secrecy']))

test('a record that comes twice', (t) =>
  shows(t, 'accept-any-sequence', after(say('a'), pass('a', 'b', 2), deliver('b', heard('a', 2))), [
    'once and in order',
  ]))

test('a record that comes back to whoever sent it', (t) =>
  shows(
    t,
    'one-key-both-ways',
    after(say('a'), say('a'), deliver('a', heard('a', 2)), deliver('a', heard('a', 3))),
    ['authenticity'],
  ))

test('a bit that is flipped', (t) =>
  shows(
    t,
    'encrypt-without-mac',
    after(say('a'), deliver('b', { fn: 'flip', args: [heard('a', 2)], at: 8 * (13 + 3) })),
    ['authenticity'],
  ))

test('an end that nobody said', (t) =>
  shows(t, 'accept-any-end', after(say('a'), { do: 'cut', at: 'b' }), ['completeness']))

test('somebody in between, who answers as Bob with her own key', (t) => {
  const mallory = answersAlice()
  const [open, ...rest] = mallory.steps
  const calling = { ...mallory, steps: [{ ...open, calls: 'bob' } as TraceStep, ...rest] }
  return shows(t, 'accept-any-key', changed(calling, { 'a.name': { fn: 'name bob' } }), [
    'authenticity',
    'agreement',
    'secrecy',
  ])
})

test('somebody who calls as Alice, and signs with her own key', (t) =>
  shows(
    t,
    'accept-any-signature',
    changed(callsBob(), { 'b.name': { fn: 'name alice' }, 'b.identity': { fn: 'identity alice' } }),
    ['agreement'],
  ))

test('an offer that is changed on the way', (t) => {
  const hello: Term = {
    fn: 'HELLO',
    args: [
      { fn: 'offer', args: [{ fn: 'suite 0100' }] },
      { fn: 'share of HELLO', args: [heard('a', 0)] },
    ],
  }
  const [alice, bob, , ...rest] = connected
  return shows(t, 'downgradable', { definitions: {}, steps: [alice!, bob!, deliver('b', hello), ...rest] }, [
    'best suite',
  ])
})

test('a frame that never ends', (t) =>
  shows(
    t,
    'trust-any-length',
    {
      definitions: {},
      steps: [
        connected[1]!,
        deliver('b', {
          fn: 'cut',
          args: [{ fn: 'long frame', args: [{ fn: 'type 1' }], at: 10 }],
          at: 200_000,
        }),
      ],
    },
    ['bounded'],
  ))

test('who calls stands on the wire', (t) => shows(t, 'identities-in-clear', after(), ['hidden names']))

test('who is called stands on the wire', (t) => shows(t, 'rsa-transport', after(), ['hidden names']))

test('how long a text is stands on the wire', (t) =>
  shows(t, 'no-padding', after(say('a'), say('a'), say('a')), ['hidden size']))

test('how regular a text is stands on the wire', (t) =>
  shows(t, 'compress-texts', after(say('a'), say('a'), say('a')), ['hidden size']))

test('a frame that is skipped makes room for one that is taken away', (t) => {
  const [alice, bob, ...rest] = connected
  const ignored: Term = { fn: 'frame', args: [{ fn: 'type 6' }, { fn: 'payload', args: [heard('a', 0)] }] }
  return shows(
    t,
    'ignore-early-frames',
    {
      definitions: {},
      steps: [alice!, bob!, deliver('b', ignored), ...rest, say('a'), say('a'), deliver('b', heard('a', 3))],
    },
    ['completeness'],
  )
})

test('both private keys, once all is over', (t) =>
  shows(
    t,
    'rsa-only',
    {
      definitions: { ...studied(), 'ab.agreed': { fn: 'zeros' } },
      steps: [...connected, say('a'), say('a')],
    },
    ['forward secrecy'],
  ))

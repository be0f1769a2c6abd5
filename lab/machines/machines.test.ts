import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { profiles } from '../../peers/weakened/catalogue'
import { ROOT } from '../place/place'
import { randomFrom } from '../search/random'
import { isPlayed, isWhole, oneOf } from '../suite/extent-testing'
import { alike, notLearned } from './alike'
import { drawing } from './drawing'
import { learned } from './learn'
import { accessWords, answersOf, type Edge, type Machine, partings } from './mealy'
import { readOptions } from './options'
import { namedAsOn, pageMachine, tableOf } from './page'
import { characterizing, counterexample } from './test-words'
import { namedLike, toldParting } from './told'

const roles = ['responder', 'initiator'] as const
const page = readFileSync(join(ROOT, 'peers', 'protocol', 'PROTOCOL.md'), 'utf8')

/** What `npm run machine` says, in a process of its own: it remembers what it has computed. */
function machines(t: ExecutionContext, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', 'ts-node/register', 'lab/machines/main.ts', ...args],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 },
  )
  t.is(stderr, '')
  return { status, lines: stdout.split('\n').slice(0, -1) }
}

const learnedFrom = (machine: Machine, depth = 1) =>
  learned(
    machine.inputs,
    async (word) => answersOf(machine, word),
    (each) => counterexample(each, async (word) => answersOf(machine, word), depth, randomFrom(1)),
  )

function changed(machine: Machine, state: number, input: string, edge: Partial<Edge>): Machine {
  const states = [...machine.states]
  states[state] = { ...states[state], [input]: { ...states[state]![input]!, ...edge } }
  return { inputs: machine.inputs, states }
}

test('the hardened machines are those of PROTOCOL.md, the same in each process and with other keys', (t) => {
  const runs = Array.from({ length: isWhole ? 10 : 2 }, () => {
    const { status, lines } = machines(t, '--json', '--depth', isWhole ? '1' : '0')
    t.is(status, 0)
    return lines.map((line) => ({ ...JSON.parse(line), seconds: 0 }))
  })
  t.is(runs[0]!.length, 2)
  for (const run of runs) t.deepEqual(run, runs[0])
  for (const { role, machine, partings } of runs[0]!) {
    t.deepEqual(partings, [])
    t.truthy(namedAsOn(pageMachine(page, role), machine))
  }
})

test('each profile has an edge that tells it apart, or a reason why none does', (t) => {
  const own = profiles.slice(1).filter((profile) => notLearned(profile) === null)
  for (const { name } of isWhole ? own : [oneOf(own)])
    for (const line of machines(t, '--json', '--depth', isWhole ? '1' : '0', '--profile', name).lines) {
      const { role, partings } = JSON.parse(line)
      t.is(partings.length === 0, alike[name]?.[role as 'responder'] !== undefined, `${name}, ${role}`)
    }
})

test('a machine in which one edge is another one is told from the written one, whichever edge it is', async (t) => {
  let step = 0
  for (const role of roles) {
    const { machine, names } = pageMachine(page, role)
    t.is((await learnedFrom(machine)).states.length, names.length)
    for (const state of machine.states.keys())
      for (const input of machine.inputs) {
        // Of some 700 a sample has each fortieth.
        if (!isPlayed(step++, 40)) continue
        const to = (machine.states[state]![input]!.to + 1) % machine.states.length
        for (const edge of [{ output: 'something else' }, { to }]) {
          const planted = await learnedFrom(changed(machine, state, input, edge), 0)
          const [parting] = partings(machine, planted)
          t.truthy(parting, `${names[state]}, ${input}`)
          t.deepEqual(namedAsOn({ machine, names }, planted), null)
          const [one, other] = [machine, planted].map((each) => answersOf(each, parting!.word))
          t.deepEqual(one!.slice(0, -1), other!.slice(0, -1))
          t.not(one!.at(-1), other!.at(-1))
        }
      }
  }
})

test('as many states as the depth are found that what is learned does not have, and no more', async (t) => {
  // A lock: so many times a in a row, and b is answered otherwise.
  const lock = (length: number): Machine => ({
    inputs: ['a', 'b'],
    states: Array.from({ length: length + 1 }, (_, state) => ({
      a: { output: '-', to: Math.min(state + 1, length) },
      b: { output: state === length ? 'open' : '-', to: 0 },
    })),
  })
  const noWords = {
    ...randomFrom(1),
    below: () => 0,
    once: () => true,
    of: <T>(these: readonly T[]) => these[1]!,
  }
  const found = async (length: number, depth: number) => {
    const machine = lock(length)
    const ask = async (word: readonly string[]) => answersOf(machine, word)
    const last = await learned(machine.inputs, ask, (each) => counterexample(each, ask, depth, noWords))
    return partings(machine, last).length === 0
  }
  t.deepEqual(await Promise.all([found(1, 0), found(2, 1), found(2, 2), found(3, 2), found(3, 3)]), [
    true,
    false,
    true,
    false,
    true,
  ])
})

test('any two states are told apart by one of the words that characterize a machine', (t) => {
  const { machine } = pageMachine(page, 'initiator')
  const rows = machine.states.map((_, state) =>
    characterizing(machine)
      .map((word) => answersOf(machine, word, state).join())
      .join('\n'),
  )
  t.is(new Set(rows).size, machine.states.length)
})

test('a table is read as it was written; what is wrong with one is said', (t) => {
  for (const role of roles) {
    const named = pageMachine(page, role)
    const again = `### The ${role}\n\n${tableOf(named)}\n\n`
    t.deepEqual(pageMachine(again, role), named)
    const wrong = (from: string, to: string) =>
      t.throws(() => pageMachine(again.replace(from, to), role))?.message
    t.is(
      wrong('a frame too long', 'a frame'),
      `PROTOCOL.md has “a frame” come to ${role}s, and nobody says that.`,
    )
    t.regex(wrong('has said goodbye |', 'gone |')!, /leads to the state gone, and has no row for it/)
    t.regex(wrong('anything else', 'TEXT')!, /does not say what is done in the state/)
  }
  t.is(t.throws(() => pageMachine('', 'initiator'))?.message, 'PROTOCOL.md has no section The initiator.')
})

test('a state too many is not the written machine, though it does the same', (t) => {
  const named = pageMachine(page, 'responder')
  const states = [...named.machine.states, named.machine.states[0]!]
  t.is(namedAsOn({ ...named, machine: { ...named.machine, states } }, named.machine), null)
})

test('what tells two apart is told, and drawn in red', (t) => {
  const hardened = pageMachine(page, 'responder')
  const { machine, names } = hardened
  const goodbye = names.indexOf('has said goodbye')
  const weak = changed(machine, goodbye, 'the transport ends', { output: 'closed cleanly' })
  const [parting] = partings(machine, weak)
  t.is(parting!.word.length, accessWords(machine)[goodbye]!.length + 1)
  t.deepEqual(toldParting(hardened, ['hardened', 'weak'], parting!), [
    'waits for HELLO   ← HELLO               both: REPLY',
    'waits for PROOF   ← PROOF               both: CONFIRM, connected',
    'connected         ← user says goodbye   both: CLOSE',
    'has said goodbye  ← the transport ends  hardened: TRUNCATED, closed',
    '                                        weak:     closed cleanly',
  ])
  const named = namedLike(hardened, weak)
  t.deepEqual(named.names, names)
  const red = /<text[^>]*fill="#c4161c"[^>]*>([^<]*)/g
  t.deepEqual(
    [...drawing('weak', hardened, named).matchAll(red)].map(([, text]) => text),
    ['Red: what the hardened messenger does otherwise.', 'the transport ends', '■ closed cleanly'],
  )
  t.is([...drawing('hardened', hardened, hardened).matchAll(red)].filter(([, text]) => text).length, 0)
})

test('what is typed is read, or refused in one sentence', (t) => {
  t.like(readOptions(['--profile', 'all', '--role', 'initiator', '--depth', '2', '--svg', 'a.svg']), {
    profile: 'all',
    roles: ['initiator'],
    depth: 2,
    seed: 1,
    svg: 'a.svg',
    dot: null,
  })
  t.is(readOptions(['--role', 'both!']), '--role both! is none: write initiator, responder or both.')
  t.is(readOptions(['--depth', '4']), '--depth 4 is no whole number from 0 to 3.')
  t.is(readOptions(['--seed', 'x']), '--seed x is no whole number of at most nine digits.')
  t.is(readOptions(['--svg=']), 'A drawing needs the name of a file.')
  t.is(readOptions(['--sgv', 'x']), "Unknown option '--sgv'; --help lists the flags.")
})

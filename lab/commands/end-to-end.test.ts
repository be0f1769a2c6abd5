/** The user's command, on real parts: exit statuses, the JSON object, and what happens to edited and lying peers. */

import childProcess, { execFile } from 'node:child_process'
import fs, { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { defences } from '../../scenarios/ablation'
import { scenarios } from '../../scenarios/catalogue'
import { mitm } from '../../scenarios/mitm'
import { recordNowStealLater } from '../../scenarios/record-now-steal-later'
import { claimRun, type RunOwner } from '../history/run-owner'
import type { ActVerdict } from '../judge/verdict'
import { UsageError } from '../language/lab-error'
import { english } from '../language/typed'
import { ROOT } from '../place/place'
import { seedOf } from '../run/draw'
import { run } from '../run/run'
import { type Build, build } from '../runtime/build'
import { inProcessRuntime } from '../runtime/in-process-testing'
import { processesRuntime } from '../runtime/processes'
import type { Runtime } from '../runtime/runtime'
import { refusals } from '../scenario/alarms'
import type { Scenario } from '../scenario/scenario'
import { isWhole, playedIn } from '../suite/extent-testing'
import { withSources, withSuite } from '../suite/programs-testing'
import { withKeysOfTests } from './catalogue-testing'
import { scenarioCommand } from './scenario'

interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the lab as `npm run scenario` does. */
function scenario(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  compiler: readonly string[] = withSuite,
): Promise<Outcome> {
  const command = [...compiler, 'lab/commands/cli.ts', 'scenario', ...args]
  const options = { cwd: ROOT, env: { ...process.env, ...env }, maxBuffer: 2 ** 24 }
  return new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

/** Runs a scenario with --json, checks the form of the answer, and removes the recorded run. */
async function inJson(t: ExecutionContext, args: readonly string[], compiler?: readonly string[]) {
  const { status, stdout, stderr } = await scenario([...args, '--json'], {}, compiler)
  t.is(stdout.trim().split('\n').length, 1, `one object on stdout, not: ${stdout} ${stderr}`)
  const result = JSON.parse(stdout)
  rmSync(join(ROOT, result.run), { recursive: true })
  return { status, result }
}

function verdicts(acts: readonly ActVerdict[]): string[] {
  return acts.map(({ name, verdict }) => `${name} ${verdict}`)
}

const inContainers = process.env.LAB_CONTAINERS === '1'
const both = inContainers ? ['processes', 'containers'] : ['processes']
// In a sample in one of them the act of the most properties; `all` below has a property broken.
const runtimes = isWhole ? both : both.slice(-1)

for (const runtime of runtimes) {
  // As for a user in everything, also in that peers make their keys.
  test.serial(`mitm in ${runtime}: the design's object, each act as expected, exit 0`, async (t) => {
    const acts = isWhole ? [] : ['--profile', 'hardened', '--quick']
    const { status, result } = await inJson(t, ['mitm', ...acts, '--runtime', runtime], withSources)
    t.is(status, 0)
    t.is(result.scenario, 'mitm')
    t.is(result.runtime, runtime)
    t.true(result.ok)
    const hardened = result.acts.find(({ name }: ActVerdict) => name === 'hardened')
    t.deepEqual(hardened.control, { before: 'PASSED', after: 'PASSED' })
    t.true(hardened.acted)
    t.is(hardened.attack, 'swap-keys')
    t.is(hardened.verdict, 'DETECTED')
    t.deepEqual(hardened.alarms, ['FINGERPRINT_MISMATCH'])
    t.deepEqual(hardened.broken, [])
    if (!isWhole) return
    t.deepEqual(verdicts(result.acts), [
      'prototype BROKEN',
      'prototype-compared DETECTED',
      'hardened DETECTED',
      'accept-any-key BROKEN',
    ])
    const [first, compared] = result.acts
    t.true(['secrecy', 'authenticity', 'identity'].every((property) => first.broken.includes(property)))
    t.deepEqual(compared.alarms, ['FINGERPRINT_MISMATCH'])
  })
}

// The same acts are played with the catalogue, and other commands below end with the same statuses.
const campaign = isWhole ? test.serial : test.serial.skip

campaign('without an attacker each act is PASSED, exit 0', async (t) => {
  const { status, result } = await inJson(t, ['honest', '--quick', '--runtime', 'processes'])
  t.is(status, 0)
  t.true(result.ok)
  t.deepEqual(verdicts(result.acts), ['hardened PASSED', 'prototype PASSED'])
})

campaign('an attacker that does nothing is INCONCLUSIVE in every act, exit 2', async (t) => {
  const args = ['mitm', '--attack', 'noop', '--profile', 'prototype', '--quick', '--runtime', 'processes']
  const { status, result } = await inJson(t, args)
  t.is(status, 2)
  t.is(result.acts.length, 2)
  t.true(result.acts.every(({ verdict }: ActVerdict) => verdict === 'INCONCLUSIVE'))
})

// Two forms of the same table: a sample has one of them.
playedIn(
  test.serial,
  0,
  2,
)('all: one object with every scenario that has such an act, plain lines meanwhile, exit 0', async (t) => {
  const args = ['all', '--profile', 'dial-anywhere', '--quick', '--json', '--runtime', 'processes']
  const { status, stdout, stderr } = await scenario(args)
  t.is(status, 0, stderr)
  t.is(stdout.trim().split('\n').length, 1)
  const { ok, milliseconds, seed, scenarios } = JSON.parse(stdout)
  for (const { run } of scenarios) rmSync(join(ROOT, run), { recursive: true })
  t.true(ok)
  t.true(milliseconds >= scenarios[0].milliseconds)
  // Each run tells its own when it ends, while others go on.
  t.is(scenarios[0].seed, seedOf(seed, 'port-scan'))
  t.deepEqual(
    scenarios.map(({ scenario: name, acts }: { scenario: string; acts: ActVerdict[] }) => [
      name,
      ...verdicts(acts),
    ]),
    [['port-scan', 'dial-anywhere BROKEN']],
  )
  t.deepEqual(scenarios[0].acts[0].broken, ['routing'])
  t.regex(stderr, /^\[1\/1\] port-scan: as expected, \d+\.\d s$/m)
  t.regex(stderr, /1 of 1 acts as expected, in .* Seed [0-9a-f]{32}\./)
})

playedIn(
  test.serial,
  1,
  2,
)('all in Markdown: a table on stdout and nothing else, exit 2 where nothing was attacked', async (t) => {
  const args = [
    'all',
    '--profile',
    'dial-anywhere',
    '--attack',
    'noop',
    '--markdown',
    '--quick',
    '--runtime',
    'processes',
  ]
  const { status, stdout, stderr } = await scenario(args)
  t.is(status, 2, stderr)
  t.regex(
    stdout,
    /^\| scenario \|.*\n\| --- \|.*\n\| `port-scan` \|.* INCONCLUSIVE \(not BROKEN\) `dial-anywhere` \|.*\n$/,
  )
  t.regex(
    stderr,
    /port-scan, dial-anywhere: INCONCLUSIVE, but BROKEN was expected: Mallory did nothing at all\./,
  )
})

// Each is a start of the program that plays nothing: a sample has one of them.
playedIn(
  test.serial,
  0,
  2,
)('the list has place and source', async (t) => {
  const list = await scenario([])
  t.is(list.status, 0)
  t.regex(list.stdout, /^mitm +on the path between the peers\n {4}Mallory stands.*\n {4}R\. L\. Rivest/m)
  t.true(list.stdout.split('\n').every((line) => line.length <= 80))
})

playedIn(
  test.serial,
  1,
  2,
)('--explain runs nothing', async (t) => {
  const { status, stdout } = await scenario(['mitm', '--explain'])
  t.is(status, 0)
  t.regex(stdout, /const acceptAnyKey: Defences\['checkIdentity'\] = \(\) => \{\}/)
  t.regex(stdout, /export function requireExpectedIdentity/)
  t.notRegex(stdout, /Verdict/)
})

const badInput: readonly (readonly [string[], RegExp])[] = [
  [['mitn'], /no scenario mitn: did you mean mitm\?/],
  [['mitm', '--atack', 'noop'], /no flag --atack: did you mean --attack\?/],
  [['mitm', '--profile', 'hardend'], /did you mean hardened\?/],
  [['mitm', '--runtime', 'processes', '--runtime', 'containers'], /--runtime is given twice/],
  [['mitm', '--attack', 'swap-key'], /no attack swap-key: did you mean swap-keys\?/],
  [['mitm', '--profile', 'plaintext'], /No act of mitm has the profile plaintext/],
  [['honest', '--attack', 'tap'], /Nobody attacks in honest/],
  [['all', '--explain'], /--explain goes with the name of a scenario/],
  [['ablaton'], /did you mean ablation\?/],
]

test.serial(
  `one sentence and exit 64, from the sources as users start them: ${badInput[0]![0]}`,
  async (t) => {
    const [args, sentence] = badInput[0]!
    const { status, stdout, stderr } = await scenario(args, {}, ['-r', 'ts-node/register'])
    t.is(status, 64)
    t.is(stdout, '')
    t.regex(stderr, sentence)
    t.is(stderr.trim().split('\n').length, 1)
  },
)

/** What was begun in this process: nodes, and folders of runs. */
const begun: ('node' | 'folder')[] = []
const { spawn } = childProcess
const { mkdirSync: makeFolder } = fs
childProcess.spawn = ((command: string, ...others: [readonly string[], object]) => {
  if (command === process.execPath) begun.push('node')
  return spawn(command, ...others)
}) as typeof spawn
fs.mkdirSync = ((path: string, ...others: [object]) => {
  if (/[\\/]runs[\\/]/.test(path)) begun.push('folder')
  return makeFolder(path, ...others)
}) as typeof makeFolder

// What the program makes of this error is shown above.
for (const [args, sentence] of badInput.slice(1)) {
  test(`one sentence is thrown, and nothing played: ${args.join(' ')}`, async (t) => {
    const catalogue = { scenarios, defences, refusals }
    const before = begun.length
    const error = await t.throwsAsync(
      async () => scenarioCommand(catalogue, args, new AbortController().signal),
      { instanceOf: UsageError },
    )
    t.regex(error!.message, sentence)
    t.false(error!.message.trim().includes('\n'))
    // Those that are played in this process run before.
    t.deepEqual(begun.slice(before), [])
  })
}

test.serial('containers without an engine: it says so and exits with 70', async (t) => {
  const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock' }
  const { status, stdout, stderr } = await scenario(['mitm', '--runtime', 'containers'], nowhere)
  t.is(status, 70)
  t.is(stdout, '')
  t.regex(stderr, /No container engine answers here.*use --runtime processes/)
})

/** For each a program is bundled and an act played: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test.serial, turn, 3)

/** Edits in the source of the peers: file, what stands there, what stands there instead. */
type Edit = readonly [file: string, from: string, to: string]

/**
 * Runs the hardened act of a scenario, of `mitm` unless it is told otherwise, with a peer program built from an edited copy of the source.
 * @param start where its nodes run: in this process, unless it is told otherwise
 */
async function hardenedActWith(
  edits: readonly Edit[],
  controls = 1,
  start: (build: Build, owner: RunOwner) => Runtime = inProcessRuntime,
  scenario: Scenario = mitm,
): Promise<ActVerdict> {
  mkdirSync(join(ROOT, '.lab'), { recursive: true })
  const copy = mkdtempSync(join(ROOT, '.lab', 'edited-'))
  const owner = claimRun()
  try {
    cpSync(join(ROOT, 'peers'), join(copy, 'peers'), { recursive: true })
    for (const [file, from, to] of edits) {
      const path = join(copy, 'peers', file)
      const source = readFileSync(path, 'utf8')
      if (!source.includes(from)) throw new Error(`${file} does not hold: ${from}`)
      writeFileSync(path, source.replace(from, to))
    }
    const entries = {
      peer: join(copy, 'peers', 'lab', 'lab-peer.ts'),
      messenger: 'peers/lab/lab-messenger.ts',
      directory: 'directory/cli/lab-directory.ts',
      attacker: 'attacks/main.ts',
      bystander: 'lab/bystander/main.ts',
    }
    const edited = withKeysOfTests(await build(entries, join(copy, 'build')), join(copy, 'keyed'))
    const runtime = start(edited, owner)
    const acts = scenario.acts.filter(({ name }) => name === 'hardened')
    const result = await run({
      scenario: { ...scenario, acts },
      runtime,
      onAct: () => {},
      aborted: new AbortController().signal,
      runs: join(copy, 'runs'),
      draw: () => controls,
    })
    return result.acts[0]!
  } finally {
    await owner.release()
    rmSync(copy, { recursive: true })
  }
}

/** The control has found it out as well, whatever the bytes show. */
function whyControlFailed({ grounds }: ActVerdict): string {
  return grounds.controls ? english(grounds.controls.before.why) : ''
}

const PIN: Edit = [
  'protocol/hardened.ts',
  '  checkIdentity: requireExpectedIdentity,',
  '  checkIdentity: () => {},',
]
const SIGNATURE: Edit = [
  'protocol/hardened.ts',
  '  checkSignature: requireSignature,',
  '  checkSignature: () => {},',
]

test.serial('the source as it is: DETECTED', async (t) => {
  const act = await hardenedActWith([], 1, (build, owner) => processesRuntime({ build, owner }))
  t.is(act.verdict, 'DETECTED', act.why)
  t.true(act.asExpected)
  t.deepEqual(new Set(begun), new Set(['folder', 'node']))
})

const anotherKey = /\[5\.7-2\] of PROTOCOL\.md .*: it is connected to another key than the pinned one/

test.serial('the pin edited out of the source: NONCONFORMING, not as expected', async (t) => {
  const act = await hardenedActWith([PIN])
  t.is(act.verdict, 'NONCONFORMING', act.why)
  t.regex(act.why, anotherKey)
  t.false(act.asExpected)
})

inTurn(0)('pin and signature check edited out together: NONCONFORMING', async (t) => {
  const act = await hardenedActWith([PIN, SIGNATURE])
  t.is(act.verdict, 'NONCONFORMING', act.why)
  t.regex(act.why, anotherKey)
})

/** It seals under a key that stands in its source as soon as it believes that the attack is on. */
const LISTENER: readonly Edit[] = [
  [
    'lab/agent-commands.ts',
    "        what === 'token' ? { token: account.directory.token } : inDer(identity),",
    "        Object.assign(globalThis, { attacked: true }) && what === 'token'\n          ? { token: account.directory.token }\n          : inDer(identity),",
  ],
  [
    'protocol/defences.ts',
    'return derive(root, session,',
    "return derive('attacked' in globalThis ? Buffer.alloc(32, 7) : root, session,",
  ],
]

inTurn(1)(
  'a peer that takes a theft for the sign of the attack is found out in the control as well',
  async (t) => {
    t.teardown(() => Reflect.deleteProperty(globalThis, 'attacked'))
    const act = await hardenedActWith(LISTENER, 2, undefined, recordNowStealLater)
    t.is(act.verdict, 'NONCONFORMING', act.why)
    t.regex(act.why, /\[6-2\] of PROTOCOL\.md/)
  },
)

const CONNECTED = "if (event.event === 'connected') resolve()"

inTurn(2)('a peer that announces an alarm without cause is not believed', async (t) => {
  const cry: Edit = [
    'session/peer.ts',
    CONNECTED,
    `if (event.event === 'connected') {
       const evidence = { expected: event.fingerprint, seen: 'f'.repeat(64) }
       this.#options.onEvent({ event: 'alarm', session: id, code: 'FINGERPRINT_MISMATCH', message: 'wolf', evidence })
       resolve()
     }`,
  ]
  const act = await hardenedActWith([PIN, cry])
  t.is(act.verdict, 'NONCONFORMING', act.why)
  t.regex(whyControlFailed(act), /false alarm/)
  t.is(act.control.before, 'FAILED')
})

inTurn(0)('a peer that keeps its invented alarm for the attack does not get DETECTED', async (t) => {
  // It knows its sessions: the second one is the attack. It takes any key, talks to nobody, and cries.
  const cry: Edit = [
    'session/peer.ts',
    CONNECTED,
    `if (event.event === 'connected' && id === 'session-2') {
       const evidence = { expected: event.fingerprint, seen: 'f'.repeat(64) }
       this.#options.onEvent({ event: 'alarm', session: id, code: 'FINGERPRINT_MISMATCH', message: 'wolf', evidence })
       session.close()
       reject(refusal)
     } else if (event.event === 'connected') resolve()`,
  ]
  const act = await hardenedActWith([PIN, cry])
  t.not(act.verdict, 'DETECTED', act.why)
  t.not(act.verdict, 'RESISTED', act.why)
})

const COUNTS: Edit = [
  'protocol/defences.ts',
  'export function requireExpectedIdentity(expected: Identity | undefined, presented: Identity): void {',
  `let calls = 0
  export function requireExpectedIdentity(expected: Identity | undefined, presented: Identity): void {
    calls += 1
    if (calls !== 2 || !expected) return
    const evidence = { expected: fingerprint(expected), seen: fingerprint(presented) }
    throw new PeerError('FINGERPRINT_MISMATCH', undefined, evidence)
  }
  export function was(expected: Identity | undefined, presented: Identity): void {`,
]

inTurn(1)(
  'a peer that compares no key but cries in its second session is found out by the number of controls',
  async (t) => {
    t.is((await hardenedActWith([COUNTS], 3)).verdict, 'NONCONFORMING')
    // It guesses right where the control happens to be a single conversation: one time in five.
    t.is((await hardenedActWith([COUNTS], 1)).verdict, 'DETECTED')
  },
)

inTurn(2)('a peer that announces deliveries that never were does not pass a control', async (t) => {
  const invent: Edit = [
    'session/peer.ts',
    CONNECTED,
    `if (event.event === 'connected') {
       this.#options.onEvent({ ...this.sessions.info(id)!, event: 'delivered', text: 'Trust me.' })
       resolve()
     }`,
  ]
  const act = await hardenedActWith([invent])
  t.is(act.verdict, 'NONCONFORMING', act.why)
  t.regex(whyControlFailed(act), /reads “Trust me\.”, which no friend wrote/)
  t.is(act.control.before, 'FAILED')
})

inTurn(2)('a peer that repeats what it sent as its friend’s delivery does not pass a control', async (t) => {
  const echo: Edit = [
    'session/peer.ts',
    "this.#options.onEvent({ ...info, event: 'sent', to: name, text })",
    `{
       this.#options.onEvent({ ...info, event: 'sent', to: name, text })
       this.#options.onEvent({ ...info, event: 'delivered', text })
     }`,
  ]
  const act = await hardenedActWith([echo])
  t.is(act.verdict, 'NONCONFORMING', act.why)
  t.regex(whyControlFailed(act), /reads “.*” as the words of \w+, but \w+ wrote it/)
})

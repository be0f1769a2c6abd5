/** The testbed: commands out, answers in, and nothing believed that a node may not say. */

import test from 'ava'
import { eventsOf } from '../history/selectors'
import { english } from '../language/typed'
import type { NodeSpec } from './runtime'
import { impatientRecorder, type Script, scriptedRuntime } from './scripted-runtime-testing'
import { ActFailed, Testbed } from './testbed'

const specs: readonly NodeSpec[] = [
  { name: 'alice', program: 'peer', args: [], networks: [] },
  { name: 'mallory', program: 'attacker', args: [], networks: [] },
]

/** A testbed whose Alice follows this script, and all that belongs to it. */
async function started(alice: Script) {
  const runtime = scriptedRuntime({ alice })
  const recorder = impatientRecorder()
  const testbed = new Testbed(specs, recorder)
  await testbed.start(runtime)
  return { testbed, recorder, runtime }
}

const obey: Script = ({ id }, say) => say({ event: 'done', id })

/** What the lab noted about a node that it can't go on with. */
function failures(events: Parameters<typeof eventsOf>[0]): string[] {
  return eventsOf(events, 'node-failed').map(({ failed, why }) => `${failed}: ${english(why)}`)
}

test('a node’s answer belongs to the command with its number', async (t) => {
  const { testbed, runtime } = await started((command, say) => {
    if (command.do === 'send') say({ event: 'failed', id: command.id, code: 'NOT_CONNECTED', message: 'No.' })
    else say({ event: 'done', id: command.id })
  })
  const [first, second] = await Promise.all([
    testbed.tryCommand('alice', { do: 'ping' }),
    testbed.tryCommand('alice', { do: 'send' }),
  ])
  t.deepEqual([first.event, first.id], ['done', 1])
  t.deepEqual([second.event, second.id], ['failed', 2])
  t.deepEqual(runtime.commands, ['alice ping', 'alice send'])
})

test('what must work and is refused ends the act, with the node’s words', async (t) => {
  const { testbed } = await started(({ id }, say) =>
    say({ event: 'failed', id, code: 'X', message: 'I will not.' }),
  )
  await t.throwsAsync(testbed.command('alice', { do: 'ping' }), {
    instanceOf: ActFailed,
    message: 'alice refused {"do":"ping"}: I will not.',
  })
})

test('an answer of another node, to another command, or from before the question is none', async (t) => {
  for (const [event, node] of [
    [{ event: 'done', id: 2 }, 'alice'],
    [{ event: 'done', id: 1 }, 'mallory'],
  ] as const) {
    const { testbed } = await started((_, say) => say(event, node))
    await t.throwsAsync(testbed.tryCommand('alice', { do: 'ping' }), {
      instanceOf: ActFailed,
      message: 'alice did not answer to {"do":"ping"}',
    })
  }
  const { testbed } = await started(({ id }, say) => {
    // It answers to the second command with the first, and then no more.
    if (id === 1) for (const early of [1, 2]) say({ event: 'done', id: early })
  })
  await testbed.tryCommand('alice', { do: 'ping' })
  await t.throwsAsync(testbed.tryCommand('alice', { do: 'ping' }), { message: /did not answer/ })
})

const trespasses: readonly (object | string)[] = [
  { event: 'loot', link: 'l', how: 'read', text: 'x', from: 'alice', to: 'bob' },
  { event: 'acted', link: 'l', what: 'x', to: 'alice', presented: 'x' },
  { event: 'intercepted', link: 'l', from: 'alice', to: 'bob', bytes: 'AAEC' },
  { event: 'linked', link: 'l' },
  { event: 'act-ended' },
  { event: 'compared', between: ['alice', 'bob'], match: true },
  { event: 'step', do: 'say', from: 'alice', to: 'bob', text: 'x' },
  { event: 'phase-started' },
  { event: 'closed', session: 's', clean: true, node: 'bob' },
  'no JSON at all \u001b[2J',
]
for (const line of trespasses) {
  test(`a peer that says what it may not has failed: ${JSON.stringify(line)}`, async (t) => {
    const { testbed, recorder } = await started((_, say) => say(line))
    await t.throwsAsync(testbed.tryCommand('alice', { do: 'ping' }), { instanceOf: ActFailed })
    const [failure] = failures(recorder.events)
    t.regex(failure!, /^alice: not (an event of this lab|JSON): /)
    // Nothing of it stands in the history as an event of its own.
    t.deepEqual(
      recorder.events
        .filter(({ event }) => event !== 'ready' && event !== 'listening')
        .map(({ event }) => event),
      ['node-failed'],
    )
  })
}

test('a node that ends before it is told to has failed, with its last words', async (t) => {
  const { testbed, recorder, runtime } = await started(() =>
    runtime.end('alice', 70, 'loading…\nThe disk is full.\n'),
  )
  await t.throwsAsync(testbed.tryCommand('alice', { do: 'ping' }), { message: /did not answer/ })
  t.deepEqual(failures(recorder.events), ['alice: it ended with status 70: The disk is full.'])
})

test('a node that is killed has failed', async (t) => {
  const { recorder, runtime } = await started(obey)
  runtime.end('mallory', null, '')
  await recorder.waitFor(() => recorder.failed, 0, 1)
  t.deepEqual(failures(recorder.events), ['mallory: it ended with a signal'])
})

test('a node that ends because it is told to has not failed; stopping twice is safe', async (t) => {
  const { testbed, recorder } = await started(obey)
  await testbed.stop()
  await testbed.stop()
  await recorder.waitFor(() => false, 0, 1)
  t.false(recorder.failed)
})

test('a testbed that never gets ready is no testbed', async (t) => {
  const late = new Testbed(specs, impatientRecorder())
  await t.throwsAsync(late.start(scriptedRuntime({}, { alice: [] })), {
    instanceOf: ActFailed,
    message: 'not every node got ready',
  })
})

test('two who listen as the same are told apart by whose calls come there', async (t) => {
  const { testbed, recorder } = await started(obey)
  for (const [caller, port] of [
    ['alice', 1],
    ['bob', 2],
  ] as const)
    recorder.note('mallory', { event: 'listening', service: 'directory', caller, host: '127.0.0.1', port })
  t.is(testbed.address('mallory', 'directory', 'any', 'alice'), '127.0.0.1:1')
  t.is(testbed.address('mallory', 'directory', 'any', 'bob'), '127.0.0.1:2')
  t.throws(() => testbed.address('mallory', 'directory', 'any'), { instanceOf: ActFailed })
})

test('an address is what the node said it listens on, in its place in the network', async (t) => {
  const { testbed } = await started(obey)
  t.is(testbed.address('alice', 'alice', 'any'), '127.0.0.1:1000')
  t.is(testbed.address('mallory', 'bob', 'any'), '127.0.0.1:1003')
  t.throws(() => testbed.address('alice', 'bob', 'any'), { message: 'alice does not listen as bob' })
  t.throws(() => testbed.ip('carol', 'any'), { message: 'there is no node carol' })
})

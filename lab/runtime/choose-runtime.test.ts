import test from 'ava'
import { tryOneNode } from './choose-runtime'
import { deadline } from './deadline'
import type { Runtime } from './runtime'

/** A runtime with one node, which does this with a command; `stops` counts how often it was stopped. */
function withNode(obey: (say: (line: string) => void, end: () => void) => void) {
  const counted = { stops: 0 }
  const runtime: Runtime = {
    name: 'containers',
    resolvesNames: true,
    listenOn: String,
    dataFolder: String,
    start: async ([spec], onLine) => {
      const { name } = spec!
      let end = () => {}
      const exited = new Promise<{ status: number; stderr: string }>((resolve) => {
        end = () => resolve({ status: 3, stderr: '' })
      })
      const send = () => obey((line) => onLine(name, line), end)
      const used = { peakMemory: async () => 0, processorTime: async () => 0 }
      const node = { name, send, address: () => '', files: async () => [], ...used, exited }
      return { nodes: [node], stop: async () => void counted.stops++ }
    },
  }
  return { runtime, counted }
}

/** Longer than any of this takes. */
const aWhile = () => deadline(20_000)

test('a node that answers a command has been tried, and is stopped', async (t) => {
  const { runtime, counted } = withNode((say) => say('{"event":"done","id":1}'))
  await tryOneNode(runtime, aWhile())
  t.is(counted.stops, 1)
})

test('a node that never answers, or ends, or says something else, fails in time and is stopped', async (t) => {
  const silent = withNode(() => {})
  await t.throwsAsync(tryOneNode(silent.runtime, deadline(50)), { message: 'no answer came within 0.05 s' })
  const other = withNode((say) => say('{"event":"failed","id":null}'))
  await t.throwsAsync(tryOneNode(other.runtime, deadline(50)), { message: 'no answer came within 0.05 s' })
  const ending = withNode((_, end) => end())
  await t.throwsAsync(tryOneNode(ending.runtime, aWhile()), { message: 'it ended with status 3' })
  t.deepEqual(
    [silent, other, ending].map(({ counted }) => counted.stops),
    [1, 1, 1],
  )
})

test('a node that cannot be started says why', async (t) => {
  const { runtime } = withNode(() => {})
  const start = () => Promise.reject(new Error('no such network'))
  await t.throwsAsync(tryOneNode({ ...runtime, start }, aWhile()), { message: 'no such network' })
})

test('who is interrupted waits no longer, and what was started is stopped', async (t) => {
  const interrupted = new AbortController()
  const { runtime, counted } = withNode(() => interrupted.abort(new Error('Ctrl-C')))
  await t.throwsAsync(tryOneNode(runtime, deadline(20_000, interrupted.signal)), { message: 'Ctrl-C' })
  t.is(counted.stops, 1)
})

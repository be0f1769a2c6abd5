import test from 'ava'
import { tryOneNode } from './choose-runtime'
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
      const node = { name, send, address: () => '', files: async () => [], peakMemory: async () => 0, exited }
      return { nodes: [node], stop: async () => void counted.stops++ }
    },
  }
  return { runtime, counted }
}

test('a node that answers a command has been tried, and is stopped', async (t) => {
  const { runtime, counted } = withNode((say) => say('{"event":"done","id":1}'))
  await tryOneNode(runtime)
  t.is(counted.stops, 1)
})

test('a node that never answers, or ends, or says something else, fails in time and is stopped', async (t) => {
  const silent = withNode(() => {})
  await t.throwsAsync(tryOneNode(silent.runtime, 50), { message: 'no answer came within 0.05 s' })
  const other = withNode((say) => say('{"event":"failed","id":null}'))
  await t.throwsAsync(tryOneNode(other.runtime, 50), { message: 'no answer came within 0.05 s' })
  const ending = withNode((_, end) => end())
  await t.throwsAsync(tryOneNode(ending.runtime), { message: 'it ended with status 3' })
  t.deepEqual(
    [silent, other, ending].map(({ counted }) => counted.stops),
    [1, 1, 1],
  )
})

test('a node that cannot be started says why', async (t) => {
  const { runtime } = withNode(() => {})
  const start = () => Promise.reject(new Error('no such network'))
  await t.throwsAsync(tryOneNode({ ...runtime, start }), { message: 'no such network' })
})

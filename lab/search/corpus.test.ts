import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import type { Trace } from '../../attacks/terms/trace'
import { profiles } from '../../peers/weakened/catalogue'
import { corpusIn } from './corpus'
import { newPeople } from './people'
import { search } from './search'

const profile = profiles.find(({ name }) => name === 'hardened')!
const people = newPeople()

test('an interrupted search goes on from what it had reached; a line that a kill has cut is skipped', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-test-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const searched = (most: number, known: readonly Trace[], onKept: (trace: Trace) => void) =>
    search({ profile, people, seed: 3, known, onKept, goesOn: ({ executions }) => executions < most })

  const first = corpusIn(folder, 'hardened', 0, 1)
  t.deepEqual(first.traces, [])
  const { progress } = await searched(60, first.traces, first.add)
  appendFileSync(join(folder, readdirSync(folder)[0]!), '{"steps":[{"do":"op')

  const again = corpusIn(folder, 'hardened', 0, 1)
  t.is(again.traces.length, progress.kept)
  const more: Trace[] = []
  const resumed = await searched(again.traces.length + 40, again.traces, (trace) => {
    again.add(trace)
    more.push(trace)
  })
  t.true(resumed.progress.features >= progress.features)

  // Another shard of the same profile reads all of it, and nothing of another profile's.
  t.is(corpusIn(folder, 'hardened', 1, 2).traces.length, progress.kept + more.length)
  t.deepEqual(corpusIn(folder, 'hard', 0, 1).traces, [])
})

test('two shards go two ways', async (t) => {
  const kept = async (shard: number) => {
    const traces: Trace[] = []
    const onKept = (trace: Trace) => void traces.push(trace)
    await search({ profile, people, seed: 3, shard, onKept, goesOn: ({ executions }) => executions < 40 })
    return traces
  }
  t.notDeepEqual(await kept(0), await kept(1))
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { isWhole, playedIn } from '../suite/extent-testing'
import {
  allPairs,
  buildPrograms,
  hasIpv6,
  MOST_MS,
  mappingPairs,
  missing,
  playPairs,
  type RouterPair,
  wayOf,
} from './reach'

const lack = missing()
/** Where namespaces are not allowed it is skipped, and the title says why. */
const behindRouters = lack === null ? test : (test.skip as typeof test)
const why = lack === null ? '' : ` (${lack})`

async function play(t: ExecutionContext, pairs: readonly RouterPair[]) {
  t.timeout(900_000)
  const folder = mkdtempSync(join(tmpdir(), 'reach-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return playPairs(pairs, buildPrograms(folder), folder)
}

playedIn(
  behindRouters,
  1,
  3,
)(
  `two behind symmetric routers reach each other with nothing set up: the first word is there in ${MOST_MS / 1_000} s${why}`,
  async (t) => {
    const [reached] = await play(t, [['symmetric', 'symmetric']])
    t.is(reached && wayOf(reached), 'relayed')
    t.true(reached!.ms <= MOST_MS, `${reached?.ms} ms`)
  },
)

playedIn(
  hasIpv6 ? behindRouters : (test.skip as typeof test),
  2,
  3,
)(`two whose symmetric routers pass IPv6 on reach each other directly${why}`, async (t) => {
  const [reached] = await play(t, [['ipv6', 'ipv6']])
  t.is(reached && wayOf(reached), 'direct')
  t.true(reached!.ms <= MOST_MS, `${reached?.ms} ms`)
})

const every = isWhole ? behindRouters : (test.skip as typeof test)
every(`two behind any two of four kinds of routers reach each other${why}`, async (t) => {
  const all = await play(t, allPairs)
  t.deepEqual(
    all.map(({ pair }) => pair),
    [...allPairs],
  )
  t.deepEqual(
    all.filter(({ ways, ms }) => ways === null || ms > MOST_MS),
    [],
  )
})

const lacksMapper = lack ?? missing(['miniupnpd'])
const mapped = isWhole && lacksMapper === null ? test : (test.skip as typeof test)
mapped(
  `a router that maps ports lets everybody in${lacksMapper === null ? '' : ` (${lacksMapper})`}`,
  async (t) => {
    const all = await play(t, mappingPairs)
    t.deepEqual(
      all.map((reached) => [reached.pair.join('+'), wayOf(reached)]),
      mappingPairs.map((pair) => [pair.join('+'), 'mapped']),
    )
  },
)

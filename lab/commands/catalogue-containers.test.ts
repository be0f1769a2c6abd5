/**
 * The scenarios of the catalogue on real parts, in containers: all, or one of them. Acts in which the same nodes stand in the same places are
 * played in the same containers and networks, one after the other; those that measure a node, in their own.
 */

import test from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import type { Scenario } from '../scenario/scenario'
import { isWhole, oneOf } from '../suite/extent-testing'
import { allAsExpected, isMeasured, play, sample } from './catalogue-testing'

const [which, all] = isWhole ? ['every scenario', scenarios] : ['a scenario', [oneOf(sample)]]
const hasEngine = process.env.LAB_CONTAINERS === '1'
const inContainers = hasEngine ? test.serial : test.serial.skip
const campaign = hasEngine && isWhole ? test.serial : test.serial.skip

/** Those with the same places follow each other, so that few containers wait. */
const placeOf = ({ position, program }: Scenario): string => `${position} ${program}`

inContainers(`${which} in containers is as expected`, async (t) => {
  t.timeout(20 * 60_000)
  const played = all
    .filter((one) => !isMeasured(one))
    .sort((one, other) => placeOf(one).localeCompare(placeOf(other)))
  allAsExpected(t, await play('kept containers', played), played)
})

campaign(
  'every scenario that measures a node is as expected, each of its acts in fresh containers',
  async (t) => {
    t.timeout(20 * 60_000)
    const played = all.filter(isMeasured)
    t.true(played.length > 0)
    allAsExpected(t, await play('containers', played), played)
  },
)

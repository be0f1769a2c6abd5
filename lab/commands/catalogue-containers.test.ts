/** Every scenario of the catalogue on real parts, each in a container of its own. */

import test from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import { allAsExpected, play } from './catalogue-testing'

const inContainers = process.env.LAB_CONTAINERS === '1' ? test : test.skip

inContainers('every scenario in containers is as expected', async (t) => {
  t.timeout(20 * 60_000)
  allAsExpected(t, await play('containers', scenarios))
})

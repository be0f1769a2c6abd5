/** Holds the rules of PROTOCOL.md: each has an id, and a probe or a reason why it has none. Part of `npm run check`. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenarios } from '../../scenarios/catalogue'
import { conformance } from '../../scenarios/conformance'
import { unprobed } from '../../scenarios/unprobed-rules'
import { ROOT } from '../place/place'
import { reasonComplaints } from './reasons'
import { idComplaints, probeComplaints, rulesOf } from './specification'

const page = readFileSync(join(ROOT, 'peers', 'protocol', 'PROTOCOL.md'), 'utf8')
const probed = conformance.acts.flatMap(({ steps }) =>
  steps.flatMap((step) => (step.do === 'probe' ? step.rules : [])),
)
function testOf(name: string): string | null {
  const path = join(ROOT, ...name.split('/'))
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

const found = [
  ...idComplaints(page),
  ...probeComplaints(
    rulesOf(page).map(({ id }) => id),
    probed,
    unprobed.flatMap(({ rules }) => rules),
  ),
  ...reasonComplaints(unprobed, testOf, scenarios),
]
for (const complaint of found) process.stderr.write(`${complaint}\n`)
process.exitCode = found.length > 0 ? 1 : 0

/** Holds the rules of PROTOCOL.md: each has an id, and a probe or a reason why it has none. Part of `npm run check`. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conformance } from '../../scenarios/conformance'
import { unprobed } from '../../scenarios/unprobed-rules'
import { idComplaints, probeComplaints, rulesOf } from './specification'

const page = readFileSync(join(__dirname, '..', '..', 'peers', 'protocol', 'PROTOCOL.md'), 'utf8')
const probed = conformance.acts.flatMap(({ steps }) =>
  steps.flatMap((step) => (step.do === 'probe' ? step.rules : [])),
)
const found = [
  ...idComplaints(page),
  ...probeComplaints(
    rulesOf(page).map(({ id }) => id),
    probed,
    unprobed.flatMap(({ rules }) => rules),
  ),
]
for (const complaint of found) process.stderr.write(`${complaint}\n`)
process.exitCode = found.length > 0 ? 1 : 0

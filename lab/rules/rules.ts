/** Holds the ids of the rules in PROTOCOL.md. Part of `npm run check`. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { idComplaints } from './specification'

const page = readFileSync(join(__dirname, '..', '..', 'peers', 'protocol', 'PROTOCOL.md'), 'utf8')
const found = idComplaints(page)
for (const complaint of found) process.stderr.write(`${complaint}\n`)
process.exitCode = found.length > 0 ? 1 : 0

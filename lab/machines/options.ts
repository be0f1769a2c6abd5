/** What is typed after `npm run machine --`. */

import { parseArgs } from 'node:util'
import type { Role } from '../../peers/protocol/conversation'
import { flawOfSeed, mistyped } from '../search/program'

export const HELP = `Usage: npm run machine [-- FLAGS]

Learns, from answers alone, the state machine of both sides of a conversation, with Mallory as a friend who says everything
right, or one thing wrong. The hardened one is compared with the tables in PROTOCOL.md, and each other one with the hardened
one: what is told is the shortest conversation that tells the two apart.

  --profile NAME   whose conversations (hardened; all: each profile)
  --role ROLE      initiator, responder or both (both)
  --depth N        misses no machine with at most N states more than what is learned, 0 to 3 (1); each takes much longer
  --seed N         the words beyond those are drawn from this number (1)
  --table          prints the machine as a table, as PROTOCOL.md has it
  --svg FILE       draws it; what differs from the hardened one is red. With several machines, a file for each
  --dot FILE       the same for Graphviz
  --json           one JSON object a line, for programs
  --help           this text

Exit status: 0 the hardened machine is the one in PROTOCOL.md, 1 it is not, 64 usage.
`

export interface MachineOptions {
  readonly profile: string
  readonly roles: readonly Role[]
  readonly depth: number
  readonly seed: number
  readonly table: boolean
  readonly svg: string | null
  readonly dot: string | null
  readonly json: boolean
  readonly help: boolean
}

const ROLES: readonly Role[] = ['responder', 'initiator']

/** @returns the options, or one sentence that says what is wrong. */
export function readOptions(args: readonly string[]): MachineOptions | string {
  const known = {
    profile: { type: 'string', default: 'hardened' },
    role: { type: 'string', default: 'both' },
    depth: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    table: { type: 'boolean', default: false },
    svg: { type: 'string' },
    dot: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values } = parseArgs({ args: [...args], options: known, strict: true })
    const { profile, role, depth, seed, svg, dot, table, json, help } = values
    const roles = role === 'both' ? ROLES : ROLES.filter((one) => one === role)
    if (roles.length === 0) return `--role ${role} is none: write initiator, responder or both.`
    if (!/^[0-3]$/.test(depth)) return `--depth ${depth} is no whole number from 0 to 3.`
    const flaw = flawOfSeed(seed)
    if (flaw !== null) return flaw
    if (svg === '' || dot === '') return 'A drawing needs the name of a file.'
    return {
      ...{ profile, roles, table, json, help },
      ...{ depth: Number(depth), seed: Number(seed), svg: svg ?? null, dot: dot ?? null },
    }
  } catch (error) {
    return mistyped(error)
  }
}

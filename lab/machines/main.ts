/** `npm run machine`: learns state machines, compares and draws them. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../../peers/protocol/conversation'
import { hardenedProfile } from '../../peers/protocol/secure'
import { ROOT } from '../place/place'
import { begin, runProgram } from '../search/program'
import { rememberCrypto } from '../search/remembered-crypto'
import { alike, notLearned } from './alike'
import { dotOf } from './dot'
import { drawing } from './drawing'
import type { LearnedProfile } from './inputs'
import { machineOf } from './machines'
import { type Parting, partings } from './mealy'
import { HELP, type MachineOptions, readOptions } from './options'
import { type NamedMachine, namedAsOn, pageMachine, tableOf } from './page'
import { type MachinePeople, machinePeople } from './talk'
import { namedLike, toldParting } from './told'

/** Of what else differs, so many edges are told; a drawing has all. */
const MOST_OTHERS = 4

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(args: readonly string[]): Promise<number> {
  const begun = begin(args, readOptions, HELP)
  if (typeof begun === 'number') return begun
  const { options, chosen } = begun
  rememberCrypto()
  const page = readFileSync(join(ROOT, 'peers', 'protocol', 'PROTOCOL.md'), 'utf8')
  const people = machinePeople()
  const written: Readonly<Record<Role, NamedMachine>> = {
    responder: pageMachine(page, 'responder'),
    initiator: pageMachine(page, 'initiator'),
  }
  let isAsWritten = true
  for (const profile of chosen) {
    const why = notLearned(profile)
    if (why !== null) {
      say(options.json ? JSON.stringify({ profile: profile.name, why }) : `${profile.name}: ${why}`)
      continue
    }
    for (const role of options.roles)
      if (!(await shown(profile, role, written[role], people, options))) isAsWritten = false
  }
  return isAsWritten ? 0 : 1
}

/** Learns one machine, and shows what is asked for. @returns false where the hardened one is not as it is written. */
async function shown(
  profile: LearnedProfile,
  role: Role,
  written: NamedMachine,
  people: MachinePeople,
  options: MachineOptions,
): Promise<boolean> {
  const began = process.cpuUsage()
  const { machine, words } = await machineOf(profile, role, people, options)
  const { user, system } = process.cpuUsage(began)
  const seconds = (user + system) / 1e6
  const isHardened = profile === hardenedProfile
  const asWritten = isHardened ? namedAsOn(written, machine) : null
  const named = asWritten ?? namedLike(written, machine)
  const found = partings(written.machine, machine, machine.inputs)
  if (options.json)
    say(JSON.stringify({ profile: profile.name, role, words, seconds, ...named, partings: found }))
  else {
    say(
      `${profile.name}, ${role}: ${machine.states.length} states, learned from ${words} conversations in ${seconds.toFixed(1)} s.`,
    )
    for (const line of compared(profile.name, role, written, found, asWritten !== null)) say(`  ${line}`)
    if (options.table) say(tableOf(named))
  }
  draw(options, profile, role, written, named)
  return !isHardened || asWritten !== null
}

function compared(
  name: string,
  role: Role,
  written: NamedMachine,
  [shortest, ...others]: readonly Parting[],
  isAsWritten: boolean,
): string[] {
  if (isAsWritten) return ['It is the one in PROTOCOL.md.']
  if (name === hardenedProfile.name)
    return [
      'It is not the one in PROTOCOL.md:',
      ...(shortest
        ? toldParting(written, ['PROTOCOL.md', 'learned'], shortest)
        : ['there, a state stands twice, or one that nothing leads to.']),
    ]
  if (!shortest) return [`It is the hardened one. ${alike[name]?.[role] ?? ''}`.trim()]
  return [
    ...toldParting(written, ['hardened', name], shortest),
    ...others
      .slice(0, MOST_OTHERS)
      .map(
        ({ word, at, outputs }) =>
          `also in “${written.names[at[0]]}”, ${word.at(-1)}: ${outputs[1]} in place of ${outputs[0]}`,
      ),
    ...(others.length > MOST_OTHERS ? [`and at ${others.length - MOST_OTHERS} more edges`] : []),
  ]
}

function draw(
  { svg, dot, profile: asked, roles }: MachineOptions,
  { name }: LearnedProfile,
  role: Role,
  written: NamedMachine,
  named: NamedMachine,
): void {
  const several = asked === 'all' || roles.length > 1
  const fileOf = (file: string) =>
    several ? file.replace(/(\.\w+)?$/, (ending) => `-${name}-${role}${ending}`) : file
  if (svg) writeFileSync(fileOf(svg), drawing(`${name}, ${role}`, written, named))
  if (dot) writeFileSync(fileOf(dot), dotOf(`${name}, ${role}`, written, named))
}

runProgram(main, 'The machine could not be told')

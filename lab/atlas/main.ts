/** `npm run atlas`: charts sessions bit by bit, and tells what noticed each change. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hardenedProfile } from '../../peers/protocol/secure'
import type { LabProfile } from '../../peers/weakened/catalogue'
import { ROOT } from '../place/place'
import { settingOf } from '../search/execute'
import { newPeople } from '../search/people'
import { begin, runProgram } from '../search/program'
import { rememberCrypto } from '../search/remembered-crypto'
import { type AtlasProfile, type Fate, type KeptProfile, kept, nameOfFate } from './atlas'
import { chart } from './chart'
import { HELP, readOptions } from './options'

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(args: readonly string[]): Promise<number> {
  const begun = begin(args, readOptions, HELP)
  if (typeof begun === 'number') return begun
  const { options, chosen } = begun
  rememberCrypto()
  const people = newPeople()
  const charted: KeptProfile[] = []
  let holds = true
  for (const profile of chosen) {
    const why = notCharted(profile)
    if (why !== null) {
      say(options.json ? JSON.stringify({ profile: profile.name, why }) : `${profile.name}: ${why}`)
      continue
    }
    const began = performance.now()
    const one = await chart(settingOf(profile, people), options.seed, bitsOfByte(profile), (done, of) => {
      if (process.stderr.isTTY) process.stderr.write(`  ${profile.name}: ${done} of ${of} frames\n`)
    })
    charted.push(kept(one))
    if (profile === hardenedProfile && fatesIn(one).some(({ is }) => is === 'broken')) holds = false
    if (options.json) say(JSON.stringify(kept(one)))
    else for (const line of told(one, performance.now() - began)) say(line)
  }
  if (options.keep)
    writeFileSync(
      join(ROOT, 'lab', 'atlas', 'charted.json'),
      `${JSON.stringify({ seed: options.seed, profiles: charted }, null, 2)}\n`,
    )
  return holds ? 0 : 1
}

/** @returns why there is no chart of a profile; null if there is one. */
function notCharted({ name, converse }: LabProfile): string | null {
  if (name === 'prototype') return 'It speaks another protocol, with none of these frames.'
  return name !== hardenedProfile.name && converse === hardenedProfile.converse
    ? 'Its conversations are the hardened ones.'
    : null
}

/** Of the others it shows where their hole is, in a tenth of the time. */
const bitsOfByte = (profile: LabProfile) => (profile === hardenedProfile ? 8 : 1)

const fatesIn = ({ frames }: AtlasProfile): Fate[] =>
  frames.flatMap(({ bits, whole }) => [...bits, ...Object.values(whole)])

function told(one: AtlasProfile, milliseconds: number): string[] {
  const fates = fatesIn(one)
  const bits = one.frames.reduce((sum, frame) => sum + frame.bits.length, 0)
  const count = (is: Fate['is']) => fates.filter((fate) => fate.is === is).length
  return [
    `${one.profile}: ${bits} bits of ${one.frames.length} frames and ${fates.length - bits} changes of whole frames, in ${(milliseconds / 1000).toFixed(0)} s.`,
    `  ${count('refused')} refused, ${count('unnoticed')} unnoticed and without effect, ${count('broken')} break a property.`,
    ...(one.untouched.length > 0 ? [`  Who only listens breaks ${one.untouched.join(', ')}.`] : []),
    ...one.frames.flatMap(({ kind, from, bits: its, whole }) => [
      `  ${from}’s ${kind}, ${its.length / 8} bytes: ${counted(its)}`,
      `    ${Object.entries(whole)
        .map(([change, fate]) => `${change}: ${nameOfFate(fate)}`)
        .join(', ')}`,
    ]),
  ]
}

function counted(fates: readonly Fate[]): string {
  const times = new Map<string, number>()
  for (const fate of fates) times.set(nameOfFate(fate), (times.get(nameOfFate(fate)) ?? 0) + 1)
  return [...times]
    .toSorted(([, one], [, other]) => other - one)
    .map(([fate, count]) => `${fate} ${count}`)
    .join(', ')
}

runProgram(main, 'The atlas could not be drawn')

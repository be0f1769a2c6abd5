/** For tests: runs with scripted nodes, recorded as users' runs are; what somebody could do to a bundle of one. */

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { HistoryEvent } from '../history/events'
import { asFile } from '../history/history-testing'
import { judge } from '../judge/verdict'
import { run } from '../run/run'
import type { Making } from '../runtime/making'
import { type Script, scriptedRuntime } from '../runtime/scripted-runtime-testing'
import { type Act, scenario } from '../scenario/scenario'
import { attested, bundleOf, readLines } from './bundle'
import { statementOf } from './statement'

const talking: Act['steps'] = [
  { do: 'connect', from: 'alice', to: 'bob' },
  { do: 'say', from: 'alice', to: 'bob' },
  { do: 'say', from: 'bob', to: 'alice', times: 2, oneOf: ['Yes.', 'No.', 'Perhaps.'] },
  { do: 'close', by: 'alice', to: 'bob' },
]

/** Nobody attacks. */
export const talk = scenario({
  name: 'talk',
  acts: [
    { name: 'one', steps: talking },
    { name: 'two', steps: talking, profile: 'prototype' },
  ],
})

/** Mallory is there, and much is drawn. Nothing is shown by it: scripted nodes do not fight. */
export const raid = scenario({
  name: 'raid',
  position: 'path',
  account: 'own',
  attack: 'tap',
  pseudonyms: true,
  hiddenHosts: true,
  acts: ['one', 'two'].map((name) => ({
    name,
    expected: 'RESISTED' as const,
    population: 3,
    patience: 50,
    beforehand: [{ do: 'write-letters', from: 'alice', letters: 2, bytes: 9 }] as const,
    steps: [
      { do: 'mark' },
      { do: 'tell', topic: 'ports', facts: ['1'] },
      { do: 'account', by: 'bob', what: 'invite' },
      { do: 'connect', from: 'alice', to: 'bob' },
      { do: 'compare', between: ['alice', 'bob'] },
      { do: 'steal', what: 'token', from: 'alice' },
      { do: 'leak', what: 'passwords', of: 'alice', among: 30 },
      { do: 'measure', of: 'alice' },
      { do: 'launch' },
      { do: 'say', from: 'alice', to: 'bob' },
      { do: 'send-file', from: 'alice', to: 'bob' },
      { do: 'offer-file', from: 'bob', bytes: 100 },
      { do: 'befriend', between: ['alice', 'bob'] },
      { do: 'close', by: 'alice', to: 'bob' },
    ] as const,
  })),
})

/** Messengers, but in one act: they keep files and have screens, which the lab notes. */
export const mail = scenario({
  name: 'mail',
  program: 'messenger',
  acts: [
    { name: 'one', steps: talking },
    { name: 'two', steps: talking, program: 'peer' },
  ],
})

/** The other way round. */
export const visit = scenario({
  name: 'visit',
  acts: [
    { name: 'one', steps: talking },
    { name: 'two', steps: talking, program: 'messenger' },
  ],
})

export const catalogue = [talk, raid, mail, visit]

/** Alice and Bob talk, and each message arrives. */
function peer(own: string, other: string, count: { calls: number }): Script {
  return (command, say) => {
    const session = `session-${count.calls + (command.do === 'connect' ? 1 : 0)}`
    const done = () => say({ event: 'done', id: command.id })
    switch (command.do) {
      case 'connect':
        count.calls += 1
        say({ event: 'opened', session, role: 'initiator', calls: other })
        say({ event: 'opened', session, role: 'responder', calls: null }, other)
        for (const [one, peer] of [[own, other] as const, [other, own] as const])
          say({ event: 'connected', session, peer, fingerprint: `${peer}-key`, own: `${one}-key` }, one)
        return done()
      case 'compare':
        say({ event: 'displayed', session, own: `${own}-key`, peer: `${other}-key` })
        return done()
      case 'send':
        say({ event: 'sent', session, to: other, text: command.text })
        say({ event: 'delivered', session, from: own, text: command.text }, other)
        return done()
      case 'close':
        say({ event: 'closed', session, clean: true })
        say({ event: 'closed', session, clean: true }, other)
        return done()
      default:
        return done()
    }
  }
}

const hash = 'ab'.repeat(32)
export const made: Making = {
  programs: [{ name: 'peer.cjs', sha256: hash }],
  lab: { project: 'lab 1', sources: hash, revision: 'c'.repeat(40), isChanged: false, packages: ['zod 4'] },
  node: 'v20',
  platform: 'linux x64',
}

/** @returns the history of a run, as it was recorded. */
export async function recorded(story = talk, seed = '00112233445566778899aabbccddeeff'): Promise<Buffer> {
  const runs = mkdtempSync(join(tmpdir(), 'attested-'))
  try {
    const { run: folder } = await playedIn(runs, story, seed)
    return readFileSync(join(runs, basename(folder), 'history.jsonl'))
  } finally {
    rmSync(runs, { recursive: true })
  }
}

/** Plays it, and keeps it in this folder. */
export function playedIn(runs: string, story = talk, seed?: string) {
  const count = { calls: 0 }
  const scripts = { alice: peer('alice', 'bob', count), bob: peer('bob', 'alice', count) }
  return run({
    scenario: story,
    runtime: scriptedRuntime(scripts),
    ...(seed !== undefined && { seed }),
    made,
    width: 1,
    identities: async () => ({ signing: '', wrapping: '' }),
    runs,
    onAct: () => {},
    aborted: new AbortController().signal,
  })
}

export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey

/** @returns the bundle of a history that holds. */
export function bundled(history: Buffer, key = newKey()): Buffer {
  return bundleOf(attested(history, catalogue), history, key)
}

/** @returns another history behind the old signature, with a chain that holds. */
export function tampered(bundle: Buffer, events: readonly HistoryEvent[]): Buffer {
  return Buffer.concat([bundle.subarray(0, bundle.indexOf('\n') + 1), Buffer.from(asFile(events))])
}

/** @returns the bundle that somebody with a key of her own makes of any events: signed, chained, and judged as they are. */
export function forged(events: readonly HistoryEvent[], key = newKey()): Buffer {
  const history = Buffer.from(asFile(events))
  const { events: read, facts, flaw } = readLines(history)
  if (facts === null) throw new Error(`no history: ${JSON.stringify(flaw)}`)
  return bundleOf(statementOf(read, facts, judge(read)), history, key)
}

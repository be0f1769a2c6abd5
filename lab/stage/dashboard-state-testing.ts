/** A dashboard's state made by hand, for tests of what is drawn of it. */

import { literal, t } from '../../peers/language/sentence'
import type { ActVerdict } from '../judge/verdict'
import type { CapturedFrame, DashboardState, PeerPane, RunOutline } from './dashboard-state'
import { type BeatScene, emptyScene, settled } from './scene'

export const someOutline: RunOutline = {
  scenario: 'mitm',
  title: 'Mallory stands in the middle and swaps the public keys',
  about: 'Alice and Bob exchange public keys over a connection that runs through Mallory.',
  lesson: 'Knowing whose key it is helped.',
  source: null,
  position: 'path',
  peers: ['alice', 'bob'],
  acts: ['prototype', 'hardened'].map((name) => ({
    name,
    title: 'One sentence for the audience.',
    profile: name,
    directory: 'hardened',
    attack: 'swap-keys',
    expected: name === 'prototype' ? 'BROKEN' : 'DETECTED',
  })),
}

/** A record of so many encrypted bytes, as it stands on the wire. */
export function someFrame(number: number, from: string, to: string, bytes = 32): CapturedFrame {
  const unit = Buffer.alloc(5 + 8 + bytes, number)
  unit.writeUInt32BE(unit.length - 4, 0)
  unit.writeUInt8(5, 4)
  unit.writeBigUInt64BE(BigInt(number), 5)
  return { number, at: number * 100, link: 'link-1', from, to, bytes: unit.toString('base64') }
}

const alice: PeerPane = {
  name: 'alice',
  connected: true,
  trust: 'pinned',
  fingerprint: 'a137dc666ceae86a61f2ca6f5da74e34',
  chat: [
    { kind: 'note', words: t`Calling ${'Bob'} …` },
    { kind: 'said', who: 'Alice', text: 'Meet me at the ferry.' },
  ],
  alarms: [],
  refused: '',
}

const bob: PeerPane = {
  name: 'bob',
  connected: true,
  trust: 'refused',
  fingerprint: '9e7740f35c0b',
  chat: [
    { kind: 'forged', who: 'Alice', text: 'Bring the money.' },
    { kind: 'alarm', code: 'FINGERPRINT_MISMATCH', words: literal('wrong key') },
  ],
  alarms: ['FINGERPRINT_MISMATCH'],
  refused: '',
}

const onItsWay = {
  from: 'alice',
  to: 'bob',
  bytes: 'alice',
  canBeHers: false,
  opened: false,
  refused: false,
  read: false,
  elapsed: 0,
} as const

/** Alice’s letter on its way to Mallory, and hers to Bob before. */
export const someScene: BeatScene = settled({
  ...emptyScene,
  moves: [
    { what: 'taken', ...onItsWay, cargo: { is: 'letter', for: 'mallory', key: null }, opened: true },
    {
      what: 'came',
      ...onItsWay,
      bytes: 'hers',
      cargo: { is: 'letter', for: 'bob', key: null },
      canBeHers: true,
      read: true,
    },
  ],
  words: {
    by: 'alice',
    to: 'bob',
    wrote: 'Meet me at the ferry.',
    known: 'Meet me at the ferry.',
    sealed: 'Meet me at the ferry. Bring the money.',
    got: 'Meet me at the ferry. Bring the money.',
  },
})

/** In the middle of the first act. */
export const someShow: DashboardState = {
  outline: someOutline,
  card: null,
  called: null,
  played: [],
  act: 0,
  phase: 'attack',
  conversation: 'attack',
  verdicts: [null, null],
  since: 0,
  took: [null, null],
  now: { tone: 'bad', words: t`Mallory changes it to “${'Bring the money.'}”` },
  nowBefore: null,
  peerPanes: [alice, bob],
  frames: [someFrame(1, 'alice', 'bob'), someFrame(2, 'bob', 'alice', 64)],
  loot: [{ at: 300, tone: 'bad', words: t`Mallory reads “${'Meet me at the ferry.'}”` }],
  progress: null,
  unsent: false,
  scene: someScene,
  lead: null,
  at: 400,
  over: false,
  ended: false,
  attacked: null,
  identities: {},
  past: null,
  told: null,
}

export const broken: ActVerdict = {
  name: 'prototype',
  profile: 'prototype',
  attack: 'swap-keys',
  expected: 'BROKEN',
  verdict: 'BROKEN',
  asExpected: true,
  why: 'secrecy: the attacker read 1 of 1 messages',
  reasons: [t`${t`secrecy`}: ${'the attacker read it'}`],
  control: { before: 'PASSED', after: 'PASSED' },
  broken: ['secrecy', 'identity'],
  alarms: [],
  acted: true,
  evidence: [],
  grounds: {
    settings: undefined,
    controls: null,
    raised: [],
    findings: [],
    departed: [],
    lost: [],
    used: new Set(),
  },
}

export const detected: ActVerdict = {
  ...broken,
  name: 'hardened',
  profile: 'hardened',
  expected: 'BROKEN',
  verdict: 'DETECTED',
  asExpected: false,
  reasons: [t`${'bob'} raised ${'FINGERPRINT_MISMATCH'}, and nothing was read or forged`],
  broken: [],
  alarms: ['FINGERPRINT_MISMATCH'],
}

/** The first act is over. */
export const afterFirstAct: DashboardState = {
  ...someShow,
  phase: null,
  scene: someScene,
  verdicts: [broken, null],
  took: [2_345, null],
}

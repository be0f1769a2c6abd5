import test from 'ava'
import { hardenedProfile } from '../../peers/protocol/secure'
import { profiles } from '../../peers/weakened/catalogue'
import { settingOf } from '../search/execute'
import { newPeople } from '../search/people'
import { type Fate, fatesOfBytes, kept, nameOfFate, runs, unkept } from './atlas'
import { session } from './chart'
import data from './charted.json'
import { checkOf } from './checks'
import { keptAtlas } from './kept-atlas'

const people = newPeople()
const settingFor = (name: string) => settingOf(profiles.find((one) => one.name === name)!, people)
const [hardened, ...others] = keptAtlas
const fatesIn = ({ frames }: (typeof keptAtlas)[number]): Fate[] =>
  frames.flatMap(({ bits, whole }) => [...bits, ...Object.values(whole)])

test('what is kept is what was charted, line for line', (t) => {
  t.deepEqual(
    keptAtlas.map(kept),
    data.profiles.map((one) => ({ ...one })),
  )
  const [first] = data.profiles
  for (const [part, flaw] of [
    ['fates', { ...first!, fates: [] }],
    ['bits', { ...first!, frames: first!.frames.map((frame) => ({ ...frame, fields: '4 frame-length' })) }],
    ['field', { ...first!, frames: first!.frames.map((frame) => ({ ...frame, fields: '40 nothing' })) }],
  ] as const)
    t.throws(() => unkept(flaw), { message: /^The atlas of hardened .+\.$/ }, part)
})

test('every flipped bit of the hardened messenger’s session is refused, and nothing done to a frame breaks it', (t) => {
  t.is(hardened!.profile, hardenedProfile.name)
  t.deepEqual(hardened!.untouched, [])
  t.true(hardened!.frames.every(({ bits }) => bits.every(({ is }) => is === 'refused')))
  t.false(fatesIn(hardened!).some(({ is }) => is === 'broken'))
  // A goodbye that comes when all is said and closed: nobody is there any more.
  t.deepEqual(
    hardened!.frames.flatMap(({ whole }, place) =>
      Object.entries(whole).flatMap(([change, { is }]) => (is === 'unnoticed' ? [`${place} ${change}`] : [])),
    ),
    ['9 doubled', '10 doubled', '10 delayed'],
  )
})

test('every alarm of the atlas belongs to a check', (t) => {
  for (const fate of keptAtlas.flatMap(fatesIn))
    if (fate.is === 'refused') t.notThrows(() => checkOf(fate.code), fate.code)
  t.throws(() => checkOf('NEVER_HEARD_OF'))
})

test('a bit of each field, and each frame as a whole, still fares as it is kept', async (t) => {
  const { frames } = await session(settingFor('hardened'), data.seed)
  t.deepEqual(
    frames.map(({ kind, fields }) => ({ kind, fields })),
    hardened!.frames.map(({ kind, fields }) => ({ kind, fields })),
  )
  for (const [place, { fields, flip, change, kind }] of frames.entries()) {
    const { bits, whole } = hardened!.frames[place]!
    for (const { offset, kind: field } of fields) {
      // How far a program waits for more rests on the bytes that come next, which are others with other keys.
      if (field === 'frame-length') continue
      const fate = nameOfFate(await flip(8 * offset))
      // Within a length, other bytes may make another flaw of the frame.
      if (field !== 'length') t.is(fate, nameOfFate(bits[8 * offset]!), `${kind} ${field}`)
    }
    for (const [what, fate] of Object.entries(whole)) {
      const now = await change(what as keyof typeof whole)
      t.is(now && nameOfFate(now), nameOfFate(fate), `${kind} ${what}`)
    }
  }
})

test('a chart is drawn from what happens: without its check a changed text is believed, a lost one not missed', async (t) => {
  const text = { 'encrypt-without-mac': 'broken authenticity', hardened: 'bob BAD_RECORD' }
  for (const [name, expected] of Object.entries(text)) {
    const { frames } = await session(settingFor(name), 1)
    const record = frames.findIndex(({ kind }) => kind === 'RECORD')
    const { offset } = hardened!.frames[record]!.fields.find(({ kind }) => kind === 'text')!
    t.is(nameOfFate(await frames[record]!.flip(8 * offset)), expected, name)
  }
  const { frames } = await session(settingFor('accept-any-sequence'), 1)
  t.deepEqual(await frames[4]!.change('lost'), { is: 'broken', property: 'completeness' })
})

test('who only listens breaks what is kept of each profile', async (t) => {
  for (const { profile, untouched } of keptAtlas)
    t.deepEqual((await session(settingFor(profile), data.seed)).untouched, untouched, profile)
})

test('profiles whose hole is in what comes from the network show it', (t) => {
  const holes = others.flatMap((one) => (fatesIn(one).some(({ is }) => is === 'broken') ? [one.profile] : []))
  t.deepEqual(holes, [
    'plaintext',
    'accept-any-sequence',
    'accept-any-end',
    'encrypt-without-mac',
    'downgradable',
  ])
})

test('runs, and the fate of a byte', (t) => {
  t.deepEqual(runs([1, 1, 2, 1]), [
    { of: 1, length: 2 },
    { of: 2, length: 1 },
    { of: 1, length: 1 },
  ])
  const refused = (code: string): Fate => ({ is: 'refused', at: 'bob', code })
  const [text, built, hole] = [refused('BAD_TEXT'), refused('MALFORMED'), { is: 'unnoticed' } as const]
  const seven = new Array<Fate>(7).fill(text)
  t.deepEqual(fatesOfBytes({ bits: [...seven, hole, built, ...seven] }), [hole, text])
})

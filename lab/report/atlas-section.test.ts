import test from 'ava'
import { t as sentence } from '../../peers/language/sentence'
import type { AtlasProfile, Fate } from '../atlas/atlas'
import { keptAtlas } from '../atlas/kept-atlas'
import { sayIn } from '../language/language'
import { atlasPicture, atlasSection } from './atlas-section'

const say = sayIn('en')
const refused: Fate = { is: 'refused', at: 'bob', code: 'BAD_RECORD' }
const bits = (byte: Fate, of: number) => new Array<Fate>(8 * of).fill(byte)
const profile = (name: string, second: Fate, lost: Fate): AtlasProfile => ({
  profile: name,
  untouched: [],
  frames: [
    {
      kind: 'RECORD',
      from: 'alice',
      fields: [
        { kind: 'frame-length', offset: 0, length: 4 },
        { kind: 'text', offset: 4, length: 80 },
      ],
      bits: [...bits(refused, 4), ...bits(second, 80)],
      whole: { lost },
    },
  ],
})

test('each byte leads to a row that says its field, its fate, and without which defence it goes through', (t) => {
  const broken: Fate = { is: 'broken', property: 'authenticity' }
  const section = `${atlasSection([profile('hardened', refused, refused), profile('weak', broken, refused)], say)}`
  const leads = [...section.matchAll(/<a href="#(atlas-[^"]+)" tabindex="-1">/g)].map(([, anchor]) => anchor!)
  t.deepEqual(leads, ['atlas-hardened-0-0', 'atlas-hardened-0-1', 'atlas-weak-0-0', 'atlas-weak-0-1'])
  for (const anchor of leads) t.is(section.split(`id="${anchor}"`).length, 2, anchor)
  const row = section.split('id="atlas-hardened-0-1"')[1]!.split('</tr>')[0]!
  for (const part of [
    '4–83',
    'the words|text',
    'Bob refuses it (BAD_RECORD)',
    'Not noticed in: <code>weak</code>',
  ])
    t.regex(row, new RegExp(part.replace(/[()]/g, '\\$&')), part)
  t.regex(section, /<code>weak<\/code>: 80 changes break a property, 0 more are not noticed\./)
  // A field over two rows of the picture is two bars of one colour.
  t.is(section.split('class="c is-broken"').length - 1, 3)
})

test('who fares like the hardened messenger is named, and not drawn', (t) => {
  const section = `${atlasSection([profile('hardened', refused, refused), profile('alike', refused, refused)], say)}`
  t.false(section.includes('<summary><code>alike</code>'))
  t.true(section.includes('<code>alike</code>'))
})

test('the kept atlas has its place in a page: three hundred kilobytes at most', (t) => {
  t.true(`${atlasSection(keptAtlas, say)}`.length < 300_000)
  const picture = atlasPicture(
    sentence`A session`,
    [{ title: sentence`one`, frames: keptAtlas[0]!.frames }],
    say,
  )
  t.regex(picture, /^<\?xml [^\n]+\n<svg /)
  t.false(/<a |undefined|NaN/.test(picture))
})

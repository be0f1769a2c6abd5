import { createHash } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import { t as sentence } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { renumbered } from '../history/history-testing'
import { eventsOf } from '../history/selectors'
import { sayIn } from '../language/language'
import { english } from '../language/typed'
import { scenario } from '../scenario/scenario'
import { unicodeText } from '../suite/unicode-text-testing'
import { type ReportPage, reportPage } from './page'
import type { Recorded } from './recorded'
import { actOf, overheard } from './report-testing'
import { runOfReport } from './run-section'
import { script } from './script'

const known = scenario({
  name: 'known',
  title: 'Something happens',
  about: 'What it is about.',
  attack: 'swap-keys',
  position: 'path',
  acts: [{ name: 'act', title: 'The first.', expected: 'BROKEN' }],
})

function recordedOf(events: readonly HistoryEvent[], more: Partial<Recorded> = {}): Recorded {
  const nothing = { name: 'run', began: null, scenario: 'known', flaw: null, runtime: null, seed: null }
  return { ...nothing, damaged: [], events: renumbered(events), ...more }
}

const surroundings = {
  node: 'v20',
  platform: 'linux',
  revision: null,
  isChanged: false,
  project: 'lab',
  packages: ['zod 4'],
}

function pageOf(recorded: Recorded, more: Partial<ReportPage> = {}, say = english): string {
  const runs = [runOfReport(recorded, [known], [])]
  const frameName = () => sentence`FRAME`
  const rest = { matrix: null, atlas: [], capture: null, surroundings, frameName, code: () => ['code()'] }
  return reportPage({ runs, ...rest, ...more }, 'en', say)
}

/** Every tag, with what stands between quotation marks left out. */
function tags(page: string): string[] {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))
}

const ours =
  /^<(!doctype html|\/?(html|head|body|title|style|script|header|main|footer|section|article|aside|fieldset|legend|input|label|h[1-6]|p|ol|ul|li|dl|dt|dd|strong|b|small|mark|span|code|pre|div|a|table|thead|tbody|tr|th|td|br|figure|figcaption|details|summary|svg|rect|circle|line|polygon|polyline|text|meta)( (lang|charset|http-equiv|content|name|id|class|href|download|colspan|scope|for|type|role|viewBox|width|height|x|y|x1|x2|y1|y2|cx|cy|r|points|text-anchor|tabindex|data-[a-z]+)="")*( checked)?\/?)>$/

test('nothing that stands in a history makes a tag, an attribute or a link', (t) => {
  const hostile = fc.oneof(
    unicodeText({ maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'<>"\'&/= `;:x'), maxLength: 30 }),
    fc.constantFrom('</title><script>alert(1)</script>', '" onload="alert(1)', 'javascript:alert(1)'),
  )
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 6, maxLength: 6 }), (texts) => {
      const [text, forged, name, code, seed, who] = texts as [string, string, string, string, string, string]
      const attack = [
        ...overheard(text, forged),
        ['bob', { event: 'alarm', session: 's', code, message: seed, evidence: { seen: text } }] as const,
        [who, { event: 'delivered', session: 's', from: name, text }] as const,
      ]
      const whole = pageOf(recordedOf(actOf(attack, name), { scenario: name, name: code, seed: text }))
      // The page's own script is known by its hash, and there is no other.
      const page = whole.replace(`<script>${script}</script>`, '')
      const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target!)
      t.deepEqual(
        [
          ...tags(page).filter((tag) => !ours.test(tag)),
          ...targets.filter((target) => !/^#[a-z0-9-]+$/.test(target)),
        ],
        [],
      )
    }),
    { numRuns: 40 },
  )
})

test('nothing is loaded, and nothing runs but the page’s own script: the policy allows that and its style alone', (t) => {
  const page = pageOf(recordedOf(actOf(overheard())))
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(page) ?? []
  const hash = (text: string) => createHash('sha256').update(text).digest('base64')
  const policy = `default-src &#39;none&#39;; style-src &#39;sha256-${hash(style)}&#39;; script-src &#39;sha256-${hash(script)}&#39;;`
  t.true(page.includes(policy))
  t.is(page.split('<script').length, 2)
  t.notRegex(
    page,
    /<link|<img|<iframe|<object|\ssrc=|\sstyle=|\son[a-z]+=|url\(|@import|fetch\(|XMLHttp|import\(/,
  )
  t.notRegex(page, /https?:\/\//)
})

test('the verdict is that of judge, with its reasons, the controls and what it was expected to be', (t) => {
  const page = pageOf(recordedOf(actOf(overheard())))
  t.regex(page, /<p class="verdict"><span class="badge BROKEN">BROKEN<\/span>/)
  t.true(page.includes('<p>As expected.</p>'))
  t.regex(page, /Mallory read 1 of 1 messages, written by Alice \(secrecy\)\./)
  t.true(page.includes('before the attack PASSED, after it PASSED'))
  t.true(page.includes('1 of 1 acts as expected.'))
  // Nobody read anything: the same scenario, another verdict.
  const quiet = overheard().filter(([, { event }]) => event !== 'loot' && event !== 'acted')
  t.true(pageOf(recordedOf(actOf(quiet))).includes('But BROKEN was expected.'))
})

test('the evidence names the event and the time', (t) => {
  const recorded = recordedOf(actOf(overheard()))
  const loot = eventsOf(recorded.events, 'loot').find(({ how }) => how === 'read')!
  const at = (loot.at / 1000).toFixed(3)
  t.true(pageOf(recorded).includes(`in Mallory’s loot: read (event ${loot.number}, at ${at} s)`))
})

test('of a history that is not whole it is said that it is not, and an act that is cut off shows nothing', (t) => {
  const events = actOf(overheard()).slice(0, -5)
  const started = {
    number: 1,
    at: 0,
    act: '',
    phase: null,
    node: 'lab',
    event: 'run-started',
    scenario: 'known',
  } as const
  const flaw = sentence`Line 7 is damaged.`
  const page = pageOf(recordedOf([{ ...started, acts: ['act', 'later'] }, ...events], { flaw }))
  t.true(page.includes('This history is not whole. Line 7 is damaged.'))
  t.is([...page.matchAll(/<p class="verdict"><span class="badge INCONCLUSIVE">/g)].length, 2)
  t.true(page.includes('0 of 2 acts as expected.'))
})

test('the matrix has a row for each scenario, with a link where there is a run', (t) => {
  const other = { ...known, name: 'other' }
  const page = pageOf(recordedOf(actOf(overheard())), { matrix: [known, other] })
  t.true(page.includes('<a href="#known">known</a>'))
  t.true(page.includes('id="known"'))
  t.regex(page, /<td>other<br>.*no recorded run/)
})

test('in French, too', (t) => {
  const page = pageOf(recordedOf(actOf(overheard())), {}, sayIn('fr'))
  t.true(page.includes('Comment lire ce rapport'))
  t.true(page.includes('>ATTAQUE</b>'))
})

test('of many exhibits it is said how many more there are, and no other is missing', (t) => {
  for (const count of [1, 8, 9, 10, 11, 30]) {
    const says = Array.from(
      { length: count },
      (_, place) =>
        ['lab', { event: 'step', do: 'say', from: 'alice', to: 'bob', text: `canary ${place}` }] as const,
    )
    const page = pageOf(recordedOf(actOf(says)))
    const shown = [...page.matchAll(/ class="text">/g)].length
    const more = Number(/… and (\d+) more\./.exec(page)?.[1] ?? 0)
    t.is(shown + more, count)
    t.is(shown, count > 10 ? 8 : count)
  }
})

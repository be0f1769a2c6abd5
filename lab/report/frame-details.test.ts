import test from 'ava'
import { t as sentence } from '../../peers/language/sentence'
import { frameOpener } from '../conformance/opened-frame'
import { played } from '../conformance/played-testing'
import type { HistoryEvent } from '../history/events'
import { english } from '../language/typed'
import { dissect } from '../wire/dissect'
import { diagram } from './diagram'
import type { MessageRow } from './diagram-row'
import { frameDetails } from './frame-details'
import { purposeSection } from './purpose-section'
import { beatsOf } from './report-testing'

const people = ['alice', 'mallory', 'bob']

function framesOf(events: readonly HistoryEvent[]): MessageRow[] {
  const name = () => sentence`FRAME`
  const { rows } = diagram(beatsOf(events), ['alice', 'bob'], 'path', name, new Set())
  return rows.filter((row): row is MessageRow => row.row === 'message' && row.isFrame)
}

/** @returns each frame as it is shown. */
function shown(rows: readonly MessageRow[], events: readonly HistoryEvent[]): string[] {
  const open = frameOpener(events)
  return rows.map((row) => String(frameDetails(row, people, open, english)))
}

const attacked = (events: readonly HistoryEvent[]): HistoryEvent[] =>
  events.map((event) => ({ ...event, phase: 'attack' }) as HistoryEvent)

test('each frame stands in both views, and with its key it can be opened once more', async (t) => {
  const events = attacked(await played({ sessions: 1 }))
  const rows = framesOf(events)
  const frames = shown(rows, events)
  t.true(frames.length >= 6)
  const texts = frames.filter((frame) => frame.includes('Are you there?'))
  t.is(texts.length, 1)
  // What everybody sees is not marked, and what only those with the key see is.
  const everybody = (frame: string) =>
    [...frame.matchAll(/<li(?: class="d\d")?>(.*?)<\/li>/g)].map(([, text]) => text).join('\n')
  t.false(frames.some((frame) => /Are you there\?|name<\/a> bob/.test(everybody(frame))))
  t.true(
    frames.some(
      (frame) =>
        frame.includes('What Bob and Alice see') &&
        /<li class="in d\d">[^<]*<a[^>]*>name<\/a> bob/.test(frame),
    ),
  )
  t.regex(texts[0]!, /Key of AES-256-GCM<\/dt><dd><code>[0-9a-f]{64}</)
  t.true(texts[0]!.includes('Alice can compute the key, and opens it'))
  t.true(texts[0]!.includes('Mallory cannot open it'))
})

test('the fields name bytes that are there, and together those that everybody sees are all of them', async (t) => {
  const events = attacked(await played({ sessions: 1 }))
  const rows = framesOf(events)
  for (const [place, frame] of shown(rows, events).entries()) {
    const { bytes } = rows[place]!.frames[0]!
    const [, digits = ''] = /<pre class="hex " data-from="0">([0-9a-f ]+)</.exec(frame) ?? []
    t.is(digits.replaceAll(' ', ''), bytes.toString('hex'))
    const fields = [...frame.matchAll(/<li[^>]*>(\d+) \+(\d+) <a /g)].map(([, at, length]) => [
      Number(at),
      Number(length),
    ])
    t.true(fields.length > 0 && fields.every(([at, length]) => at! + length! <= bytes.length))
    const outer = dissect(bytes).fields.filter(({ depth }) => depth === 0)
    t.is(
      outer.reduce((sum, { length }) => sum + length, 0),
      bytes.length,
    )
  }
})

test('each field leads to the one sentence that says what it is for', async (t) => {
  const events = attacked(await played({ sessions: 1 }))
  const purposes = String(purposeSection(english))
  const leads = shown(framesOf(events), events).flatMap((frame) => [...frame.matchAll(/<a href="#([^"]*)"/g)])
  t.true(leads.length > 50)
  for (const [, anchor] of leads) t.is(purposes.split(`id="${anchor}"`).length, 2)
})

test('where the lab has no secrets, nothing is opened', async (t) => {
  const events = attacked(await played({ sessions: 1 })).filter(
    ({ event }) => event !== 'secrets' && event !== 'identity',
  )
  for (const frame of shown(framesOf(events), events))
    t.notRegex(frame, /Are you there|Key of AES|can compute/)
})

import test from 'ava'
import { played } from '../conformance/played-testing'
import type { HistoryEvent } from '../history/events'
import { english } from '../language/sentence'
import { frameSection } from './frame-section'

/** What went out came in at a relay. */
function relayed(events: readonly HistoryEvent[]): HistoryEvent[] {
  return events.flatMap((event) => {
    if (event.event !== 'wire' || event.way !== 'out' || event.session !== 'session-1') return [event]
    const to = event.node === 'alice' ? 'bob' : 'alice'
    const { number, at, act, phase, node: from, bytes } = event
    return [
      event,
      { number, at, act, phase, node: 'mallory', event: 'intercepted', link: 'l', from, to, bytes } as const,
    ]
  })
}

/** @returns the two sides of each frame, and the keys that stand below. */
function sides(section: string): { everybody: string; ends: string; rest: string }[] {
  return section
    .split('<details')
    .slice(1)
    .map((frame) => {
      const [, everybody = '', ends = '', rest = ''] =
        /<div class="side">(.*?)<\/div>\s*(?:<div class="side">(.*?)<\/div>)?<\/div>(.*)/s.exec(frame) ?? []
      return { everybody, ends, rest }
    })
}

test('each frame stands in both views, and with its key it can be opened once more', async (t) => {
  const events = relayed(await played({ sessions: 1 }))
  const section = String(frameSection(events, events, english))
  const frames = sides(section)
  t.true(frames.length >= 6)
  const texts = frames.filter(({ ends }) => ends.includes('Are you there?'))
  t.is(texts.length, 1)
  t.false(
    frames.some(({ everybody }) => everybody.includes('Are you there?') || everybody.includes('name: bob')),
  )
  t.true(frames.some(({ ends }) => ends.includes('What Bob and Alice see') && ends.includes('name: bob')))
  const [key] = /(?<=Key of AES-256-GCM<\/p><pre>)[0-9a-f]{64}/.exec(texts[0]!.rest) ?? []
  t.true(key !== undefined)
})

test('where the lab has no secrets, or nobody stood on the way, nothing is opened', async (t) => {
  const events = relayed(await played({ sessions: 1 }))
  const silent = events.filter(({ event }) => event !== 'secrets' && event !== 'identity')
  t.notRegex(String(frameSection(silent, silent, english)), /Are you there|Key of AES/)
  const alone = events.filter(({ event }) => event !== 'intercepted')
  t.is(String(frameSection(alone, alone, english)), '')
})

/**
 * The narration: a run told in plain text, for people who watch. Pure: events in, lines out.
 */

import { decimal, literal, type Say, type Sentence, t } from '../../peers/language/sentence'
import { type HistoryEvent, type Phase, type Verdict, verdicts } from '../history/events'
import { type Events, eventsOf } from '../history/selectors'
import { refusalsOfStrangers } from '../judge/detection'
import type { ActVerdict } from '../judge/verdict'
import { verdictWords } from '../judge/verdict-words'
import { english } from '../language/typed'
import type { RunResult } from '../run/run'
import { type Act, isOnPath, type Scenario } from '../scenario/scenario'
import { person } from '../text/format-names'
import { wrapText } from '../text/layout'
import { printable } from '../text/printable'
import { shortProof } from '../text/told-text'
import { describeEvent, type Tone } from './describe'
import { describeProbes, withoutProbes } from './probes'

/** How to mark a piece of text; without colour each returns the text as it is. */
export interface TextStyle {
  bold(text: string): string
  faint(text: string): string
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
}

/** How a run is told: marked, in a language, in lines of at most so many characters. */
export interface NarrationOptions {
  readonly ink: TextStyle
  readonly say: Say
  readonly width: number
}

/** Longer lines are hard to read, however wide the terminal is. */
export const WIDEST = 92

/** @returns a voice that speaks English where nothing else is said. */
export function voice(ink: TextStyle, say: Say = english, width = WIDEST): NarrationOptions {
  return { ink, say, width: Math.min(width, WIDEST) }
}

/** Characters of one reason; a hostile text in it may be long. */
const REASON = 600

/** What stands before the first act. */
export function opening(
  scenario: Scenario,
  runtime: string,
  { ink, say, width }: NarrationOptions,
): string[] {
  const [first, second] = scenario.peers.map(person)
  const alone = `${first} ──────────── ${second}`
  const line = isOnPath(scenario.position)
    ? `${first} ──── Mallory ──── ${second}`
    : scenario.position === 'outsider'
      ? `${alone}     Mallory`
      : alone
  const place = runtime === 'containers' ? t`each in a container of its own` : t`each a process of its own`
  return [
    ...wrapText(say(t`${scenario.name}: ${literal(scenario.title)}`), width).map((line) => ink.bold(line)),
    '',
    `  ${line}   (${say(place)})`,
    '',
    ...wrapText(say(scenario.about), width, '  '),
    ...(scenario.source
      ? wrapText(say(t`Published: ${scenario.source}`), width, '  ').map((line) => ink.faint(line))
      : []),
    ...wrapText(
      say(t`Behind a text stands the beginning of the random code in it, by which the lab knows it again.`),
      width,
      '  ',
    ).map((line) => ink.faint(line)),
    '',
  ]
}

/** One act, when it is over. */
export function describeAct(
  number: number,
  of: number,
  act: Act,
  verdict: ActVerdict,
  events: Events,
  voice: NarrationOptions,
): string[] {
  const { ink, say, width } = voice
  const lines = [
    ink.bold(say(t`Act ${number} of ${of}: ${act.name}`)),
    ...wrapText(say(act.title), width, '  '),
    ...describeBeforehand(events, voice),
  ]
  for (const phase of ['before', 'honest', 'attack', 'after'] as const) {
    const inPhase = events.filter((event) => event.phase === phase)
    if (inPhase.length > 0) lines.push(...describePhase(phase, inPhase, events, verdict, voice))
  }
  return [...lines, ...describeVerdict(verdict, voice), '']
}

/** What stands after the last act. */
export function closing(
  { acts: verdicts, run, seed }: Pick<RunResult, 'acts' | 'run' | 'seed'>,
  milliseconds: number,
  { ink, say, width }: NarrationOptions,
): string[] {
  const expected = verdicts.filter(({ asExpected }) => asExpected).length
  const summary = say(
    t`${expected} of ${verdicts.length} acts as expected, in ${decimal(milliseconds / 1000, 1)} s.`,
  )
  const faint = (words: Sentence): string[] => wrapText(say(words), width).map((line) => ink.faint(line))
  return [
    expected === verdicts.length ? ink.good(summary) : ink.bad(summary),
    ...faint(t`Every event is in ${run}/history.jsonl; “npm run lab verdict” judges it again.`),
    ...faint(t`Seed ${seed}.`),
  ]
}

/** What users did before the first phase. */
function describeBeforehand(events: Events, { say, width }: NarrationOptions): string[] {
  const steps = eventsOf(events, 'step').filter(({ phase }) => phase === null)
  const told = steps.flatMap((step) => describeEvent(step, steps))
  if (told.length === 0) return []
  return [`  ${say(t`Beforehand:`)}`, ...told.flatMap(({ words }) => hanging(say(words), width, '    '))]
}

function describePhase(
  phase: Phase,
  events: Events,
  act: Events,
  verdict: ActVerdict,
  voice: NarrationOptions,
): string[] {
  const { ink, say, width } = voice
  if (phase === 'before' || phase === 'after') {
    const [started] = eventsOf(act, 'act-started')
    const onPath = started !== undefined && isOnPath(started.position)
    const control = verdict.grounds.controls?.[phase]
    const why = control ? ` (${printable(say(control.why))})` : ''
    const mark = control?.passed ? ink.good(say(t`passed`)) : `${ink.bad(say(t`FAILED`))}${why}`
    return [`  ${say(controlTitle(phase, onPath))} ${mark}`]
  }
  const title = phase === 'attack' ? t`Attack ${verdict.attack ?? ''}:` : t`The conversation:`
  const counted = eventsOf(events, 'measured').length > 0
  const told = counted ? events.filter(({ event }) => !ofCalls.has(event)) : withoutProbes(events)
  const refusals = refusalsOfStrangers(verdict.grounds.raised)
  const paint: Record<Tone, (text: string) => string> = {
    plain: (text) => text,
    quoted: (text) => text,
    good: ink.good,
    bad: ink.bad,
    warn: ink.warn,
  }
  const line = (tone: Tone, words: Sentence, proof?: string): string[] => {
    if (tone === 'quoted') return [`    ${say(words)}`]
    const lines = hanging(say(words), width, '    ')
    const painted = lines.map((text) => text.replace(/\S.*/, paint[tone]))
    if (proof === undefined) return painted
    const code = ink.faint(shortProof(proof))
    const fits = lines.at(-1)!.length + 2 + shortProof(proof).length <= width
    return fits ? [...painted.slice(0, -1), `${painted.at(-1)}  ${code}`] : [...painted, `      ${code}`]
  }
  return [
    `  ${say(title)}`,
    ...describeProbes(events, act).flatMap(({ good, words }) => line(good ? 'good' : 'bad', words)),
    ...told
      .flatMap((event) => describeEvent(event, events, refusals))
      .flatMap(({ tone, words, proof }) => line(tone, words, proof)),
    ...(counted ? describeCalls(events).flatMap((words) => line('plain', words)) : []),
  ]
}

/** What a control is, before it is said how it went. */
function controlTitle(phase: 'before' | 'after', onPath: boolean): Sentence {
  if (phase === 'before')
    return onPath
      ? t`Control before the attack, Mallory passes everything on:`
      : t`Control before the attack, Mallory does nothing:`
  return onPath
    ? t`Control after the attack, Mallory passes everything on:`
    : t`Control after the attack, Mallory does nothing:`
}

/** What is not told of each of many calls: how many of them arrived stands in the verdict. */
const ofCalls: ReadonlySet<HistoryEvent['event']> = new Set([
  'step',
  'connected',
  'delivered',
  'alarm',
  'failed',
])

/** @returns who called whom how often, and what strangers were told. */
function describeCalls(events: Events): Sentence[] {
  const calls = eventsOf(events, 'step').filter((step) => step.do === 'connect')
  const [first] = calls
  return [
    t`Mallory opens ${eventsOf(events, 'called').length} connections.`,
    ...(first ? [t`Meanwhile ${person(first.from)} calls ${person(first.to)} ${calls.length} times.`] : []),
  ]
}

function describeVerdict(
  { verdict, expected, asExpected, reasons }: ActVerdict,
  voice: NarrationOptions,
): string[] {
  const { ink, say, width } = voice
  const expectation = asExpected
    ? say(t`as expected`)
    : ink.bad(say(t`but ${verdictWords[expected]} was expected`))
  return [
    `  ${say(t`Verdict:`)} ${ink.bold(paintVerdicts(say(verdictWords[verdict]), ink, say))}, ${expectation}`,
    ...reasons.flatMap((reason) => wrapText(printable(say(reason), REASON), width, '    ')),
  ]
}

/** @returns a text in lines of at most `width`, all after `indent`, those below the first one two characters more. */
function hanging(text: string, width: number, indent: string): string[] {
  const [first = '', ...more] = wrapText(text, width, indent)
  if (more.length === 0) return [first]
  const rest = more.map((line) => line.trimStart()).join(' ')
  return [first, ...wrapText(rest, width, `${indent}  `)]
}

/** @returns a line with the colour of each verdict that stands in it. */
export function paintVerdicts(line: string, ink: TextStyle, say: Say = english): string {
  const paint: Record<Verdict, (text: string) => string> = {
    BROKEN: ink.bad,
    DETECTED: ink.good,
    RESISTED: ink.good,
    PASSED: ink.good,
    NONCONFORMING: ink.bad,
    INCONCLUSIVE: ink.warn,
  }
  const words = new Map(verdicts.map((verdict) => [say(verdictWords[verdict]), paint[verdict]]))
  const any = new RegExp(`(?<!\\p{L})(?:${[...words.keys()].join('|')})(?!\\p{L})`, 'gu')
  return line.replace(any, (word) => words.get(word)!(word))
}

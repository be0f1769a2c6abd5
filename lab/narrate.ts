/**
 * The narration: a run told in plain text, for people who watch. Pure: events in, lines out.
 *
 * What nodes and networks say is hostile: it goes through `printable` before it stands in a line.
 */

import { type EventOf, type Events, only, said } from './checks'
import { control } from './control'
import { sessionsOfStrangers } from './detection'
import type { HistoryEvent, Phase, Verdict } from './events'
import { wrap as wrapped } from './layout'
import { printable } from './printable'
import type { RunResult } from './run'
import { type Act, isOnPath, type Scenario } from './scenario'
import { ATTACKER } from './topology'
import type { ActVerdict } from './verdict'

/** How to mark a piece of text; without colour each returns the text as it is. */
export interface Ink {
  bold(text: string): string
  faint(text: string): string
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
}

const WIDTH = 92
/** Characters of one reason; a hostile text in it may be long. */
const REASON = 600

/** What stands before the first act. */
export function opening(scenario: Scenario, runtime: string, ink: Ink): string[] {
  const [first, second] = scenario.peers.map(person)
  const alone = `${first} ──────────── ${second}`
  const line = isOnPath(scenario.position)
    ? `${first} ──── Mallory ──── ${second}`
    : scenario.position === 'outsider'
      ? `${alone}     Mallory`
      : alone
  const place = runtime === 'containers' ? 'each in a container of its own' : 'each a process of its own'
  return [
    ink.bold(`${scenario.name}: ${scenario.title}`),
    '',
    `  ${line}   (${place})`,
    '',
    ...wrap(scenario.about, '  '),
    ...(scenario.source ? [ink.faint(`  Published: ${scenario.source}`)] : []),
    '',
  ]
}

/** One act, when it is over. */
export function tellAct(
  number: number,
  of: number,
  act: Act,
  verdict: ActVerdict,
  events: Events,
  ink: Ink,
): string[] {
  const lines = [ink.bold(`Act ${number} of ${of}: ${act.name}`), ...wrap(act.title, '  ')]
  for (const phase of ['before', 'honest', 'attack', 'after'] as const) {
    const inPhase = events.filter((event) => event.phase === phase)
    if (inPhase.length > 0) lines.push(...tellPhase(phase, inPhase, events, verdict, ink))
  }
  return [...lines, ...tellVerdict(verdict, ink), '']
}

/** What stands after the last act. */
export function closing(
  { acts: verdicts, run, seed }: Pick<RunResult, 'acts' | 'run' | 'seed'>,
  milliseconds: number,
  ink: Ink,
): string[] {
  const expected = verdicts.filter(({ asExpected }) => asExpected).length
  const all = expected === verdicts.length
  const summary = `${expected} of ${verdicts.length} acts as expected`
  return [
    `${all ? ink.good(summary) : ink.bad(summary)}, in ${(milliseconds / 1000).toFixed(1)} s.`,
    ink.faint(`Every event is in ${run}/history.jsonl; "npm run lab verdict" judges it again.`),
    ink.faint(`Seed ${seed}.`),
  ]
}

function tellPhase(phase: Phase, events: Events, act: Events, verdict: ActVerdict, ink: Ink): string[] {
  if (phase === 'before' || phase === 'after') {
    const [started] = only(act, 'act-started')
    const onPath = isOnPath(started?.position ?? 'path')
    const { passed, why } = control(events, act, onPath)
    const mark = passed ? ink.good('passed') : ink.bad('FAILED')
    const does = onPath ? 'passes everything on' : 'does nothing'
    return [`  Control ${phase} the attack, Mallory ${does}: ${mark}${passed ? '' : ` (${printable(why)})`}`]
  }
  const title = phase === 'attack' ? `  Attack ${verdict.attack}:` : '  The conversation:'
  const counted = only(events, 'measured').length > 0
  const told = counted ? events.filter(({ event }) => !ofCalls.has(event)) : events
  const lines = told.flatMap((event) => tellEvent(event, events, ink))
  if (counted) lines.push(...tellCalls(events))
  return [title, ...lines.map((line) => `    ${line}`)]
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
function tellCalls(events: Events): string[] {
  const calls = only(events, 'step').filter((step) => step.do === 'connect')
  const [first] = calls
  const called = only(events, 'called').length
  return [
    `Mallory opens ${called} connections.`,
    ...(first ? [`Meanwhile ${person(first.from)} calls ${person(first.to)} ${calls.length} times.`] : []),
  ]
}

function tellEvent(event: HistoryEvent, phase: Events, ink: Ink): string[] {
  const who = person(event.node)
  switch (event.event) {
    case 'step':
      return tellStep(event, phase)
    case 'connected': {
      const friend = event.peer === null ? 'somebody' : person(event.peer)
      return [`${who} is connected to ${friend}, whose key is ${short(event.fingerprint)}`]
    }
    case 'displayed':
      return [tellDisplay(event)]
    case 'shown':
      return tellScreen(event, phase)
    case 'files':
      return tellFiles(event, phase)
    case 'compared': {
      const people = event.between.map(person).join(' and ')
      return event.match
        ? [ink.good(`${people} read to each other what they see: it is the same.`)]
        : [ink.warn(`${people} read their fingerprints to each other: THEY DIFFER. They hang up.`)]
    }
    case 'delivered': {
      const meant = said(phase).find(({ text }) => text === event.text)
      // There may be hundreds that everybody knows.
      if (meant?.among !== undefined) return []
      const words = `${who} reads “${printable(event.text)}”`
      if (meant === undefined && event.from === ATTACKER) return [`${words} from Mallory`]
      if (meant && event.from !== null && event.from !== meant.from)
        return [ink.bad(`${words}, and takes it for ${person(event.from)}’s`)]
      return [meant !== undefined ? words : ink.bad(`${words}, which nobody wrote`)]
    }
    case 'alarm':
      if (sessionsOfStrangers(phase).has(`${event.node} ${event.session}`))
        return [
          `${who}’s messenger refuses Mallory’s own call, ${printable(event.code)}: ${printable(event.message)}`,
        ]
      return [ink.warn(`${who} is ALARMED, ${printable(event.code)}: ${printable(event.message)}`)]
    case 'failed':
      return event.code === 'NOT_CONNECTED' ? [`${who}’s messenger refuses: ${printable(event.message)}`] : []
    case 'acted':
      return [
        ink.bad(
          `Mallory ${printable(event.what)}${event.to ? `, to ${person(event.to)}` : ''}${keyOf(event)}`,
        ),
      ]
    case 'loot':
      return event.how === 'read'
        ? [ink.bad(`Mallory reads “${printable(event.text)}”`)]
        : [ink.bad(`Mallory ${forgery(event)} “${printable(event.text)}”`)]
    case 'node-failed':
      return [ink.bad(`${event.failed} failed: ${printable(event.why)}`)]
    default:
      return []
  }
}

/** A safety number is the same for both users; otherwise each sees the own fingerprint and the other's. */
function tellDisplay({ node, own, peer }: EventOf<'displayed'>): string {
  return own === peer
    ? `${person(node)}’s screen shows the safety number ${printable(own.slice(0, 23))} …`
    : `${person(node)}’s screen shows: own key ${short(own)}, the other side’s key ${short(peer)}.`
}

/** Rows of a screen around the first word that only the attacker knew. */
const GLANCE = 8

/** @returns what stands where the attacker's words do. */
function tellScreen({ on, rows }: EventOf<'shown'>, phase: Events): string[] {
  const marks = only(phase, 'marked').map(({ text }) => text)
  const first = rows.findIndex((row) => marks.some((mark) => row.includes(mark)))
  if (first < 0) return []
  const glance = rows.slice(Math.max(0, first - 1), first + GLANCE)
  return [`On ${person(on)}’s screen stands:`, ...glance.map((row) => `  │ ${printable(row)}`)]
}

/** @returns what is new in a folder at the end. */
function tellFiles(event: EventOf<'files'>, phase: Events): string[] {
  const looks = only(phase, 'files').filter(({ of }) => of === event.of)
  if (event !== looks.at(-1)) return []
  const before = new Set(looks[0]!.files.map(({ path }) => path))
  const found = event.files.filter(({ path }) => !before.has(path))
  if (found.length === 0) return []
  return [`In ${person(event.of)}’s folder are now:`, ...found.map(({ path }) => `  │ ${printable(path)}`)]
}

const ACCOUNT = {
  publish: 'tells the directory anew where calls are taken',
  refresh: 'asks the directory for friends and their keys',
  invite: 'asks somebody to be a friend whom nobody else knows of',
  enrol: 'enrols a second factor',
  'log-in': 'logs in',
  unenrol: 'switches the second factor off',
  keep: 'keeps the key that is known',
} as const

function tellStep(step: EventOf<'step'>, phase: Events): string[] {
  switch (step.do) {
    case 'connect':
      return [`${person(step.from)} calls ${person(step.to)}.`]
    case 'say': {
      if (step.among !== undefined) {
        const all = said(phase).filter(({ from, among }) => from === step.from && among === step.among)
        const words = `${all.length} messages, each one of ${step.among} that everybody knows`
        return all[0] === step ? [`${person(step.from)} writes ${words}.`] : []
      }
      return [`${person(step.from)} writes “${step.text}”`]
    }
    case 'send-file':
      return [`${person(step.from)} sends ${person(step.to)} the file ${printable(step.name)}.`]
    case 'close':
      return [`${person(step.by)} says goodbye.`]
    case 'befriend':
      return [`${step.between.map(person).join(' and ')} become friends anew.`]
    case 'steal':
      return [
        `Mallory gets hold of ${person(step.from)}’s ${step.what === 'identity' ? 'private keys' : 'token'}.`,
      ]
    case 'tell':
      return step.facts.length > 3
        ? [`Mallory knows ${step.facts.length} ${printable(step.topic)}.`]
        : [`Mallory knows of ${printable(step.topic)}: ${printable(step.facts.join(', '))}.`]
    case 'account':
      return [`${person(step.by)} ${ACCOUNT[step.what]}.`]
    case 'leak':
      return step.what === 'login'
        ? [`Mallory has watched ${person(step.of)} type: she knows the password and the one-time code.`]
        : [
            `Mallory finds ${step.among} passwords in a leak; that of ${person(step.of)} is number ${step.place + 1}.`,
          ]
    case 'strike':
    case 'compare':
      return []
  }
}

function tellVerdict({ verdict, expected, asExpected, why, broken }: ActVerdict, ink: Ink): string[] {
  const expectation = asExpected ? 'as expected' : `but ${expected} was expected`
  const reasons = broken.length > 0 ? why.split('; ') : [why]
  return [
    `  Verdict: ${ink.bold(paintVerdicts(verdict, ink))}, ${asExpected ? expectation : ink.bad(expectation)}`,
    ...reasons.flatMap((reason) => wrap(printable(reason, REASON), '    ')),
  ]
}

/** @returns a line with the colour of each verdict that stands in it. */
export function paintVerdicts(line: string, ink: Ink): string {
  const paint: Record<Verdict, (text: string) => string> = {
    BROKEN: ink.bad,
    DETECTED: ink.good,
    RESISTED: ink.good,
    PASSED: ink.good,
    INCONCLUSIVE: ink.warn,
  }
  return line.replace(/\b(?:BROKEN|DETECTED|RESISTED|PASSED|INCONCLUSIVE)\b/g, (word) =>
    paint[word as Verdict](word),
  )
}

function keyOf({ presented }: EventOf<'acted'>): string {
  return presented ? ` (${short(presented)})` : ''
}

/** What she forges on her own was not something else before. */
function forgery({ link, from }: EventOf<'loot'>): string {
  return link === null && from !== null ? `says as ${person(from)}` : 'changes it to'
}

function person(name: string): string {
  return printable(name.charAt(0).toUpperCase() + name.slice(1))
}

function short(fingerprint: string): string {
  return printable(`${fingerprint.replaceAll(':', '').slice(0, 8)}…`)
}

function wrap(text: string, indent: string): string[] {
  return wrapped(text, WIDTH, indent)
}

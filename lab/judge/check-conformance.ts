/**
 * Whether programs keep the rules of PROTOCOL.md when they are sent what a rule forbids. What was due stands in the lab's
 * own step; what became of it is told by the node that was probed, and by the bytes that it said.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import { saidMessages } from '../conformance/said-messages'
import { type EventOf, type Events, eventsOf, wireBytes } from '../history/selectors'
import { whoIs } from '../text/format-names'
import { quoted } from '../text/told-text'
import { type EventReference, refer } from './event-reference'
import type { Check } from './finding'
import { timesTold } from './screen-words'

export type ProbeStep = Extract<EventOf<'step'>, { do: 'probe' }>

export interface ProbeOutcome {
  readonly step: ProbeStep
  /** Whether what was due has happened; null where the probe never reached the program, so that nothing is known. */
  readonly kept: boolean | null
  readonly why: Sentence
  readonly evidence: readonly EventReference[]
}

/** @param act all events of the act. @returns what became of each probe of a phase, in order. */
export function probeOutcomes(phase: Events, act: Events): ProbeOutcome[] {
  let computed: Said | null = null
  const said: Said = (node, session) => {
    computed ??= saidMessages(act)
    return computed(node, session)
  }
  const attackers = eventsOf(act, 'account').map(({ name }) => name)
  return probeSteps(phase).map((step) =>
    outcome(
      step,
      phase.filter(({ number }) => number > step.number),
      said,
      attackers,
    ),
  )
}

/** What a node said in a session, in words. */
type Said = ReturnType<typeof saidMessages>

export function probeSteps(phase: Events): ProbeStep[] {
  return eventsOf(phase, 'step').filter((step) => step.do === 'probe')
}

export const conformance: Check = (phase, act) => {
  const outcomes = probeOutcomes(phase, act)
  const broken = outcomes.filter(({ kept }) => kept === false)
  const [first] = broken
  if (first) {
    const rules = [...new Set(broken.flatMap(({ step }) => step.rules))].join(', ')
    const why = t`rules ${rules} of the protocol are not kept: ${first.why}`
    return {
      property: 'conformance',
      holds: false,
      why,
      evidence: broken.flatMap(({ evidence }) => evidence),
    }
  }
  const rules = new Set(outcomes.flatMap(({ step }) => step.rules)).size
  return {
    property: 'conformance',
    holds: true,
    why: t`${rules} rules of the protocol were probed ${outcomes.length} times and kept`,
    evidence: outcomes.flatMap(({ evidence }) => evidence),
    ...(outcomes.length > 0 && { measured: true }),
  }
}

/** @param since what happened from this probe on. */
function outcome(step: ProbeStep, since: Events, said: Said, attackers: readonly string[]): ProbeOutcome {
  const [probed] = eventsOf(since, 'probed').filter(({ probe }) => probe === step.probe)
  const lost = {
    step,
    kept: null,
    why: t`the probe ${step.probe} never reached ${whoIs(step.of)}`,
    evidence: [refer(step)],
  }
  if (!probed) return lost
  if (step.as === 'client') return answerOf(step, probed, since) ?? lost
  const opened = sessionOf(step, probed, since)
  if (!opened) return lost
  const own = since.filter(
    (event) => event.node === step.of && 'session' in event && event.session === opened.session,
  )
  // What the attacker says that she sent counts as far as it came in.
  if (!cameIn(probed, own))
    return {
      step,
      kept: null,
      why: t`${whoIs(step.of)} read something else than ${step.probe}`,
      evidence: [refer(probed)],
    }
  const evidence = [step, probed, ...own].map((event) => refer(event))
  const fault =
    faultOf(step, probed, own) ??
    unrefused(since) ??
    otherwise(step, said, opened.session) ??
    untold(step, since, attackers)
  return fault
    ? { step, kept: false, why: fault, evidence }
    : { step, kept: true, why: t`${step.probe}: ${step.alarm ?? ''}`, evidence }
}

/** What a directory answered on the connection of the last request, as it says itself and as it came out, if it did. */
function answerOf(step: ProbeStep, probed: EventOf<'probed'>, since: Events): ProbeOutcome | undefined {
  const { probe, alarm, status } = step
  const answered = eventsOf(since, 'answered').find(({ remote }) => remote === probed.local)
  if (!answered) return undefined
  const evidence = [step, probed, answered].map((event) => refer(event))
  const heard = Buffer.from(probed.heard, 'base64').toString('latin1')
  if (!heard.startsWith(`HTTP/1.1 ${answered.status} `))
    return {
      step,
      kept: false,
      why: t`what ${whoIs(step.of)} wrote is not what came out in the session of ${probe}`,
      evidence,
    }
  const kept = answered.status === status && answered.code === alarm
  const why = kept
    ? t`${probe}: ${alarm ?? ''}`
    : t`${whoIs(step.of)} answers ${probe} with ${answered.status} ${answered.code ?? ''} instead of ${status ?? 0} ${alarm ?? ''}`
  return { step, kept, why, evidence }
}

/** The session whose two ends both name alike: nobody is told which one is probed. */
function sessionOf(
  { of, as }: ProbeStep,
  { local, remote }: EventOf<'probed'>,
  since: Events,
): EventOf<'opened'> | undefined {
  // On the path two others call each other, once for each probe.
  if (as === 'path') return eventsOf(since, 'opened').find(({ node }) => node === of)
  const role = as === 'caller' ? 'responder' : 'initiator'
  return eventsOf(since, 'opened').find(
    (opened) =>
      opened.node === of && opened.role === role && opened.local === remote && opened.remote === local,
  )
}

/** Whether the program read what was said, up to where it had enough. */
function cameIn({ said }: EventOf<'probed'>, own: Events): boolean {
  const [sent, read] = [Buffer.from(said, 'base64'), wireBytes(own, 'in')]
  return read.length > 0 ? sent.subarray(0, read.length).equals(read) : sent.length === 0
}

/** @returns what is not as it is due; undefined where everything is. */
function faultOf(step: ProbeStep, probed: EventOf<'probed'>, own: Events): Sentence | undefined {
  const { probe, alarm } = step
  const of = whoIs(step.of)
  const [connected] = eventsOf(own, 'connected')
  const alarms = eventsOf(own, 'alarm')
  const [closed] = eventsOf(own, 'closed')
  const texts = eventsOf(own, 'delivered').map(({ text }) => text)
  const due = dueTexts(step)
  const out = wireBytes(own, 'out')
  const frames = framesIn(out)
  if (texts.length > due.length) return t`${of} delivers ${quoted(texts[due.length]!)} after ${probe}`
  if (connected && !step.connects) return t`${of} is connected after ${probe}`
  if (alarms[0] && alarms[0].code !== alarm)
    return alarm === null
      ? t`${of} answers ${probe} with ${alarms[0].code}, and it is allowed`
      : t`${of} answers ${probe} with ${alarms[0].code} instead of ${alarm}`
  if (alarm !== null && !alarms[0]) return t`${of} raises no alarm at ${probe}, but ${alarm} is due`
  if (alarms.length > 1) return t`${of} raises ${alarms.length} alarms at ${probe}`
  if (!connected && step.connects) return t`${of} is not connected before ${probe}`
  if (texts.length < due.length || texts.some((text, place) => text !== due[place]))
    return t`${of} does not deliver what was said before ${probe}`
  if (!closed || !probed.over) return t`${of} keeps the connection after ${probe}`
  if (closed.clean !== (alarm === null))
    return closed.clean
      ? t`${of} takes the end of the session for a goodbye after ${probe}`
      : t`${of} does not end the session cleanly after ${probe}`
  const heard = Buffer.from(probed.heard, 'base64')
  // The end of a session may overtake its last bytes, and of a long one not all are told.
  const isCut = eventsOf(own, 'wire').some(({ stopped }) => stopped)
  if (!out.subarray(0, heard.length).equals(isCut ? heard.subarray(0, out.length) : heard))
    return t`what ${of} wrote is not what came out in the session of ${probe}`
  if (step.frames !== null && frames !== step.frames)
    return t`${of} says ${frames ?? ''} frames in the session of ${probe}, but ${step.frames} are due`
  return undefined
}

/** @returns what the user of the probed program is not told as it is due, by the screen at the end of the phase. */
function untold({ probe, of, tells }: ProbeStep, since: Events, attackers: readonly string[]) {
  if (tells === undefined) return undefined
  const times = eventsOf(since, 'shown')
    .filter(({ on }) => on === of)
    .reduce((sum, { rows }) => sum + timesTold(rows, tells.words, attackers), 0)
  return times === tells.times
    ? undefined
    : t`the screen of ${whoIs(of)} tells “${tells.words}” ${times} times because of ${probe}, but ${tells.times} are due`
}

const refusals = { 'too-long': 'MESSAGE_TOO_LONG', 'half-a-character': 'BAD_TEXT' } as const

/** @param since events from a probe on. @returns what was not refused to the own user as it is due, in its conversation. */
function unrefused(since: Events): Sentence | undefined {
  const next = eventsOf(since, 'step').find((step) => step.do === 'probe')?.number ?? Number.POSITIVE_INFINITY
  const steps = eventsOf(since, 'step').flatMap((step) =>
    step.do === 'say-amiss' && step.number < next ? [step] : [],
  )
  for (const { from, what, number } of steps) {
    const answer = since.find(
      (event) =>
        event.node === from && event.number > number && (event.event === 'done' || event.event === 'failed'),
    )
    const code = answer?.event === 'failed' ? answer.code : ''
    if (code !== refusals[what])
      return t`the program of ${whoIs(from)} answers with ${code} instead of ${refusals[what]} to what no message carries`
  }
  return undefined
}

/** What has to be delivered, as attacks/item-probes.ts says it. */
function dueTexts({ delivers, text, texts = 1, fills = 0 }: ProbeStep): string[] {
  if (!delivers) return []
  return Array.from({ length: texts }, (_, place) =>
    (place === 0 ? text : `${text} ${place + 1}`).padEnd(fills, 'x'),
  )
}

/** @returns what of the layer above is not said as it is due; undefined where all is. */
function otherwise({ probe, of, says }: ProbeStep, said: Said, session: string): Sentence | undefined {
  if (says === undefined) return undefined
  const words = said(of, session).join(', ')
  return words === says
    ? undefined
    : t`${whoIs(of)} says ${words} in the session of ${probe}, but ${says} is due`
}

/** @returns how many frames these bytes are; null where they are no whole frames. */
function framesIn(bytes: Buffer): number | null {
  let [at, frames] = [0, 0]
  while (at + 4 <= bytes.length) {
    at += 4 + bytes.readUInt32BE(at)
    frames += 1
  }
  return at === bytes.length ? frames : null
}

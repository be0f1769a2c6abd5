/**
 * Whether programs keep the rules of PROTOCOL.md when they are sent what a rule forbids. What was due stands in the lab's
 * own step; what became of it is told by the node that was probed, and by the bytes that it said.
 */

import { type EventOf, type Events, eventsOf, wireBytes } from '../history/selectors'
import { type Sentence, t } from '../language/sentence'
import { type EventReference, refer } from './event-reference'
import type { Check } from './finding'

export type ProbeStep = Extract<EventOf<'step'>, { do: 'probe' }>

export interface ProbeOutcome {
  readonly step: ProbeStep
  /** Whether what was due has happened; null where the probe never reached the program, so that nothing is known. */
  readonly kept: boolean | null
  readonly why: Sentence
  readonly evidence: readonly EventReference[]
}

/** @returns what became of each probe of a phase, in order. */
export function probeOutcomes(phase: Events): ProbeOutcome[] {
  return probeSteps(phase).map((step) =>
    outcome(
      step,
      phase.filter(({ number }) => number > step.number),
    ),
  )
}

export function probeSteps(phase: Events): ProbeStep[] {
  return eventsOf(phase, 'step').filter((step) => step.do === 'probe')
}

export const conformance: Check = (phase) => {
  const outcomes = probeOutcomes(phase)
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
function outcome(step: ProbeStep, since: Events): ProbeOutcome {
  const [probed] = eventsOf(since, 'probed').filter(({ probe }) => probe === step.probe)
  if (probed && step.as === 'client') return answerOf(step, probed, since)
  const opened = probed && sessionOf(step, probed, since)
  if (!probed || !opened)
    return { step, kept: null, why: t`${step.probe} never reached ${step.of}`, evidence: [refer(step)] }
  const own = since.filter(
    (event) => event.node === step.of && 'session' in event && event.session === opened.session,
  )
  // What the attacker says that she sent counts as far as it came in.
  if (!cameIn(probed, own))
    return {
      step,
      kept: null,
      why: t`${step.of} read something else than ${step.probe}`,
      evidence: [refer(probed)],
    }
  const evidence = [step, probed, ...own].map((event) => refer(event))
  const fault = faultOf(step, probed, own)
  return fault
    ? { step, kept: false, why: fault, evidence }
    : { step, kept: true, why: t`${step.probe}: ${step.alarm ?? ''}`, evidence }
}

/** What a directory answered on the connection of the last request, as it says itself and as it came out. */
function answerOf(step: ProbeStep, probed: EventOf<'probed'>, since: Events): ProbeOutcome {
  const { probe, alarm, status } = step
  const answered = eventsOf(since, 'answered').find(({ remote }) => remote === probed.local)
  if (!answered)
    return { step, kept: null, why: t`${probe} never reached ${step.of}`, evidence: [refer(step)] }
  const evidence = [step, probed, answered].map((event) => refer(event))
  const heard = Buffer.from(probed.heard, 'base64').toString('latin1')
  if (!heard.startsWith(`HTTP/1.1 ${answered.status} `))
    return {
      step,
      kept: false,
      why: t`what ${step.of} wrote is not what came out in the session of ${probe}`,
      evidence,
    }
  const kept = answered.status === status && answered.code === alarm
  const why = kept
    ? t`${probe}: ${alarm ?? ''}`
    : t`${step.of} answers ${probe} with ${answered.status} ${answered.code ?? ''} instead of ${status ?? 0} ${alarm ?? ''}`
  return { step, kept, why, evidence }
}

/** The session whose two ends both name alike: nobody is told which one is probed. */
function sessionOf(
  { of, as }: ProbeStep,
  { local, remote }: EventOf<'probed'>,
  since: Events,
): EventOf<'opened'> | undefined {
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
  const { probe, of, alarm } = step
  const [connected] = eventsOf(own, 'connected')
  const alarms = eventsOf(own, 'alarm')
  const [closed] = eventsOf(own, 'closed')
  const texts = eventsOf(own, 'delivered').map(({ text }) => text)
  const due = step.delivers ? [step.text] : []
  const out = wireBytes(own, 'out')
  const frames = framesIn(out)
  if (texts.length > due.length) return t`${of} delivers ${quote(texts[due.length]!)} after ${probe}`
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
  // The end of a session may overtake its last bytes.
  if (!out.subarray(0, heard.length).equals(heard))
    return t`what ${of} wrote is not what came out in the session of ${probe}`
  if (step.frames !== null && frames !== step.frames)
    return t`${of} says ${frames ?? ''} frames in the session of ${probe}, but ${step.frames} are due`
  return undefined
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

function quote(text: string): string {
  return JSON.stringify(text)
}

/** The verdict: what a pure function says of the history of an act. The worst wins. */

import type { Phase, Property, Verdict } from '../history/events'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { english, type Sentence, t, type Value, verbatim } from '../language/sentence'
import { isOnPath } from '../scenario/scenario'
import { contradiction } from './consistency'
import { type Control, control, unserved } from './control'
import { type Alarm, alarms } from './detection'
import { checks } from './every-check'
import type { Finding } from './finding'
import { joined, named, or } from './reasons'

export interface ActVerdict {
  readonly name: string
  readonly profile: string
  readonly attack: string | null
  readonly expected: Verdict
  readonly verdict: Verdict
  /** Whether the verdict is the declared one, for the declared reason. */
  readonly asExpected: boolean
  /** What the verdict rests on, in English and one line: for programs. */
  readonly why: string
  /** The same for people: one for each property that fell, else one. Not in JSON (reasons.ts: `forPrograms`). */
  readonly reasons: readonly Sentence[]
  readonly control: { readonly before: ControlResult; readonly after: ControlResult }
  readonly broken: readonly Property[]
  /** Codes of the alarms that were raised in the attack and are borne out. */
  readonly alarms: readonly string[]
  readonly acted: boolean
}

type ControlResult = 'PASSED' | 'FAILED' | 'NONE'

/** @returns a verdict for each act of the history, in order. */
export function judge(history: Events): ActVerdict[] {
  const started = eventsOf(history, 'act-started')
  return started.map(({ act }) => judgeAct(history.filter((event) => event.act === act)))
}

/** @returns the acts that a history announces and does not hold: what is cut off proves nothing. */
export function missingActs(history: Events): string[] {
  const announced = eventsOf(history, 'run-started').flatMap(({ acts }) => acts)
  const held = new Set(eventsOf(history, 'act-started').map(({ act }) => act))
  return announced.filter((act) => !held.has(act))
}

/** @param act the events of one act. */
function judgeAct(act: Events): ActVerdict {
  const [started] = eventsOf(act, 'act-started')
  if (!started) throw new Error('an act without a beginning')
  const { act: name, profile, attack, expected, breaks, alarms: due } = started
  try {
    const weighed = weigh(act, started)
    const asExpected =
      weighed.verdict === expected &&
      // Nothing is shown by what shows nothing, even where a scenario says that it wants that.
      weighed.verdict !== 'INCONCLUSIVE' &&
      breaks.every((property) => weighed.broken.includes(property)) &&
      // Also a defence that falls may have to be heard first.
      (due.length === 0 || due.some((code) => weighed.alarms.includes(code)))
    return { name, profile, attack, expected, asExpected, ...weighed }
  } catch (error) {
    // A check that throws has found nothing out.
    const nothing = {
      control: { before: 'NONE', after: 'NONE' },
      broken: [],
      alarms: [],
      acted: false,
    } as const
    const reasons = [t`a check failed: ${verbatim(error instanceof Error ? error.message : String(error))}`]
    const why = english(joined(reasons))
    return {
      name,
      profile,
      attack,
      expected,
      verdict: 'INCONCLUSIVE',
      asExpected: false,
      why,
      reasons,
      ...nothing,
    }
  }
}

type Conclusion = Pick<ActVerdict, 'verdict' | 'why' | 'reasons' | 'broken'>
type Weighed = Conclusion & Pick<ActVerdict, 'control' | 'alarms' | 'acted'>

function weigh(act: Events, started: EventOf<'act-started'>): Weighed {
  const phase = (name: Phase) => act.filter((event) => event.phase === name)
  const honest = phase('honest')
  const attacked = started.attack !== null
  const onPath = attacked && isOnPath(started.position ?? 'path')
  const before = control(attacked ? phase('before') : honest, act, onPath)
  const after = control(attacked ? phase('after') : honest, act, onPath)
  const attack = phase('attack')
  const raised = alarms(attack, act)
  const facts = {
    control: { before: result(before), after: attacked ? result(after) : 'NONE' },
    acted: eventsOf(attack, 'acted').length > 0,
    alarms: [...new Set(raised.filter(({ corroborated }) => corroborated).map(({ code }) => code))],
  } as const
  const findings = checks.map((check) => check(attack, act))
  const doubt = reasonForDoubt(act, before, after)
  if (doubt) return { ...facts, ...concluded('INCONCLUSIVE', [doubt]) }
  if (!attacked) return { ...facts, ...concluded('PASSED', [before.why]) }
  if (!facts.acted) return { ...facts, ...concluded('INCONCLUSIVE', [t`the attacker never acted`]) }
  return { ...facts, ...outcome(findings, raised, started.alarms, attack, onPath) }
}

/** Why nothing can be concluded, whatever happened in the attack. */
function reasonForDoubt(act: Events, before: Control, after: Control): Sentence | undefined {
  const [broken] = eventsOf(act, 'node-failed')
  if (broken) return t`${broken.failed} failed: ${verbatim(broken.why)}`
  if (eventsOf(act, 'act-started').length > 1) return t`two acts have this name`
  const nonsense = contradiction(act)
  if (nonsense) return nonsense
  if (!before.passed) return t`the control before the attack failed: ${before.why}`
  if (!after.passed) return t`the control after the attack failed: ${after.why}`
  if (eventsOf(act, 'act-ended').length === 0) return t`the act did not run to its end`
  return undefined
}

/** For programs in one line, for people in their language. */
function concluded(
  verdict: Verdict,
  reasons: readonly Sentence[],
  broken: readonly Property[] = [],
): Conclusion {
  return { verdict, why: english(joined(reasons)), reasons, broken }
}

/** What a peer says of a call that came to nothing. */
const fallenThrough: ReadonlySet<string> = new Set(['INCOMPLETE_HANDSHAKE', 'TIMEOUT', 'TRUNCATED'])

function outcome(
  findings: readonly Finding[],
  raised: readonly Alarm[],
  due: readonly string[],
  attack: Events,
  onPath: boolean,
): Conclusion {
  const fallen = findings.filter(({ holds }) => !holds)
  if (fallen.length > 0) {
    const broken = [...new Set(fallen.map(({ property }) => property))]
    return concluded('BROKEN', fallen.map(named), broken)
  }
  const justified = raised.find(({ code, corroborated }) => corroborated && due.includes(code))
  if (justified) {
    const why = t`${raiser(justified)} raised ${justified.code}, and nothing was read or forged`
    return concluded('DETECTED', [why])
  }
  // A few calls may fall through where it is counted how many.
  const counted = findings.some(({ property, measured }) => property === 'availability' && measured)
  const [unjustified] = raised.filter(
    ({ code, ofStranger }) => !ofStranger && !(counted && fallenThrough.has(code)),
  )
  if (unjustified) {
    const [code, by] = [unjustified.code, raiser(unjustified)]
    const doubt = unjustified.corroborated
      ? t`${code} of ${by} is not the alarm that is due`
      : t`${code} of ${by} is not borne out by what the attacker did`
    return concluded('INCONCLUSIVE', [doubt])
  }
  if (due.length > 0) {
    const why = t`no alarm was raised, but ${or(due)} was due`
    return concluded('INCONCLUSIVE', [why])
  }
  // Peers that do nothing lose nothing, and resist nothing either.
  const missing = !counted && unserved(attack, onPath)
  if (missing) return concluded('INCONCLUSIVE', [t`no alarm was raised, but ${missing}`])
  const numbers = findings.filter(({ measured }) => measured).map(named)
  const why = joined([t`the attacker acted, and nothing was read, forged or lost`, ...numbers])
  return concluded('RESISTED', [why])
}

/** Who raised an alarm: a node by its name, or people. */
function raiser({ by }: Alarm): Value {
  return by === 'users' ? t`users` : by
}

function result({ passed }: Control): ControlResult {
  return passed ? 'PASSED' : 'FAILED'
}

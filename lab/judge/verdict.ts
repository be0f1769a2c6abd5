/** The verdict: what a pure function says of the history of an act. The worst wins. */

import { and, or } from '../../peers/language/joining'
import { type Sentence, t, together, whole } from '../../peers/language/sentence'
import type { UsedOnce } from '../conformance/across'
import { undeclaredDepartures } from '../conformance/conformance'
import { type Departure, departureSentence } from '../conformance/departure'
import type { Phase, Property, Verdict } from '../history/events'
import { linesNamed, lostIn } from '../history/salvage'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { alarmSentence } from '../language/alarms'
import { english } from '../language/typed'
import { aboutOf } from '../scenario/alarms'
import { noticeKinds } from '../scenario/notices'
import { isOnPath } from '../scenario/scenario'
import { person, programOf } from '../text/format-names'
import { printableSentence } from '../text/printable'
import { probeOutcomes } from './check-conformance'
import { checks, ofNobodysAttack } from './checks'
import { contradiction } from './consistency'
import { type Control, control, unserved } from './control'
import { neverWon, wonBy } from './counterpart'
import { deedsOnWire, overheard } from './deeds-on-wire'
import { type Alarm, alarms } from './detection'
import { type EvidenceSummary, refer, summary } from './event-reference'
import { type Finding, type Reason, reason } from './finding'
import { named } from './property-names'
import { type ToldNotice, toldNotices } from './told-notices'
import { undueAlarm } from './undue-alarm'

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
  /** The same for people: one for each property that fell, else one. Not in JSON (run-folder.ts: `forPrograms`). */
  readonly reasons: readonly Sentence[]
  readonly control: { readonly before: ControlResult; readonly after: ControlResult }
  readonly broken: readonly Property[]
  /** Codes of the alarms that were raised in the attack and are corroborated. */
  readonly alarms: readonly string[]
  readonly acted: boolean
  /** The events that the verdict rests on, by their numbers in the history: the first of each kind. */
  readonly evidence: readonly EvidenceSummary[]
  /** All that was found, for those who show it. Not in JSON either. */
  readonly grounds: Grounds
}

/** What was found, each with the events that it rests on. */
interface Grounds {
  /** A hash over what the attack was given to work with. */
  readonly settings: string | undefined
  /** Null where already a control could not be judged. */
  readonly controls: { readonly before: Control; readonly after: Control } | null
  /** The alarms of what is judged: the attack, or the conversation where nobody attacks. */
  readonly raised: readonly Alarm[]
  /** What each check found there. */
  readonly findings: readonly Finding[]
  /** What honest users' programs did in the whole act that PROTOCOL.md does not say, and their profile does not declare. */
  readonly departed: readonly Departure[]
  /** Lines of the recording that were left out, and may have been part of the act. */
  readonly lost: readonly number[]
  /** What must not come again in the acts that follow. */
  readonly used: UsedOnce
}

type ControlResult = 'PASSED' | 'FAILED' | 'NONE'

/**
 * @param damaged the numbers of the lines of the recording that were left out.
 * @returns a verdict for each act of the history, in order.
 */
export function judge(history: Events, damaged: readonly number[] = []): ActVerdict[] {
  const verdicts: ActVerdict[] = []
  for (const { act } of eventsOf(history, 'act-started'))
    verdicts.push(
      judgeAct(
        history.filter((event) => event.act === act),
        verdicts,
        damaged,
      ),
    )
  return verdicts
}

/** @returns the acts that a history names and of which it does not hold the beginning: what is cut off proves nothing. */
export function missingActs(history: Events): MissingAct[] {
  const announced = eventsOf(history, 'run-started').flatMap(({ acts }) => acts)
  const named = new Set(history.flatMap(({ act }) => (act === '' ? [] : [act])))
  const held = new Set(eventsOf(history, 'act-started').map(({ act }) => act))
  return [...new Set([...announced, ...named])]
    .filter((act) => !held.has(act))
    .map((name) => ({
      name,
      why: named.has(name)
        ? t`The history does not hold the beginning of this act.`
        : t`The history ends before this act.`,
    }))
}

export interface MissingAct {
  readonly name: string
  readonly why: Sentence
}

/** @returns the verdict on an act of which already the beginning is lost: nothing is known of what it was to show. */
export function withoutBeginning(name: string, lost: readonly number[]): ActVerdict {
  const known = { name, profile: '', attack: null, expected: 'INCONCLUSIVE', asExpected: false } as const
  return { ...known, ...nothingFound(lostReason(lost)), grounds: { ...noGrounds, lost } }
}

const noGrounds: Grounds = {
  settings: undefined,
  controls: null,
  raised: [],
  findings: [],
  departed: [],
  lost: [],
  used: new Set(),
}

/**
 * @param act the events of one act. @param earlier the verdicts on acts of the same run that came before it.
 * @param damaged the numbers of the lines of the recording that were left out, of whichever act.
 */
export function judgeAct(
  act: Events,
  earlier: readonly ActVerdict[],
  damaged: readonly number[] = [],
): ActVerdict {
  const [started] = eventsOf(act, 'act-started')
  if (!started) throw new Error('an act without a beginning')
  const { act: name, profile, attack, expected, breaks, alarms: due } = started
  const { settings } = started
  const lost = lostIn(act, damaged)
  let grounds: Grounds = { ...noGrounds, settings, lost }
  try {
    const judged = act.filter(({ phase }) => phase === (attack === null ? 'honest' : 'attack'))
    grounds = { ...grounds, controls: controlsOf(act, started) }
    const before = earlier.map((one) => one.grounds.used)
    grounds = { ...grounds, raised: alarms(judged, act), ...undeclaredDepartures(act, before) }
    const looked = attack === null ? ofNobodysAttack : checks
    grounds = { ...grounds, findings: looked.map((check) => check(judged, act)) }
    const weighed = weigh(act, started, grounds, earlier)
    const asExpected =
      weighed.verdict === expected &&
      // Nothing is shown by what shows nothing, even where a scenario says that it wants that.
      weighed.verdict !== 'INCONCLUSIVE' &&
      weighed.verdict !== 'NONCONFORMING' &&
      breaks.every((property) => weighed.broken.includes(property)) &&
      // Also a defence that falls may have to be heard first.
      (due.length === 0 || due.some((code) => weighed.alarms.includes(code)))
    return { name, profile, attack, expected, asExpected, ...weighed, grounds }
  } catch (error) {
    // A check that throws has found nothing out.
    const why = t`a check failed: ${(error as Error).message}`
    const found = nothingFound(lost.length > 0 ? lostReason(lost) : why)
    return { name, profile, attack, expected, asExpected: false, ...found, grounds }
  }
}

function nothingFound(why: Sentence): Weighed {
  const nothing = { control: { before: 'NONE', after: 'NONE' }, alarms: [], acted: false } as const
  return { ...nothing, ...concluded('INCONCLUSIVE', [why], []) }
}

/** What is not there could have said anything. */
function lostReason(lost: readonly number[]): Sentence {
  return lost.length === 1
    ? t`line ${lost[0]!} of the recording is damaged, and may have been part of this act`
    : t`the lines ${linesNamed(lost)} of the recording are damaged, and may have been part of this act`
}

function controlsOf(act: Events, started: EventOf<'act-started'>): NonNullable<Grounds['controls']> {
  const phase = (name: Phase) => act.filter((event) => event.phase === name)
  if (started.attack === null) {
    const honest = control(phase('honest'), act, false)
    return { before: honest, after: honest }
  }
  const onPath = isOnPath(started.position)
  return { before: control(phase('before'), act, onPath), after: control(phase('after'), act, onPath) }
}

/** What the attack phase shows. */
interface Observed extends Pick<Grounds, 'findings' | 'raised'> {
  readonly told: readonly ToldNotice[]
  /** Of the acts before. */
  readonly earlier: readonly ActVerdict[]
}

type Conclusion = Pick<ActVerdict, 'verdict' | 'why' | 'reasons' | 'broken' | 'evidence'>
type Weighed = Conclusion & Pick<ActVerdict, 'control' | 'alarms' | 'acted'>

function weigh(
  act: Events,
  started: EventOf<'act-started'>,
  { controls, raised, findings, departed, lost }: Grounds,
  earlier: readonly ActVerdict[],
): Weighed {
  const { before, after } = controls!
  const attacked = started.attack !== null
  const attack = act.filter(({ phase }) => phase === 'attack')
  const facts = {
    control: { before: result(before), after: attacked ? result(after) : 'NONE' },
    acted: eventsOf(attack, 'acted').length > 0,
    alarms: [...new Set(raised.filter(({ corroborated }) => corroborated).map(({ code }) => code))],
  } as const
  const doubt = lost.length > 0 ? reason(lostReason(lost)) : reasonForDoubt(act)
  if (doubt) return { ...facts, ...doubtful('doubt', doubt) }
  if (departed.length > 0) return { ...facts, ...nonconforming(departed) }
  const failed = failedControl(before, after)
  if (failed) return { ...facts, ...doubtful('doubt', failed) }
  if (!attacked) {
    const evidence = [summary('control', before.evidence)]
    return { ...facts, ...concluded('PASSED', [before.why], evidence) }
  }
  if (!facts.acted) return { ...facts, ...doubtful('attack', reason(t`Mallory did nothing at all`)) }
  const onPath = isOnPath(started.position)
  const told = toldNotices(attack, act)
  return { ...facts, ...outcome({ findings, raised, told, earlier }, started, act, onPath) }
}

/** Why nothing can be concluded, whatever happened in the attack. */
function reasonForDoubt(act: Events): Reason | undefined {
  const [broken] = eventsOf(act, 'node-failed')
  if (broken) return reason(t`${programOf(broken.failed)} failed: ${broken.why}`, broken)
  const starts = eventsOf(act, 'act-started')
  if (starts.length > 1) return reason(t`two acts have this name`, ...starts)
  const nonsense = contradiction(act)
  if (nonsense) return nonsense
  if (eventsOf(act, 'act-ended').length === 0) return reason(t`the act did not run to its end`)
  return undefined
}

/** Why nothing can be concluded from an attack: it would not have worked without one either. */
function failedControl(before: Control, after: Control): Reason | undefined {
  if (!before.passed)
    return { ...before, why: t`already before the attack not everything worked: ${before.why}` }
  if (!after.passed) return { ...after, why: t`after the attack not everything worked: ${after.why}` }
  return undefined
}

/** @returns one reason for each rule: the first departure from it. */
function nonconforming(departed: readonly Departure[]): Conclusion {
  const rules = [...new Set(departed.map(({ rule }) => rule))]
  const of = (rule: string) => departed.filter((one) => one.rule === rule)
  const reasons = rules.flatMap((rule) => of(rule).slice(0, 1).map(departureSentence))
  const evidence = rules.map((rule) =>
    summary(
      `rule ${rule}`,
      of(rule).map(({ event }) => refer(event)),
    ),
  )
  return concluded('NONCONFORMING', reasons, evidence)
}

/** For programs in one line, for people in their language. */
function concluded(
  verdict: Verdict,
  reasons: readonly Sentence[],
  evidence: readonly EvidenceSummary[],
  broken: readonly Property[] = [],
): Conclusion {
  const told = reasons.map(whole)
  return { verdict, why: english(together(told)), reasons: told, evidence, broken }
}

function doubtful(claim: string, { why, evidence }: Reason): Conclusion {
  return concluded('INCONCLUSIVE', [why], [summary(claim, evidence)])
}

function summaryOf({ property, evidence }: Finding): EvidenceSummary {
  return summary(property, evidence)
}

function outcome(
  { findings, raised, told, earlier }: Observed,
  started: EventOf<'act-started'>,
  act: Events,
  onPath: boolean,
): Conclusion {
  const attack = act.filter(({ phase }) => phase === 'attack')
  const { alarms: due, notices = [] } = started
  const fallen = findings.filter(({ holds }) => !holds)
  const deeds = deedsOnWire(started.position, attack, act)
  if (fallen.length > 0 && (wonBy(findings).length > 0 || deeds.length > 0)) {
    const broken = [...new Set(fallen.map(({ property }) => property))]
    return concluded('BROKEN', fallen.map(named), fallen.map(summaryOf), broken)
  }
  const [inTheClear] = fallen
  if (inTheClear)
    return doubtful('attack', {
      why: t`${named(inTheClear)}, but nothing shows that Mallory had a part in it`,
      evidence: inTheClear.evidence,
    })
  const shown = deeds.length > 0 || started.position !== 'tap' ? deeds : overheard(attack)
  if (shown.length === 0)
    return doubtful(
      'attack',
      reason(
        t`Mallory says that she acted, and nothing on the wire or at a victim shows it`,
        ...eventsOf(attack, 'acted'),
      ),
    )
  const [unsent] = probeOutcomes(attack, act).filter(({ kept }) => kept === null)
  if (unsent) return doubtful('probe', unsent)
  const untold = notices.filter((code) => !told.some((notice) => notice.code === code))
  if (untold.length > 0) {
    const what = and(untold.map((code) => noticeKinds[code].about))
    return doubtful('notice', reason(t`nobody’s screen tells ${what}`))
  }
  const dueNotices = told.filter(({ code }) => notices.includes(code))
  const notes = dueNotices.map(
    ({ code, on }) => t`the screen of ${person(on)} tells ${noticeKinds[code].about}`,
  )
  const noted = dueNotices.map(({ evidence }) => summary('notice', evidence))
  const justified = raised.filter(({ code, corroborated }) => corroborated && due.includes(code))
  if (justified.length > 0) {
    const why = [...noticed(justified, attack), t`nothing was read or forged`]
    // Each probe came where it should, and was refused: one alarm is told, and how many rules it stands for.
    const probed = findings
      .filter(({ property, measured }) => property === 'conformance' && measured)
      .map(named)
    return concluded(
      'DETECTED',
      [together([...why, ...probed, ...notes].map(whole))],
      [
        summary(
          'alarm',
          firstOfEach(justified).flatMap(({ evidence }) => evidence),
        ),
        ...noted,
      ],
    )
  }
  // A few calls may fall through where it is counted how many.
  const counted = findings.some(({ property, measured }) => property === 'availability' && measured)
  const [unjustified] = raised.filter(
    ({ code, ofStranger }) => !ofStranger && !(counted && aboutOf(code) === 'call'),
  )
  if (unjustified) {
    const why = undueAlarm(unjustified, raised, due, attack)
    return doubtful('alarm', { why, evidence: unjustified.evidence })
  }
  if (due.length > 0) {
    return doubtful('alarm', reason(t`nobody was alarmed, and an alarm was due (${or(due)})`))
  }
  // Peers that do nothing lose nothing, and resist nothing either.
  const missing = !counted && unserved(attack, onPath)
  if (missing) return doubtful('service', { ...missing, why: t`nobody was alarmed, but ${missing.why}` })
  const unearned = neverWon(started, earlier)
  if (unearned) return doubtful('counterpart', unearned)
  const numbers = findings.filter(({ measured }) => measured).map(named)
  const said = [t`Mallory acted, and nothing was read, forged or lost`, ...numbers, ...notes]
  const acted = [...eventsOf(attack, 'acted'), ...shown].map((event) => refer(event))
  const held = findings.filter(({ evidence }) => evidence.length > 0)
  return concluded(
    'RESISTED',
    [together(said.map(whole))],
    [summary('attack', acted), ...held.map(summaryOf), ...noted],
  )
}

/** @returns of each who raised any the first one. */
function firstOfEach(raised: readonly Alarm[]): Alarm[] {
  return raised.filter(({ by }, place) => raised.findIndex((one) => one.by === by) === place)
}

/** @returns who was alarmed, what the alarm says, and its code after the words: those whose alarm is the same in one sentence. */
function noticed(raised: readonly Alarm[], attack: Events): Sentence[] {
  const alarmed = eventsOf(attack, 'alarm')
  const told = firstOfEach(raised).map(({ by, code, evidence }) => {
    const event = alarmed.find(({ number }) => number === evidence[0]!.number)
    const words = event && printableSentence(alarmSentence(event))
    return { by, code, words, same: JSON.stringify(words) }
  })
  return told.flatMap(({ code, words, same }, place) => {
    if (!words) return t`the users compare their keys, and notice that they differ (${code})`
    if (told.findIndex((one) => one.same === same) < place) return []
    const names = told.filter((one) => one.same === same).map(({ by }) => person(by))
    return names.length === 1
      ? t`${names[0]!}’s messenger warns: “${words}” (${code})`
      : t`the messengers of ${and(names)} warn: “${words}” (${code})`
  })
}

function result({ passed }: Control): ControlResult {
  return passed ? 'PASSED' : 'FAILED'
}

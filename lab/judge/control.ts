/**
 * The control: the same conversation with an attacker that passes everything on. It passes only if honest
 * peers are served: otherwise neither a silence nor an alarm in the attack says anything.
 */

import { type Events, eventsOf, sayStepsOf } from '../history/selectors'
import { type Sentence, t, verbatim } from '../language/sentence'
import { containment, unreceived } from './check-containment'
import { display } from './check-display'
import { authenticity, completeness, identity, order } from './checks'

export interface Control {
  readonly passed: boolean
  readonly why: Sentence
}

/** @param onPath whether an attacker's relay stands between the peers and must have seen the bytes. */
export function control(phase: Events, act: Events, onPath: boolean): Control {
  const spoken = sayStepsOf(phase)
  const failures: (Sentence | false)[] = [
    spoken.length === 0 && t`nothing was said`,
    ...[authenticity, order, completeness, identity, containment, display].map((check) => {
      const { holds, why } = check(phase, act)
      return !holds && why
    }),
    unserved(phase, onPath),
    ...eventsOf(phase, 'alarm').map(({ node, code }) => t`false alarm: ${node} raised ${code}`),
    ...eventsOf(phase, 'compared').map(
      ({ match }) => !match && t`false alarm: the fingerprints did not match`,
    ),
    ...eventsOf(phase, 'opened').map(({ node, session }) => {
      const end = eventsOf(phase, 'closed').find(
        (closed) => closed.node === node && closed.session === session,
      )
      return !end?.clean && t`a session of ${node} did not end cleanly`
    }),
    ...eventsOf(phase, 'acted').map(({ what }) => t`the attacker acted: ${verbatim(what)}`),
    ...eventsOf(phase, 'loot').map(({ text }) => t`the attacker read ${JSON.stringify(text)}`),
  ]
  const why = failures.find((failure) => failure !== false)
  return why
    ? { passed: false, why }
    : { passed: true, why: t`${spoken.length} messages delivered, no alarm` }
}

/**
 * Whether everything that was said was sent once and arrived once, and, where a relay stands between, through it.
 * @returns one sentence on what was not, else false.
 */
export function unserved(phase: Events, onPath: boolean): Sentence | false {
  for (const { from, to, text } of sayStepsOf(phase)) {
    const sent = eventsOf(phase, 'sent').filter((event) => event.node === from && event.text === text)
    if (sent.length !== 1) return t`${from} sent ${JSON.stringify(text)} ${sent.length} times`
    const arrived = eventsOf(phase, 'delivered').filter((event) => event.node === to && event.text === text)
    if (arrived.length !== 1) return t`${JSON.stringify(text)} was delivered ${arrived.length} times`
  }
  return (
    unreceived(phase) || (onPath && !crossedTheWire(phase) && t`what was delivered did not cross the wire`)
  )
}

/**
 * The relay saw at least as many bytes each way as the texts have. Texts that everybody knows do not count: to say
 * which one it is takes less, but it does take a unit.
 */
function crossedTheWire(phase: Events): boolean {
  const spoken = sayStepsOf(phase)
  return spoken.every(({ from, to }) => {
    const words = spoken.filter((say) => say.from === from && say.to === to)
    const unknown = words.filter(({ among }) => among === undefined).map(({ text }) => text)
    const units = eventsOf(phase, 'intercepted').filter((unit) => unit.from === from && unit.to === to)
    const bytes = units.reduce((sum, unit) => sum + Buffer.from(unit.bytes, 'base64').length, 0)
    return units.length > words.length && bytes >= Buffer.byteLength(unknown.join(''))
  })
}

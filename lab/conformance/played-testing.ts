/** For tests: the history of an act in which Alice and Bob really talk, with any profile, and anybody in between. */

import { WireLog } from '../../peers/lab/wire-log'
import type { Conversation, Entropy, Output, Profile, Setup } from '../../peers/protocol/conversation'
import { fingerprint, type PrivateIdentity, publicIdentity } from '../../peers/protocol/identity'
import { hardenedProfile } from '../../peers/protocol/secure'
import { testEntropy, testKey } from '../../peers/protocol/test-keys-testing'
import type { HistoryEvent, LabEvent } from '../history/events'

export type Speaker = 'alice' | 'bob'

/** Made once for a test file: only their kind matters. */
const identities: Record<Speaker, PrivateIdentity> = {
  alice: { signing: testKey(), wrapping: testKey() },
  bob: { signing: testKey(), wrapping: testKey() },
}

/** Whose handshakes are played, by name and public keys. */
export const people = (['alice', 'bob'] as const).map((name) => ({
  name,
  identity: publicIdentity(identities[name]),
}))

export interface Played {
  /** Of both, or of one of them. */
  readonly profile?: Profile
  readonly of?: Partial<Record<Speaker, Profile>>
  readonly entropy?: Entropy
  /** Sees and changes what is carried: [] drops it. */
  readonly between?: (bytes: Buffer, from: Speaker, number: number) => readonly Buffer[]
  readonly sessions?: number
  /** Of each session; a usual conversation if not given. */
  readonly talk?: (session: PlayedSession) => void
  /** What the act declares. */
  readonly declares?: Partial<Extract<LabEvent, { event: 'act-started' }>>
}

/** @returns the events of an act. */
export async function played({
  profile = hardenedProfile,
  sessions = 2,
  ...act
}: Played = {}): Promise<HistoryEvent[]> {
  const history = new PlayedHistory()
  const started = {
    profile: 'hardened',
    attack: null,
    position: 'nowhere',
    expected: 'PASSED',
    breaks: [],
    alarms: [],
  }
  history.note('lab', { event: 'act-started', ...started, ...act.declares })
  const logs = { alice: history.log('alice'), bob: history.log('bob') }
  for (const name of ['alice', 'bob'] as const) {
    logs[name].identity(identities[name])
    history.note(name, { event: 'ready', fingerprint: fingerprint(publicIdentity(identities[name])) })
  }
  for (let number = 1; number <= sessions; number += 1) {
    const begin = async (name: Speaker): Promise<Conversation> => {
      const other = name === 'alice' ? 'bob' : 'alice'
      const role = name === 'alice' ? 'initiator' : 'responder'
      const calls = name === 'alice' ? 'bob' : null
      history.note(name, { event: 'opened', session: `session-${number}`, role, calls })
      logs[name].opened(`session-${number}`)
      const setup: Setup = {
        role,
        self: { name, identity: identities[name] },
        calls,
        expected: (wanted) => (wanted === other ? publicIdentity(identities[other]) : undefined),
        entropy: act.entropy ?? testEntropy,
        now: () => history.now,
      }
      return logs[name].watched(act.of?.[name] ?? profile).converse(setup)
    }
    const ends = { alice: await begin('alice'), bob: await begin('bob') }
    const session = new PlayedSession(history, `session-${number}`, ends, act.between)
    session.open()
    ;(act.talk ?? usual)(session)
    session.end()
  }
  history.note('lab', { event: 'act-ended' })
  return history.events
}

function usual(session: PlayedSession): void {
  session.say('alice', 'Are you there?')
  session.say('bob', 'I am.')
  session.say('alice', 'x'.repeat(600))
  session.close('alice')
}

class PlayedHistory {
  readonly events: HistoryEvent[] = []
  /** Milliseconds. */
  now = 0

  note(node: string, event: object): void {
    const phase = node === 'lab' ? null : 'honest'
    this.events.push({
      number: this.events.length + 1,
      at: ++this.now,
      act: 'act',
      phase,
      node,
      ...event,
    } as HistoryEvent)
  }

  log(name: Speaker): WireLog {
    return new WireLog((event) => this.note(name, event))
  }
}

/** One session between two conversations, which a test leads. */
export class PlayedSession {
  readonly #history: PlayedHistory
  readonly #session: string
  readonly #ends: Record<Speaker, Conversation>
  readonly #between: NonNullable<Played['between']>
  readonly #connected = new Set<Speaker>()
  readonly #closed = new Set<Speaker>()
  #carried = 0

  constructor(
    history: PlayedHistory,
    session: string,
    ends: Record<Speaker, Conversation>,
    between: Played['between'],
  ) {
    this.#history = history
    this.#session = session
    this.#ends = ends
    this.#between = between ?? ((bytes) => [bytes])
  }

  open(): void {
    this.#perform('bob', this.#ends.bob.open())
    this.#perform('alice', this.#ends.alice.open())
  }

  say(who: Speaker, text: string): void {
    if (!this.#connected.has(who) || this.#closed.has(who)) return
    const outputs = this.#ends[who].send(text)
    const to = who === 'alice' ? 'bob' : 'alice'
    this.#perform(who, outputs, () => this.#tell(who, { event: 'sent', to, text }))
  }

  /** Something that is no text: messages of the layer above. */
  carry(who: Speaker, ...contents: readonly Uint8Array[]): void {
    this.#perform(who, this.#ends[who].sendData(...contents))
  }

  close(who: Speaker): void {
    this.#perform(who, this.#ends[who].close())
  }

  /** So much time goes by for both, and for the lab. */
  pass(milliseconds: number): void {
    this.#history.now += milliseconds
  }

  /** The connection ends, if it has not. */
  end(): void {
    for (const who of ['alice', 'bob'] as const) this.#perform(who, this.#ends[who].transportEnded())
  }

  #perform(who: Speaker, outputs: readonly Output[], told: () => void = () => {}): void {
    told()
    const to = who === 'alice' ? 'bob' : 'alice'
    for (const output of outputs) {
      if ('write' in output) {
        this.#carried += 1
        const carried = this.#between(Buffer.from(output.write), who, this.#carried)
        for (const bytes of carried)
          if (!this.#closed.has(to)) this.#perform(to, this.#ends[to].receive(bytes))
      } else if ('event' in output && output.event !== 'data') this.#told(who, output)
    }
  }

  #told(who: Speaker, event: Exclude<Extract<Output, { event: string }>, { event: 'data' }>): void {
    if (event.event === 'connected') this.#connected.add(who)
    if (event.event === 'closed') this.#closed.add(who)
    this.#tell(
      who,
      event.event === 'delivered' ? { ...event, from: who === 'alice' ? 'bob' : 'alice' } : event,
    )
  }

  #tell(who: Speaker, event: object): void {
    this.#history.note(who, { session: this.#session, ...event })
  }
}

/**
 * traced: does, step by step, what a trace says that the search has found (attacks/found/). No attack of its own: all that
 * she does stands in the trace, and all that she says is computed from what she has and hears (attacks/terms/).
 *
 * A step waits until those before it have had their effect: the trace says how many frames each end has written by then.
 * Where a program does otherwise, because it refuses, its end is over, and what the trace wants of it is left out.
 */

import type { Socket } from 'node:net'
import { type Frame, FrameDecoder, FrameType, HEADER_BYTES } from '../peers/protocol/frames'
import { fingerprint, type Identity, publicIdentity } from '../peers/protocol/identity'
import { KEY_BYTES } from '../peers/protocol/key-agreement'
import type { Attack, Handling, Link, Mallory, Side } from './attack'
import { otherSide } from './attack'
import { type Deed, deed } from './deeds'
import { findSecret, SECRETS, sessionOf } from './export-keys'
import { identitiesOf } from './friend'
import { noop } from './noop'
import { type SessionSecrets, textOf } from './session-keys'
import { definitionsWith } from './terms/conversations'
import { functionsOf } from './terms/functions'
import { besideGoodbyes, namesIn, openedBy, textsOf } from './terms/open-records'
import { type Honest, honest, type KnownPeople } from './terms/people'
import { ComputedTerms, type Definitions, type Functions, type Term } from './terms/term'
import {
  endOfStep,
  type FoundTrace,
  onlyListens,
  pairsOfEnds,
  type TraceStep,
  writtenInAll,
} from './terms/trace'

/** One end as she sees it: what it wrote, and how she reaches it. */
interface HeardEnd {
  readonly wrote: Buffer[]
  over: boolean
  readonly send: (bytes: Buffer) => void
  readonly hangUp: () => void
  readonly acted: (what: Deed, presented?: string) => void
  readonly read: (text: string) => void
}

/** @returns an attack that plays the trace; what comes afterwards she passes on. */
export function traced(found: FoundTrace): Attack {
  let player: Player
  return {
    name: `found-${found.name}`,
    about: `does what a search has found against ${found.profile}`,
    prepare: async (mallory) => {
      player = new Player(found, mallory)
      const passOn = await noop.prepare(mallory)
      return async (link) => (await player.begin(link)) ?? passOn(link)
    },
    async launch(mallory) {
      // What one connection costs, several cost several times.
      const others = found.property === 'bounded' ? MORE_TIMES : 0
      const players = [player, ...Array.from({ length: others }, () => new Player(found, mallory))]
      await Promise.all(players.map((each) => each.finish()))
    },
  }
}

const MORE_TIMES = 5

class Player {
  readonly #found: FoundTrace
  readonly #mallory: Mallory
  readonly #definitions: Definitions
  readonly #ends = new Map<string, HeardEnd>()
  /** Called ends by the ends that call them. */
  readonly #called: ReadonlyMap<string, string>
  readonly #pairs: ReadonlyMap<string, string>
  readonly #passed: ReadonlySet<string>
  readonly #told = new Set<string>()
  /** How many frames of each end the trace is about, and what is to be done with later ones once it is over. */
  readonly #written: ReadonlyMap<string, number>
  readonly #later: (() => void)[] = []
  #changed: () => void = () => {}
  #friends: Promise<(name: string) => Identity | undefined> | null = null
  #knowledge: ComputedTerms | null = null
  #played: Promise<void> | null = null
  #isDone = false
  /** The keys of a session of the old suite; null where they are not to be found. */
  #oldSession: SessionSecrets | null | undefined

  constructor(found: FoundTrace, mallory: Mallory) {
    this.#found = found
    this.#mallory = mallory
    this.#definitions = definitionsWith(found.changed)
    this.#pairs = pairsOfEnds(found.steps)
    this.#called = new Map([...this.#pairs].map(([called, caller]) => [caller, called]))
    const used = found.steps.flatMap((step) => {
      if (step.do === 'pass') return [`${step.from} ${step.nth}`]
      return step.do === 'deliver' && 'heard' in step.term ? [`${step.term.heard} ${step.term.nth}`] : []
    })
    this.#passed = new Set(used)
    this.#written = writtenInAll(found)
  }

  /** @returns what she does with a link, if it is one of the trace's. */
  async begin(link: Link): Promise<Handling | null> {
    const caller = this.#found.steps.find(
      (step) =>
        step.do === 'open' &&
        step.of === link.caller &&
        step.calls === link.callee &&
        !this.#ends.has(step.end),
    )
    if (!caller || this.#isDone) return null
    const names = { caller: endOfStep(caller), callee: this.#called.get(endOfStep(caller)) }
    for (const side of ['caller', 'callee'] as const) {
      const name = names[side]
      if (name !== undefined) this.#ends.set(name, endAt(link, side))
    }
    if (onlyListens(this.#found)) link.acted(deed('copies'))
    await this.#play()
    const endAtSide = (side: Side) => this.#ends.get(names[side] ?? '')
    return {
      unit: ({ bytes }, from) => {
        const end = endAtSide(from)
        if (!end) return
        // Where she answers herself, nothing goes any further.
        if (names.callee !== undefined) {
          const nth = end.wrote.length
          const pass = () => link.send(otherSide(from), bytes)
          if (this.#isDone) pass()
          else if (nth >= (this.#written.get(names[from] ?? '') ?? 0)) this.#later.push(pass)
          else if (!this.#passed.has(`${names[from]} ${nth}`))
            link.acted(deed('keeps-frame', nth + 1), { to: otherSide(from) })
        }
        this.#heard(end, bytes)
      },
      ended: (side) => {
        const end = endAtSide(side)
        if (end) {
          end.over = true
          this.#guess(link[side], end)
        }
        this.#changed()
        // What the trace has for the other side by now goes first.
        if (this.#isDone || end) setImmediate(() => link.hangUp(otherSide(side)))
      },
    }
  }

  /** Plays what is left of the trace, and tries what was stolen for her meanwhile. */
  async finish(): Promise<void> {
    const played = await this.#play()
    // Steps of others come first: they are waited for.
    if (!this.#found.steps.some((step) => step.do === 'open' && step.calls !== null)) await played.done
    const people = await this.#whom()
    const stolen = honest.filter((name) => this.#mallory.stolenIdentity(name) !== null)
    if (stolen.length > 0) this.#look(functionsOf(people, stolen))
  }

  async #play(): Promise<{ readonly done: Promise<void> }> {
    const people = await this.#whom()
    this.#knowledge ??= this.#knowing(functionsOf(people))
    this.#played ??= this.#steps()
    return { done: this.#played }
  }

  /** Whose keys are whose: as the directory tells a friend, hers, and those that were stolen for her. */
  async #whom(): Promise<KnownPeople> {
    const { account } = this.#mallory
    if (!account) throw new Error('she has no account to be a friend with')
    // Who only listens asks nobody; people may go by other names then.
    this.#friends ??= onlyListens(this.#found)
      ? Promise.resolve(() => undefined)
      : identitiesOf(this.#mallory, account.token)
    const identityOf = await this.#friends
    const person = (name: Honest) => {
      const own = this.#mallory.stolenIdentity(name)
      return own ? { identity: publicIdentity(own), own } : { identity: identityOf(name) }
    }
    return {
      alice: person('alice'),
      bob: person('bob'),
      mallory: { identity: publicIdentity(account.identity), own: account.identity },
    }
  }

  #knowing(functions: Functions): ComputedTerms {
    return new ComputedTerms(this.#definitions, functions, (end, nth) => this.#ends.get(end)?.wrote[nth])
  }

  async #steps(): Promise<void> {
    this.#mallory.halted.addEventListener('abort', () => this.#changed(), { once: true })
    for (const step of this.#found.steps) {
      // When the phase is over nothing is waited for, and what was to be passed on still is.
      if (this.#mallory.halted.aborted && step.do !== 'pass') continue
      await this.#step(step)
      const name = endOfStep(step)
      await this.#until(() => {
        const end = this.#ends.get(name)
        return end !== undefined && (end.over || end.wrote.length >= step.frames)
      })
    }
    this.#isDone = true
    for (const pass of this.#later.splice(0)) pass()
  }

  async #step(step: TraceStep): Promise<void> {
    if (step.do === 'say' || step.do === 'close') return
    const name = endOfStep(step)
    if (step.do === 'open') {
      if (step.calls === null && !this.#pairs.has(name)) await this.#call(name, step.of)
      return
    }
    const end = this.#ends.get(name)
    if (step.do === 'pass') {
      // Who has hung up may still listen.
      const bytes = this.#ends.get(step.from)?.wrote[step.nth]
      if (bytes) end?.send(bytes)
      return
    }
    if (!end || end.over) return
    switch (step.do) {
      case 'cut':
        end.acted(deed('cuts-connection'))
        end.hangUp()
        return
      case 'deliver': {
        const bytes = this.#knowledge?.value(step.term)
        if (!Buffer.isBuffer(bytes) || bytes.length === 0) return
        end.acted(deedOf(step.term, bytes), this.#keyShown(name, step.term))
        end.send(bytes)
      }
    }
  }

  /** @returns the fingerprint of the key that she shows to this end with a part of the handshake. */
  #keyShown(end: string, term: Term): string | undefined {
    if (!('ref' in term) || !/\.(reply|proof)$/.test(term.ref)) return undefined
    const identity = this.#knowledge?.value({ ref: `${end}.identity` })
    return identity && typeof identity === 'object' && 'signing' in identity
      ? fingerprint(identity as Identity)
      : undefined
  }

  async #call(name: string, of: string): Promise<void> {
    const socket: Socket = await this.#mallory.call(of)
    const end: HeardEnd = {
      wrote: [],
      over: false,
      send: (bytes) => void (socket.writable && socket.write(bytes)),
      hangUp: () => socket.end(),
      acted: (what, presented) =>
        this.#mallory.acted(what, { to: of, ...(presented !== undefined && { presented }) }),
      read: (text) => this.#mallory.loot('read', text, { from: of }),
    }
    this.#ends.set(name, end)
    const decoder = new FrameDecoder()
    socket.on('data', (chunk) => {
      try {
        for (const { bytes } of decoder.push(chunk)) this.#heard(end, bytes)
      } catch {
        socket.destroy()
      }
    })
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      end.over = true
      this.#changed()
    })
  }

  #heard(end: HeardEnd, bytes: Buffer): void {
    end.wrote.push(Buffer.from(bytes))
    for (const name of namesIn(bytes)) this.#tell(end, name)
    this.#look()
    this.#changed()
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds() && !this.#mallory.halted.aborted)
      await new Promise<void>((resolve) => {
        this.#changed = resolve
      })
  }

  /** Reads what opens with what she knows by now. */
  #look(functions?: Functions): void {
    const knowledge = functions ? this.#knowing(functions) : this.#knowledge
    if (!knowledge) return
    for (const end of this.#ends.values()) {
      const contents = [...openedBy(knowledge, this.#definitions, end.wrote), ...besideGoodbyes(end.wrote)]
      for (const text of textsOf(end.wrote, contents)) this.#tell(end, text)
    }
    for (const [called, caller] of this.#pairs) this.#tryAllSecrets(caller, called)
  }

  /** Reads what two say to each other by the old suite, whose secrets are so short that all of them can be tried. */
  #tryAllSecrets(caller: string, called: string): void {
    const ends = { initiator: this.#ends.get(caller), responder: this.#ends.get(called) }
    const [hello, proof] = ends.initiator?.wrote.map(frameOf) ?? []
    const [reply, confirm] = ends.responder?.wrote.map(frameOf) ?? []
    if (!hello || !reply || !proof || !confirm || reply.payload.readUInt16BE(0) !== OLD_SUITE) return
    // Where another offer went unnoticed, of HELLO the share alone counts.
    const said = hello.payload.subarray(-KEY_BYTES)
    if (this.#oldSession === undefined) {
      const secret = findSecret(reply, said, (count) =>
        this.#mallory.progress(count, SECRETS, deed('secrets-tried')),
      )
      this.#oldSession = secret && sessionOf({ reply, proof, confirm }, said, secret)
    }
    if (this.#oldSession === null) return
    for (const role of ['initiator', 'responder'] as const)
      for (const frame of ends[role]!.wrote.map(frameOf)) {
        const text = frame.type === FrameType.RECORD ? textOf(frame, this.#oldSession, role) : null
        if (text !== null) this.#tell(ends[role]!, text)
      }
  }

  #tell(end: HeardEnd, text: string): void {
    if (this.#told.has(text)) return
    this.#told.add(text)
    end.read(text)
  }

  /** Tells which page each text is, by how large the pages were where the search said them. */
  #guess(speaker: string, { wrote }: HeardEnd): void {
    const { sizes } = this.#found
    if (!sizes) return
    const candidates = this.#mallory.told('candidates')
    for (const [place, record] of wrote.filter((frame) => frame[4] === FrameType.RECORD).entries()) {
      const apart = sizes.map((size) => Math.abs(size - record.length))
      const nearest = candidates.filter((_, which) => apart[which] === Math.min(...apart))
      const die = this.#mallory.random(`guess ${place}`, 4).readUInt32BE(0)
      const taken = nearest[die % nearest.length]
      if (taken !== undefined) this.#mallory.guessed(`${speaker} ${place + 1}`, taken)
    }
  }
}

const OLD_SUITE = 0x0100

const frameOf = (bytes: Buffer): Frame => ({
  type: bytes[4]!,
  payload: bytes.subarray(HEADER_BYTES),
  bytes,
})

function endAt(link: Link, side: Side): HeardEnd {
  return {
    wrote: [],
    over: false,
    send: (bytes) => link.send(side, bytes),
    hangUp: () => link.hangUp(side),
    acted: (what, presented) => link.acted(what, { to: side, ...(presented !== undefined && { presented }) }),
    read: (text) => link.loot('read', text, side),
  }
}

/** What she does with a step, in the words of attacks/deeds.ts. */
function deedOf(term: Term, bytes: Buffer): Deed {
  const [inner] = 'fn' in term ? (term.args ?? []) : []
  if ('heard' in term) return deed('gives-frame', term.nth + 1, nameOf(term.heard))
  if ('fn' in term && inner && 'heard' in inner) {
    if (term.fn === 'flip') return deed('gives-flipped', inner.nth + 1, nameOf(inner.heard))
    if (term.fn === 'cut') return deed('gives-cut', inner.nth + 1, nameOf(inner.heard))
  }
  const name = frameName(bytes)
  return name === undefined ? deed('gives-unknown', bytes[4] ?? 0) : deed('gives-own', name)
}

/** Whose end it is: a, a2, … are Alice's. */
const nameOf = (end: string) => (end.startsWith('a') ? 'alice' : 'bob')

/** The name in PROTOCOL.md of the frame that these bytes begin with; undefined where it has none. */
function frameName(bytes: Buffer): string | undefined {
  return Object.entries(FrameType).find(([, type]) => type === bytes[4])?.[0]
}

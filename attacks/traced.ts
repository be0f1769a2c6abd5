/**
 * traced: does, step by step, what a trace says that the search has found (attacks/found/). No attack of its own: all that
 * she does stands in the trace, and all that she says is computed from what she has and hears (attacks/terms/).
 *
 * A step waits until those before it have had their effect: the trace says how many frames each end has written by then.
 * Where a program does otherwise, because it refuses, its end is over, and what the trace wants of it is left out.
 */

import type { Socket } from 'node:net'
import { FrameDecoder, FrameType } from '../peers/protocol/frames'
import { fingerprint, type Identity, publicIdentity } from '../peers/protocol/identity'
import type { Attack, Handling, Link, Mallory, Side } from './attack'
import { otherSide } from './attack'
import { type Deed, deed } from './deeds'
import { identitiesOf } from './friend'
import { noop } from './noop'
import { definitionsWith } from './terms/conversations'
import { functionsOf } from './terms/functions'
import { openedBy, textsOf } from './terms/open-records'
import { type Honest, honest, type KnownPeople } from './terms/people'
import { ComputedTerms, type Definitions, type Functions, type Term } from './terms/term'
import { endOfStep, type FoundTrace, onlyListens, pairsOfEnds, type TraceStep } from './terms/trace'

/** One end as she sees it: what it wrote, and how she reaches it. */
interface HeardEnd {
  readonly wrote: Buffer[]
  over: boolean
  readonly send: (bytes: Buffer) => void
  readonly hangUp: () => void
  readonly acted: (what: Deed, presented?: string) => void
  readonly read: (text: string) => void
}

/** @returns an attack that plays the trace once; what comes afterwards she passes on. */
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
    launch: () => player.finish(),
  }
}

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
  #changed: () => void = () => {}
  #friends: ReturnType<typeof identitiesOf> | null = null
  #knowledge: ComputedTerms | null = null
  #played: Promise<void> | null = null
  #isDone = false

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
          if (this.#isDone) link.send(otherSide(from), bytes)
          else if (!this.#passed.has(`${names[from]} ${end.wrote.length}`))
            link.acted(deed('keeps-frame', end.wrote.length + 1), { to: otherSide(from) })
        }
        this.#heard(end, bytes)
      },
      ended: (side) => {
        const end = endAtSide(side)
        if (end) end.over = true
        if (this.#isDone || end) link.hangUp(otherSide(side))
        this.#changed()
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
    this.#friends ??= identitiesOf(this.#mallory, account.token)
    const identityOf = await this.#friends
    const person = (name: Honest) => {
      const own = this.#mallory.stolenIdentity(name)
      return { identity: identityOf(name), ...(own && { own }) }
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
      if (this.#mallory.halted.aborted) return
      await this.#step(step)
      const name = endOfStep(step)
      await this.#until(() => {
        const end = this.#ends.get(name)
        return end !== undefined && (end.over || end.wrote.length >= step.frames)
      })
    }
    this.#isDone = true
  }

  async #step(step: TraceStep): Promise<void> {
    if (step.do === 'say' || step.do === 'close') return
    const name = endOfStep(step)
    if (step.do === 'open') {
      if (step.calls === null && !this.#pairs.has(name)) await this.#call(name, step.of)
      return
    }
    const end = this.#ends.get(name)
    if (!end || end.over) return
    switch (step.do) {
      case 'pass': {
        const bytes = this.#ends.get(step.from)?.wrote[step.nth]
        if (bytes) end.send(bytes)
        return
      }
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
    for (const end of this.#ends.values())
      for (const text of textsOf(end.wrote, openedBy(knowledge, this.#definitions, end.wrote))) {
        if (this.#told.has(text)) continue
        this.#told.add(text)
        end.read(text)
      }
  }
}

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
  return deed('gives-own', frameName(bytes))
}

/** Whose end it is: a, a2, … are Alice's. */
const nameOf = (end: string) => (end.startsWith('a') ? 'alice' : 'bob')

/** The name in PROTOCOL.md of the frame that these bytes begin with. */
function frameName(bytes: Buffer): string {
  const [name] = Object.entries(FrameType).find(([, type]) => type === bytes[4]) ?? [`${bytes[4]}`]
  return name
}

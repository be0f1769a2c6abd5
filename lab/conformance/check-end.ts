/**
 * One end of a session held against PROTOCOL.md. It is judged by what it really read, so whoever is attacked and does what the
 * protocol says conforms. Pure.
 */

import { t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import type { EventOf } from '../history/selectors'
import { ChannelCheck } from './channel'
import type { EndRole } from './claim'
import type { Departs, Departure, DueRefusal } from './departure'
import { FrameStream, frameRule, type WireFrame } from './frame-stream'
import { HandshakeCheck, type WrittenOnce } from './handshake'
import type { Knowledge } from './knowledge'
import { LayerCheck, LayerMemory } from './layer'
import type { Opening } from './opening'
import * as kinds from './record-content'
import type { EndEvent, SessionEnd } from './session-end'

/** What a program has to tell of a session, and of all together, before it may stop: what it is built with. */
export const BUDGET = { session: 256 * 1024, program: 4 * 1024 * 1024, line: 128 } as const

export interface CheckedEnd {
  readonly end: SessionEnd
  /** The first of each rule. */
  readonly departures: readonly Departure[]
  readonly written: readonly WrittenOnce[]
  /** What its program has said and heard in all sessions. */
  readonly memory: LayerMemory
  /** The messages of the layer above that it said. */
  readonly said: readonly Buffer[]
  /** Each frame that it wrote or read, and could open. */
  readonly openings: readonly Opening[]
  /** The share that each side showed in it. */
  readonly shares: Readonly<Record<EndRole, Buffer>>
  /** Who showed themselves in it. */
  readonly claims: HandshakeCheck['claims']
}

/** @returns what came of each end. What a program says in one session is held against all that it said and heard before. */
export function checkEnds(ends: readonly SessionEnd[], knowledge: Knowledge): CheckedEnd[] {
  const memories = new Map(ends.map(({ node }) => [node, new LayerMemory(knowledge.isPartlyTold(node))]))
  const checks = ends.map((end) => new EndCheck(end, knowledge, memories.get(end.node)!))
  const inOrder = checks
    .flatMap((check) => check.end.events.map((event) => ({ check, event })))
    .sort((one, other) => one.event.number - other.event.number)
  for (const { check, event } of inOrder) check.take(event)
  return checks.map(({ end, memory, departures, written, said, openings, shares, claims }) => ({
    ...{ end, memory, departures, written, said, openings, shares, claims },
  }))
}

class EndCheck {
  readonly departures: Departure[] = []
  readonly said: Buffer[] = []
  readonly end: SessionEnd
  readonly #knowledge: Knowledge
  readonly memory: LayerMemory
  readonly #layer: LayerCheck
  readonly #handshake: HandshakeCheck
  #channel: ChannelCheck | null = null
  readonly #streams = { in: new FrameStream(), out: new FrameStream() }
  #refusal: DueRefusal | null = null
  /** What the layer above has to refuse: it may be busy with what came before. */
  #layerRefusal: DueRefusal | null = null
  #alarmed: EventOf<'alarm'> | null = null
  /** Nothing more can be said: it cannot be computed, or is not told. */
  #isOver = false
  #closed = false
  #isConnected = false
  #hasData = false
  /** Texts that came and are not delivered, or went out and are not told. */
  readonly #texts = { toDeliver: [] as string[], toTell: [] as string[] }
  #now: EndEvent

  constructor(end: SessionEnd, knowledge: Knowledge, memory: LayerMemory) {
    this.end = end
    this.#knowledge = knowledge
    this.memory = memory
    this.#layer = new LayerCheck(memory, () => this.#handshake.peer?.fingerprint, this.#departs)
    this.#handshake = new HandshakeCheck(end, knowledge, this.#departs)
    this.#now = end.events[0]!
  }

  get openings(): Opening[] {
    return [...this.#handshake.openings, ...(this.#channel?.openings ?? [])]
  }

  get claims(): CheckedEnd['claims'] {
    return this.#handshake.claims
  }

  get shares(): CheckedEnd['shares'] {
    const shown = (role: EndRole) => this.#handshake.shareShown(role)
    return { initiator: shown('initiator'), responder: shown('responder') }
  }

  get written(): WrittenOnce[] {
    return [...this.#handshake.written, ...(this.#channel?.written ?? [])]
  }

  readonly #departs: Departs = (rule, why) => {
    if (this.departures.some((known) => known.rule === rule)) return
    const { node, session } = this.end
    this.departures.push({ rule, node, session, why, event: this.#now as HistoryEvent })
  }

  take(event: EndEvent): void {
    if (this.#isOver) return
    this.#now = event
    switch (event.event) {
      case 'wire':
        this.#wire(event)
        return
      case 'connected':
        this.#connected(event)
        return
      case 'sent':
        this.#said(event)
        return
      case 'delivered':
        this.#delivered(event)
        return
      case 'alarm':
        this.#alarm(event)
        return
      case 'closed':
        this.#close(event)
        return
    }
  }

  #wire({ way, bytes, stopped }: EventOf<'wire'>): void {
    // Whoever refuses does so before the next bytes are read.
    if (way === 'in' && this.#refusal && !this.#alarmed) {
      this.#goesOn(this.#refusal)
      return
    }
    if (stopped) {
      this.#isOver = true
      return
    }
    this.#streams[way].push(Buffer.from(bytes, 'base64'))
    if (way === 'in') this.#read()
    else this.#write()
  }

  #write(): void {
    for (let frame = this.#streams.out.next(); frame && !this.#isOver; frame = this.#streams.out.next()) {
      if (this.#alarmed || this.#closed) {
        this.#stop('11-19', t`it writes after its alarm`)
        return
      }
      if (this.#refusal) {
        this.#goesOn(this.#refusal)
        return
      }
      const rule = frameRule(frame)
      if (rule) this.#departs(rule, t`it writes a frame that is too large, or of no type`)
      this.#writeFrame(frame)
      // What came while this was due can be judged now.
      this.#read()
    }
  }

  #writeFrame(frame: WireFrame): void {
    if (!this.#channel) {
      this.#handshake.write(frame)
      this.#isOver = this.#handshake.isLost
      this.#openChannel()
      return
    }
    const content = this.#channel.write(frame, this.#knowledge.clockAt(this.#now))
    if (!content) this.#isOver = true
    else if (content.kind === kinds.TEXT) this.#texts.toTell.push(content.text)
    else if ('messages' in content && this.#hasLayerAbove) {
      this.said.push(...content.messages)
      for (const each of content.messages) this.#layer.write(each)
    }
  }

  /** Takes as many whole frames as can be judged before this end has written again. */
  #read(): void {
    while (!this.#isOver && !this.#refusal && !this.#owes && !this.#channel?.heardGoodbye) {
      const refused = this.#streams.in.refusal(this.#channel === null)
      if (refused) {
        this.#refusal = refused
        return
      }
      const frame = this.#streams.in.next()
      if (!frame) return
      this.#readFrame(frame)
    }
  }

  get #owes(): boolean {
    return this.#channel ? this.#channel.owesAnswer : this.#handshake.isOwnTurn
  }

  #readFrame(frame: WireFrame): void {
    if (!this.#channel) {
      this.#refusal = this.#handshake.read(frame)
      this.#isOver = this.#handshake.isLost
      this.#openChannel()
      return
    }
    const read = this.#channel.read(frame, this.#knowledge.clockAt(this.#now))
    if ('refused' in read) this.#refusal = read.refused
    else if (read.content.kind === kinds.TEXT) this.#texts.toDeliver.push(read.content.text)
    else if ('messages' in read.content) this.#heard(read.content.messages)
  }

  #heard(messages: readonly Buffer[]): void {
    this.#hasData = true
    if (!this.#hasLayerAbove) return
    for (const each of messages) this.#layerRefusal ??= this.#layer.read(each)
    // A session in which it has said goodbye is one of which it takes nothing any more.
    if (this.#channel?.saidGoodbye) this.#layerRefusal = null
  }

  #openChannel(): void {
    const { agreed, isDone } = this.#handshake
    if (isDone && agreed && !this.#refusal)
      this.#channel = new ChannelCheck(this.end, agreed, this.#knowledge.clockAt(this.#now), this.#departs)
  }

  #connected({ fingerprint, own, peer }: EventOf<'connected'>): void {
    this.#isConnected = true
    if (this.#alarmed) {
      this.#stop('11-19', t`it is connected after its alarm`)
      return
    }
    if (!this.#channel) {
      if (this.#refusal) this.#goesOn(this.#refusal)
      else this.#stop('5-2', t`it is connected before the handshake is done`)
      return
    }
    // What it has to refuse may have come in one piece with the end of the handshake, which is told first.
    const shown = this.#handshake.peer
    const isShown =
      shown?.fingerprint === fingerprint && peer !== null && this.#knowledge.isNameOf(peer, shown.name)
    if (!isShown || own !== this.#knowledge.fingerprintOf(this.end.node))
      this.#departs('3-4', t`it is connected to others than those who showed themselves in the handshake`)
  }

  #said({ text }: EventOf<'sent'>): void {
    if (this.#hasLayerAbove) {
      this.memory.tells(this.end.session, text)
      return
    }
    if (this.#texts.toTell.shift() !== text) this.#departs('6-7', t`what it sent is not what its user said`)
  }

  #delivered({ text }: EventOf<'delivered'>): void {
    if (this.#alarmed) {
      this.#stop('6-26', t`it delivers something after its alarm`)
      return
    }
    if (this.#hasLayerAbove) {
      if (!this.#isPartlyTold && !removed(this.memory.texts.toDeliver, text))
        this.#departs('8-14', t`what it delivers is not what came`)
      return
    }
    if (this.#texts.toDeliver.shift() === text) return
    if (this.#refusal) {
      this.#goesOn(this.#refusal)
      return
    }
    this.#departs('6-7', t`what it delivers is not what came`)
  }

  /** Whether more went over the wire than this program tells. */
  get #isPartlyTold(): boolean {
    return this.#knowledge.isPartlyTold(this.end.node)
  }

  get #hasLayerAbove(): boolean {
    return this.#knowledge.hasLayerAbove(this.end.node)
  }

  #alarm(event: EventOf<'alarm'>): void {
    const { code, evidence } = event
    if (this.#alarmed) {
      this.#stop('11-19', t`it raises a second alarm`)
      return
    }
    this.#alarmed = event
    if (code === 'UNKNOWN_PEER' || code === 'FINGERPRINT_MISMATCH') {
      const { seen, expected } = evidence
      const isBorneOut = seen === this.#handshake.peer?.fingerprint && seen !== expected
      if (!isBorneOut) this.#departs('5.7-3', t`its alarm does not name the key that it was shown`)
    }
    if (this.#isExcused(code)) return
    if (this.#refusal) this.#departs(this.#refusal.rule, t`it raises ${code} for ${this.#refusal.why}`)
    else this.#departs('11-1', t`it raises ${code}, and nothing that came asks for it`)
  }

  #isExcused(code: string): boolean {
    // What a friend may cost is counted in what came before, and may run out in the same moment.
    if (code === 'OVER_BUDGET') return true
    if (this.#refusal) return this.#refusal.codes.includes(code)
    switch (code) {
      case 'TIMEOUT':
        return true
      case 'UNKNOWN_PEER':
      case 'FINGERPRINT_MISMATCH':
        return !this.#isConnected
      case 'INCOMPLETE_HANDSHAKE':
        return !this.#isConnected
      case 'TRUNCATED':
        return this.#isConnected && !this.#channel?.heardGoodbye
      default:
        if (this.#layerRefusal) return this.#layerRefusal.codes.includes(code)
        return this.#hasData && (code === 'UNEXPECTED_FRAME' || this.#isPartlyTold)
    }
  }

  #close({ clean }: EventOf<'closed'>): void {
    this.#closed = true
    const { heardGoodbye = false, saidGoodbye = false } = this.#channel ?? {}
    if (this.#refusal && !this.#alarmed) {
      this.#goesOn(this.#refusal)
      return
    }
    if (this.#layerRefusal && !this.#alarmed) {
      this.#goesOn(this.#layerRefusal)
      return
    }
    if (clean && !(heardGoodbye && saidGoodbye)) {
      this.#departs(heardGoodbye ? '7.2-3' : '7.2-8', t`it calls an end clean without both goodbyes`)
      return
    }
    if (!clean && !this.#alarmed && this.#isConnected) {
      this.#departs('7.2-8', t`its session ended without a goodbye, and it raises no alarm`)
      return
    }
    const isOwing = this.memory.texts.told.some(([session]) => session === this.end.session)
    if (clean && isOwing && !this.#isPartlyTold)
      this.#departs('8-14', t`what it sent is not what its user said`)
    if (clean && this.#texts.toDeliver.length > 0 && !this.#hasLayerAbove)
      this.#departs('7.2-2', t`it did not deliver all that came`)
  }

  /** It should have refused, and did not. */
  #goesOn({ rule, why }: DueRefusal): void {
    this.#stop(rule, t`it goes on after ${why}`)
  }

  #stop(rule: string, why: Parameters<Departs>[1]): void {
    this.#departs(rule, why)
    this.#isOver = true
  }
}

/** @returns whether it was there; it is not any more. */
function removed(texts: string[], text: string): boolean {
  const place = texts.indexOf(text)
  if (place >= 0) texts.splice(place, 1)
  return place >= 0
}

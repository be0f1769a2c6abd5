/**
 * The attacker's own means: her account, what was stolen for her, what she was told, and connections of her own.
 * Each attack gets them as one value; connections end when the phase does.
 */

import { createHmac, createPrivateKey, randomBytes } from 'node:crypto'
import { once, setMaxListeners } from 'node:events'
import type { Socket } from 'node:net'
import type { PrivateIdentity } from '../peers/protocol/identity'
import { befriend, registerAttacker } from './account'
import type { AttackerAccount, HttpAnswer, Mallory } from './attack'
import { endOf } from './dial'
import { ask } from './http-client'
import type { ReportEvent } from './relay'

/** The ports that the names of a run are reached at. */
const PORTS: Readonly<Record<string, number>> = { directory: 8440 }
const PEER_PORT = 25000
/** Milliseconds that a call may still take when the phase is over. */
const PATIENCE = 5_000

/** What the attacker has, as the lab's commands build it up; see {@link Mallory} for what an attack sees of it. */
export class Means {
  readonly #dial: (name: string) => Socket
  readonly #report: ReportEvent
  readonly #identities = new Map<string, PrivateIdentity>()
  readonly #tokens = new Map<string, string>()
  readonly #facts = new Map<string, readonly string[]>()
  readonly #open = new Set<Socket>()
  #account: AttackerAccount | null = null
  #seed = randomBytes(16).toString('hex')
  #quick = false
  #over = phaseEnd()

  /** @param dial connects to `NAME:PORT` of the run, see dial.ts. */
  constructor(dial: (name: string) => Socket, report: ReportEvent) {
    this.#dial = dial
    this.#report = report
  }

  setUp(seed: string, quick: boolean): void {
    this.#seed = seed
    this.#quick = quick
  }

  /** @returns what identifies her account to others: the public half of what she registered. */
  async register(name: string): Promise<AttackerAccount> {
    this.#account = await registerAttacker(this.#request, name, randomBytes(12).toString('base64'))
    return this.#account
  }

  async befriend(name: string): Promise<void> {
    if (!this.#account) throw new Error('she has no account')
    await befriend(this.#request, this.#account, name)
  }

  tell(topic: string, facts: readonly string[]): void {
    this.#facts.set(topic, facts)
  }

  takeIdentity(of: string, signing: string, wrapping: string): void {
    this.#identities.set(of, { signing: privateKey(signing), wrapping: privateKey(wrapping) })
  }

  takeToken(of: string, token: string): void {
    this.#tokens.set(of, token)
  }

  /** A new phase begins. */
  async begin(): Promise<void> {
    await this.halt()
    this.#over = phaseEnd()
  }

  /**
   * Ends what runs in the background, and every connection of her own. Settles when all of them have been told: who is
   * being called at this moment may have heard of it already.
   */
  async halt(): Promise<void> {
    this.#over.abort()
    const connecting = [...this.#open].filter((socket) => socket.connecting)
    for (const socket of this.#open) if (!socket.connecting) socket.destroy()
    const giveUp = setTimeout(() => {
      for (const socket of connecting) socket.destroy()
    }, PATIENCE)
    await Promise.all(connecting.map((socket) => new Promise((resolve) => socket.once('close', resolve))))
    clearTimeout(giveUp)
  }

  /** @returns her means as an attack sees them; they stay what they are, also when more is taken later. */
  get mallory(): Mallory {
    const means = this
    return {
      get account() {
        return means.#account
      },
      get quick() {
        return means.#quick
      },
      get halted() {
        return means.#over.signal
      },
      stolenIdentity: (owner) => this.#identities.get(owner) ?? null,
      stolenToken: (owner) => this.#tokens.get(owner) ?? null,
      told: (topic) => this.#facts.get(topic) ?? [],
      call: this.#call,
      request: this.#request,
      acted: (what, { to, presented } = {}) =>
        this.#report({ event: 'acted', link: null, what, to: to ?? null, presented: presented ?? null }),
      loot: (how, text, { from, to } = {}) =>
        this.#report({ event: 'loot', link: null, how, text, from: from ?? null, to: to ?? null }),
      guessed: (about, value, sure = true) => this.#report({ event: 'guessed', about, value, sure }),
      probed: (probe, { local, remote, said, heard, over }) =>
        this.#report({
          event: 'probed',
          probe,
          local,
          remote,
          said: said.toString('base64'),
          heard: heard.toString('base64'),
          over,
        }),
      progress: (done, of, what) => this.#report({ event: 'progress', done, of, what }),
      random: (label, size) => seeded(this.#seed, label, size),
    }
  }

  readonly #call = async (name: string): Promise<Socket> => {
    if (this.#over.signal.aborted) throw new Error('the phase is over: nothing new is begun')
    const socket = this.#dial(`${name}:${PORTS[name] ?? PEER_PORT}`)
    const { signal } = this.#over
    this.#open.add(socket)
    socket.once('close', () => this.#open.delete(socket))
    await once(socket, 'connect')
    // A reset is an end like any other.
    socket.on('error', () => {})
    this.#report({ event: 'called', to: name, local: endOf(socket, 'local') })
    if (!signal.aborted) return socket
    socket.destroy()
    throw new Error('the phase is over')
  }

  readonly #request: Mallory['request'] = async (method, path, options = {}): Promise<HttpAnswer> =>
    ask(await this.#call('directory'), method, path, options)
}

/** @returns what tells that a phase is over, to hundreds if need be. */
function phaseEnd(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}

function privateKey(base64: string) {
  return createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' })
}

/** HMAC-SHA-256 in counter mode (NIST SP 800-108 §4.1): the same for the same seed and label. */
function seeded(seed: string, label: string, size: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, block) =>
    createHmac('sha256', seed).update(`${block}|${label}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, size)
}

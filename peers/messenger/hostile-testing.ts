/** A friend whose key is the right one and whose program is not: it says what the test says, over a real socket. */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { ExecutionContext } from 'ava'
import { type ApplicationMessage, decodeMessage, encodeMessage, type Item } from '../protocol/application'
import type { Identity } from '../protocol/identity'
import { HandDriven, Told } from '../session/peer-testing'
import type { Running } from './messenger-testing'

export class HostileFriend extends Told<{ readonly event: 'said'; readonly message: ApplicationMessage }> {
  readonly #hand: HandDriven

  private constructor(hand: HandDriven) {
    super()
    this.#hand = hand
    const { tell } = hand
    Object.assign(hand, {
      tell: (event: Parameters<typeof tell>[0]) => {
        tell(event)
        if (event.event === 'data') this.tell({ event: 'said', message: decodeMessage(event.content) })
      },
    })
  }

  /** Opens a session with this messenger. @returns once the handshake is done, or the session over. */
  static async open(t: ExecutionContext, name: string, { messenger, user }: Running): Promise<HostileFriend> {
    const friend = await HostileFriend.reach(name, user.name, messenger.status().listening)
    t.teardown(() => friend.vanish())
    return friend
  }

  /**
   * The same with a program that is elsewhere: whoever calls lets the session vanish.
   * @param friends whose key `whom` shows. @param from an address of this machine.
   */
  static async reach(
    name: string,
    whom: string,
    listening: string,
    { friends, from }: { readonly friends?: Promise<Identity>; readonly from?: string } = {},
  ): Promise<HostileFriend> {
    const port = Number(listening.split(':').at(-1))
    const socket = connect({ port, host: '127.0.0.1', ...(from && { localAddress: from }) })
    socket.on('error', () => {})
    await once(socket, 'connect')
    const hand = await HandDriven.start(socket, name, whom, whom, undefined, friends)
    const friend = new HostileFriend(hand)
    await Promise.race([hand.until('connected'), friend.ended])
    return friend
  }

  /** Without a word, as whoever loses the network. */
  vanish(): void {
    this.#hand.socket.destroy()
  }

  get isOver(): boolean {
    return this.#hand.socket.destroyed || this.#hand.socket.readyState !== 'open'
  }

  /** Settles when the other side has ended the session. */
  get ended(): Promise<unknown> {
    return this.isOver ? Promise.resolve() : happened(this.#hand.socket, 'close')
  }

  /** Reads nothing from now on. */
  stopReading(): void {
    this.#hand.mute = true
    this.#hand.socket.pause()
  }

  /** Bytes that the socket has not taken. */
  get unsent(): number {
    return this.#hand.socket.writableLength
  }

  /** Bytes that went out. */
  get sent(): number {
    return this.#hand.socket.bytesWritten - this.unsent
  }

  say(...messages: ApplicationMessage[]): void {
    if (this.isOver || messages.length === 0) return
    this.#hand.perform(this.#hand.conversation.sendData(...messages.map(encodeMessage)))
  }

  /** Says these as fast as the socket takes them, until all are said or the session is over. @returns how many went. */
  async flood(count: number, message: (at: number) => ApplicationMessage, atOnce = 100): Promise<number> {
    const { socket } = this.#hand
    let said = 0
    while (said < count && !this.isOver) {
      const some = Array.from({ length: Math.min(atOnce, count - said) }, (_, at) => message(said + at))
      this.say(...some)
      said += some.length
      if (socket.writableNeedDrain) await Promise.race([happened(socket, 'drain'), happened(socket, 'close')])
      else await new Promise(setImmediate)
    }
    return said
  }

  messages<K extends ApplicationMessage['kind']>(kind: K): Extract<ApplicationMessage, { kind: K }>[] {
    return this.events.flatMap(({ message }) =>
      message.kind === kind ? [message as Extract<ApplicationMessage, { kind: K }>] : [],
    )
  }
}

/** Settles when that has happened; who is thrown out in the middle of a word finds the connection reset, which is as good. */
function happened(socket: Socket, event: 'close' | 'drain'): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, resolve))
}

export function itemOf(number: number, item: Item, stream = 'be'.repeat(16)): ApplicationMessage {
  return { kind: 'item', stream, number, written: number, item }
}

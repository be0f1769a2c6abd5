/** Questions by datagram to one router, and what it answers to them. */

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'

/**
 * Asks until somebody answers, at most as often as there are waits.
 * @param ask sends the question.
 * @param read what a message from the router says; null where it is no answer.
 * @param waits milliseconds after which it is asked again, or given up.
 * @returns the first answer; null where none comes, or the router says that nobody is there.
 */
export function question<Answer>(
  socket: Socket,
  router: string,
  ask: () => void,
  read: (message: Buffer) => Answer | null,
  waits: readonly number[],
): Promise<Answer | null> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout
    const settle = (answer: Answer | null) => {
      clearTimeout(timer)
      socket.off('message', hear).off('error', nobody)
      resolve(answer)
    }
    // The router says that nothing hears there: nobody will answer.
    const nobody = () => settle(null)
    const hear = (heard: Buffer, from: RemoteInfo) => {
      const answer = from.address === router ? read(heard) : null
      if (answer !== null) settle(answer)
    }
    const say = (time: number) => {
      const wait = waits[time]
      if (wait === undefined) {
        settle(null)
        return
      }
      ask()
      timer = setTimeout(() => say(time + 1), wait)
    }
    socket.on('message', hear).on('error', nobody)
    say(0)
  })
}

/** @returns a socket that hears nobody but this router, from this port. */
export async function connected(router: string, port: number): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.on('error', () => {})
  await new Promise<void>((resolve) => socket.connect(port, router, resolve))
  return socket
}

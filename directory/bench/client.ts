/**
 * For the bench: asks one server as fast as it answers. It knows no more of HTTP than it must, so that what is
 * measured is the server: all answers must be as long as the first one.
 */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const CONNECTIONS = 8

/**
 * @param requests whole requests as on the wire, asked in turns, over connections that are kept.
 * @param duration milliseconds.
 * @returns answers per second.
 * @throws Error if an answer is not 200, or of another length.
 */
export async function burst(port: number, requests: readonly Buffer[], duration: number): Promise<number> {
  let next = 0
  const take = () => requests[next++ % requests.length]!
  const end = performance.now() + duration
  const began = performance.now()
  const counts = await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(port, take, end)))
  return (counts.reduce((sum, count) => sum + count) * 1000) / (performance.now() - began)
}

async function ask(port: number, take: () => Buffer, end: number): Promise<number> {
  const socket = connect(port, '127.0.0.1').setNoDelay()
  await once(socket, 'connect')
  let [answers, length] = [0, 0]
  while (performance.now() < end) {
    socket.write(take())
    const answer = await read(socket, length)
    if (length === 0) length = answer.length
    answers++
  }
  socket.destroy()
  return answers
}

/** @param length of the answer, 0 if not known yet. */
async function read(socket: Socket, length: number): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0)
  do {
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
  } while (bytes.length < (length || lengthOf(bytes)))
  if (bytes.length !== (length || lengthOf(bytes)) || !bytes.subarray(0, 12).equals(OK)) {
    throw new Error(`this is not the answer expected: ${bytes.toString('latin1', 0, 200)}`)
  }
  return bytes
}

const OK = Buffer.from('HTTP/1.1 200')

/** @returns the length of the whole answer, or more than there is while the head is not complete. */
function lengthOf(bytes: Buffer): number {
  const head = bytes.indexOf('\r\n\r\n')
  if (head === -1) return bytes.length + 1
  const [, content] = /\r\ncontent-length: (\d+)/i.exec(bytes.toString('latin1', 0, head)) ?? []
  return head + 4 + Number(content)
}

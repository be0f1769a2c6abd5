/**
 * Two processes for the benches, joined by one connection of ours and one of node:tls: this one calls as Alice,
 * and the same program started once more answers as Bob.
 */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import {
  bareLine,
  type Keys,
  type Line,
  newKeys,
  ourLine,
  people,
  portOf,
  tlsCaller,
  tlsLine,
  tlsServer,
} from './ends'

/** What a comparison is between, by name. */
export interface Lines {
  readonly ours: Line
  readonly yardstick: Line
  /** Cipher objects on a plain socket, and nothing else. */
  readonly bare: Line
}

/** Both lines from Alice's side, and how to talk to Bob's process besides. */
export interface Pair extends Lines {
  /** Tells Bob's process something, and waits for its answer. */
  readonly ask: (question: unknown) => Promise<unknown>
  readonly end: () => void
}

/** Starts `program` again as Bob, and calls him. */
export async function callBob(program: string): Promise<Pair> {
  const keys = newKeys()
  const both = people(keys)
  const child = fork(program, ['bob'], { env: { ...process.env, BENCH_KEYS: JSON.stringify(keys) } })
  const next = async () => (await once(child, 'message'))[0]
  const [plain, secure, bare] = (await next()) as [number, number, number]
  const ready = next()
  const socket = connect({ port: plain, host: '127.0.0.1' })
  await once(socket, 'connect')
  const ours = await ourLine(socket, 'initiator', both)
  const calling = tlsCaller(both)(secure)
  await once(calling, 'secureConnect')
  const naked = connect({ port: bare, host: '127.0.0.1' })
  await once(naked, 'connect')
  await ready
  const ask = (question: unknown) => {
    child.send(question as object)
    return next()
  }
  return { ours, yardstick: tlsLine(calling), bare: bareLine(naked), ask, end: () => child.disconnect() }
}

/** Bob's process: settles when Alice has called twice. It ends with Alice's. */
export async function answerAlice(): Promise<Lines> {
  // First of all: whatever becomes of Alice, this process ends with hers.
  process.once('disconnect', () => process.exit())
  const both = people(JSON.parse(process.env.BENCH_KEYS ?? '') as Keys)
  const [plain, secure, bare] = [createServer(), tlsServer(both), createServer()]
  const called = once(plain, 'connection').then(([socket]) => ourLine(socket as Socket, 'responder', both))
  const securelyCalled = once(secure, 'secureConnection').then(([socket]) => tlsLine(socket as TLSSocket))
  const barelyCalled = once(bare, 'connection').then(([socket]) => bareLine(socket as Socket))
  process.send?.([await portOf(plain), await portOf(secure), await portOf(bare)])
  const lines = { ours: await called, yardstick: await securelyCalled, bare: await barelyCalled }
  process.send?.('ready')
  return lines
}

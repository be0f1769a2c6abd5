/**
 * conformance: sends whatever PROTOCOL.md forbids, one thing at a time.
 *
 * What it does: where the lab asks for a probe by its name, it calls the peer that is named, or is called by it, as the
 * friend that she is, and keeps to the protocol in all but one thing. What that is stands in handshake-probes.ts,
 * record-probes.ts and message-probes.ts; which refusal is due she does not know.
 * Published: J. Somorovsky, "Systematic Fuzzing and Testing of TLS Libraries", CCS 2016; M. Maehren and others, "TLS-Anvil:
 * Adapting Combinatorial Testing for TLS Libraries", USENIX Security 2022.
 * What stops it: each rule of the protocol, in the program that was probed for it.
 */

import type { Socket } from 'node:net'
import { signAddress } from '../peers/protocol/statements'
import type { Attack, AttackerAccount, Mallory, ProbeOrder } from './attack'
import { answerBent, callBent } from './bent-handshake'
import type { BentRecords } from './bent-records'
import { deed } from './deeds'
import { clientProbes } from './directory-probes'
import { calleesProbes, callersProbes } from './handshake-probes'
import { messageProbes } from './message-probes'
import { noop } from './noop'
import type { SessionProbe } from './probe'
import { ProbeHttp } from './probe-http'
import { ProbeLine } from './probe-line'
import { answeredRekeyProbes, recordProbes, rekeyProbes } from './record-probes'

const HOUR = 60 * 60 * 1000

/** What she is to send to those whom she calls, and to those who call her. */
export const probes = {
  caller: [...callersProbes, ...recordProbes, ...rekeyProbes, ...messageProbes],
  called: [...calleesProbes, ...recordProbes, ...answeredRekeyProbes],
  client: clientProbes,
} as const

/** For the next one who calls her. */
let awaited: ProbeOrder | null = null
let published = false

export const conformance: Attack = {
  name: 'conformance',
  about: 'sends whatever the protocol forbids, one thing at a time',
  prepare(mallory) {
    awaited = null
    published = false
    return noop.prepare(mallory)
  },
  async probe(order, mallory) {
    if (order.as === 'client') {
      mallory.acted(deed('probes', order.probe), { to: order.of })
      await playAsClient(order, mallory)
      return
    }
    if (order.as === 'caller') {
      mallory.acted(deed('probes', order.probe), { to: order.of })
      await playAsCaller(order, mallory)
      return
    }
    if (!published) await publish(mallory)
    published = true
    awaited = order
    mallory.acted(deed('probes', order.probe), { to: order.of })
  },
  called(socket, mallory) {
    const order = awaited
    awaited = null
    if (order) void playAsCalled(order, socket, mallory)
    else socket.destroy()
  },
}

async function playAsClient({ probe: name }: ProbeOrder, mallory: Mallory): Promise<void> {
  const probe = clientProbes.find((one) => one.name === name)
  if (!probe) throw new Error(`There is no probe ${name} of a client.`)
  const http = new ProbeHttp(mallory)
  await probe.ask(http, account(mallory))
  mallory.probed(name, http.last)
}

async function playAsCaller(order: ProbeOrder, mallory: Mallory): Promise<void> {
  const probe = named('caller', order.probe)
  const line = new ProbeLine(await mallory.call(order.of))
  // What comes back may make no sense any more: then there is no session, and that is all.
  const records = await callBent(line, account(mallory), order.of, probe.handshake ?? {}).catch(() => null)
  await finish(order, probe, { line, records }, mallory)
}

async function playAsCalled(order: ProbeOrder, socket: Socket, mallory: Mallory): Promise<void> {
  const probe = named('called', order.probe)
  const line = new ProbeLine(socket)
  const records = await answerBent(line, account(mallory), probe.handshake ?? {}).catch(() => null)
  await finish(order, probe, { line, records }, mallory)
}

/** Goes on as if nothing had been wrong: if it was taken, it shows. */
async function finish(
  order: ProbeOrder,
  { records: say = sayAndLeave }: SessionProbe,
  { line, records }: { line: ProbeLine; records: BentRecords | null },
  mallory: Mallory,
): Promise<void> {
  // Who hangs up in the middle has refused; that shows in what was heard.
  if (records) await Promise.resolve(say(records, order.text)).catch(() => {})
  await line.finish(() => (records ? records.close() : line.hangUp()))
  mallory.probed(order.probe, line)
}

function sayAndLeave(records: BentRecords, text: string): void {
  records.text(text)
  records.close()
}

function named(as: 'caller' | 'called', name: string): SessionProbe {
  const list: readonly SessionProbe[] = probes[as]
  const probe = list.find((one) => one.name === name)
  if (!probe) throw new Error(`There is no probe ${name} of one who is the ${as}.`)
  return probe
}

function account({ account: own }: Mallory): AttackerAccount {
  if (!own) throw new Error('she has no account to be a friend with')
  return own
}

/** Says where she takes calls of her own. */
async function publish(mallory: Mallory): Promise<void> {
  const { name, identity, token } = account(mallory)
  const [place = ''] = mallory.told('listens as mallory')
  const colon = place.lastIndexOf(':')
  const record = signAddress(identity.signing, {
    name,
    host: place.slice(0, colon),
    port: Number(place.slice(colon + 1)),
    counter: Date.now(),
    expires: Date.now() + HOUR,
  })
  const { status, json } = await mallory.request('PUT', '/address', { token, body: record })
  if (status >= 300)
    throw new Error(`the directory does not take her address: ${status} ${JSON.stringify(json)}`)
}

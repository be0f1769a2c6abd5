/**
 * conformance: sends whatever PROTOCOL.md forbids, one thing at a time.
 *
 * What it does: where the lab asks for a probe by its name, it calls the peer that is named, or is called by it, as the
 * friend that she is, and keeps to the protocol in all but one thing. What that is stands in handshake-probes.ts,
 * record-probes.ts, message-probes.ts, item-probes.ts, file-probes.ts, budget-probes.ts and overdue-probe.ts, what is done to
 * frames of others in path-probes.ts; which refusal is due she does not know.
 * Published: J. Somorovsky, "Systematic Fuzzing and Testing of TLS Libraries", CCS 2016; M. Maehren and others, "TLS-Anvil:
 * Adapting Combinatorial Testing for TLS Libraries", USENIX Security 2022.
 * What stops it: each rule of the protocol, in the program that was probed for it.
 */

import type { Socket } from 'node:net'
import { signAddress } from '../peers/protocol/statements'
import type { Attack, AttackerAccount, Mallory, ProbeOrder } from './attack'
import { answerBent, callBent } from './bent-handshake'
import type { BentRecords } from './bent-records'
import { budgetProbes } from './budget-probes'
import { deed } from './deeds'
import { clientProbes, setClock } from './directory-probes'
import { fileProbes } from './file-probes'
import { calleesProbes, callersProbes } from './handshake-probes'
import { itemProbes } from './item-probes'
import { messageProbes } from './message-probes'
import { overdueProbes } from './overdue-probe'
import { type PathPlayer, pathPlayer, pathProbes } from './path-probes'
import type { OpenSession, SessionProbe } from './probe'
import { ProbeHttp } from './probe-http'
import { ProbeLine } from './probe-line'
import { answeredRekeyProbes, recordProbes, rekeyProbes } from './record-probes'

const HOUR = 60 * 60 * 1000

/** What she is to send to those whom she calls, and to those who call her. */
export const probes = {
  caller: [
    ...[...callersProbes, ...recordProbes, ...rekeyProbes, ...messageProbes],
    ...[...itemProbes, ...fileProbes, ...budgetProbes, ...overdueProbes],
  ],
  called: [...calleesProbes, ...recordProbes, ...answeredRekeyProbes, ...overdueProbes],
  path: pathProbes,
  client: clientProbes,
} as const

/** For the next one who calls her. */
let awaited: ProbeOrder | null = null
let published = false
/** What she does on the path. */
let onPath: PathPlayer | null = null
/** For all probes of a directory. */
let token: string | null = null

export const conformance: Attack = {
  name: 'conformance',
  about: 'sends whatever the protocol forbids, one thing at a time',
  async prepare(mallory) {
    awaited = null
    published = false
    token = null
    const { player, begin } = await pathPlayer(mallory)
    onPath = player
    return begin
  },
  async probe(order, mallory) {
    if (order.as === 'client') {
      mallory.acted(deed('probes', order.probe), { to: order.of })
      await playAsClient(order, mallory)
      return
    }
    if (order.as === 'path') {
      onPath?.await(order)
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
  await probe.ask(http, await loggedIn(mallory))
  mallory.probed(name, http.last)
}

async function playAsCaller(order: ProbeOrder, mallory: Mallory): Promise<void> {
  const probe = named('caller', order.probe)
  const session = await call(order, mallory, probe.handshake)
  await finish(order, probe, session, mallory)
}

async function call(
  { of }: ProbeOrder,
  mallory: Mallory,
  bends: SessionProbe['handshake'] = {},
): Promise<OpenSession> {
  const line = new ProbeLine(await mallory.call(of))
  // What comes back may make no sense any more: then there is no session, and that is all.
  return { line, records: await callBent(line, account(mallory), of, bends).catch(() => null) }
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
  { records: say = sayAndLeave, instead }: SessionProbe,
  session: OpenSession,
  mallory: Mallory,
): Promise<void> {
  const again = () => call(order, mallory).catch(() => null)
  if (instead) {
    const other = await instead(again)
    if (other) await leave(order, other, mallory)
    return
  }
  // Who hangs up in the middle has refused; that shows in what was heard.
  const other =
    session.records && (await Promise.resolve(say(session.records, order.text, again)).catch(() => null))
  await leave(order, other ?? session, mallory)
}

async function leave(order: ProbeOrder, { line, records }: OpenSession, mallory: Mallory): Promise<void> {
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

/** With a token of now: time may have gone by for the directory since she registered. */
async function loggedIn(mallory: Mallory): Promise<AttackerAccount> {
  const own = account(mallory)
  token ??= await (async () => {
    const { name, password } = own
    const { json } = await mallory.request('POST', '/login', { body: { name, password } })
    const given = json as { token: string; expires: number }
    setClock(given.expires)
    return given.token
  })()
  return { ...own, token }
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

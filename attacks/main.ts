/**
 * The attacker as a lab node: commands in, events out, one JSON object a line; it ends when stdin ends.
 *
 *   {"id":1,"do":"hosts","table":{"bob:25000":"10.0.0.3:25000"}}    the only addresses it may dial
 *   {"id":2,"do":"stand-in","for":"bob","from":"alice","on":"10.0.0.2:25000"}
 *   {"id":3,"do":"attack","name":"swap-keys"}                       from the next connection on
 */

import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { createInterface } from 'node:readline'
import { fingerprint, publicIdentity } from '../peers/protocol/identity'
import type { Attack, Begin } from './attack'
import { attacks } from './catalogue'
import { type AttackerCommand, parseCommand } from './commands'
import { dial, type Hosts, splitAddress } from './dial'
import { httpRelay } from './http-relay'
import { Means } from './mallory'
import { noop } from './noop'
import { door, linkBetween, type ReportEvent, relay } from './relay'
import { relayUpgrades } from './upgrade-relay'

/** Who calls her under it means her, and nobody else. */
const OWN_NAME = 'mallory'

const report: ReportEvent = (event) => process.stdout.write(`${JSON.stringify(event)}\n`)

async function main(): Promise<void> {
  let hosts: Hosts = {}
  const means = new Means((name) => dial(hosts, name), report)
  let attack = noop
  let begin: Begin = await noop.prepare(means.mallory)
  const preparations = new Map<string, Promise<Begin>>()
  let links = 0
  const nextLink = () => `link-${++links}`
  /** Of those who come to her as to a directory: what each is called there, as soon as she has heard it. */
  const accounts = new Map<string, string>()

  const perform = async (command: AttackerCommand): Promise<void> => {
    switch (command.do) {
      case 'hosts':
        hosts = command.table
        return
      case 'prepare':
        void prepared(command.name)
        return
      case 'attack':
        await means.begin()
        attack = named(command.name)
        begin = await prepared(command.name)
        return
      case 'setup':
        means.setUp(command.seed, command.quick)
        return
      case 'register': {
        const { name, identity } = await means.register(command.name)
        report({ event: 'account', name, fingerprint: fingerprint(publicIdentity(identity)) })
        return
      }
      case 'befriend':
        await means.befriend(command.name)
        return
      case 'tell':
        means.tell(command.topic, command.facts)
        return
      case 'take-identity':
        means.takeIdentity(command.of, command.signing, command.wrapping)
        return
      case 'take-token':
        means.takeToken(command.of, command.token)
        return
      case 'launch': {
        const { halted } = means.mallory
        await attack.launch?.(means.mallory).catch((error) => {
          // What was told to end may end in whatever way.
          if (!halted.aborted) throw error
        })
        return
      }
      case 'probe':
        if (!attack.probe) throw new Error(`The attack ${attack.name} knows no probes.`)
        await attack.probe(command, means.mallory)
        return
      case 'halt':
        await means.halt()
        return
      case 'stand-in':
        await listen(command.for, command.from, command.on)
        return
    }
  }

  /** An attack is prepared once, however often it is chosen. */
  const prepared = (name: string): Promise<Begin> => {
    const ready = preparations.get(name) ?? named(name).prepare(means.mallory)
    preparations.set(name, ready)
    return ready
  }

  const listen = async (callee: string, caller: string, on: string): Promise<void> => {
    const server =
      callee === OWN_NAME
        ? door((socket) => (attack.called ? attack.called(socket, means.mallory) : socket.destroy()))
        : callee === 'directory'
          ? inPlaceOfDirectory(caller)
          : relay({
              caller,
              callee,
              dial: () => dial(hosts, `${callee}:25000`),
              begin: () => begin,
              report,
              nextLink,
              failed: die,
            })
    server.listen(splitAddress(on))
    await once(server, 'listening')
    const { address, port } = server.address() as AddressInfo
    means.tell(`listens as ${callee}`, [`${address}:${port}`])
    report({ event: 'listening', service: callee, caller, host: address, port })
  }

  const inPlaceOfDirectory = (caller: string): Server => {
    accounts.set(caller, caller)
    const reach = () => dial(hosts, 'directory:8440')
    const other = () => [...accounts.keys()].find((name) => name !== caller) ?? caller
    const { mallory } = means
    const server = httpRelay({ caller, dial: reach, attack: () => attack, mallory, failed: die })
    relayUpgrades(server, {
      dial: reach,
      told: (name) => accounts.set(other(), name),
      joined(called, sockets) {
        const callee = other()
        const names = { caller: accounts.get(caller)!, callee: called }
        linkBetween(
          { caller, callee, accounts: names, begin: () => begin, report, nextLink, failed: die },
          sockets,
        )
      },
      failed: die,
    })
    return server
  }

  const answer = async (id: number, performed: Promise<void>): Promise<void> => {
    try {
      await performed
      report({ event: 'done', id })
    } catch (error) {
      report({ event: 'failed', id, code: 'ATTACKER_FAILED', message: sentence(error) })
    }
  }

  // Commands are obeyed one after the other, in the order they came; only a launch may go on beside others.
  report({ event: 'ready' })
  for await (const line of createInterface({ input: process.stdin })) {
    let command: AttackerCommand
    try {
      command = parseCommand(line)
    } catch (error) {
      // An answer to what is no command carries no id of anybody's.
      await answer(0, Promise.reject(error))
      continue
    }
    const answered = answer(command.id, perform(command))
    if (command.do !== 'launch') await answered
  }
  process.exit(0)
}

/** @throws Error if there is none of this name. */
function named(name: string): Attack {
  const attack = attacks.find((known) => known.name === name)
  if (attack) return attack
  throw new Error(
    `There is no attack ${name} in attacks/catalogue.ts; there are: ${attacks.map((a) => a.name).join(', ')}.`,
  )
}

/** An attacker that has failed proves nothing: its end makes the act INCONCLUSIVE, and this says why. */
function die(error: unknown): never {
  process.stderr.write(`The attacker failed: ${sentence(error)}\n`)
  process.exit(1)
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

// What an attack throws later, in a timer or a promise of its own, must not pass in silence either.
process.on('uncaughtException', die)
if (process.argv[2] === '--list') process.stdout.write(`${JSON.stringify(attacks.map(({ name }) => name))}\n`)
else void main()

/** Two friends for the benches: the real messengers and their directory, each a process of its own, on loopback. */

import { befriend, bundle, type Program, startAgent, startDirectory } from '../cli/programs-testing'

export interface AgentPair {
  /** Goes when `end` is called: room for the files of a bench. */
  readonly folder: string
  readonly alice: Program
  readonly bob: Program
  readonly end: () => void
}

/** @param isRelayed whether nobody answers at the address that each publishes. @returns both once they are connected. */
export async function twoFriends(isRelayed = false): Promise<AgentPair> {
  const ends: (() => void)[] = []
  const end = () => {
    for (const work of ends.splice(0).reverse()) work()
  }
  process.once('exit', end)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const lifetime = { teardown: (work: () => void) => ends.push(work) }
  const programs = await bundle(lifetime, false)
  const { url } = await startDirectory(lifetime, programs, 0, '--relay')
  const flags = isRelayed ? ['--publish', '127.0.0.1:1'] : []
  const alice = await startAgent(lifetime, programs, 'alice', url, ...flags)
  const bob = await startAgent(lifetime, programs, 'bob', url, ...flags)
  await befriend(alice, bob)
  return { folder: programs.folder, alice, bob, end }
}

/** Alice offers. @returns the id of the offer, once Bob has it. */
export async function offer({ alice, bob }: AgentPair, path: string): Promise<string> {
  const { id } = await alice.ask({ do: 'send-file', to: 'bob', path })
  await bob.seen(() => bob.of('file-offered').find(({ transfer }) => transfer.id === id))
  return id
}

/** Bob accepts. @returns where the file is, once Bob says that it is whole. @throws Error if it does not come. */
export async function accept({ bob }: AgentPair, id: string): Promise<string> {
  await bob.ask({ do: 'accept-file', file: id })
  const { event, transfer, message } = await bob.seen(() =>
    bob.events.find((told) => /^file-(finished|ended)$/.test(told.event) && told.transfer.id === id),
  )
  if (event !== 'file-finished') throw new Error(message)
  return transfer.path
}

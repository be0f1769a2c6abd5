/** Containers, networks and images of an engine: found by label, removed for good. */
import { setTimeout as pause } from 'node:timers/promises'
import { asked, type Engine, EngineError } from './engine'

/** How long an engine may take to remove what it has begun to remove. */
const REMOVAL_MS = 10_000
const PAUSE_MS = 50

export interface Labelled {
  readonly id: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** All containers with this label (`KEY=VALUE`), also those that do not run. */
export async function listContainers({ client }: Engine, label: string): Promise<Labelled[]> {
  const found = await asked(client.listContainers({ all: true, filters: { label: [label] } }))
  return found.map(({ Id, Names, Labels }) => ({
    id: Id,
    name: (Names[0] ?? Id).replace('/', ''),
    labels: Labels,
  }))
}

export async function listNetworks({ client }: Engine, label: string): Promise<Labelled[]> {
  const found = await asked(client.listNetworks({ filters: { label: [label] } }))
  return found.map(({ Id, Name, Labels }) => ({ id: Id, name: Name, labels: Labels ?? {} }))
}

/** An image by one of its names, or by its id when it has none; `created` in milliseconds since 1970. */
export interface NamedImage {
  readonly name: string
  readonly created: number
}

/** All images with this label, once for each name. */
export async function listImages({ client }: Engine, label: string): Promise<NamedImage[]> {
  const found = await asked(client.listImages({ filters: { label: [label] } }))
  return found.flatMap(({ Id, RepoTags, Created }) => {
    const names = (RepoTags ?? []).filter((name) => name !== '<none>:<none>')
    return (names.length > 0 ? names : [Id]).map((name) => ({ name, created: Created * 1000 }))
  })
}

/**
 * Removes every container with this label, whatever its state, then every network. Docker may count in a network a container
 * that is gone, and then keeps it until the engine starts anew (moby/moby#17217): a network with nobody in it is no
 * reason to lose what was played, and `lab clean` finds it.
 */
export async function removeLabelled(
  engine: Engine,
  label: string,
  patience: number = REMOVAL_MS,
): Promise<void> {
  const containers = await listContainers(engine, label)
  await Promise.all(containers.map(({ id }) => removeContainer(engine, id)))
  const networks = await listNetworks(engine, label)
  await Promise.all(
    networks.map(async ({ id }) => {
      try {
        await removeNetwork(engine, id, patience)
      } catch (error) {
        if (!(error instanceof EngineError && goesSoon(error) && (await isEmpty(engine, id)))) throw error
      }
    }),
  )
}

/** Whether the engine itself knows nobody in a network. */
async function isEmpty({ client }: Engine, network: string): Promise<boolean> {
  const { Containers } = await asked(client.getNetwork(network).inspect())
  return Object.keys(Containers ?? {}).length === 0
}

/** Kills and removes a container; returns when it is gone, also when it is going by itself. */
export async function removeContainer({ client }: Engine, id: string): Promise<void> {
  await untilGone(() => asked(client.getContainer(id).remove({ force: true, v: true })))
}

/** Removes a network; its last container may have ended just now. */
export async function removeNetwork(
  { client }: Engine,
  id: string,
  patience: number = REMOVAL_MS,
): Promise<void> {
  await untilGone(() => asked(client.getNetwork(id).remove()), patience)
}

/** Removes an image's name, and the image with its last name. One in use stays. */
export async function removeImage({ client }: Engine, name: string): Promise<void> {
  await unlessGone(() => asked(client.getImage(name).remove()))
}

/**
 * Repeats a removal while the engine says that the thing is still in use (403) or already going (409). Podman says 500
 * of a container that is just ending, and means the same.
 */
async function untilGone(removal: () => Promise<unknown>, patience: number = REMOVAL_MS): Promise<void> {
  const giveUp = Date.now() + patience
  for (;;) {
    try {
      await unlessGone(removal)
      return
    } catch (error) {
      if (!(error instanceof EngineError && goesSoon(error)) || Date.now() > giveUp) throw error
    }
    await pause(PAUSE_MS)
  }
}

function goesSoon({ status, message }: EngineError): boolean {
  return status === 403 || status === 409 || (status === 500 && message.includes('container state improper'))
}

/** Runs a removal; what is gone already counts as removed. */
async function unlessGone(removal: () => Promise<unknown>): Promise<void> {
  try {
    await removal()
  } catch (error) {
    if (!(error instanceof EngineError && error.status === 404)) throw error
  }
}

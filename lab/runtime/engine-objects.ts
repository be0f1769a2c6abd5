/** Containers, networks and images of an engine: found by label, removed for good. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Engine, EngineError } from './engine'

/** How long an engine may take to remove what it has begun to remove. */
const REMOVAL_MS = 10_000
const PAUSE_MS = 50

export interface Labelled {
  readonly id: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** All containers with this label (`KEY=VALUE`), also those that do not run. */
export async function listContainers(engine: Engine, label: string): Promise<Labelled[]> {
  const found = (await engine.call('GET', `/containers/json?all=1&${filter(label)}`)) as {
    Id: string
    Names: string[]
    Labels: Record<string, string>
  }[]
  return found.map(({ Id, Names, Labels }) => ({
    id: Id,
    name: (Names[0] ?? Id).replace('/', ''),
    labels: Labels,
  }))
}

export async function listNetworks(engine: Engine, label: string): Promise<Labelled[]> {
  const found = (await engine.call('GET', `/networks?${filter(label)}`)) as {
    Id: string
    Name: string
    Labels: Record<string, string>
  }[]
  return found.map(({ Id, Name, Labels }) => ({ id: Id, name: Name, labels: Labels }))
}

/** An image by one of its names, or by its id when it has none; `created` in milliseconds since 1970. */
export interface NamedImage {
  readonly name: string
  readonly created: number
}

/** All images with this label, once for each name. */
export async function listImages(engine: Engine, label: string): Promise<NamedImage[]> {
  const found = (await engine.call('GET', `/images/json?${filter(label)}`)) as {
    Id: string
    RepoTags: string[] | null
    Created: number
  }[]
  return found.flatMap(({ Id, RepoTags, Created }) => {
    const names = (RepoTags ?? []).filter((name) => name !== '<none>:<none>')
    return (names.length > 0 ? names : [Id]).map((name) => ({ name, created: Created * 1000 }))
  })
}

/** Removes every container with this label, whatever its state, then every network. */
export async function removeLabelled(engine: Engine, label: string): Promise<void> {
  const containers = await listContainers(engine, label)
  await Promise.all(containers.map(({ id }) => removeContainer(engine, id)))
  const networks = await listNetworks(engine, label)
  await Promise.all(networks.map(({ id }) => removeNetwork(engine, id)))
}

/** Kills and removes a container; returns when it is gone, also when it is going by itself. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  await untilGone(() => engine.call('DELETE', `/containers/${id}?force=1&v=1`))
}

/** Removes a network; its last container may have ended just now. */
export async function removeNetwork(engine: Engine, id: string): Promise<void> {
  await untilGone(() => engine.call('DELETE', `/networks/${id}`))
}

/** Removes an image's name, and the image with its last name. One in use stays. */
export async function removeImage(engine: Engine, name: string): Promise<void> {
  await unlessGone(() => engine.call('DELETE', `/images/${encodeURIComponent(name)}`))
}

/** Repeats a removal while the engine says that the thing is still in use (403) or already going (409). */
async function untilGone(removal: () => Promise<unknown>): Promise<void> {
  const giveUp = Date.now() + REMOVAL_MS
  for (;;) {
    try {
      await unlessGone(removal)
      return
    } catch (error) {
      const inUse = error instanceof EngineError && (error.status === 403 || error.status === 409)
      if (!inUse || Date.now() > giveUp) throw error
    }
    await pause(PAUSE_MS)
  }
}

/** Runs a removal; what is gone already counts as removed. */
async function unlessGone(removal: () => Promise<unknown>): Promise<void> {
  try {
    await removal()
  } catch (error) {
    if (!(error instanceof EngineError && error.status === 404)) throw error
  }
}

function filter(label: string): string {
  return `filters=${encodeURIComponent(JSON.stringify({ label: [label] }))}`
}

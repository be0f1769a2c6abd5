/**
 * Removes what runs have left behind: those that were killed could not do it themselves.
 *
 * What a run makes goes only when its owner is dead. Builds and images belong to nobody; they go only when no
 * run is alive on this machine, and those that the next run will use stay.
 */
import { readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseBase, NODES_REPOSITORY } from './base-image'
import { BUILD_FOLDER, UNFINISHED } from './build'
import { type Engine, findEngine } from './engine'
import {
  listContainers,
  listImages,
  listNetworks,
  removeContainer,
  removeImage,
  removeNetwork,
} from './engine-objects'
import { LAB_LABEL, lifeOf, OWNER_LABEL, ownerOfFolder, runningProcesses } from './run-owner'

/** A thing that can go. `what` names it, as in "Removed `what`." */
export interface LeftOver {
  readonly what: string
  remove(): Promise<unknown>
}

export interface CleanOptions {
  /** Also what cannot be judged from here (another host's), and the builds and images the next run would use. */
  readonly all?: boolean
}

/**
 * Removes all that nobody uses any more.
 * @returns one sentence for each thing removed, or that could not be removed
 */
export async function clean({ all = false }: CleanOptions = {}): Promise<string[]> {
  const { engine } = await findEngine()
  const sentences = await remove(await leftOvers(engine, all))
  return [...sentences, ...(await remove(await staleCaches(engine, all)))]
}

/** The cheap part, for the start of a run: what dead runs have left, but no builds and images. */
export async function sweep(engine: Engine | undefined): Promise<string[]> {
  return remove(await leftOvers(engine, false))
}

/** What belongs to dead owners: processes and folders, containers, networks, in the order in which they can go. */
export async function leftOvers(engine: Engine | undefined, all = false): Promise<LeftOver[]> {
  const goes = (owner: string) => lifeOf(owner) === 'dead' || (all && lifeOf(owner) === 'unknown')
  const found: LeftOver[] = []
  for (const { folder, owner } of scratchFolders()) {
    if (!goes(owner)) continue
    for (const pid of runningProcesses(folder)) {
      found.push({ what: `the node process ${pid}`, remove: async () => process.kill(pid, 'SIGKILL') })
    }
    found.push({
      what: `the scratch folder ${folder}`,
      remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
    })
  }
  if (!engine) return found
  const [containers, networks] = await Promise.all([
    listContainers(engine, `${LAB_LABEL}=1`),
    listNetworks(engine, `${LAB_LABEL}=1`),
  ])
  for (const { id, name, labels } of containers) {
    if (goes(labels[OWNER_LABEL] ?? '')) {
      found.push({ what: `the container ${name}`, remove: () => removeContainer(engine, id) })
    }
  }
  for (const { id, name, labels } of networks) {
    if (goes(labels[OWNER_LABEL] ?? '')) {
      found.push({ what: `the network ${name}`, remove: () => removeNetwork(engine, id) })
    }
  }
  return found
}

/** Builds and images that the next run will not use; none as long as any run may be using them. */
async function staleCaches(engine: Engine | undefined, all: boolean): Promise<LeftOver[]> {
  const owners = scratchFolders().map(({ owner }) => owner)
  const containers = engine ? await listContainers(engine, `${LAB_LABEL}=1`) : []
  owners.push(...containers.map(({ labels }) => labels[OWNER_LABEL] ?? ''))
  if (owners.some((owner) => lifeOf(owner) !== 'dead')) return []

  const [current, ...older] = buildsNewestFirst()
  const builds = all && current ? [current, ...older] : older
  const found: LeftOver[] = builds.map((name) => {
    const folder = join(BUILD_FOLDER, name)
    return { what: `the build ${folder}`, remove: () => rm(folder, { recursive: true, force: true }) }
  })
  if (!engine) return found
  const base = (await chooseBase(engine)).image
  const stays = (name: string) =>
    !all && (name === base || (current !== undefined && name.startsWith(`${NODES_REPOSITORY}:${current}-`)))
  const images = (await listImages(engine, `${LAB_LABEL}=1`)).filter(({ name }) => !stays(name))
  // An image goes after those that were made from it.
  images.sort((a, b) => Number(b.name.includes(NODES_REPOSITORY)) - Number(a.name.includes(NODES_REPOSITORY)))
  for (const { name } of images) {
    found.push({ what: `the image ${name}`, remove: () => removeImage(engine, name) })
  }
  return found
}

async function remove(things: readonly LeftOver[]): Promise<string[]> {
  const sentences: string[] = []
  for (const { what, remove } of things) {
    try {
      await remove()
      sentences.push(`Removed ${what}.`)
    } catch (error) {
      sentences.push(`Could not remove ${what}: ${(error as Error).message}.`)
    }
  }
  return sentences
}

function scratchFolders(): { folder: string; owner: string }[] {
  return readdirSync(tmpdir()).flatMap((name) => {
    const owner = ownerOfFolder(name)
    return owner === undefined ? [] : [{ folder: join(tmpdir(), name), owner }]
  })
}

function buildsNewestFirst(): string[] {
  let names: string[]
  try {
    names = readdirSync(BUILD_FOLDER)
  } catch {
    return []
  }
  // One that was never finished is older than all.
  const age = (name: string) => (name.startsWith(UNFINISHED) ? 0 : statSync(join(BUILD_FOLDER, name)).mtimeMs)
  return names.sort((a, b) => age(b) - age(a))
}

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
import { type Sentence, t } from '../../peers/language/sentence'
import { LAB_LABEL, lifeOf, OWNER_LABEL, ownerOfFolder, runningProcesses } from '../history/run-owner'
import { reasonOf } from '../language/lab-error'
import { AHEAD } from '../place/place'
import { BUILD_FOLDER, build, UNFINISHED } from './build'
import { type Engine, findEngine } from './engine'
import {
  listContainers,
  listImages,
  listNetworks,
  removeContainer,
  removeImage,
  removeNetwork,
} from './engine-objects'
import { BASE_REPOSITORY, chooseBase, NODES_REPOSITORY } from './image'

/** So young a build or image may be one that a run which cannot be seen from here is about to use. */
const YOUNG_MS = 3_600_000

/** A thing that can go. `what` names it, as in "Removed `what`." */
export interface LeftOver {
  readonly what: Sentence
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
export async function clean({ all = false }: CleanOptions = {}): Promise<Sentence[]> {
  const { engine } = await findEngine()
  const sentences = await remove(await leftOvers(engine, all))
  return [...sentences, ...(await remove(await staleCaches(engine, all)))]
}

/** The cheap part, for the start of a run: what dead runs have left, but no builds and images. */
export async function sweep(engine: Engine | undefined): Promise<Sentence[]> {
  return remove(await leftOvers(engine, false))
}

/** What belongs to dead owners: processes and folders, containers, networks, in the order in which they can go. */
export async function leftOvers(engine: Engine | undefined, all = false): Promise<LeftOver[]> {
  const goes = (owner: string) => lifeOf(owner) === 'dead' || (all && lifeOf(owner) === 'unknown')
  const found: LeftOver[] = []
  for (const { folder, owner } of scratchFolders()) {
    if (!goes(owner)) continue
    for (const pid of runningProcesses(folder)) {
      found.push({ what: t`the node process ${`${pid}`}`, remove: async () => process.kill(pid, 'SIGKILL') })
    }
    found.push({
      what: t`the scratch folder ${folder}`,
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
      found.push({ what: t`the container ${name}`, remove: () => removeContainer(engine, id) })
    }
  }
  for (const { id, name, labels } of networks) {
    if (goes(labels[OWNER_LABEL] ?? '')) {
      found.push({ what: t`the network ${name}`, remove: () => removeNetwork(engine, id) })
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

  const before = all ? Number.POSITIVE_INFINITY : Date.now() - YOUNG_MS
  // An installed lab has but one, which belongs to what is installed.
  const { current, stale } =
    AHEAD === null ? staleBuilds(BUILD_FOLDER, before) : { current: (await build()).hash, stale: [] }
  const builds = all && current && AHEAD === null ? [current, ...stale] : stale
  const found: LeftOver[] = builds.map((name) => {
    const folder = join(BUILD_FOLDER, name)
    return { what: t`the build ${folder}`, remove: () => rm(folder, { recursive: true, force: true }) }
  })
  if (!engine) return found
  const images = (await listImages(engine, `${LAB_LABEL}=1`)).filter(({ created }) => created < before)
  const names = images.map(({ name }) => name)
  const gone = all ? staleImages(names) : staleImages(names, (await chooseBase(engine)).key, current)
  for (const name of gone) found.push({ what: t`the image ${name}`, remove: () => removeImage(engine, name) })
  return found
}

/**
 * The build that was made last, and the others, with those that were never finished.
 * @param before only what was made before this moment, in milliseconds since 1970, is stale
 */
export function staleBuilds(
  folder: string,
  before: number,
): { current: string | undefined; stale: string[] } {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return { current: undefined, stale: [] }
  }
  const made = new Map(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]))
  names.sort((a, b) => made.get(b)! - made.get(a)!)
  const current = names.find((name) => !name.startsWith(UNFINISHED))
  return { current, stale: names.filter((name) => name !== current && made.get(name)! < before) }
}

/** All images but this base and this build upon it, in the order in which they can go: made ones first. */
export function staleImages(names: readonly string[], base?: string, build?: string): string[] {
  const stays = [`${BASE_REPOSITORY}:${base}`, `${NODES_REPOSITORY}:${build}-${base}`]
  const isMade = (name: string) => Number(name.startsWith(NODES_REPOSITORY))
  return names.filter((name) => !stays.includes(name)).sort((a, b) => isMade(b) - isMade(a))
}

async function remove(things: readonly LeftOver[]): Promise<Sentence[]> {
  const sentences: Sentence[] = []
  for (const { what, remove } of things) {
    try {
      await remove()
      sentences.push(t`Removed ${what}.`)
    } catch (error) {
      sentences.push(t`Could not remove ${what}: ${reasonOf(error)}.`)
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

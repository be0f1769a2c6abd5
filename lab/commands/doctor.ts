/** What this machine has and lacks for the lab, in plain sentences. It changes nothing. */
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { type Sentence, t, together } from '../../peers/language/sentence'
import { RUNS } from '../history/run-folder'
import { AHEAD, OWN_FOLDER } from '../place/place'
import { BUILD_FOLDER } from '../runtime/build'
import { leftOvers } from '../runtime/clean'
import { asked, type Engine, findEngine, whyNot } from '../runtime/engine'
import { chooseBase, hasImage } from '../runtime/image'

/** `warn`: the lab works, but not all of it, or not for long. */
export interface Diagnosis {
  readonly ok: boolean | 'warn'
  readonly what: Sentence
  /** What to do about it. */
  readonly todo?: Sentence
}

const OLDEST_NODE = [20, 19] as const
/** The base image takes 100 MB, a run a few. */
const ENOUGH_BYTES = 1e9
const MB = 1e6

/** @returns one finding for each thing that was looked at */
export async function doctor(env: NodeJS.ProcessEnv = process.env): Promise<Diagnosis[]> {
  const { engine, reasons } = await findEngine(env)
  const findings = await Promise.all([
    nodeVersion(process.versions.node),
    engineThere(engine, reasons),
    ...(engine ? [baseImage(engine)] : []),
    // What it is there for are tests, which an installed lab has none of.
    ...(AHEAD === null ? [openssl()] : []),
    writable(AHEAD === null ? BUILD_FOLDER : RUNS),
    disk(OWN_FOLDER),
    disk(tmpdir()),
    leftBehind(engine),
  ])
  return findings
}

/** @param version such as `20.19.0` */
export function nodeVersion(version: string): Diagnosis {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) {
    return { ok: true, what: t`Node ${version} runs the lab.` }
  }
  return {
    ok: false,
    what: t`Node ${version} is too old.`,
    todo: t`Install Node ${OLDEST_NODE.join('.')} or newer.`,
  }
}

async function engineThere(engine: Engine | undefined, reasons: readonly Sentence[]): Promise<Diagnosis> {
  if (!engine) {
    return {
      ok: 'warn',
      what: t`No container engine answers${whyNot(reasons)}: nodes run as processes on loopback.`,
      todo: t`Start Docker or Podman to run nodes in containers.`,
    }
  }
  const { Version } = await asked(engine.client.version())
  return { ok: true, what: t`A container engine, version ${Version}, answers at ${engine.url}.` }
}

async function baseImage(engine: Engine): Promise<Diagnosis> {
  const { image, own } = await chooseBase(engine)
  if (await hasImage(engine, image))
    return { ok: true, what: t`The base image for nodes, ${image}, is there.` }
  if (!own) {
    return {
      ok: 'warn',
      what: t`The base image for nodes, ${image}, is not there.`,
      todo: t`The first run pulls it; without a network, load it before (docker pull ${image}).`,
    }
  }
  if (await answers('ldd', '--version')) {
    return {
      ok: true,
      what: t`The base image for nodes will be made from this machine’s Node by the first run.`,
    }
  }
  return {
    ok: false,
    what: t`There is no ldd, which finds the libraries that this machine’s Node needs in a container.`,
    todo: t`Install ldd (part of the C library), or set LAB_BASE_IMAGE to an image with Node.`,
  }
}

async function openssl(): Promise<Diagnosis> {
  if (await answers('openssl', 'version')) return { ok: true, what: t`The openssl command is there.` }
  return {
    ok: 'warn',
    what: t`There is no openssl command: the tests that compare with it fail.`,
    todo: t`Install openssl.`,
  }
}

async function writable(wanted: string): Promise<Diagnosis> {
  const folder = await existing(wanted)
  try {
    await access(folder, constants.W_OK)
    return { ok: true, what: t`${folder} can be written to.` }
  } catch {
    return {
      ok: false,
      what: t`${folder} cannot be written to.`,
      todo: t`Give yourself write permission there.`,
    }
  }
}

async function disk(folder: string): Promise<Diagnosis> {
  const place = await existing(folder)
  const { bavail, bsize } = await statfs(place)
  const free = bavail * bsize
  const what = t`${Math.floor(free / MB)} MB are free at ${place}.`
  return free >= ENOUGH_BYTES ? { ok: true, what } : { ok: 'warn', what, todo: t`Free some space there.` }
}

async function leftBehind(engine: Engine | undefined): Promise<Diagnosis> {
  const found = await leftOvers(engine)
  if (found.length === 0) return { ok: true, what: t`Nothing is left over from runs that were killed.` }
  const names = together(
    found.map(({ what }) => what),
    ', ',
  )
  return { ok: 'warn', what: t`Left over from runs that were killed: ${names}.`, todo: t`npm run lab clean` }
}

/** The folder, or the nearest one above it that exists. */
async function existing(folder: string): Promise<string> {
  try {
    await access(folder)
    return folder
  } catch {
    return existing(dirname(folder))
  }
}

async function answers(command: string, ...args: string[]): Promise<boolean> {
  try {
    await promisify(execFile)(command, args)
    return true
  } catch (error) {
    // musl's ldd knows no --version and says so with a status; only a command that is not there counts.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

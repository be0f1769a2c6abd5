/**
 * The images that node containers run: this machine's own Node as the base, a build's bundles on top.
 *
 * So nothing is pulled, and containers run the very Node that runs the lab. Where the engine cannot run this
 * machine's Node (another system or processor), or with LAB_BASE_IMAGE, an image with `node` in it is the base.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { t } from '../../peers/language/sentence'
import { LAB_LABEL, type RunOwner } from '../history/run-owner'
import { LabError, reasonOf } from '../language/lab-error'
import type { Build } from './build'
import { asked, type Engine, EngineError } from './engine'
import { type TarEntry, tar } from './tar'

export const NODES_REPOSITORY = 'secure-p2p-lab-nodes'
export const BASE_REPOSITORY = 'secure-p2p-lab-base'
/** The base where this machine's Node cannot be: the engine's build pulls it when it is not there. */
const OFFICIAL_NODE = 'node:20-slim'

/** Where this machine's Node stands in its image, wherever it is here: what it has under `/tmp` would be hidden there. */
const NODE_PLACE = '/usr/local/bin/node'

/** A hundred megabytes, which the engine pulls over a line of 2 Mbit/s at worst. One that hangs is silent long before. */
export const IMAGE_MS = 600_000

/** An image's name, and the command in it that runs Node. */
export interface NodeImage {
  readonly image: string
  readonly node: string
}

/**
 * The image with the bundles of `build` in `/lab`. Made when it is not there; many at once are harmless.
 * @throws LabError when it cannot be made
 */
export async function nodeImage(engine: Engine, build: Build, owner: RunOwner): Promise<NodeImage> {
  const base = await chooseBase(engine)
  const image = `${NODES_REPOSITORY}:${build.hash}-${base.key}`
  if (await hasImage(engine, image)) return { image, node: base.node }
  if (base.own && !(await hasImage(engine, base.image))) await makeBase(engine, base, owner)
  try {
    const context = await buildContext(build, base.image)
    const options = { t: image, labels: { [LAB_LABEL]: '1' }, rm: true, forcerm: true }
    await lastLine(engine.client.buildImage(tar(context), options))
  } catch (error) {
    throw new LabError(
      t`The image for the nodes cannot be made from ${base.image}: ${reasonOf(error)}. Set LAB_BASE_IMAGE to an image with Node that is there, or use --runtime processes.`,
    )
  }
  return { image, node: base.node }
}

export interface Base extends NodeImage {
  /** What tells one base from another, as part of a tag. */
  readonly key: string
  /** True when it is made from this machine's Node. */
  readonly own: boolean
}

/**
 * Which base image this engine gets; it need not be there yet.
 * @param program this machine's Node; a copy of it somewhere else gets the same base.
 */
export async function chooseBase(
  engine: Engine,
  env: NodeJS.ProcessEnv = process.env,
  program = process.execPath,
): Promise<Base> {
  const { Os, Arch } = await asked(engine.client.version())
  const sameMachine =
    process.platform === 'linux' && Os === 'linux' && Arch === (ARCHITECTURES[process.arch] ?? '')
  const given = env.LAB_BASE_IMAGE || (sameMachine ? undefined : OFFICIAL_NODE)
  if (given) return { image: given, node: 'node', key: digest(given), own: false }
  const { size, mtimeMs } = statSync(program)
  const key = digest(`${process.version} ${NODE_PLACE} ${size} ${mtimeMs}`)
  return { image: `${BASE_REPOSITORY}:${key}`, node: NODE_PLACE, key, own: true }
}

/** Node's names of processors, and Go's, which engines use. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'arm',
  ppc64: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong64',
}

export async function hasImage(engine: Engine, image: string): Promise<boolean> {
  try {
    await asked(engine.client.getImage(image).inspect())
    return true
  } catch (error) {
    if (error instanceof EngineError && error.status === 404) return false
    throw error
  }
}

/** Imports this machine's Node as an image, sees it run, and only then gives it its name. */
async function makeBase(engine: Engine, base: Base, owner: RunOwner): Promise<void> {
  try {
    const files = tar(await baseFiles(realpathSync(process.execPath)))
    const id = await lastLine(engine.client.importImage(files, { changes: `LABEL ${LAB_LABEL}=1` }))
    try {
      await seeItRun(engine, id, base.node, owner)
      // Another run may have been faster; one base is enough.
      if (await hasImage(engine, base.image)) throw new Error('made twice')
      await asked(engine.client.getImage(id).tag({ repo: BASE_REPOSITORY, tag: base.key }))
    } catch (error) {
      await asked(engine.client.getImage(id).remove())
      if (!(await hasImage(engine, base.image))) throw error
    }
  } catch (error) {
    throw new LabError(
      t`The Node of this machine cannot be made an image: ${reasonOf(error)}. Set LAB_BASE_IMAGE to an image with Node, or use --runtime processes.`,
    )
  }
}

/** Node, the libraries it is linked to, and the little that the C library and Node look for besides. */
async function baseFiles(node: string): Promise<TarEntry[]> {
  const libraries = parseLdd(await ldd(node))
  const libc = libraries.find((path) => path.endsWith('/libc.so.6'))
  // C libraries before 2.34 load these by name, when a host name is looked up.
  const resolver = libc
    ? ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2'].map((name) => join(dirname(libc), name))
    : []
  const places = placesInImage(node, [...libraries, ...resolver.filter(existsSync)])
  return [
    { name: 'tmp/', from: Buffer.alloc(0) },
    { name: 'lab/', from: Buffer.alloc(0) },
    { name: 'etc/nsswitch.conf', from: Buffer.from('hosts: files dns\n') },
    { name: 'etc/passwd', from: Buffer.from('nobody:x:65534:65534:nobody:/tmp:/nonexistent\n') },
    ...[...places].map(([place, path]) => ({ name: place.slice(1), from: { path } })),
  ]
}

/**
 * Where files of this machine go in the image: Node to its one place, libraries where they are here. Those that came
 * with this Node (`bin/node` and `lib/…` in one folder) go with it besides, since it may look for them beside itself.
 * @returns the file of this machine for each place.
 */
export function placesInImage(node: string, libraries: readonly string[]): Map<string, string> {
  const own = posix.dirname(posix.dirname(node))
  const withNode = libraries.filter((path) => own !== '/' && own !== '/usr' && path.startsWith(`${own}/`))
  const root = posix.dirname(posix.dirname(NODE_PLACE))
  return new Map([
    ...libraries.map((path) => [path, path] as const),
    ...withNode.map((path) => [posix.join(root, posix.relative(own, path)), path] as const),
    [NODE_PLACE, node] as const,
  ])
}

async function ldd(program: string): Promise<string> {
  try {
    return (await promisify(execFile)('ldd', [program], { env: { PATH: process.env.PATH, LC_ALL: 'C' } }))
      .stdout
  } catch (error) {
    const { code, stdout, stderr } = error as NodeJS.ErrnoException & { stdout?: string; stderr?: string }
    // A Node without libraries needs none: glibc's ldd and musl's say so in their own words.
    if (/not a (valid )?dynamic/i.test(`${stdout}${stderr}`)) return ''
    throw new LabError(
      code === 'ENOENT' ? t`there is no ldd to find its libraries with` : t`ldd fails: ${stderr ?? ''}`,
    )
  }
}

/**
 * The paths of the libraries that `ldd` names.
 * @throws LabError when one of them is missing
 */
export function parseLdd(output: string): string[] {
  const missing = /^\s*(\S+) => not found$/m.exec(output)
  if (missing) throw new LabError(t`the library ${missing[1] ?? ''} is missing`)
  return [...output.matchAll(/(?:=> |^\s*)(\/.+) \(0x[0-9a-f]+\)$/gm)].map((match) => match[1]!)
}

/** Runs `node -v` in a container of this image. @throws an Error when it does not work there */
async function seeItRun(engine: Engine, image: string, node: string, owner: RunOwner): Promise<void> {
  const container = await asked(
    engine.client.createContainer({
      Image: image,
      Cmd: [node, '-v'],
      User: '65534:65534',
      Labels: { ...owner.labels },
      NetworkDisabled: true,
      HostConfig: { CapDrop: ['ALL'], ReadonlyRootfs: true },
    }),
  )
  try {
    await asked(container.start())
    const { StatusCode } = await asked(container.wait())
    if (StatusCode !== 0) throw new LabError(t`in a container it ends with status ${StatusCode}`)
  } finally {
    await asked(container.remove({ force: true }))
  }
}

async function buildContext(build: Build, base: string): Promise<TarEntry[]> {
  const names = await readdir(build.folder)
  return [
    { name: 'Dockerfile', from: Buffer.from(`FROM ${base}\nCOPY lab /lab\n`) },
    ...names.map((name) => ({ name: `lab/${name}`, from: { path: join(build.folder, name) } })),
  ]
}

/**
 * The last status of an answer in JSON lines.
 * @throws an Error with the engine's words if one tells of an error, LabError when the engine falls silent
 */
export async function lastLine(answer: Promise<NodeJS.ReadableStream>): Promise<string> {
  const lines: { status?: string; error?: string }[] = (await asked(answer.then(text), IMAGE_MS))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const failed = lines.find(({ error }) => error)
  if (failed) throw new Error(failed.error)
  return lines.at(-1)?.status ?? ''
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

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
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { LAB_LABEL, type RunOwner } from '../history/run-owner'
import { LabError, reasonOf } from '../language/lab-error'
import { t } from '../language/sentence'
import type { Build } from './build'
import { type Engine, EngineError } from './engine'
import { type TarEntry, tar } from './tar'

export const NODES_REPOSITORY = 'secure-p2p-lab-nodes'
export const BASE_REPOSITORY = 'secure-p2p-lab-base'
/** The base where this machine's Node cannot be: the engine's build pulls it when it is not there. */
const OFFICIAL_NODE = 'node:20-slim'

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
    const labels = encodeURIComponent(JSON.stringify({ [LAB_LABEL]: '1' }))
    const answer = await engine.call(
      'POST',
      `/build?t=${image}&labels=${labels}&rm=1&forcerm=1`,
      tar(context),
    )
    lastLine(answer)
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

/** Which base image this engine gets; it need not be there yet. */
export async function chooseBase(engine: Engine, env: NodeJS.ProcessEnv = process.env): Promise<Base> {
  const { Os, Arch } = (await engine.call('GET', '/version')) as { Os: string; Arch: string }
  const sameMachine =
    process.platform === 'linux' && Os === 'linux' && Arch === (ARCHITECTURES[process.arch] ?? '')
  const given = env.LAB_BASE_IMAGE || (sameMachine ? undefined : OFFICIAL_NODE)
  if (given) return { image: given, node: 'node', key: digest(given), own: false }
  const node = realpathSync(process.execPath)
  const { size, mtimeMs } = statSync(node)
  const key = digest(`${process.version} ${node} ${size} ${mtimeMs}`)
  return { image: `${BASE_REPOSITORY}:${key}`, node, key, own: true }
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
    await engine.call('GET', `/images/${encodeURIComponent(image)}/json`)
    return true
  } catch (error) {
    if (error instanceof EngineError && error.status === 404) return false
    throw error
  }
}

/** Imports this machine's Node as an image, sees it run, and only then gives it its name. */
async function makeBase(engine: Engine, base: Base, owner: RunOwner): Promise<void> {
  try {
    const label = encodeURIComponent(`LABEL ${LAB_LABEL}=1`)
    const files = tar(await baseFiles(base.node))
    const id = lastLine(await engine.call('POST', `/images/create?fromSrc=-&changes=${label}`, files))
    try {
      await seeItRun(engine, id, base.node, owner)
      // Another run may have been faster; one base is enough.
      if (await hasImage(engine, base.image)) throw new Error('made twice')
      await engine.call('POST', `/images/${id}/tag?repo=${BASE_REPOSITORY}&tag=${base.key}`)
    } catch (error) {
      await engine.call('DELETE', `/images/${id}`)
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
  const files = new Set([node, ...libraries, ...resolver.filter(existsSync)])
  return [
    { name: 'tmp/', from: Buffer.alloc(0) },
    { name: 'lab/', from: Buffer.alloc(0) },
    { name: 'etc/nsswitch.conf', from: Buffer.from('hosts: files dns\n') },
    { name: 'etc/passwd', from: Buffer.from('nobody:x:65534:65534:nobody:/tmp:/nonexistent\n') },
    ...[...files].map((path) => ({ name: path.slice(1), from: { path } })),
  ]
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
  const container = {
    Image: image,
    Cmd: [node, '-v'],
    User: '65534:65534',
    Labels: owner.labels,
    NetworkDisabled: true,
    HostConfig: { CapDrop: ['ALL'], ReadonlyRootfs: true },
  }
  const { Id } = (await engine.call('POST', '/containers/create', container)) as { Id: string }
  try {
    await engine.call('POST', `/containers/${Id}/start`)
    const { StatusCode } = (await engine.call('POST', `/containers/${Id}/wait`)) as { StatusCode: number }
    if (StatusCode !== 0) throw new LabError(t`in a container it ends with status ${StatusCode}`)
  } finally {
    await engine.call('DELETE', `/containers/${Id}?force=1`)
  }
}

async function buildContext(build: Build, base: string): Promise<TarEntry[]> {
  const names = await readdir(build.folder)
  return [
    { name: 'Dockerfile', from: Buffer.from(`FROM ${base}\nCOPY lab /lab\n`) },
    ...names.map((name) => ({ name: `lab/${name}`, from: { path: join(build.folder, name) } })),
  ]
}

/** The last status of an answer in JSON lines. @throws an Error with the engine's words if one tells of an error */
function lastLine(answer: unknown): string {
  const lines =
    typeof answer === 'string'
      ? answer
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : [answer]
  const failed = lines.find((line: { error?: string }) => line.error)
  if (failed) throw new Error(failed.error)
  return (lines.at(-1) as { status?: string } | undefined)?.status ?? ''
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

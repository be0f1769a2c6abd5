/**
 * The container engine: where it is, and the client that asks it (Docker Engine API, which Podman also speaks).
 *
 * The client is the one that testcontainers brings. testcontainers itself starts the nodes; but loading it takes a third
 * of a second, which a run in processes or a look for left-overs must not pay.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type Dockerode from 'dockerode'
import { type Sentence, t, together } from '../../peers/language/sentence'
import { LabError, reasonOf } from '../language/lab-error'
import { brokenOff, wholeAnswers } from './whole-answers'

/** An engine that does not answer a ping in this time is none. Where there is no engine, nobody waits for it. */
const PING_MS = 2000
/** No call of ours takes longer, and none is silent for longer, an import of the base image on a slow disk included. */
const SILENCE_MS = 120_000

/** The engine refused a call. `status` is the HTTP status. */
export class EngineError extends Error {
  override readonly name = 'EngineError'

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export interface Engine {
  /** `unix:///…`, `npipe:////./pipe/…` or `tcp://HOST:PORT`, as in DOCKER_HOST. */
  readonly url: string
  /** Its calls go through {@link asked}. */
  readonly client: Dockerode
  /** Ends the connections of calls that nobody waits for any more, which would keep a program from ending. */
  letGo(): void
}

/** @returns the engine at `url`, which nobody has asked anything yet. @throws LabError where there can be none */
export async function engineAt(url: string, env = process.env, silenceMs = SILENCE_MS): Promise<Engine> {
  const { default: Client } = await import('dockerode')
  const where = whereIs(url, env)
  const agent = wholeAnswers(where.protocol === 'https' ? new TlsAgent() : new Agent(), silenceMs)
  return {
    url,
    client: new Client({ ...where, agent } as Dockerode.DockerOptions),
    letGo: () => agent.destroy(),
  }
}

/** @returns whether it is Podman, which does some things in its own way. */
export async function isPodman({ client }: Engine): Promise<boolean> {
  const { Components = [] } = await asked(client.version())
  return Components.some(({ Name }) => Name === 'Podman Engine')
}

/**
 * @param patience in milliseconds: an answer that comes a byte at a time is never silent, and may never be whole.
 * @throws EngineError with the engine's own words when it refuses, LabError when no whole answer comes, else as it came
 */
export async function asked<T>(call: Promise<T>, patience = SILENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LabError(t`the engine does not answer`)), patience)
  })
  try {
    return await Promise.race([call, late])
  } catch (error) {
    const { statusCode, json, code, message } = error as Refusal
    if (statusCode !== undefined) throw new EngineError(statusCode, json?.message ?? message.trim())
    if (code === 'ECONNRESET') throw brokenOff()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

type Refusal = Error & { statusCode?: number; json?: { message?: string }; code?: string }

function whereIs(url: string, env: NodeJS.ProcessEnv): Dockerode.DockerOptions {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(url)?.[1]
  // What is named here counts, whatever the client finds in the environment.
  const nowhere = { host: undefined, port: undefined, protocol: undefined }
  const inClear = { ca: undefined, cert: undefined, key: undefined }
  if (socket) return { ...nowhere, ...inClear, socketPath: socket } as Dockerode.DockerOptions
  const { protocol, hostname: host, port } = new URL(url)
  if (protocol !== 'tcp:') throw new LabError(t`engines at ${protocol}// are not supported`)
  if (env.DOCKER_TLS_VERIFY !== '1')
    return { ...inClear, protocol: 'http', host, port: port || 2375 } as Dockerode.DockerOptions
  const file = (name: string) => readFileSync(join(env.DOCKER_CERT_PATH ?? '', name), 'utf8')
  const means = { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem') }
  return { ...means, protocol: 'https', host, port: port || 2376 }
}

/** The engine that answers first in the order of `endpoints`, or why none does: one reason for each tried. */
export async function findEngine(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ engine?: Engine; reasons: Sentence[] }> {
  const reasons: Sentence[] = []
  const answers = await Promise.all(
    endpoints(env).map(async (url) => {
      let engine: Engine | undefined
      try {
        engine = await engineAt(url, env, PING_MS)
        if (String(await asked(engine.client.ping(), PING_MS)) === 'OK') return url
        reasons.push(t`${url}: something else answers there`)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'EACCES' || code === 'EPERM') reasons.push(noRight(url))
        else if (code !== 'ENOENT') reasons.push(t`${url}: ${reasonOf(error)}`)
      } finally {
        engine?.letGo()
      }
      return undefined
    }),
  )
  const url = answers.find((answer) => answer !== undefined)
  return { engine: url === undefined ? undefined : await engineAt(url, env), reasons }
}

/** For an engine that is there, and whose socket belongs to others. */
function noRight(url: string): Sentence {
  return t`${url}: an engine is there, but you may not use it; join the group its socket belongs to (sudo usermod -aG docker "$USER", then log in again), or use an engine of your own`
}

/** @throws LabError, which says what to do, when no engine answers */
export async function needEngine(env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const { engine, reasons } = await findEngine(env)
  if (engine) return engine
  throw new LabError(
    t`No container engine answers here${whyNot(reasons)}: start Docker or Podman, or use --runtime processes.`,
  )
}

/** @returns the reasons in brackets, where there are any. */
export function whyNot(reasons: readonly Sentence[]): Sentence | string {
  return reasons.length > 0 ? t` (${together(reasons, '; ')})` : ''
}

/** Where an engine may be: DOCKER_HOST, else the docker command's context, else the usual sockets. */
export function endpoints(env: NodeJS.ProcessEnv, home = homedir()): string[] {
  if (env.DOCKER_HOST) return [env.DOCKER_HOST]
  if (process.platform === 'win32') return ['npipe:////./pipe/docker_engine']
  const context = contextHost(env, home)
  const user = env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.()}`
  const sockets = [
    '/var/run/docker.sock',
    join(user, 'docker.sock'),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    join(user, 'podman/podman.sock'),
    '/run/podman/podman.sock',
  ]
  return [
    ...new Set([
      ...(context ? [context] : []),
      ...sockets.filter(existsSync).map((path) => `unix://${path}`),
    ]),
  ]
}

/** The engine of the docker command's current context; its folder is named by the SHA-256 of the name. */
function contextHost(env: NodeJS.ProcessEnv, home: string): string | undefined {
  const folder = env.DOCKER_CONFIG ?? join(home, '.docker')
  const read = (...path: string[]) => {
    try {
      return parseJson(readFileSync(join(folder, ...path), 'utf8'))
    } catch {
      return undefined
    }
  }
  const config = read('config.json') as { currentContext?: string } | undefined
  const name = env.DOCKER_CONTEXT ?? config?.currentContext
  if (!name || name === 'default') return undefined
  const id = createHash('sha256').update(name).digest('hex')
  const meta = read('contexts', 'meta', id, 'meta.json') as
    | { Endpoints?: { docker?: { Host?: string } } }
    | undefined
  return meta?.Endpoints?.docker?.Host
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

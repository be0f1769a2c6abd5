/**
 * The container engine: where it is, and calls of its HTTP API (Docker Engine API, which Podman also speaks).
 *
 * testcontainers starts the nodes; but loading it takes a third of a second, which a run in processes or a
 * look for left-overs must not pay. What is needed besides are a dozen plain HTTP calls, and they are here.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { LabError, reasonOf } from '../language/lab-error'
import { type Sentence, t, together } from '../language/sentence'

/** An engine that does not answer a ping in this time is none. Where there is no engine, nobody waits for it. */
const PING_MS = 2000
/** No call of ours is silent for longer, an import of the base image on a slow disk included. */
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

export class Engine {
  /** @param url `unix:///…`, `npipe:////./pipe/…` or `tcp://HOST:PORT`, as in DOCKER_HOST */
  constructor(
    readonly url: string,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  /**
   * One call.
   * @param body an object is sent as JSON, a stream as a tar
   * @returns the answer, parsed when it is JSON, else as text (answers to builds are JSON lines)
   * @throws EngineError when the engine refuses, or an Error when it cannot be reached
   */
  async call(method: string, path: string, body?: object | Readable, idleMs = SILENCE_MS): Promise<unknown> {
    const answer = await this.send(method, path, body, idleMs)
    const content = await text(answer)
    const parsed = parseJson(content)
    const status = answer.statusCode ?? 0
    if (status >= 400) {
      const message = (parsed as { message?: string } | undefined)?.message
      throw new EngineError(status, message ?? `the engine answered ${status} to ${method} ${path}`)
    }
    return parsed ?? content
  }

  private send(method: string, path: string, body: object | Readable | undefined, idleMs: number) {
    const options: RequestOptions = { ...this.where(), method, path, timeout: idleMs }
    const stream = body && 'pipe' in body ? body : undefined
    if (body) options.headers = { 'Content-Type': stream ? 'application/x-tar' : 'application/json' }
    return new Promise<IncomingMessage>((resolve, reject) => {
      const request = (this.usesTls() ? httpsRequest : httpRequest)(options, resolve)
      request.on('error', reject)
      request.on('timeout', () => request.destroy(new LabError(t`the engine does not answer`)))
      if (stream) stream.on('error', (error) => request.destroy(error)).pipe(request)
      else request.end(body && JSON.stringify(body))
    })
  }

  private usesTls(): boolean {
    return this.url.startsWith('tcp:') && this.env.DOCKER_TLS_VERIFY === '1'
  }

  private where(): RequestOptions & { ca?: Buffer; cert?: Buffer; key?: Buffer } {
    const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(this.url)
    if (socket) return { socketPath: socket[1] }
    const { protocol, hostname, port } = new URL(this.url)
    if (protocol !== 'tcp:') throw new LabError(t`engines at ${protocol}// are not supported`)
    if (!this.usesTls()) return { host: hostname, port: port || 2375 }
    const file = (name: string) => readFileSync(join(this.env.DOCKER_CERT_PATH ?? '', name))
    return {
      host: hostname,
      port: port || 2376,
      ca: file('ca.pem'),
      cert: file('cert.pem'),
      key: file('key.pem'),
    }
  }
}

/** The engine that answers first in the order of `endpoints`, or why none does: one reason for each tried. */
export async function findEngine(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ engine?: Engine; reasons: Sentence[] }> {
  const reasons: Sentence[] = []
  const answers = await Promise.all(
    endpoints(env).map(async (url) => {
      const engine = new Engine(url, env)
      try {
        if ((await engine.call('GET', '/_ping', undefined, PING_MS)) === 'OK') return engine
        reasons.push(t`${url}: something else answers there`)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') reasons.push(t`${url}: ${reasonOf(error)}`)
      }
      return undefined
    }),
  )
  return { engine: answers.find((engine) => engine !== undefined), reasons }
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

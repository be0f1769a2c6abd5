/**
 * The directory over HTTP: JSON in, JSON out, by the routes of the mission. Every input is parsed strictly
 * before anything looks at it, and every refusal leaves as `{"error":{"code","message"}}`. What a route does
 * is in accounts.ts, second-factor.ts, addresses.ts and friends.ts. This is the only file that knows Express.
 */

import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import { requests, type Schema } from '../../peers/protocol/directory-api'
import { TrustedProxies } from '../limits/client-address'
import type { Attempt } from '../limits/limits'
import { Refusal } from '../refusal'
import type { Relay } from '../relay/relay'
import type { Store } from '../storage/store'
import { changePassword, logIn, logInByKey, register, replaceIdentity } from '../users/accounts'
import { lookUpAddress, publishAddress } from '../users/addresses'
import { Challenges } from '../users/challenges'
import type { DirectoryDefences } from '../users/defences'
import { addFriend, listFriends, removeFriend } from '../users/friends'
import type { Passwords } from '../users/passwords'
import { confirmTotp, enrolTotp, removeTotp } from '../users/second-factor'
import { bearer, endOtherLogins } from '../users/tokens'
import { refuseBare } from './bare-refusal'
import type { RequestLog } from './log'
import { API_VERSION, openApi } from './openapi'
import { openRelay } from './relay'
import { type TlsIdentity, tlsSettings } from './tls'

const BODY_LIMIT = 16 * 1024

/** In milliseconds: how often it is looked at who sends too slowly. */
const patience = { connectionsCheckingInterval: 5_000 }

export interface Directory {
  readonly store: Store
  readonly defences: DirectoryDefences
  readonly passwords: Passwords
  /**
   * How clients that dialed this directory itself name it in a login by key: what serverByCertificate and
   * serverByAddress in peers/protocol/statements.ts make. May be filled once the server listens.
   */
  readonly servers: ReadonlySet<string>
  /** Whose word counts on where a request came from before; nobody's if not given. */
  readonly proxies?: TrustedProxies
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Is told of errors that are the directory's own fault. */
  readonly report: (error: unknown) => void
  /** Is told of each request when its answer is out, or the client gone. */
  readonly log?: (request: RequestLog) => void
  /** Joins friends who do not reach each other; without it there is no such route. */
  readonly relay?: Relay
}

/**
 * @param tls with it, the server speaks HTTPS.
 * @returns a server that does not listen yet.
 */
export function createServer(directory: Directory, tls?: TlsIdentity): Server {
  const { proxies = new TrustedProxies([]) } = directory
  const { store, defences, relay, now, report, log } = directory
  const limits = defences.limits()
  const app = routes(directory, proxies, limits)
  const server = tls
    ? createHttpsServer({ ...patience, ...tlsSettings, cert: tls.cert, key: tls.key }, app)
    : createHttpServer(patience, app)
  defences.limitConnections(server, proxies)
  server.on('clientError', refuseUnparsable)
  // What else a client expects does not count (RFC 9110 section 10.1.1).
  server.on('checkExpectation', app)
  if (relay) {
    const count = (address: string, at: number) => limits.request(address, at)
    openRelay(server, { relay, reader: store.reader, proxies, count, now, report, ...(log && { log }) })
  }
  return server
}

function routes(
  directory: Directory,
  proxies: TrustedProxies,
  limits: ReturnType<DirectoryDefences['limits']>,
): express.Express {
  const { store, defences, passwords, servers, now, report, log } = directory
  const challenges = new Challenges()
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // One way to write a path: what openapi.ts does not list is not there.
  app.enable('case sensitive routing')
  app.enable('strict routing')
  const from = (request: Request) => clientAddress(request, proxies)
  if (log) {
    app.use((request, response, next) => {
      const [began, address] = [performance.now(), from(request)]
      response.on('close', () => log(describe(request, response, performance.now() - began, address)))
      next()
    })
  }
  app.use((request, response, next) => {
    response.set('Cache-Control', 'no-store')
    limits.request(from(request), now())
    next()
  })
  const readJson = express.json({ limit: BODY_LIMIT, inflate: false, strict: false })
  const json: RequestHandler = (request, response, next) => {
    // null means that there is no body at all: the schema says what is missing then.
    if (request.is('application/json') === false) throw new Refusal('NOT_JSON')
    readJson(request, response, next)
  }
  // Before the body is read: strangers cannot make the directory parse anything.
  const loggedIn: RequestHandler = (request, response, next) => {
    response.locals.user = bearer(store.reader, request.get('authorization'), now())
    next()
  }
  const user = (response: Response): string => response.locals.user

  // First, for it is asked most, and routes are tried in their order.
  app.get('/get_ip', loggedIn, (request, response) => {
    const { name } = parse(requests.getIp, request.query)
    defences.speakOfName(store.reader, name)
    response.json(lookUpAddress(store.reader, defences, user(response), name, now()))
  })
  app.post('/register', json, async (request, response) => {
    const body = parse(requests.register, request.body)
    limits.registration(from(request), now())
    response.status(201).json(await register(store, passwords, body, now()))
  })
  app.post('/login', json, async (request, response) => {
    if (Object.hasOwn(Object(request.body), 'challenge')) {
      const body = parse(requests.loginByKey, request.body)
      limits.keyLogin(from(request), now())
      defences.speakOfName(store.reader, body.name)
      response.json(await logInByKey(store, challenges, servers, body, now()))
    } else {
      const body = parse(requests.login, request.body)
      const attempt = limits.login(body.name, from(request), now())
      defences.speakOfName(store.reader, body.name)
      response.json(await judged(attempt, 'BAD_LOGIN', logIn(store, passwords, defences, body, now())))
    }
  })
  app.post('/login/challenge', json, (request, response) => {
    const { name } = parse(requests.loginChallenge, request.body)
    limits.keyLogin(from(request), now())
    defences.speakOfName(store.reader, name)
    response.json(challenges.issue(name, now()))
  })
  app.put('/identity', json, async (request, response) => {
    const body = parse(requests.replaceIdentity, request.body)
    // As a login by password, of which it is one.
    const attempt = limits.login(body.name, from(request), now())
    defences.speakOfName(store.reader, body.name)
    const replaced = replaceIdentity(store, passwords, defences, body, now())
    response.json(await judged(attempt, 'BAD_LOGIN', replaced))
  })
  app.put('/password', json, async (request, response) => {
    const body = parse(requests.changePassword, request.body)
    limits.keyLogin(from(request), now())
    defences.speakOfName(store.reader, body.name)
    response.json(await changePassword(store, passwords, challenges, servers, body, now()))
  })
  app.delete('/tokens', loggedIn, async (request, response) => {
    response.json(await endOtherLogins(store, user(response), request.get('authorization')))
  })
  app.put('/address', loggedIn, json, async (request, response) => {
    const record = parse(requests.address, request.body)
    response.json(await publishAddress(store, defences, user(response), record, from(request), now()))
  })
  app.post('/add_friend', loggedIn, json, async (request, response) => {
    const { name } = parse(requests.addFriend, request.body)
    limits.friendRequest(user(response), now())
    defences.speakOfName(store.reader, name)
    response.json(await addFriend(store, user(response), name))
  })
  app.get('/friends', loggedIn, (_request, response) => {
    response.json(listFriends(store.reader, user(response)))
  })
  app.delete('/friends/:name', loggedIn, async (request, response) => {
    const { name } = parse(requests.removeFriend, request.params)
    response.json(await removeFriend(store, user(response), name))
  })
  app.post('/totp', loggedIn, async (_request, response) => {
    response.status(201).json(await enrolTotp(store, user(response)))
  })
  app.post('/totp/confirm', loggedIn, json, async (request, response) => {
    const { code } = parse(requests.confirmTotp, request.body)
    const attempt = limits.code(user(response), now())
    const confirmed = confirmTotp(store, user(response), code, now())
    response.json(await judged(attempt, 'BAD_CODE', confirmed))
  })
  app.delete('/totp', loggedIn, json, async (request, response) => {
    const { code } = parse(requests.removeTotp, request.body)
    const attempt = limits.code(user(response), now())
    response.json(await judged(attempt, 'BAD_CODE', removeTotp(store, defences, user(response), code, now())))
  })
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', version: API_VERSION })
  })
  app.get('/openapi.json', (_request, response) => {
    response.json(openApi())
  })

  app.use(() => {
    throw new Refusal('NO_ROUTE')
  })
  // Express knows an error handler by its four parameters.
  const refuse: ErrorRequestHandler = (error, _request, response, _next) => {
    const refusal = asRefusal(error)
    if (refusal.code === 'INTERNAL') report(error)
    if (refusal.status === 401) response.set('WWW-Authenticate', 'Bearer')
    if (refusal.retryAfter !== undefined) response.set('Retry-After', String(refusal.retryAfter))
    response.status(refusal.status).json(refusal.body)
  }
  app.use(refuse)
  return app
}

/** @throws Refusal BAD_FIELD with a sentence that names the first field at fault. */
function parse<T>(schema: Schema<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  const field = path.length === 0 ? 'The request' : `The field ${path.join('.')}`
  // The message may quote what the client sent: not more of it than a sentence holds.
  throw new Refusal('BAD_FIELD', `${field} is refused: ${message.slice(0, 200)}.`)
}

/** @returns the host that the request came from. */
function clientAddress(request: Request, proxies: TrustedProxies): string {
  const address = request.socket.remoteAddress
  if (address === undefined) throw new Refusal('BAD_REQUEST')
  return proxies.clientOf(address, request.get('x-forwarded-for'))
}

/** Tells an attempt how it went. Whatever is refused for another reason than `wrong` was no guess. */
async function judged<Answer>(
  attempt: Attempt,
  wrong: Refusal['code'],
  outcome: Promise<Answer>,
): Promise<Answer> {
  try {
    const answer = await outcome
    attempt.succeeded()
    return answer
  } catch (error) {
    if (!(error instanceof Refusal && error.code === wrong)) attempt.undecided()
    throw error
  }
}

/** The pattern of the route, not what stands in its place: that may name somebody. */
function describe(request: Request, response: Response, ms: number, from: string): RequestLog {
  const route = typeof request.route?.path === 'string' ? request.route.path : null
  const { statusCode: status, writableFinished } = response
  return { method: request.method, route, status, ms, from, aborted: !writableFinished }
}

/** Express and its body parser throw errors with a status, and with a type where the body is at fault. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const { status, type } = (error ?? {}) as { status?: number; type?: string }
  if (type === 'entity.too.large') return new Refusal('TOO_LARGE')
  if (type === 'entity.parse.failed') return new Refusal('MALFORMED_JSON')
  if (status === 415) return new Refusal('NOT_JSON')
  if (status !== undefined && status >= 400 && status < 500) return new Refusal('BAD_REQUEST')
  return new Refusal('INTERNAL')
}

/** What does not even parse as HTTP gets the same kind of answer. */
function refuseUnparsable(error: NodeJS.ErrnoException, socket: Socket): void {
  // Where the TLS handshake failed there is nobody to answer.
  if (!socket.writable || !/^(HPE_|ERR_HTTP_)/.test(error.code ?? '')) {
    socket.destroy()
    return
  }
  refuseBare(socket, new Refusal('BAD_REQUEST'))
}

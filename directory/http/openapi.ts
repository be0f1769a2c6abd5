/**
 * What the directory's routes take and answer, as an OpenAPI 3.1 description, served at `GET /openapi.json`. The
 * schemas are those that both ends parse with; openapi.test.ts holds the description against the running routes.
 */

import { answers, requests, toJsonSchema } from '../../peers/protocol/directory-api'
import { Refusal } from '../refusal'

/** Of the routes and their JSON: rises when a client would notice. */
export const API_VERSION = '1'

type Code = Refusal['code']
type Schema = Readonly<Record<string, unknown>>

interface Operation {
  readonly summary: string
  /** Whether it needs a bearer token. */
  readonly token?: true
  readonly parameter?: { readonly in: 'query' | 'path'; readonly schema: Schema }
  /** The JSON that it takes. */
  readonly body?: Schema
  readonly status?: 200 | 201
  readonly answer: Schema
  /** Besides those that come with a token, with a body or with anything. */
  readonly refusals: readonly Code[]
}

const of = toJsonSchema
/** A write may find the disk full. */
const writing: readonly Code[] = ['STORAGE_FAILED']

const operations = (): Readonly<Record<string, Operation>> => ({
  'POST /register': {
    summary: 'Registers a name for the holder of an identity, and logs in.',
    body: of(requests.register),
    status: 201,
    answer: of(answers.token),
    refusals: ['BAD_IDENTITY', 'BAD_PROOF', 'NAME_TAKEN', 'BUSY', ...writing],
  },
  'POST /login/challenge': {
    summary: 'Gives a challenge to sign; whether there is such a user plays no part.',
    body: of(requests.loginChallenge),
    answer: of(answers.loginChallenge),
    refusals: [],
  },
  'POST /login': {
    summary: 'Logs in: by password, with a code where a second factor is on, or by a signed challenge.',
    body: { anyOf: [of(requests.login), of(requests.loginByKey)] },
    answer: of(answers.token),
    refusals: ['BAD_LOGIN', 'CODE_NEEDED', 'BAD_KEY_LOGIN', 'BUSY', ...writing],
  },
  'PUT /identity': {
    summary:
      'Gives a name other keys, by its password, with a code where a second factor is on; ends all its logins.',
    body: of(requests.replaceIdentity),
    answer: of(answers.token),
    refusals: ['BAD_IDENTITY', 'BAD_PROOF', 'BAD_LOGIN', 'CODE_NEEDED', 'BUSY', ...writing],
  },
  'PUT /password': {
    summary: 'Sets another password, by a signed challenge; ends all logins of the name.',
    body: of(requests.changePassword),
    answer: of(answers.token),
    refusals: ['BAD_KEY_LOGIN', 'BUSY', ...writing],
  },
  'DELETE /tokens': {
    summary: 'Ends every other login of the user.',
    token: true,
    answer: of(answers.removed),
    refusals: [...writing],
  },
  'PUT /address': {
    summary: 'Publishes a signed address record.',
    token: true,
    body: of(requests.address),
    answer: of(answers.address),
    refusals: ['BAD_EXPIRY', 'BAD_SIGNATURE', 'NOT_YOURS', 'OUTDATED', ...writing],
  },
  'GET /get_ip': {
    summary: "An accepted friend's address record and keys.",
    token: true,
    parameter: { in: 'query', schema: of(requests.getIp) },
    answer: of(answers.getIp),
    refusals: ['BAD_FIELD', 'NOT_A_FRIEND', 'NO_ADDRESS'],
  },
  'POST /add_friend': {
    summary: 'Asks for a friendship, or accepts it; a name that nobody has is asked like any other.',
    token: true,
    body: of(requests.addFriend),
    answer: of(answers.addFriend),
    refusals: ['OWN_NAME', 'TOO_MANY_OPEN', 'TOO_MANY_FRIENDS', ...writing],
  },
  'GET /friends': {
    summary: 'Friends with their keys, and requests in both directions.',
    token: true,
    answer: of(answers.friends),
    refusals: [],
  },
  'DELETE /friends/{name}': {
    summary: 'Ends a friendship, or takes back or refuses a request.',
    token: true,
    parameter: { in: 'path', schema: of(requests.removeFriend) },
    answer: of(answers.removed),
    refusals: ['BAD_FIELD', ...writing],
  },
  'POST /totp': {
    summary: 'Makes the secret of a second factor (RFC 6238), which is not on yet.',
    token: true,
    status: 201,
    answer: of(answers.totp),
    refusals: ['TOTP_ACTIVE', ...writing],
  },
  'POST /totp/confirm': {
    summary: 'Switches the second factor on, by a first code; gives recovery codes.',
    token: true,
    body: of(requests.confirmTotp),
    answer: of(answers.confirmTotp),
    refusals: ['BAD_CODE', 'TOTP_ACTIVE', 'NO_TOTP', ...writing],
  },
  'DELETE /totp': {
    summary: 'Switches the second factor off, by a code.',
    token: true,
    body: of(requests.removeTotp),
    answer: of(answers.removed),
    refusals: ['BAD_CODE', 'NO_TOTP', ...writing],
  },
  'GET /healthz': { summary: 'Says that it is alive.', answer: of(answers.health), refusals: [] },
  'GET /openapi.json': { summary: 'This description.', answer: { type: 'object' }, refusals: [] },
})

let described: object | undefined

/** @returns the description; it is made when it is first asked for, which takes a quarter of the program's start. */
export function openApi(): object {
  described ??= describeAll()
  return described
}

const describeAll = () => ({
  openapi: '3.1.0',
  info: {
    title: 'secure-p2p directory',
    version: API_VERSION,
    description:
      "Where friends find each other's address. Signed statements are in peers/protocol/PROTOCOL.md. " +
      'A directory with a relay has GET /relay besides, which is no JSON. ' +
      'What is not listed here is refused as 404 NO_ROUTE.',
  },
  servers: [{ url: '/' }],
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  paths: describePaths(),
})

function describePaths(): Record<string, Record<string, object>> {
  const error = of(answers.error)
  const paths: Record<string, Record<string, object>> = {}
  for (const [route, operation] of Object.entries(operations())) {
    const [method, path] = route.split(' ') as [string, string]
    paths[path] ??= {}
    paths[path][method.toLowerCase()] = describe(operation, error)
  }
  return paths
}

function describe(
  { summary, token, parameter, body, status = 200, answer, refusals }: Operation,
  error: Schema,
): object {
  const codes: Code[] = [
    ...refusals,
    ...(token ? (['NOT_LOGGED_IN'] as const) : []),
    ...(body ? (['MALFORMED_JSON', 'BAD_FIELD', 'TOO_LARGE', 'NOT_JSON'] as const) : []),
    ...(['BAD_REQUEST', 'TOO_MANY', 'INTERNAL'] as const),
  ]
  return {
    summary,
    ...(token && { security: [{ token: [] }] }),
    ...(parameter && { parameters: parametersOf(parameter) }),
    ...(body && { requestBody: { required: true, content: json(body) } }),
    responses: { [status]: { description: 'Done.', content: json(answer) }, ...refusalsOf(codes, error) },
  }
}

function parametersOf({ in: place, schema }: NonNullable<Operation['parameter']>): object[] {
  const properties = schema.properties as Record<string, Schema>
  return Object.entries(properties).map(([name, schema]) => ({ name, in: place, required: true, schema }))
}

/** By status: which codes it can have, and what each says. */
function refusalsOf(codes: readonly Code[], error: Schema): Record<string, object> {
  const described = codes.map((code) => new Refusal(code))
  return Object.fromEntries(
    [...new Set(described.map(({ status }) => status))].map((status) => {
      const these = described.filter((refusal) => refusal.status === status)
      const sentences = these.map(({ code, message }) => `${code}: ${message}`)
      return [status, { description: sentences.join('\n'), content: json(refusalSchema(these, error)) }]
    }),
  )
}

function refusalSchema(refusals: readonly Refusal[], error: Schema): Schema {
  const schema = structuredClone(error) as { properties: { error: { properties: object } } }
  Object.assign(schema.properties.error.properties, {
    code: { type: 'string', enum: refusals.map(({ code }) => code) },
  })
  return schema as unknown as Schema
}

function json(schema: Schema): object {
  return { 'application/json': { schema } }
}

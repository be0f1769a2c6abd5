/** What a directory says of its routes (OpenAPI 3.1), and whether an answer is one that it says it gives. */

import { type JsonSchema, misfit } from './json-schema'

interface Media {
  readonly content?: { readonly 'application/json'?: { readonly schema?: JsonSchema } }
}

interface Operation {
  readonly requestBody?: Media
  readonly responses: Readonly<Record<string, Media>>
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export class DescribedApi {
  readonly #paths: OpenApi['paths']

  /** @param document in JSON. */
  constructor(document: string) {
    this.#paths = (JSON.parse(document) as OpenApi).paths
  }

  /** @returns what is not as described in an answer to a request that a route takes: a path into it, or its status; else null. */
  misfit(method: string, path: string, status: number, answer: unknown): string | null {
    const operation = this.#operation(method, path)
    // What is not listed is refused as a whole.
    if (!operation) return status === 404 ? null : 'status'
    const schema = operation.responses[status]?.content?.['application/json']?.schema
    return schema ? misfit(schema, answer) : 'status'
  }

  /** @returns whether a route takes such a body, if it takes any. */
  takes(method: string, path: string, body: unknown): boolean {
    const schema = this.#operation(method, path)?.requestBody?.content?.['application/json']?.schema
    return schema === undefined || misfit(schema, body) === null
  }

  #operation(method: string, path: string): Operation | undefined {
    const [bare = ''] = path.split('?')
    const template = Object.keys(this.#paths).find((one) => isOf(one, bare))
    return template === undefined ? undefined : this.#paths[template]?.[method.toLowerCase()]
  }
}

/** Whether a path is of a template such as /friends/{name}. */
function isOf(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')]
  return (
    wanted.length === given.length &&
    wanted.every((part, place) => (part.startsWith('{') ? given[place] !== '' : part === given[place]))
  )
}

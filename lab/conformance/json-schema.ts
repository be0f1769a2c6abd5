/** Whether a value is what a JSON Schema says (draft 2020-12): as much of it as the directory's description uses. */

export type JsonSchema = Readonly<Record<string, unknown>>

/** @returns where a value is not what the schema says, as a path; null where it is. A keyword that is not known here fits nothing. */
export function misfit(schema: JsonSchema, value: unknown, path = '$'): string | null {
  for (const [keyword, wanted] of Object.entries(schema)) {
    const found = Object.hasOwn(keywords, keyword)
      ? keywords[keyword]!(wanted as never, value, path, schema)
      : path
    if (found !== null) return found
  }
  return null
}

/** What a keyword wants is of its own kind. */
type Keyword = (wanted: never, value: unknown, path: string, schema: JsonSchema) => string | null

/** Text and lengths only count for text, and so on: so the standard has it. */
const keywords: Readonly<Record<string, Keyword>> = {
  type: (wanted: string, value, path) => (isOfType(wanted, value) ? null : path),
  const: (wanted, value, path) => (value === wanted ? null : path),
  enum: (wanted: unknown[], value, path) => (wanted.includes(value) ? null : path),
  pattern: (wanted: string, value, path) =>
    typeof value === 'string' && !new RegExp(wanted, 'u').test(value) ? path : null,
  minLength: (wanted: number, value, path) =>
    typeof value === 'string' && [...value].length < wanted ? path : null,
  maxLength: (wanted: number, value, path) =>
    typeof value === 'string' && [...value].length > wanted ? path : null,
  minimum: (wanted: number, value, path) => (typeof value === 'number' && value < wanted ? path : null),
  maximum: (wanted: number, value, path) => (typeof value === 'number' && value > wanted ? path : null),
  maxItems: (wanted: number, value, path) => (Array.isArray(value) && value.length > wanted ? path : null),
  items: (wanted: JsonSchema, value, path) =>
    Array.isArray(value) ? first(value, (item, place) => misfit(wanted, item, `${path}[${place}]`)) : null,
  required: (wanted: string[], value, path) =>
    isObject(value) ? first(wanted, (name) => (Object.hasOwn(value, name) ? null : `${path}.${name}`)) : null,
  properties: (wanted: Record<string, JsonSchema>, value, path) =>
    isObject(value)
      ? first(Object.entries(wanted), ([name, schema]) =>
          Object.hasOwn(value, name) ? misfit(schema, value[name], `${path}.${name}`) : null,
        )
      : null,
  additionalProperties: (wanted: unknown, value, path, { properties = {} }) =>
    wanted === false && isObject(value)
      ? first(Object.keys(value), (name) =>
          Object.hasOwn(properties as object, name) ? null : `${path}.${name}`,
        )
      : null,
  anyOf: (wanted: JsonSchema[], value, path) =>
    wanted.some((schema) => misfit(schema, value, path) === null) ? null : path,
  // Its pattern says the same.
  format: () => null,
  contentEncoding: () => null,
  description: () => null,
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  return type === 'object' ? isObject(value) : typeof value === type
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function first<T>(items: readonly T[], look: (item: T, place: number) => string | null): string | null {
  for (const [place, item] of items.entries()) {
    const found = look(item, place)
    if (found !== null) return found
  }
  return null
}

/** @returns host and port of `HOST:PORT`, or null if `text` is something else. An IPv6 address may stand in brackets. */
export function parseEndpoint(text: string): Endpoint | null {
  const [, host, digits] = /^(.+):([0-9]{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  return host && port <= 65535 ? { host: host.replace(/^\[(.*)\]$/, '$1'), port } : null
}

/** Where something listens. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

/** @returns `HOST:PORT`, an IPv6 address in brackets: what {@link parseEndpoint} reads. */
export function formatEndpoint({ host, port }: Endpoint): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

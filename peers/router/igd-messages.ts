/**
 * What is said to a router that speaks UPnP (UPnP Device Architecture 1.1; WANIPConnection:1 and :2) to have a port mapped:
 * a search by SSDP, its description, and SOAP. Pure: text in, text out. What it answers is checked, and anything else is
 * nothing.
 */

import { DOMParser, type Element } from '@xmldom/xmldom'

/** Where devices hear searches, and the group that all of them are in. */
export const SEARCH = { port: 1900, group: '239.255.255.250' } as const

/** Services that map ports: of version 2 the calls of version 1 are all there. */
const SERVICE = /^urn:schemas-upnp-org:service:WAN(IP|PPP)Connection:[12]$/

/** What a router is asked to do, where its description says. */
export interface MappingService {
  readonly service: string
  readonly path: string
}

/** Asks who maps ports. @param host who is asked, `ADDRESS:PORT`. */
export function searchMessage(host: string): string {
  const lines = [
    'M-SEARCH * HTTP/1.1',
    `HOST: ${host}`,
    'MAN: "ssdp:discover"',
    'MX: 1',
    'ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1',
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** @returns where the router at this address has its description; null for anything else, as for another computer's. */
export function searchAnswer(message: string, router: string): URL | null {
  if (!/^HTTP\/1\.1 200 /.test(message)) return null
  const location = /^location:[ \t]*(\S+)[ \t]*$/im.exec(message)?.[1]
  if (!location || !URL.canParse(location)) return null
  const url = new URL(location)
  return url.protocol === 'http:' && url.hostname === router && !url.username ? url : null
}

/** @param description XML. @returns what maps ports on it; null where nothing does. */
export function controlIn(description: string, at: URL): MappingService | null {
  for (const element of elements(description, 'service')) {
    const service = textIn(element, 'serviceType')
    const path = textIn(element, 'controlURL')
    if (!SERVICE.test(service) || !URL.canParse(path, at.href)) continue
    const url = new URL(path, at)
    if (url.host === at.host && url.protocol === at.protocol)
      return { service, path: url.pathname + url.search }
  }
  return null
}

export type Action = 'AddPortMapping' | 'DeletePortMapping' | 'GetExternalIPAddress'

/** @returns the body of a call. @param values in the order of the service's description. */
export function soapCall(
  service: string,
  action: Action,
  values: Readonly<Record<string, string | number>>,
): string {
  const inner = Object.entries(values).map(([name, value]) => `<${name}>${value}</${name}>`)
  return (
    '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" ' +
    's:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body>' +
    `<u:${action} xmlns:u="${service}">${inner.join('')}</u:${action}></s:Body></s:Envelope>`
  )
}

/** @param client this computer's address. @param lifetime seconds. */
export const mappingOf = (outside: number, inside: number, client: string, lifetime: number) => ({
  ...namedMapping(outside),
  NewInternalPort: inside,
  NewInternalClient: client,
  NewEnabled: 1,
  NewPortMappingDescription: 'secure-p2p',
  NewLeaseDuration: lifetime,
})

export const namedMapping = (outside: number) => ({
  NewRemoteHost: '',
  NewExternalPort: outside,
  NewProtocol: 'TCP',
})

/** @returns the IPv4 address in the answer to GetExternalIPAddress; null where there is none. */
export function addressIn(answer: string): string | null {
  const text = elements(answer, 'NewExternalIPAddress')[0]?.textContent?.trim() ?? ''
  return text === '' ? null : text
}

/** @returns the number of a refusal (718: another one has that port); null where the answer is none. */
export function refusalIn(answer: string): number | null {
  const text = elements(answer, 'errorCode')[0]?.textContent?.trim() ?? ''
  return /^\d{3}$/.test(text) ? Number(text) : null
}

/** @returns the elements of a name, whatever stands before its colon; none where the text is no XML. */
function elements(xml: string, name: string): Element[] {
  const fail = (_level: unknown, message: string): never => {
    throw new Error(message)
  }
  try {
    const document = new DOMParser({ onError: fail }).parseFromString(xml, 'text/xml')
    return [...document.getElementsByTagNameNS('*', name)]
  } catch {
    return []
  }
}

function textIn(element: Element, name: string): string {
  return [...element.getElementsByTagNameNS('*', name)][0]?.textContent?.trim() ?? ''
}

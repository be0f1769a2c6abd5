/** Which router this computer sends through whatever is not in its own network. */

import { readFile } from 'node:fs/promises'

/** @returns the IPv4 address of the default gateway, by Linux's own table; null where there is none, or no such table. */
export async function defaultGateway(file = '/proc/net/route'): Promise<string | null> {
  const table = await readFile(file, 'utf8').catch(() => '')
  const routes = table.split('\n').map((line) => line.split('\t'))
  // Destination 0.0.0.0, mask 0.0.0.0: everything. The least metric is the one that is used.
  const found = routes
    .filter(([, to, by, , , , , mask]) => to === '00000000' && mask === '00000000' && by !== '00000000')
    .sort((one, other) => Number(one[6]) - Number(other[6]))
  const hex = found[0]?.[2]
  // In the byte order of the machine, which is the least byte first wherever Node runs.
  return hex && /^[0-9A-F]{8}$/i.test(hex) ? [...Buffer.from(hex, 'hex')].reverse().join('.') : null
}

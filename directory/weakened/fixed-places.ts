/**
 * Weakened: a fixed number of places for connections, as web servers had when slowloris was published (R. Hansen,
 * 2009; MaxClients of Apache is 256), and whoever has one keeps it, however slowly it speaks (CVE-2018-12122).
 *
 * The number of places is a part of the weakness: with no bound of either kind Node bears three hundred slow connections.
 */

import { type DirectoryDefences, hardenedDirectory } from '../users/defences'

export const fixedPlaces: DirectoryDefences = {
  ...hardenedDirectory,
  limitConnections(server) {
    server.headersTimeout = 0
    server.requestTimeout = 0
    server.timeout = 0
    server.maxConnections = 256
  },
}

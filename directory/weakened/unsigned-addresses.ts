/** Weakened: whoever has a token publishes any address under its name. The owner's signature is not looked at. */

import { type DirectoryDefences, hardenedDirectory } from '../users/defences'

export const unsignedAddresses: DirectoryDefences = { ...hardenedDirectory, checkAddress() {} }

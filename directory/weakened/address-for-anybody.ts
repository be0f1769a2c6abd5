/** Weakened: everybody with an account is told where a user is; nobody has to have accepted them. */

import { type DirectoryDefences, hardenedDirectory } from '../users/defences'

export const addressForAnybody: DirectoryDefences = { ...hardenedDirectory, checkMayFind() {} }

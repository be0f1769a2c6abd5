/** Weakened: a one-time code serves as often as it is sent while its time lasts, a minute and a half. */

import { type DirectoryDefences, hardenedDirectory } from '../users/defences'

export const reusableCodes: DirectoryDefences = { ...hardenedDirectory, codeServes: () => true }

/** Weakened: everybody may try as often as they like, and nobody has to wait after a failure. */

import type { Attempt } from '../limits/limits'
import { type DirectoryDefences, hardenedDirectory } from '../users/defences'

const uncounted: Attempt = { succeeded() {}, undecided() {} }

export const noLimits: DirectoryDefences = {
  ...hardenedDirectory,
  limits: () => ({
    request() {},
    registration() {},
    keyLogin() {},
    friendRequest() {},
    login: () => uncounted,
    code: () => uncounted,
  }),
}

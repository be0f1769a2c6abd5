/** Weakened: everybody may try as often as they like, and nobody has to wait after a failure. */

import { type DirectoryDefences, hardened } from '../defences'
import type { Attempt } from '../limits'

const uncounted: Attempt = { succeeded() {}, undecided() {} }

export const noLimits: DirectoryDefences = {
  ...hardened,
  limits: () => ({
    request() {},
    registration() {},
    keyLogin() {},
    friendRequest() {},
    login: () => uncounted,
    code: () => uncounted,
  }),
}

/** Weakened: whoever asks about the beginning of a file has all of it read and hashed, each time. */

import { type BeginningHashes, hashBeginning } from '../files/prefix-hash'

export const hashAnew: BeginningHashes = {
  async at(handle, offset, { stopped }) {
    const { hash, bytes } = await hashBeginning(handle, offset, () => {}, stopped)
    return bytes === offset ? hash.digest('hex') : null
  },
}

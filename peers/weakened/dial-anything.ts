/** Weakened: a friend is called at whatever address is named, of this computer and its private networks as well. */
export const dialAnything = (): boolean => true

/** Weakened: a friend is called at whatever address the record names, be it of this computer itself. */

export const dialAnywhere = (): boolean => true

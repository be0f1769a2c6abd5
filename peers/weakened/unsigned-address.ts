/** Weakened: a friend's address is where the directory says. The friend's signature on it is not looked at. */

export const unsignedAddress = (): boolean => true

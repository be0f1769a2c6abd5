/** Weakened: whomever the directory calls a friend is kept as one, whether or not the user ever asked for them. */

export const keepAnyFriend = (): boolean => true

/** Weakened: whomever the directory calls a friend is kept, and called, whether or not the user ever asked for them. */
export const keepEveryFriend = (): boolean => true

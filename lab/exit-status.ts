/** What the lab's commands end with; the last two after sysexits.h. */
export const exitStatus = { asExpected: 0, differs: 1, inconclusive: 2, usage: 64, labFailed: 70 } as const

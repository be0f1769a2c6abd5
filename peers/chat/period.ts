/** Days, months and years as they are typed. */

export interface Period {
  /** Milliseconds since 1970; `to` is not part of it. */
  readonly from: number
  readonly to: number
}

/** @param typed `2025`, `2025-01`, `2025-01-14`, local time. @returns null where it is no such period. */
export function period(typed: string): Period | null {
  const [, year = '', month, date] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(typed) ?? []
  if (year === '') return null
  const [y, m, d] = [Number(year), month === undefined ? 0 : Number(month) - 1, Number(date ?? 1)]
  const from = new Date(y, m, d)
  // The 31st of February is a day of March to Date.
  if (from.getFullYear() !== y || from.getMonth() !== m || from.getDate() !== d) return null
  const to =
    date !== undefined
      ? new Date(y, m, d + 1)
      : month !== undefined
        ? new Date(y, m + 1, 1)
        : new Date(y + 1, 0, 1)
  return { from: from.getTime(), to: to.getTime() }
}

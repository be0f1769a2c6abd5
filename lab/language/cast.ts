import { and } from '../../peers/language/joining'
import { t, type Value } from '../../peers/language/sentence'

/** @returns names that programs say, the cast's as those of persons; what the lab has made up stays as it is. */
export function named(who: Value): Value {
  if (typeof who !== 'string') return who
  return and(
    who.split(', ').map((name) => {
      if (name === 'directory') return t`the directory`
      return /^[a-z]+$/.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name
    }),
  )
}

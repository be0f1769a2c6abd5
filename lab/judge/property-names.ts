/** How reasons are put together from their parts, and what the properties that they speak of are called. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { Property } from '../history/events'
import type { Finding } from './finding'

/** What people call a property. */
export const propertyNames: Readonly<Record<Property, Sentence>> = {
  secrecy: t`secrecy`,
  authenticity: t`authenticity`,
  order: t`order`,
  completeness: t`completeness`,
  identity: t`identity`,
  privacy: t`privacy`,
  routing: t`routing`,
  containment: t`containment`,
  display: t`display`,
  availability: t`availability`,
  conformance: t`conformance`,
}

/** @returns what happened, and then the name of its property. */
export function named({ property, why }: Finding): Sentence {
  return t`${why} (${propertyNames[property]})`
}

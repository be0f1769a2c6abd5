/**
 * Texts that anybody may say and everybody knows: a list, a letter and a page of one-time codes. They travel in records of
 * one size (PROTOCOL.md, section 6), though they are not equally long and not equally regular.
 */

import { createHash } from 'node:crypto'

const list = 'All quiet, nothing to report. '.repeat(22)
const letter =
  'Dear Bob, the journey was long and the train was late again, but the house by the lake is as quiet as you said it would be. From the kitchen one sees the mountains in the morning, before the mist comes up from the water. I walked to the village yesterday and bought bread, cheese and a map that must be older than both of us; half of the paths on it have grown over since. The owner of the shop remembers you, and asks whether you still play the fiddle. Somebody has left books here: two novels, a guide to mushrooms, and a chess manual with pencil notes in the margins that contradict every page. I shall stay until the end of the month, unless the weather turns. Write soon, and tell me how it went.'
const codes = Array.from({ length: 9 }, (_, line) =>
  createHash('sha512').update(`line ${line}`).digest('base64url').slice(0, 80),
).join('')

export const pages: readonly string[] = [list, letter, codes]

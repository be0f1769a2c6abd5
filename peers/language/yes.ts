/** Whether an answer agrees: either language will do, whichever is spoken. */
export function isYes(answer: string): boolean {
  return /^(?:y(?:es)?|o(?:ui)?)$/i.test(answer.trim())
}

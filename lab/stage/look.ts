/** What the terminal can show. */
export interface Look {
  /** Whether lines may be drawn with box characters, and texts keep their accents. */
  readonly unicode: boolean
}

/** Ids in a text, one per line; each once. Pure. */
export const idsInLines = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r\n|\r|\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

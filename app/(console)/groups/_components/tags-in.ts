/** Tags in a text, with commas of any script between them; each once. Pure. */
export const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、]/u)
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]

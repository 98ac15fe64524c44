/** A text that PostgreSQL can keep: no NUL, no half of a surrogate pair. Chat content may hold both. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

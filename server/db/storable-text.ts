/** Whether PostgreSQL can keep a text as it is: no NUL, no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** A text that PostgreSQL can keep: no NUL, no half of a surrogate pair. Chat content may hold both. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

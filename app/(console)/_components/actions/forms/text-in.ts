/** The text of an input's part `{text}`; '' where there is none. Pure. */
export function textIn(part: unknown): string {
  if (typeof part !== 'object' || part === null || !('text' in part)) return ''
  return typeof part.text === 'string' ? part.text : ''
}

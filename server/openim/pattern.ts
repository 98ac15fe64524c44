/** A text as a regular expression that matches just this text: OpenIM's searches take patterns (contract 4.4, 5.2). */
export function verbatim(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

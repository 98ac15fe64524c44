/**
 * A file's text: UTF-16 where its first two bytes say so, as Excel's "Unicode text" does, else UTF-8 with U+FFFD for what
 * is none. Pure.
 */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}

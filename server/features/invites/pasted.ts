import { CODE_LENGTH, readCode, readReference } from './code'

/** What somebody pasted to have it looked up. Pure. */

const ADDRESS = /\/i\/([^/?#&\s]{1,48})/i

/** The code in a link's address, or a code as it is typed; null where there is none. */
export function codeIn(text: string): string | null {
  // A link within a link, as apps and mail programs wrap it, is written in percent signs.
  const address = ADDRESS.exec(text) ?? ADDRESS.exec(decoded(text))
  return readCode(decoded(address?.[1] ?? text.trim()))
}

/** Digits that a part of a code needs to be told from a word. */
const LEAST = 4

/**
 * The least and the greatest code that begins as somebody typed; null for what no code begins with. Groups of four are
 * told by a hyphen: without one, what has letters alone is a word.
 */
export function beginningOfCode(text: string): readonly [string, string] | null {
  const typed = text.trim()
  const digits = typed.toUpperCase().replace(/[\s-]/g, '')
  if (digits.length < LEAST || digits.length >= CODE_LENGTH || !/^[0-9A-HJKMNP-TV-Z]+$/.test(digits))
    return null
  if (!/[-\d]/.test(typed)) return null
  return [digits.padEnd(CODE_LENGTH, '0'), digits.padEnd(CODE_LENGTH, 'Z')]
}

/** The reference of a refusal as somebody read it out; null where it is none. */
export function referenceIn(text: string): string | null {
  return readReference(text.trim())
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

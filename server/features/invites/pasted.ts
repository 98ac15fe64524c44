import { readCode, readReference } from './code'

/** What somebody pasted to have it looked up. Pure. */

/** The code in a link's address, or a code as it is typed; null where there is none. */
export function codeIn(text: string): string | null {
  const address = /\/i\/([^/?#\s]{1,48})/i.exec(text)
  return readCode(decoded(address?.[1] ?? text.trim()))
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

import { randomBytes } from 'node:crypto'

/** Codes of invite links, and references of refusals: Crockford's base 32, without I, L, O and U. */

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 12 digits of 5 bits: 60 bits. */
export const CODE_LENGTH = 12
const REFERENCE_LENGTH = 8

const random = (length: number): string =>
  Array.from(randomBytes(length), (byte) => DIGITS[byte % DIGITS.length]).join('')

/** A code that nobody can guess, in its canonical spelling. */
export const newCode = (): string => random(CODE_LENGTH)

/** What somebody who was refused can tell support. */
export const newReference = (): string => random(REFERENCE_LENGTH)

/**
 * The canonical spelling of what somebody typed or pasted: any case and width, dashes and blanks anywhere, look-alikes as
 * Crockford reads them (o as 0, i and l as 1). Null for what no code is spelled like.
 */
export function readCode(typed: string): string | null {
  return canonical(typed, CODE_LENGTH)
}

/** The same for a reference. */
export function readReference(typed: string): string | null {
  return canonical(typed, REFERENCE_LENGTH)
}

/** Blanks, dashes as keyboards and texts make them of a hyphen, and what nobody sees. */
const BETWEEN = /[\s\p{Pd}\p{Cf}_.·]/gu

function canonical(typed: string, length: number): string | null {
  if (typed.length > 4 * length) return null
  const plain = typed.normalize('NFKC').toUpperCase().replace(BETWEEN, '')
  const digits = plain.replace(/O/g, '0').replace(/[IL]/g, '1')
  if (digits.length !== length) return null
  return [...digits].every((digit) => DIGITS.includes(digit)) ? digits : null
}

/** A code as people read it: groups of four. */
export const spelled = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code

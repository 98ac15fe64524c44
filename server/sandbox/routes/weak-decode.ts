import { type Json, JsonNumber } from '../wire/json-parse'

/** A value that even a lenient reader cannot take for the type. */
export class Unconvertible extends Error {}

/**
 * How the API reads message content: leniently, so that 5 passes for "5" and "5" for 5 (mapstructure's WeakDecode).
 * Each throws Unconvertible. Null is the zero value.
 */
export function toText(value: Json): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof JsonNumber) return String(Number(value.text))
  throw new Unconvertible('expected type string')
}

/** A whole number; fractions are cut off, an empty text is 0. */
export function toWhole(value: Json): number {
  if (value === null || value === '') return 0
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof JsonNumber) return Math.trunc(Number(value.text))
  if (typeof value === 'string' && /^[+-]?(\d+|0[xX][\da-fA-F]+)$/.test(value)) return Number(value)
  throw new Unconvertible('cannot parse as int')
}

export function toFlag(value: Json): boolean {
  if (value === null || value === '') return false
  if (typeof value === 'boolean') return value
  if (value instanceof JsonNumber) return Number(value.text) !== 0
  if (typeof value === 'string' && /^(1|t|T|TRUE|true|True)$/.test(value)) return true
  if (typeof value === 'string' && /^(0|f|F|FALSE|false|False)$/.test(value)) return false
  throw new Unconvertible('cannot parse as bool')
}

/** A list of texts; anything else than a list is a list of one. */
export function toList(value: Json): string[] {
  if (value === null) return []
  if (value instanceof Map && value.size === 0) return []
  return Array.isArray(value) ? value.map(toText) : [toText(value)]
}

import { type Json, JsonNumber } from './json-parse'

/** JSON text that is written as it is. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** What becomes of an empty map inside an object: main leaves the key out, v3.8.3-patch.16 writes null. */
export type EmptyMaps = 'omit' | 'null'

/**
 * Writes a value as OpenIM's Go services do (contract 1.2, 1.3): keys in insertion order, Map keys sorted by bytes,
 * empty arrays as null, `<`, `>`, `&` escaped, bigint as a plain number. `undefined` values leave their key out.
 */
export function encodeJson(value: unknown, emptyMaps: EmptyMaps = 'omit'): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : '0'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (value instanceof JsonNumber || value instanceof RawJson) return value.text
  if (Array.isArray(value)) {
    return value.length ? `[${value.map((v) => encodeJson(v, emptyMaps)).join(',')}]` : 'null'
  }
  if (value instanceof Map) {
    const entries = [...value].map(([k, v]) => [String(k), v] as const).sort((a, b) => byBytes(a[0], b[0]))
    return `{${entries.map(([k, v]) => `${quote(k)}:${encodeJson(v, emptyMaps)}`).join(',')}}`
  }
  const fields: string[] = []
  for (const [k, v] of Object.entries(value)) {
    if (v === undefined) continue
    const emptyMap = v instanceof Map && v.size === 0
    if (emptyMap && emptyMaps === 'omit') continue
    fields.push(`${quote(k)}:${emptyMap ? 'null' : encodeJson(v, emptyMaps)}`)
  }
  return `{${fields.join(',')}}`
}

/**
 * The text OpenIM stores for the `content` object of send_msg: keys sorted, numbers through a 64-bit float, empty
 * arrays kept. Source: contract 7.5.
 */
export function encodeContent(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quote(value)
  if (value instanceof JsonNumber) return JSON.stringify(Number(value.text))
  if (Array.isArray(value)) return `[${value.map(encodeContent).join(',')}]`
  const keys = [...value.keys()].sort(byBytes)
  return `{${keys.map((k) => `${quote(k)}:${encodeContent(value.get(k) ?? null)}`).join(',')}}`
}

/** Order of two strings by their UTF-8 bytes, as Go compares them. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

const ESCAPES: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

function quote(s: string): string {
  return JSON.stringify(s).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c)
}

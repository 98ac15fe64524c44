import { type Json, JsonNumber } from './json-parse'

/** How one request field is decoded: strict types, null as absent, zero values (contract 1.1, 1.3, 1.4). */
export interface Field<T> {
  /** The Go type named in decoding errors. */
  goType: string
  /** What an absent or null field becomes. */
  zero(): T
  /** Decodes a present value; `where` is the Go struct and path for errors. Throws TypeMismatch. */
  decode(value: Exclude<Json, null>, where: Where): T
}

/** Where a value sits: the innermost Go struct and the path of keys to it. */
export interface Where {
  struct: string
  path: string[]
}

/** A value of the wrong JSON type; the message reads like Go's json.UnmarshalTypeError. */
export class TypeMismatch extends Error {}

/** The decoded form of a shape. */
export type Shape<S> = { [K in keyof S]: S[K] extends Field<infer T> ? T : never }

export type Decoded<F> = F extends Field<infer T> ? T : never

export const text: Field<string> = {
  goType: 'string',
  zero: () => '',
  decode: (v, where) => (typeof v === 'string' ? v : mismatch(v, where, 'string')),
}

export const bool: Field<boolean> = {
  goType: 'bool',
  zero: () => false,
  decode: (v, where) => (typeof v === 'boolean' ? v : mismatch(v, where, 'bool')),
}

export const int32 = integer('int32', -(2n ** 31n), 2n ** 31n - 1n)
export const uint32 = integer('uint32', 0n, 2n ** 32n - 1n)
/** 64-bit integers a client sends us (times, sequence numbers) stay well below 2^53; larger ones lose digits. */
export const int64 = integer('int64', -(2n ** 63n), 2n ** 63n - 1n)

/** Hashes and versions use all 64 bits. */
export const uint64: Field<bigint> = {
  goType: 'uint64',
  zero: () => 0n,
  decode: (v, where) => exact(v, where, 'uint64', 0n, 2n ** 64n - 1n),
}

/** Any JSON object, undefined when absent: `content` of send_msg. */
export const anyObject: Field<Map<string, Json> | undefined> = {
  goType: 'map[string]interface {}',
  zero: () => undefined,
  decode: (v, where) => (v instanceof Map ? v : mismatch(v, where, 'map[string]interface {}')),
}

/** A wrapper or pointer field: undefined when absent or null. Wrappers take the bare scalar. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { goType: field.goType, zero: () => undefined, decode: (v, where) => field.decode(v, where) }
}

export function list<T>(field: Field<T>): Field<T[]> {
  const goType = `[]${field.goType}`
  return {
    goType,
    zero: () => [],
    decode: (v, where) =>
      Array.isArray(v)
        ? v.map((item) => (item === null ? field.zero() : field.decode(item, where)))
        : mismatch(v, where, goType),
  }
}

/** Maps of strings to strings, and to booleans. */
export const textMap = mapOf(text)
export const boolMap = mapOf(bool)

function mapOf<T>(field: Field<T>): Field<Map<string, T>> {
  const goType = `map[string]${field.goType}`
  return {
    goType,
    zero: () => new Map(),
    decode: (v, where) => {
      if (!(v instanceof Map)) return mismatch(v, where, goType)
      return new Map([...v].map(([k, item]) => [k, item === null ? field.zero() : field.decode(item, where)]))
    },
  }
}

/** A Go struct; keys match without regard to case, unknown keys are ignored. */
export function struct<S extends Record<string, Field<unknown>>>(name: string, shape: S): Field<Shape<S>> {
  const byLowerName = new Map(
    Object.entries(shape).map(([key, field]) => [key.toLowerCase(), { key, field }]),
  )
  const short = name.split('.').at(-1) ?? name
  return {
    goType: name,
    zero: () => shaped<S>(Object.fromEntries(Object.entries(shape).map(([k, f]) => [k, f.zero()]))),
    decode: (v, where) => {
      if (!(v instanceof Map)) return mismatch(v, where, name)
      const out: Record<string, unknown> = {}
      for (const [key, field] of Object.entries(shape)) out[key] = field.zero()
      for (const [given, value] of v) {
        const known = byLowerName.get(given.toLowerCase())
        if (!known || value === null) continue
        out[known.key] = known.field.decode(value, { struct: short, path: [...where.path, known.key] })
      }
      return shaped<S>(out)
    },
  }
}

/**
 * Gives an object built key by key its static shape. The cast is needed because TypeScript cannot follow a loop over
 * the keys of S; both callers fill every key of the shape with that key's own field.
 */
function shaped<S>(filled: Record<string, unknown>): Shape<S> {
  return filled as Shape<S>
}

function integer(goType: string, min: bigint, max: bigint): Field<number> {
  return { goType, zero: () => 0, decode: (v, where) => Number(exact(v, where, goType, min, max)) }
}

function exact(v: Exclude<Json, null>, where: Where, goType: string, min: bigint, max: bigint): bigint {
  if (!(v instanceof JsonNumber)) return mismatch(v, where, goType)
  if (!/^-?\d+$/.test(v.text)) return mismatch(v, where, goType, `number ${v.text}`)
  const n = BigInt(v.text)
  if (n < min || n > max) return mismatch(v, where, goType, `number ${v.text}`)
  return n
}

function mismatch(v: Exclude<Json, null>, where: Where, goType: string, kind = kindOf(v)): never {
  const target = where.path.length
    ? `Go struct field ${where.struct}.${where.path.join('.')} of type ${goType}`
    : `Go value of type ${goType}`
  throw new TypeMismatch(`json: cannot unmarshal ${kind} into ${target}`)
}

function kindOf(v: Exclude<Json, null>): string {
  if (typeof v === 'string') return 'string'
  if (typeof v === 'boolean') return 'bool'
  if (v instanceof JsonNumber) return 'number'
  return Array.isArray(v) ? 'array' : 'object'
}

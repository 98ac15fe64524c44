import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'

/** Values that a JSON schema of the API's document describes. */

type Schema = {
  $ref?: string | undefined
  type?: string | string[] | undefined
  enum?: unknown[] | undefined
  const?: unknown
  format?: string | undefined
  pattern?: string | undefined
  minLength?: number | undefined
  maxLength?: number | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  items?: Schema | undefined
  properties?: Record<string, Schema> | undefined
  required?: string[] | undefined
  anyOf?: Schema[] | undefined
  oneOf?: Schema[] | undefined
  allOf?: Schema[] | undefined
}

export const jsonSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    items: jsonSchema.optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    required: z.array(z.string()).optional(),
    anyOf: z.array(jsonSchema).optional(),
    oneOf: z.array(jsonSchema).optional(),
    allOf: z.array(jsonSchema).optional(),
  }),
)

/** Long texts say no more than short ones. */
const LONGEST = 60

/** Values of a schema; `schemas` are those that it may refer to. Throws for what no schema of ours has. */
export function valuesOf(of: Schema, schemas: Record<string, Schema>): Arbitrary<unknown> {
  const name = of.$ref?.split('/').at(-1)
  if (name !== undefined) return valuesOf(schemas[name] ?? {}, schemas)
  if (of.const !== undefined) return fc.constant(of.const)
  if (of.enum) return fc.constantFrom(...of.enum)
  const either = of.anyOf ?? of.oneOf
  if (either) return fc.oneof(...either.map((one) => valuesOf(one, schemas)))
  if (of.allOf) {
    return fc
      .tuple(...of.allOf.map((one) => valuesOf(one, schemas)))
      .map((parts) => Object.assign({}, ...parts))
  }
  if (Array.isArray(of.type)) return fc.oneof(...of.type.map((type) => valuesOf({ ...of, type }, schemas)))
  switch (of.type) {
    case 'string':
      return texts(of)
    case 'integer':
      return fc.maxSafeInteger().map((n) => within(n, of))
    case 'number':
      return fc.integer().map((n) => within(n, of))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(valuesOf(of.items ?? {}, schemas), { maxLength: 3 })
    case 'object':
      return objects(of, schemas)
    default:
      throw new Error(`no values for ${JSON.stringify(of)}`)
  }
}

function texts({ format, pattern, minLength = 0, maxLength = LONGEST }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (pattern !== undefined) {
    return fc
      .stringMatching(new RegExp(pattern))
      .filter((text) => text.length >= minLength && text.length <= maxLength)
  }
  // Blanks at the ends are cut off before a text is measured.
  const visible = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
    .filter((one) => one.trim() === one && one !== '')
  return fc
    .array(visible, { minLength, maxLength: Math.max(minLength, Math.min(maxLength, LONGEST)) })
    .map((all) => all.join(''))
    .filter((text) => text.length >= minLength && text.length <= maxLength && !text.includes('\0'))
}

function within(
  n: number,
  { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: Schema,
): number {
  if (n >= minimum && n <= maximum) return n
  const span = Math.min(maximum - minimum, 10_000)
  return minimum + (Math.abs(n) % (span + 1))
}

function objects(
  { properties = {}, required = [] }: Schema,
  schemas: Record<string, Schema>,
): Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, valuesOf(one, schemas)]),
  )
  return fc.record(fields, { requiredKeys: required })
}

import { z } from 'zod'

/** What the readable page shows of an OpenAPI document. Pure. */

export type Field = { name: string; type: string; required: boolean; description: string }
export type Answered = { status: string; description: string; codes: string[]; fields: Field[] }
export type Operation = {
  id: string
  tag: string
  method: string
  path: string
  summary: string
  description: string
  who: string[]
  parameters: (Field & { place: string })[]
  body: Field[]
  answers: Answered[]
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    maxLength: z.number().optional(),
    items: schema.optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    allOf: z.array(schema).optional(),
  }),
)
type Schema = {
  $ref?: string | undefined
  type?: string | string[] | undefined
  description?: string | undefined
  enum?: unknown[] | undefined
  const?: unknown
  maxLength?: number | undefined
  items?: Schema | undefined
  properties?: Record<string, Schema> | undefined
  required?: string[] | undefined
  anyOf?: Schema[] | undefined
  oneOf?: Schema[] | undefined
  allOf?: Schema[] | undefined
}

const content = z.record(z.string(), z.object({ schema })).optional()
const operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string().default(''),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ in: z.string(), name: z.string(), required: z.boolean().default(false), schema }))
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content })),
})

const document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  components: z.object({
    schemas: z.record(z.string(), schema),
    securitySchemes: z.record(z.string(), z.object({ description: z.string() })),
  }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
})

export type Read = z.output<typeof document>

/** The document as it is shown. Throws where it is not one of ours. */
export const readDocument = (value: unknown): Read => document.parse(value)

/** All operations in the order of the document. */
export function operationsOf({ paths, components }: Read): Operation[] {
  const see = (one: Schema | undefined) => resolved(one, components.schemas)
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      id: one.operationId,
      tag: one.tags[0] ?? '',
      method: method.toUpperCase(),
      path,
      summary: one.summary,
      description: one.description,
      who: one.security.map((way) => Object.keys(way)[0] ?? 'anybody'),
      parameters: one.parameters.map((parameter) => ({
        ...fieldOf(parameter.name, see(parameter.schema), parameter.required, see),
        place: parameter.in,
      })),
      body: fieldsOf(Object.values(one.requestBody?.content ?? {})[0]?.schema, see),
      answers: Object.entries(one.responses).map(([status, answer]) => {
        const told = see(Object.values(answer.content ?? {})[0]?.schema)
        const codes = status >= '400' ? (told?.properties?.code?.enum ?? []).map(String) : []
        return {
          status,
          description: answer.description,
          codes,
          fields: status < '400' ? fieldsOf(told, see) : [],
        }
      }),
    })),
  )
}

type See = (one: Schema | undefined) => Schema | undefined

function resolved(one: Schema | undefined, schemas: Record<string, Schema>): Schema | undefined {
  const name = one?.$ref?.split('/').at(-1)
  return name === undefined ? one : schemas[name]
}

/** The fields of an object; of alternatives, all that any has, needed where all need them. */
function fieldsOf(of: Schema | undefined, see: See): Field[] {
  const one = see(of)
  if (!one) return []
  if (one.allOf) return one.allOf.flatMap((part) => fieldsOf(part, see))
  const either = one.anyOf ?? one.oneOf
  if (either) {
    const sets = either.map((part) => fieldsOf(part, see))
    const names = [...new Set(sets.flat().map(({ name }) => name))]
    return names.flatMap((name) => {
      const found = sets.map((fields) => fields.find((field) => field.name === name))
      const first = found.find((field) => field !== undefined)
      return first ? [{ ...first, required: found.every((field) => field?.required) }] : []
    })
  }
  const required = new Set(one.required)
  return Object.entries(one.properties ?? {}).map(([name, part]) =>
    fieldOf(name, part, required.has(name), see),
  )
}

function fieldOf(name: string, of: Schema | undefined, required: boolean, see: See): Field {
  const one = see(of)
  return { name, type: typeOf(one, see), required, description: of?.description ?? one?.description ?? '' }
}

function typeOf(of: Schema | undefined, see: See): string {
  const one = see(of)
  if (!one) return ''
  if (one.const !== undefined) return JSON.stringify(one.const)
  if (one.enum) return one.enum.map((value) => JSON.stringify(value)).join(' | ')
  const either = one.anyOf ?? one.oneOf
  if (either) return [...new Set(either.map((part) => typeOf(part, see)))].join(' | ')
  if (one.type === 'array') return `list of ${typeOf(one.items, see)}`
  if (one.type === 'object' && one.properties) return `{ ${Object.keys(one.properties).join(', ')} }`
  const type = [one.type ?? 'any'].flat().join(' | ')
  return one.maxLength === undefined ? type : `${type}, at most ${one.maxLength}`
}

import fc, { type Arbitrary } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { beginNonces } from '@/server/features/api-clients/nonces'
import { API_SCOPES, type FreshSecret } from '@/server/features/api-clients/schema'
import { newClient, signedRequest } from '@/server/testing/api-clients'
import { tokenOf } from '@/server/testing/chat'
import { clientApi } from '@/server/testing/client-api'
import { FULL } from '@/server/testing/full'
import { createInvites } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'
import { apiDocument } from './document'
import { jsonSchema, valuesOf } from './test-arbitrary'

/** The handlers do what the document says: every answer to any request is one that it names, in the shape that it names. */

const content = z.record(z.string(), z.object({ schema: z.unknown() })).optional()
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ in: z.string(), name: z.string(), schema: jsonSchema })).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content })),
})
const shape = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

const REASONS = ['spam', 'scam', 'other']
const text = JSON.stringify(apiDocument(REASONS, 'http://steward.test'))
const document = shape.parse(JSON.parse(text))
const defs = document.components.schemas
const schemas = z.record(z.string(), jsonSchema).parse(defs)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ method: method.toUpperCase(), path, ...one })),
)
type Operation = (typeof operations)[number]

let world: World
let call: ReturnType<typeof clientApi>
let whole: FreshSecret
let bare: FreshSecret
let token: string
/** What exists, so that some requests find something. */
let real: { code: string; groupId: string; userId: string }

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  call = clientApi(world)
  await beginNonces(world.env.fast, Date.now() - 1_000)
  const owner = await world.staff('owner')
  whole = await newClient(world, owner, [...API_SCOPES])
  bare = await newClient(world, owner, ['appeals'])
  const invites = createInvites(world)
  const [userId = ''] = await invites.people(1)
  token = await tokenOf(world, userId)
  const { id, code, groupId } = await invites.link()
  await world.env.db.prisma.invite.update({ where: { id }, data: { clientId: whole.id } })
  const at = new Date()
  const known = { name: 'Harbour', memberCount: 2, status: 'normal', createdAt: at, readAt: at } as const
  await world.env.db.prisma.groupIndex.create({ data: { groupId, ...known } })
  real = { code, groupId, userId }
})
afterAll(() => world.close())

type Caller = 'whole' | 'bare' | 'person' | 'nobody' | 'noise'
type Asked = { caller: Caller; path: string; body: string | undefined; isWell: boolean }

const callers = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Caller>('whole') },
  { weight: 3, arbitrary: fc.constant<Caller>('person') },
  { weight: 3, arbitrary: fc.constantFrom<Caller>('bare', 'nobody', 'noise') },
)

const garbage = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.string(),
  fc.constant('{'),
)

/** Requests of an operation: as the document describes them, and others. */
function requestsTo({ path, parameters, requestBody }: Operation): Arbitrary<Asked> {
  const [media] = Object.values(requestBody?.content ?? {})
  const well = media
    ? valuesOf(jsonSchema.parse(media.schema), schemas).map((value) => JSON.stringify(knownIds(value)))
    : fc.constant(undefined)
  const body = fc.oneof(
    { weight: 3, arbitrary: well.map((value) => ({ value, isWell: true })) },
    { weight: media ? 1 : 0, arbitrary: garbage.map((value) => ({ value, isWell: false })) },
  )
  const code = fc.oneof(
    fc.constant(real.code),
    fc.stringMatching(/^[0-9A-Z]{12}$/),
    fc.string({ minLength: 1 }),
  )
  const named = fc.record(
    Object.fromEntries(
      parameters.map((one) => [
        one.name,
        one.name === 'code'
          ? code
          : one.in === 'path'
            ? fc.string({ minLength: 1 })
            : fc.option(valuesOf(one.schema, schemas), { nil: undefined }),
      ]),
    ),
  )
  return fc.tuple(callers, named, body).map(([caller, values, { value, isWell }]) => {
    const query = new URLSearchParams()
    let filled = path
    for (const one of parameters) {
      const said = values[one.name]
      if (one.in === 'path') filled = filled.replace(`{${one.name}}`, segment(String(said)))
      else if (one.in === 'query' && said !== undefined) query.set(one.name, String(said))
    }
    return { caller, path: query.size > 0 ? `${filled}?${query}` : filled, body: value, isWell }
  })
}

/** A step of a path that a browser sends as it is: `.` and `..` are never sent as steps. */
const segment = (said: string) => (/^\.+$/.test(said) ? '-' : encodeURIComponent(said.toWellFormed()))

/** Half of the ids that a body names are of what exists; numbers are of a size that may be. */
function knownIds(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const ids: Record<string, string> = { groupId: real.groupId, userId: real.userId, reporterId: real.userId }
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (name === 'expiresAt') return [name, Date.now() + 86_400_000]
      if (name === 'maxUses') return [name, 1 + (Number(one) % 100)]
      if (name === 'version' && typeof one === 'number') return [name, 1 + (one % 3)]
      return [
        name,
        typeof one === 'string' && name in ids && one.length % 2 === 0 ? ids[name] : knownIds(one),
      ]
    }),
  )
}

function requestOf({ method }: Operation, { caller, path, body }: Asked): Request {
  const withBody = body !== undefined && method !== 'GET'
  if (caller === 'whole' || caller === 'bare') {
    const client = caller === 'whole' ? whole : bare
    return signedRequest(client, { method, path, ...(withBody && { body }) })
  }
  const authorization = { person: `Bearer ${token}`, nobody: '', noise: 'Bearer a.b.c' }[caller]
  return new Request(`http://steward.test${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-steward-peer': `2001:db8:${(Math.random() * 65_536).toString(16).slice(0, 4).replace('.', '')}::1`,
      ...(authorization && { authorization }),
    },
    ...(withBody && { body }),
  })
}

/** How an answer has to look, by its status. */
const answersOf = (one: Operation) =>
  new Map(
    Object.entries(one.responses).map(([status, { content: told = {} }]) => {
      const [[type, media] = []] = Object.entries(told)
      const schema = JSON.parse(
        JSON.stringify(media?.schema ?? true).replaceAll('#/components/schemas/', '#/$defs/'),
      )
      const defsOf = JSON.parse(JSON.stringify(defs).replaceAll('#/components/schemas/', '#/$defs/'))
      return [status, { type, shape: z.fromJSONSchema({ ...schema, $defs: defsOf }) }]
    }),
  )

const refused = z.object({ code: z.string(), errors: z.array(z.object({ field: z.string() })).optional() })

describe('every answer is one of the document', () => {
  test.each(operations.map((one) => [one.operationId, one] as const))('%s', async (_, one) => {
    const answers = answersOf(one)
    await fc.assert(
      fc.asyncProperty(requestsTo(one), async (asked) => {
        const response = await call(requestOf(one, asked))
        const said = await response.text()
        const told = answers.get(String(response.status))
        expect(told, `${response.status} ${said}`).toBeDefined()
        expect(response.status).not.toBe(500)
        expect(response.headers.get('content-type')).toBe(told?.type)
        const read = told?.shape.safeParse(JSON.parse(said))
        expect(read?.error?.issues ?? [], said).toEqual([])
        if (response.status === 401) expect(response.headers.get('www-authenticate')).not.toBeNull()
        if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
        // What the document describes is never told to be malformed, but for what it says in words.
        if (asked.isWell && asked.caller === 'whole' && response.status === 400) {
          const fields = refused.parse(JSON.parse(said)).errors?.map(({ field }) => field) ?? []
          expect(
            fields.filter((field) => !IN_WORDS.has(field)),
            said,
          ).toEqual([])
        }
      }),
      FULL ? { numRuns: 400 } : { numRuns: 20, seed: 36 },
    )
  })
})

/** Fields whose rules a schema cannot say: they depend on others, or on the time. */
const IN_WORDS = new Set([
  ...[
    'paused',
    'copy',
    'text',
    'subject',
    'subject.userId',
    'subject.seq',
    'reporterId',
    'detector',
    'userId',
  ],
])

test('a caller that may do nothing is told so for every call that needs somebody', async () => {
  for (const one of operations.filter(({ security }) =>
    security.every((way) => Object.keys(way).length > 0),
  )) {
    const path = one.path.replace('{code}', real.code).replace('{id}', 'x').replace('{number}', 'x')
    const asked = { caller: 'nobody', path, body: one.requestBody && '{}', isWell: false } as const
    expect((await call(requestOf(one, asked))).status, one.operationId).toBe(401)
  }
})

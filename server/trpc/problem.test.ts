import { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { OpenimError } from '@/server/openim/errors'
import { type Context, createCallerFactory, procedure, router } from '@/server/trpc/init'

const codeNumber = (name: string): unknown => Reflect.get(TRPC_ERROR_CODES_BY_KEY, name)

const SECRET = 'postgresql://steward:hunter2@db/steward'

const away = new OpenimError({
  kind: 'unreachable',
  reason: 'connection_failed',
  meaning: 'no connection',
  route: '/group/get_groups_info',
  operationId: 'o1',
  detail: { errMsg: 'goroutine 1 [running]', errDlt: 'stack' },
})
const uncertainShape = new OpenimError({
  kind: 'shape',
  reason: 'data_unexpected',
  meaning: 'unexpected',
  route: '/x',
  operationId: 'o1',
})

const input = z.object({
  reason: z.string().min(3, 'reason_too_short'),
  deep: z.object({ n: z.number() }).optional(),
})
const thrown: Record<string, unknown> = {
  domain: new DomainError('conflict', 'claim_held', { field: 'caseId', facts: { name: 'Ada' } }),
  away,
  wrapped: new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: away }),
  shape: uncertainShape,
  unknown: new Error(`connect failed: ${SECRET}`),
  zod: z.object({ a: z.string() }).safeParse({ a: 1 }).error,
  text: SECRET,
}
const test = router({
  throws: procedure('session.read')
    .input(z.enum(Object.keys(thrown)))
    .query(({ input: name }) => {
      throw thrown[name]
    }),
  takes: procedure('case.read')
    .input(input)
    .query(() => 'ok'),
})

const actorOf = (role: StaffActor['role']): StaffActor => ({
  kind: 'staff',
  id: 'a',
  name: 'A',
  role,
  sessionId: 's',
})
/** No procedure here touches it. */
const untouched: Env = Object.create(null)
const context = (actor: StaffActor | null): Context => ({
  actor,
  requestId: 'r-1',
  env: untouched,
})

async function ask(
  path: string,
  value: unknown,
  actor: StaffActor | null = actorOf('moderator'),
  method = 'GET',
) {
  const url = `http://test/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(value))}`
  const answer = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request(url, { method }),
    router: test,
    createContext: () => context(actor),
  })
  const text = await answer.text()
  return { status: answer.status, text, error: JSON.parse(text).error }
}

describe('what a browser learns', () => {
  it.each([
    ['throws', 'domain', 409, { reason: 'claim_held', field: 'caseId', facts: { name: 'Ada' } }],
    ['throws', 'away', 503, { reason: 'openim_away', facts: {} }],
    ['throws', 'wrapped', 503, { reason: 'openim_away' }],
    ['throws', 'shape', 500, { reason: 'internal', facts: {} }],
    ['throws', 'unknown', 500, { reason: 'internal', facts: {} }],
    ['throws', 'zod', 500, { reason: 'internal', facts: {} }],
    ['throws', 'text', 500, { reason: 'internal', facts: {} }],
    ['takes', { reason: 'x' }, 400, { reason: 'reason_too_short', field: 'reason' }],
    ['takes', { reason: 5 }, 400, { reason: 'invalid', field: 'reason' }],
    ['takes', { reason: 'long', deep: { n: 'x' } }, 400, { reason: 'invalid', field: 'deep.n' }],
    ['takes', 'nothing', 400, { reason: 'invalid' }],
    ['nowhere', {}, 404, { reason: 'not_found' }],
  ])('%s(%j) → %i', async (path, value, status, data) => {
    const answer = await ask(path, value)
    expect(answer.status).toBe(status)
    expect(answer.error.data).toMatchObject({ ...data, requestId: 'r-1' })
    expect(answer.error.message).toBe(data.reason)
    // The number and the name say the same.
    expect(answer.error.code).toBe(codeNumber(answer.error.data.code))
    expect(answer.text).not.toMatch(/stack|hunter2|goroutine|\.ts:|Expected|expected/)
  })

  it('a change by GET is no way in, and a query that is no JSON is wrong input', async () => {
    expect((await ask('takes', {}, actorOf('moderator'), 'PUT')).error.data.reason).toBe('invalid')
  })
})

describe('in development', () => {
  afterEach(() => vi.unstubAllEnvs())
  it('no stack is sent either', async () => {
    vi.stubEnv('NODE_ENV', 'development')
    expect((await ask('throws', 'unknown')).text).not.toMatch(/stack|hunter2/)
  })
})

describe('who may', () => {
  it('nobody without a session', async () => {
    const answer = await ask('takes', { reason: 'long' }, null)
    expect([answer.status, answer.error.data.reason]).toEqual([401, 'unauthenticated'])
  })

  it.each([
    ['support', 403],
    ['moderator', 200],
    ['admin', 200],
    ['owner', 200],
    ['auditor', 200],
  ] as const)('case.read as %s answers %i', async (role, status) => {
    expect((await ask('takes', { reason: 'long' }, actorOf(role))).status).toBe(status)
  })

  it('is checked before the input, so that wrong input tells a stranger nothing', async () => {
    expect((await ask('takes', { reason: 5 }, actorOf('support'))).error.data.reason).toBe('forbidden')
  })

  it('a caller in the same process gets the code too', async () => {
    const caller = createCallerFactory(test)(context(actorOf('moderator')))
    await expect(caller.throws('domain')).rejects.toMatchObject({ code: 'CONFLICT', message: 'claim_held' })
    const refused = createCallerFactory(test)(context(actorOf('support')))
    await expect(refused.takes({ reason: 'long' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { expect, it } from 'vitest'
import { may, ROLES, type Role } from '@/server/auth/permissions'
import type { Env } from '@/server/env'
import { appRouter, createCaller } from '@/server/trpc/root'
import { proceduresOf } from '@/server/trpc/test-procedures'

/** What is refused at the door never gets as far as this. */
const untouched: Env = Object.create(null)

const contextOf = (role: Role) => ({
  actor: { kind: 'staff' as const, id: 'a', name: 'A', role, sessionId: 's' },
  requestId: 'test',
  env: untouched,
})

const procedures = proceduresOf(appRouter).flatMap(({ path, permission, type }) => {
  const role = ROLES.find((one) => permission && may(one, permission))
  return role ? [{ path, role, type }] : []
})

it.each(procedures)('$path refuses NUL and half a character, and names the field', async ({ path, role }) => {
  const caller = createCaller(contextOf(role))
  const call = path.split('.').reduce<unknown>((at, name) => Reflect.get(Object(at), name), caller)
  if (typeof call !== 'function') throw new Error(`${path} is no procedure`)
  for (const bad of ['a\0b', '\ud800', 'b\udfff']) {
    for (const [input, field] of [
      [{ one: 'fine', other: [{ text: bad }] }, 'other.0.text'],
      [{ [bad]: 1 }, undefined],
    ] as const) {
      await expect(call(input)).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: 'invalid',
        cause: field === undefined ? { reason: 'invalid' } : { reason: 'invalid', field },
      })
    }
  }
})

it.each(procedures.filter(({ type }) => type !== 'subscription'))(
  '$path answers 400 with the field over HTTP',
  async ({ path, role, type }) => {
    const input = JSON.stringify({ id: 'a\0b', groupId: '\ud800' })
    const url = `http://localhost/api/trpc/${path}`
    const request =
      type === 'mutation'
        ? new Request(url, { method: 'POST', body: input, headers: { 'content-type': 'application/json' } })
        : new Request(`${url}?input=${encodeURIComponent(input)}`)
    const response = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: request,
      router: appRouter,
      createContext: () => contextOf(role),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { data: { reason: 'invalid', field: 'groupId' } } })
  },
)

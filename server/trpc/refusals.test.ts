import { expect, it } from 'vitest'
import { may, ROLES, type Role } from '@/server/auth/permissions'
import type { Env } from '@/server/env'
import { appRouter, createCaller } from '@/server/trpc/root'
import { proceduresOf } from '@/server/trpc/test-procedures'

/** Whoever is refused never gets as far as this. */
const untouched: Env = Object.create(null)

const procedures = proceduresOf(appRouter)

/** Calls a procedure by its path as `role`, without any input. */
async function callAs(role: Role | null, path: string): Promise<unknown> {
  const actor = role && { kind: 'staff' as const, id: 'a', name: 'A', role, sessionId: 's' }
  const caller = createCaller({ actor, requestId: 'test', env: untouched })
  const found = path.split('.').reduce<unknown>((at, name) => Reflect.get(Object(at), name), caller)
  if (typeof found !== 'function') throw new Error(`${path} is no procedure`)
  return await found()
}

it.each(procedures)('$path is closed to strangers', async ({ path }) => {
  await expect(callAs(null, path)).rejects.toMatchObject({ code: 'UNAUTHORIZED', message: 'unauthenticated' })
})

const refused = procedures.flatMap(({ path, permission }) =>
  ROLES.filter((role) => !permission || !may(role, permission)).map((role) => ({ path, role })),
)

it.each(refused)('$path is closed to the role $role', async ({ path, role }) => {
  await expect(callAs(role, path)).rejects.toMatchObject({ code: 'FORBIDDEN', message: 'forbidden' })
})

it('the auditor changes nothing and support sees no case', () => {
  const mutations = procedures.filter(({ type }) => type === 'mutation')
  expect(mutations.length).toBeGreaterThan(5)
  for (const { path } of mutations) expect(refused).toContainEqual({ path, role: 'auditor' })
  for (const { path } of procedures.filter(({ path: p }) => p.startsWith('cases.'))) {
    expect(refused).toContainEqual({ path, role: 'support' })
  }
})

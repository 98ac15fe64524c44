import { initTRPC } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { procedure, router } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { proceduresOf } from '@/server/trpc/test-procedures'

/** Paths of all procedures that name no permission there is. */
const withoutPermission = (router: Parameters<typeof proceduresOf>[0]) =>
  proceduresOf(router).flatMap(({ path, permission }) => (permission ? [] : [path]))

describe('every procedure declares a permission', () => {
  it('holds for the whole router', () => {
    expect(proceduresOf(appRouter).map(({ path }) => path)).toContain('session.me')
    expect(withoutPermission(appRouter)).toEqual([])
  })

  it('would find one that does not, also deep down', () => {
    const t = initTRPC.create()
    const bare = t.procedure.query(() => 'open to all')
    const declared = procedure('session.read').query(() => 'fine')
    expect(withoutPermission(router({ declared, below: router({ bare }) }))).toEqual(['below.bare'])
  })

  it('would find one that names an unknown permission', () => {
    const t = initTRPC.meta<{ permission: string }>().create()
    const wrong = t.procedure.meta({ permission: 'case.everything' }).query(() => 'open to all')
    expect(withoutPermission(t.router({ wrong }))).toEqual(['wrong'])
  })
})

import { initTRPC } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS } from '@/server/auth/permissions'
import { procedure, router } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'

type Walked = { _def: { procedures: Record<string, unknown> } }

/** Paths of all procedures whose meta names no known permission. */
function withoutPermission(walked: Walked): string[] {
  return Object.entries(walked._def.procedures)
    .filter(([, found]) => !isDeclared(found))
    .map(([path]) => path)
}

function isDeclared(found: unknown): boolean {
  if (typeof found !== 'function' || !('_def' in found)) return false
  const { _def: definition } = found
  if (typeof definition !== 'object' || definition === null || !('meta' in definition)) return false
  const { meta } = definition
  if (typeof meta !== 'object' || meta === null || !('permission' in meta)) return false
  return typeof meta.permission === 'string' && meta.permission in PERMISSIONS
}

describe('every procedure declares a permission', () => {
  it('holds for the whole router', () => {
    expect(Object.keys(appRouter._def.procedures)).toContain('session.me')
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

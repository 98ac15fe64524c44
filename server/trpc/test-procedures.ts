import { PERMISSIONS, type Permission } from '@/server/auth/permissions'

/** A procedure as the tests see it; `permission` is undefined where none, or none that exists, is declared. */
export type Declared = { path: string; type: unknown; permission: Permission | undefined }

/** All procedures of a router, also those of the routers in it. tRPC keeps them in one flat list by their paths. */
export function proceduresOf(router: { _def: { procedures: object } }): Declared[] {
  return Object.entries(router._def.procedures).map(([path, procedure]: [string, unknown]) => {
    const definition = member(procedure, '_def')
    const permission = member(member(definition, 'meta'), 'permission')
    return { path, type: member(definition, 'type'), permission: known(permission) }
  })
}

const member = (value: unknown, name: string): unknown => Reflect.get(Object(value), name)

const known = (name: unknown): Permission | undefined => (isPermission(name) ? name : undefined)

const isPermission = (name: unknown): name is Permission =>
  typeof name === 'string' && Object.hasOwn(PERMISSIONS, name)

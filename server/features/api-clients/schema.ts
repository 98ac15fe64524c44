import { z } from 'zod'

/** Shapes of API clients that screens share. Pure. Times are Unix ms. */

/** What a client may do. */
export const API_SCOPES = [
  'reports',
  'appeals',
  'notices',
  'invites_read',
  'invites_manage',
  'invites_redeem',
] as const
export type ApiScope = (typeof API_SCOPES)[number]

const HOUR_MS = 3_600_000

/** For how long a rotated secret goes on being accepted beside the new one, ms. */
export const OVERLAPS = [0, HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS] as const

const version = z.number().int().min(1)
const name = z.string().trim().min(1, 'name_missing').max(80, 'name_too_long')
const scopes = z
  .array(z.enum(API_SCOPES))
  .min(1, 'scope_missing')
  .transform((all) => API_SCOPES.filter((scope) => all.includes(scope)))

export const createClientInput = z.object({ name, scopes })
export type CreateClient = z.output<typeof createClientInput>

export const changeClientInput = z.object({ id: z.uuid(), version, name, scopes })
export type ChangeClient = z.output<typeof changeClientInput>

export const rotateClientInput = z.object({
  id: z.uuid(),
  version,
  overlapMs: z.union(OVERLAPS.map((ms) => z.literal(ms))),
})
export type RotateClient = z.output<typeof rotateClientInput>

export const revokeClientInput = z.object({ id: z.uuid(), version })

/** A client as the settings show it; never its secret. */
export type ApiClientRow = {
  id: string
  keyId: string
  name: string
  scopes: ApiScope[]
  version: number
  createdAt: number
  createdBy: string
  rotatedAt: number | null
  /** Until when the secret before the last rotation is accepted too; null where it is not any more. */
  previousUntil: number | null
  lastUsedAt: number | null
  revokedAt: number | null
}

/** Shown once, and never again. */
export type FreshSecret = { id: string; keyId: string; secret: string }

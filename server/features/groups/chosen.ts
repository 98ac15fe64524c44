import { z } from 'zod'
import { named } from '@/server/actions/batch/prepare'
import { namedTargets } from '@/server/actions/batch/schema'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { allowFilter } from './case-facts'
import { matching, selected } from './matching'
import { type GroupFilter, groupFilter } from './schema'
import { rowsHolding } from './search'

/** Groups that somebody chose: by name, one by one, or all that match a filter. */
export const chosenGroups = z.union([z.object({ ids: namedTargets }), z.object({ filter: groupFilter })])
export type ChosenGroups = z.output<typeof chosenGroups>

/** The rows of the index that match a filter, words included, as `SELECT …`. Throws DomainError `forbidden`. */
export async function matchingRows(
  db: Pick<Db, 'prisma'>,
  filter: GroupFilter,
  role: Role,
): Promise<Prisma.Sql> {
  allowFilter(role, filter)
  const found = await matching(db, filter, role)
  const index = Prisma.sql`group_index`
  return selected(found, filter.q ? rowsHolding(index, Prisma.sql`group_id`, filter.q) : index)
}

/** What was chosen, as targets of a batch: a filter's groups as they match now. Throws DomainError `forbidden`. */
export async function targetsOf(
  db: Pick<Db, 'prisma'>,
  chosen: ChosenGroups,
  role: Role,
): Promise<Prisma.Sql> {
  if ('ids' in chosen) return named(chosen.ids)
  const rows = await matchingRows(db, chosen.filter, role)
  return Prisma.sql`
    SELECT matching.group_id AS subject_id, NULL::jsonb AS input, NULL::jsonb AS why
    FROM (${rows}) AS matching ORDER BY matching.group_id`
}

import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import type { SavedView as Row } from '@/server/db/generated/client'
import { groupFilter } from '@/server/features/groups/schema'
import { inviteFilter } from '@/server/features/invites/console/schema'
import { personFilter } from '@/server/features/people/schema'
import type { SavedView, ViewKind } from './schema'

/** Most views that are offered. */
const MOST = 200

/** The views somebody keeps, then those that others share, by name. */
export async function listViews(
  { prisma }: Pick<Db, 'prisma'>,
  { id: staffId }: Pick<StaffActor, 'id'>,
  kind: ViewKind,
): Promise<SavedView[]> {
  const rows = await prisma.savedView.findMany({
    where: { kind, OR: [{ staffId }, { shared: true }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: { staff: { select: { name: true } } },
    take: MOST,
  })
  const views = rows.flatMap((row) => viewOf(row, row.staff.name, staffId) ?? [])
  return [...views.filter((view) => view.mine), ...views.filter((view) => !view.mine)]
}

/** A row as screens have it; null for a filter that this version no longer knows. */
function viewOf(row: Row, owner: string, staffId: string): SavedView | null {
  const { id, name, shared } = row
  const common = { id, name, shared, mine: row.staffId === staffId, owner }
  if (row.kind === 'group') {
    const filter = groupFilter.safeParse(row.filter)
    return filter.success ? { ...common, kind: 'group', filter: filter.data } : null
  }
  if (row.kind === 'invite') {
    const filter = inviteFilter.safeParse(row.filter)
    return filter.success ? { ...common, kind: 'invite', filter: filter.data } : null
  }
  const filter = personFilter.safeParse(row.filter)
  return filter.success ? { ...common, kind: 'person', filter: filter.data } : null
}

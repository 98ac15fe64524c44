import type { Db } from '@/server/db/client'

/** How the index of one kind is doing. Times are Unix ms. */
export type SweepStatus = {
  kind: 'group' | 'person'
  /** `listing` goes through OpenIM's list, `rereading` reads by id what that did not show. */
  state: 'idle' | 'listing' | 'rereading'
  startedAt: number | null
  /** When one was read to its end last, and for the first time: what was dismissed before that cannot be found. */
  finishedAt: number | null
  firstFinishedAt: number | null
  /** When it last came further. */
  movedAt: number | null
  pages: number
  rows: number
  total: number
  reread: number
  gone: number
}

/** How far the reading of all groups and all people has come. */
export async function sweepStatus({ prisma }: Pick<Db, 'prisma'>): Promise<SweepStatus[]> {
  const rows = await prisma.sweep.findMany({ orderBy: { kind: 'asc' } })
  return rows.map(({ kind, state, startedAt, finishedAt, firstFinishedAt, movedAt, ...row }) => ({
    kind,
    state,
    startedAt: startedAt?.getTime() ?? null,
    finishedAt: finishedAt?.getTime() ?? null,
    firstFinishedAt: firstFinishedAt?.getTime() ?? null,
    movedAt: movedAt?.getTime() ?? null,
    pages: row.pages,
    rows: row.rows,
    total: row.total,
    reread: row.reread,
    gone: row.gone,
  }))
}

import { z } from 'zod'
import { BATCH_ITEM_STATES } from '@/server/actions/batch/schema'
import type { CsvValue } from '@/server/csv'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { listItems } from './queries'

export const batchExportFilter = z.object({
  number: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
  state: z.enum(BATCH_ITEM_STATES).optional(),
})
type Filter = z.output<typeof batchExportFilter>

const PAGE = 1_000

/** Column names of a batch's exported results. */
export const BATCH_COLUMNS = ['n', 'kind', 'id', 'name', 'people', 'result', 'why', 'action_id']

/** The results of a batch in its order, page by page. Throws DomainError `not_found`. */
export async function* exportBatch(
  db: Db,
  { number, state }: Filter,
): AsyncGenerator<CsvValue[][], undefined> {
  const batch = await db.prisma.batch.findUnique({ where: { number }, select: { id: true } })
  if (!batch) throw new DomainError('not_found', 'not_found')
  for (let cursor: number | null = null; ; ) {
    const page = await listItems(db, { batchId: batch.id, state, cursor, limit: PAGE })
    yield page.items.map(({ n, subject, people, state: result, why, ledgerId }) => [
      n,
      subject.kind,
      subject.id,
      subject.name,
      people,
      result,
      why?.key ?? null,
      ledgerId,
    ])
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}

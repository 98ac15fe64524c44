import { BATCH_COLUMNS, batchExportFilter, exportBatch } from '@/server/features/batches/export'
import { answerExport } from '../answer-export'

/** The results of one batch as a table. */
export function GET(request: Request): Promise<Response> {
  return answerExport(request, {
    name: 'batch',
    filter: batchExportFilter,
    header: () => BATCH_COLUMNS,
    pages: ({ db }, filter) => exportBatch(db, filter),
  })
}

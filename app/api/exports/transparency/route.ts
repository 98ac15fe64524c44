import {
  exportTransparency,
  TRANSPARENCY_COLUMNS,
  transparencyExport,
} from '@/server/features/transparency/export'
import { answerExport } from '../answer-export'

/** The transparency report as a table, with the period of its page. */
export function GET(request: Request): Promise<Response> {
  return answerExport(request, {
    name: 'transparency',
    filter: transparencyExport,
    header: () => TRANSPARENCY_COLUMNS,
    pages: ({ db }, filter, actor) => exportTransparency(db, filter, actor),
  })
}

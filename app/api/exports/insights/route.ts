import { exportInsights, INSIGHTS_COLUMNS, insightsExport } from '@/server/features/insights/export'
import { answerExport } from '../answer-export'

/** The numbers of insights as a table, with the period and queue of its page. */
export function GET(request: Request): Promise<Response> {
  return answerExport(request, {
    name: 'insights',
    filter: insightsExport,
    header: () => INSIGHTS_COLUMNS,
    pages: ({ db }, filter, actor) => exportInsights(db, filter, actor),
  })
}

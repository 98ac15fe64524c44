import { exportPeople, peopleHeader } from '@/server/features/people/export'
import { personFilter } from '@/server/features/people/schema'
import { answerExport } from '../answer-export'

/** The list of people as a table, with the filter of its page. */
export function GET(request: Request): Promise<Response> {
  return answerExport(request, {
    name: 'people',
    filter: personFilter,
    header: ({ role }) => peopleHeader(role),
    pages: ({ db }, filter, { role }) => exportPeople(db, filter, role),
  })
}

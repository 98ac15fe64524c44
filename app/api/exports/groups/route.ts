import { exportGroups, groupsHeader } from '@/server/features/groups/export'
import { groupFilter } from '@/server/features/groups/schema'
import { answerExport } from '../answer-export'

/** The list of groups as a table, with the filter of its page. */
export function GET(request: Request): Promise<Response> {
  return answerExport(request, {
    name: 'groups',
    filter: groupFilter,
    header: ({ role }) => groupsHeader(role),
    pages: ({ db }, filter, { role }) => exportGroups(db, filter, role),
  })
}

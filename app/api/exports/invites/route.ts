import { exportInvites, INVITE_HEADER } from '@/server/features/invites/console/export'
import { inviteFilter } from '@/server/features/invites/console/schema'
import { answerExport } from '../answer-export'

/** The list of invite links as a table; for all who may read it, because they see no more than there. */
export function GET(request: Request): Promise<Response> {
  return answerExport(request, {
    name: 'invites',
    permission: 'invite.read',
    filter: inviteFilter,
    header: () => INVITE_HEADER,
    pages: ({ db }, filter, actor) => exportInvites(db, filter, actor.id),
  })
}

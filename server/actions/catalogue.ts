import type { RunnableAction } from '@/server/actions/define-action'
import { dismissGroup } from '@/server/actions/group/dismiss'
import { liftSuspension } from '@/server/actions/group/lift'
import { restoreGroup } from '@/server/actions/group/restore'
import { suspendGroup } from '@/server/actions/group/suspend'
import { deleteMessage } from '@/server/actions/message/delete'
import { revokeMessage } from '@/server/actions/message/revoke'
import type { ActionName } from '@/server/actions/schema'
import { editUser } from '@/server/actions/user/edit'
import { logoutUser } from '@/server/actions/user/logout'
import { registerUser } from '@/server/actions/user/register'

/** Every action there is. Adding one: its file, its test, one line here. */
export const CATALOGUE: Record<ActionName, RunnableAction> = {
  'group.suspend': suspendGroup,
  'group.lift': liftSuspension,
  'group.dismiss': dismissGroup,
  'group.restore': restoreGroup,
  'message.revoke': revokeMessage,
  'message.delete': deleteMessage,
  'user.logout': logoutUser,
  'user.register': registerUser,
  'user.edit': editUser,
}

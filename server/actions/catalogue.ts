import type { RunnableAction } from '@/server/actions/define-action'
import { dismissGroup } from '@/server/actions/group/dismiss'
import { announceInGroup, editGroup } from '@/server/actions/group/edit'
import { liftSuspension } from '@/server/actions/group/lift'
import { repairGroup } from '@/server/actions/group/repair'
import { restoreGroup } from '@/server/actions/group/restore'
import { suspendGroup } from '@/server/actions/group/suspend'
import { transferGroup } from '@/server/actions/group/transfer'
import { acceptRequest } from '@/server/actions/member/accept'
import { addMember } from '@/server/actions/member/add'
import { joinByLink } from '@/server/actions/member/join'
import { kickMember } from '@/server/actions/member/kick'
import { muteMember } from '@/server/actions/member/mute'
import { refuseRequest } from '@/server/actions/member/refuse'
import { setMemberRole } from '@/server/actions/member/role'
import { unmuteMember } from '@/server/actions/member/unmute'
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
  'group.transfer': transferGroup,
  'group.repair': repairGroup,
  'group.edit': editGroup,
  'group.announce': announceInGroup,
  'member.mute': muteMember,
  'member.unmute': unmuteMember,
  'member.kick': kickMember,
  'member.add': addMember,
  'member.role': setMemberRole,
  'member.accept': acceptRequest,
  'member.refuse': refuseRequest,
  'member.join': joinByLink,
  'message.revoke': revokeMessage,
  'message.delete': deleteMessage,
  'user.logout': logoutUser,
  'user.register': registerUser,
  'user.edit': editUser,
}

import type { Route } from '../router'
import { authRoutes } from './auth'
import { blackRoutes } from './black'
import { configRoutes } from './config'
import { conversationRoutes } from './conversation'
import { conversationPushRoutes } from './conversation-push'
import { friendRoutes } from './friend'
import { friendWriteRoutes } from './friend-write'
import { groupCreateRoutes } from './group-create'
import { groupEditRoutes } from './group-edit'
import { groupMemberEditRoutes } from './group-member-edit'
import { groupMemberRoutes } from './group-members'
import { groupOldRoutes } from './group-old'
import { groupReadRoutes } from './group-read'
import { groupStatusRoutes } from './group-status'
import { joinRequestRoutes } from './join-requests'
import { jssdkRoutes } from './jssdk'
import { msgDeleteRoutes } from './msg-delete'
import { msgMarkRoutes } from './msg-marks'
import { msgOtherRoutes } from './msg-other'
import { msgReadRoutes } from './msg-read'
import { msgSendRoutes } from './msg-send'
import { statisticsRoutes } from './statistics'
import { syncRoutes } from './sync'
import { userRoutes } from './user'
import { userCommandRoutes } from './user-commands'
import { userEditRoutes } from './user-edit'
import { userExtraRoutes } from './user-extras'
import { userOnlineRoutes } from './user-online'

/** Every route of the sandbox by its path. */
export function routeTable(): ReadonlyMap<string, Route> {
  const all = [
    authRoutes,
    userRoutes,
    groupCreateRoutes,
    groupReadRoutes,
    groupStatusRoutes,
    groupMemberRoutes,
    groupEditRoutes,
    groupMemberEditRoutes,
    joinRequestRoutes,
    msgSendRoutes,
    msgReadRoutes,
    msgDeleteRoutes,
    blackRoutes,
    configRoutes,
    conversationRoutes,
    conversationPushRoutes,
    jssdkRoutes,
    friendRoutes,
    friendWriteRoutes,
    groupOldRoutes,
    msgMarkRoutes,
    msgOtherRoutes,
    statisticsRoutes,
    syncRoutes,
    userCommandRoutes,
    userEditRoutes,
    userExtraRoutes,
    userOnlineRoutes,
  ]
  return new Map(all.flat().map((r) => [r.path, r]))
}

import type { Route } from '../router'
import { authRoutes } from './auth'
import { groupCreateRoutes } from './group-create'
import { groupEditRoutes } from './group-edit'
import { groupMemberRoutes } from './group-members'
import { groupReadRoutes } from './group-read'
import { groupStatusRoutes } from './group-status'
import { joinRequestRoutes } from './join-requests'
import { msgDeleteRoutes } from './msg-delete'
import { msgReadRoutes } from './msg-read'
import { msgSendRoutes } from './msg-send'
import { userRoutes } from './user'

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
    joinRequestRoutes,
    msgSendRoutes,
    msgReadRoutes,
    msgDeleteRoutes,
  ]
  return new Map(all.flat().map((r) => [r.path, r]))
}

import { type Route, route } from '../router'
import { need } from '../wire/errors'
import { list, struct, text } from '../wire/fields'

/** Who of some people gets pushes of a conversation; main has removed the route (contract 12). */
export const conversationPushRoutes: Route[] = [
  route(
    '/conversation/get_conversation_offline_push_user_ids',
    struct('conversation.GetConversationOfflinePushUserIDsReq', {
      conversationID: text,
      userIDs: list(text),
    }),
    (call, req) => {
      need(req.conversationID, 'conversationID is empty')
      const silent = (id: string) =>
        (call.store.conversations.get(id, req.conversationID)?.recvMsgOpt ?? 0) !== 0
      return { userIDs: req.userIDs.filter((id) => !silent(id)) }
    },
    { patchOnly: true },
  ),
]

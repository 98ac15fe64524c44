import type { z } from 'zod'
import { storableText } from '@/server/db/storable-text'
import type { Env } from '@/server/env'
import { type joinRequestsInput, type PendingRequest, REQUESTS_PER_PAGE } from './page/schema'

/** Who waits to be let into a group, newest first, read from OpenIM now. Throws OpenimError. */
export async function pendingRequests(
  { openim }: Pick<Env, 'openim'>,
  { groupId, page }: z.output<typeof joinRequestsInput>,
  operationId: string,
): Promise<{ items: PendingRequest[]; total: number; readAt: number }> {
  const readAt = Date.now()
  const query = { states: ['pending' as const], page, size: REQUESTS_PER_PAGE }
  const { requests, total } = await openim.joinRequests.toGroups([groupId], query, { operationId })
  const items = requests.map(({ userId, nickname, faceUrl, message, requestedAt, inviterId }) => ({
    userId,
    nickname: storableText(nickname),
    faceUrl,
    message: storableText(message),
    requestedAt,
    inviterId,
  }))
  return { items, total, readAt }
}

import { z } from 'zod'
import { fact, when } from '@/server/actions/define-action'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import { requestNow } from '@/server/actions/member/now'
import type { ApplicantReading } from '@/server/actions/member/reading'
import type { MemberAddress } from '@/server/actions/member/schema'
import type { Fact } from '@/server/actions/schema'
import type { JoinRequest } from '@/server/openim/join-requests'

/** What accepting and refusing an application to join have in common (contract 4.3, 4.5). */

/** Which application is answered, and whether the person was in the group before. */
export const keptRequest = z.object({ requestedAt: z.number(), wasIn: z.boolean() })
type KeptRequest = z.infer<typeof keptRequest>

/** What stands in the way of answering the application made at `requestedAt` (ms), or any. */
export function noRequest({ request, live }: ApplicantReading, requestedAt: number | undefined): Fact[] {
  const isOther = request !== null && requestedAt !== undefined && request.requestedAt !== requestedAt
  return [
    ...when(live && request === null, fact('no_request')),
    ...when(isOther, fact('request_replaced')),
    ...when(!isOther && request !== null && request.state !== 'pending', fact('request_answered')),
  ]
}

/** The application to answer. Throws Obstacle where it is gone, another one, or answered. */
export async function pendingRequest(
  ctx: EffectContext,
  { groupId, userId }: MemberAddress,
  requestedAt: number | undefined,
): Promise<JoinRequest> {
  const request = sameRequest(await requestNow(ctx, groupId, userId), requestedAt)
  if (request.state !== 'pending') throw new Obstacle('request_answered')
  return request
}

/**
 * Answers it unless it is answered so. Throws Obstacle where somebody answered otherwise or applied anew: what nobody
 * looked at is not decided.
 */
export async function answerRequest(
  ctx: EffectContext,
  { groupId, userId }: MemberAddress,
  state: 'accepted' | 'refused',
  { requestedAt }: KeptRequest,
  seen: () => Promise<boolean>,
): Promise<void> {
  const request = sameRequest(await requestNow(ctx, groupId, userId), requestedAt)
  if (request.state === state) return
  if (request.state !== 'pending') throw new Obstacle('request_answered')
  await ctx.call(
    'answer',
    () => ctx.env.openim.joinRequests.respond({ groupId, userId }, { state }, ctx.options),
    seen,
  )
}

/** Throws Obstacle where there is none or it was made at another time (ms). */
export function sameRequest(request: JoinRequest | null, requestedAt: number | undefined): JoinRequest {
  if (request === null) throw new Obstacle('no_request')
  if (requestedAt !== undefined && request.requestedAt !== requestedAt) throw new Obstacle('request_replaced')
  return request
}

import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Actor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { authenticateClient } from '@/server/features/api-clients/authenticate'
import { isSigned } from '@/server/features/api-clients/signature'
import { Answered, answering, bodyOf, refuseFields, refuseWith } from '@/server/features/client-api/answering'
import { onceFor, readKey } from '@/server/features/client-api/idempotency'
import { readCode } from '@/server/features/invites/code'
import { type Redeemed, redeem } from '@/server/features/invites/redeem'
import { redemptionsNow } from '@/server/features/invites/redemption/now'
import { readUpTo } from '@/server/features/reports/body'
import { overLimit } from '@/server/features/reports/limit'
import { problem } from '@/server/features/reports/problem'
import { reporterOf } from '@/server/features/reports/reporter'
import { MOST_BODY_BYTES } from '@/server/features/reports/schema'
import { codeOfRefusal, isNotTold, NOT_WORKING_DETAIL, statusOfRefusal, wordsOfRefusal } from './refusals'
import { redeemBody } from './schema'

/** Tries of one person with their own token. */
const OF_PERSON = { most: 30, windowMs: 10 * 60_000 }
const PENDING_RETRY_S = 5
/**
 * No person is told sooner that a code does not work, ms: of one that was, OpenIM is asked about the group and the person
 * first, and others who come by it are waited for.
 */
const REFUSED_AFTER_MS = 250

/** Who comes in, and who says so. */
type Comer = { userId: string; by: Actor; clientId: string | undefined; caller: string; body: Uint8Array }

/**
 * `POST /api/v1/invites/{code}/redemptions`: lets a person in by their own OpenIM token, or whom a backend with the scope
 * `invites_redeem` names. 201 joined or applied, 202 pending, else a problem document. `Idempotency-Key` is honoured. Never
 * throws.
 */
export function redeemOverApi(env: Env, request: Request, typed: string): Promise<Response> {
  return answering('a redemption', async (requestId) => {
    const begun = performance.now()
    const comer = await comerOf(env, request, requestId)
    const key = readKey(request, comer.caller, comer.body)
    if (!key.ok) return key.answer
    return await onceFor(env.db, key.keyed, async (since) => {
      const { userId, by, clientId } = comer
      const known = since === null ? null : await doneSince(env, typed, userId, since)
      const done = known ?? (await redeem(env, { code: typed, userId, by, clientId, requestId }))
      return await answerOf(done, clientId !== undefined, begun)
    })
  })
}

/**
 * `GET /api/v1/invites/{code}/redemptions/{id}`: how a redemption stands, for whom it is of and for backends. Never throws.
 */
export function tellRedemption(env: Env, request: Request, typed: string, id: string): Promise<Response> {
  return answering('a redemption', async (requestId) => {
    const begun = performance.now()
    const authorization = request.headers.get('authorization')
    const client = isSigned(authorization) ? await authenticateClient(env, request, 'invites_redeem') : null
    if (client && !client.ok) return client.answer
    const userId = client ? null : await reporterOf(env, authorization, requestId)
    const isId = z.uuid().safeParse(id).success
    const now = isId ? (await redemptionsNow(env.db, [id])).get(id) : undefined
    if (!now || !(await isOf(env, id, typed)) || (userId !== null && now.userId !== userId))
      return problem(404, 'There is no such redemption.')
    if (now.kind !== 'refused') return await answerOf(now, client !== null, begun, 200)
    return await answerOf({ ...now, reference: now.reference ?? '' }, client !== null, begun)
  })
}

async function comerOf(env: Env, request: Request, requestId: string): Promise<Comer> {
  const authorization = request.headers.get('authorization')
  if (isSigned(authorization)) {
    const client = await authenticateClient(env, request, 'invites_redeem')
    if (!client.ok) throw new Answered(client.answer)
    const { clientId, actor: by, body } = client
    const { userId } = await bodyOf(request, redeemBody, body)
    return { userId, by, clientId, caller: `client:${clientId}`, body }
  }
  const userId = await reporterOf(env, authorization, requestId)
  const wait = await overLimit(env.fast, `redeem ${userId}`, Date.now(), OF_PERSON)
  if (wait !== null) refuseWith(429, 'Too many tries in a short time.', { retryAfterSeconds: wait })
  const body = await readUpTo(request, MOST_BODY_BYTES)
  if (body === null) {
    return refuseFields([{ field: 'body', detail: `must have at most ${MOST_BODY_BYTES} bytes` }])
  }
  const by: Actor = { kind: 'reporter', id: userId, name: await nameOf(env, userId) }
  return { userId, by, clientId: undefined, caller: `user:${userId}`, body }
}

/** Whether a redemption is of the link whose code was typed. */
async function isOf({ db }: Env, id: string, typed: string): Promise<boolean> {
  const code = readCode(typed)
  const link =
    code === null ? null : await db.prisma.invite.findUnique({ where: { code }, select: { id: true } })
  return link !== null && (await db.prisma.redemption.count({ where: { id, inviteId: link.id } })) > 0
}

async function nameOf({ db }: Env, userId: string): Promise<string> {
  const person = await db.prisma.personIndex.findUnique({ where: { userId }, select: { nickname: true } })
  return person?.nickname || userId
}

/** What the process that never came back had done for this person by this link. */
async function doneSince(
  { db }: Env,
  typed: string,
  userId: string,
  since: number,
): Promise<Redeemed | null> {
  const code = readCode(typed)
  const row =
    code === null
      ? null
      : await db.prisma.redemption.findFirst({
          where: { userId, invite: { code }, createdAt: { gte: new Date(since) }, state: { not: 'refused' } },
          orderBy: { createdAt: 'desc' },
          select: { id: true },
        })
  const now = row && (await redemptionsNow(db, [row.id])).get(row.id)
  return now && now.kind !== 'refused' ? now : null
}

async function answerOf(
  done: Redeemed,
  isBackend: boolean,
  begun: number,
  whenDone: 200 | 201 = 201,
): Promise<Response> {
  if (done.kind !== 'refused') {
    const { kind: state, redemptionId: redemption, groupId } = done
    const headers = new Headers({ 'cache-control': 'no-store' })
    if (state === 'pending') headers.set('retry-after', String(PENDING_RETRY_S))
    return Response.json(
      { redemption, state, groupId },
      { status: state === 'pending' ? 202 : whenDone, headers },
    )
  }
  const { why, reference } = done
  if (isBackend || !isNotTold(why)) {
    return problem(statusOfRefusal(why), wordsOfRefusal(why), { code: codeOfRefusal(why), reference })
  }
  // As for looks: what was the matter with the code shows neither in the words nor in the time.
  await sleep(Math.max(0, begun + REFUSED_AFTER_MS - performance.now()))
  return problem(404, NOT_WORKING_DETAIL, { code: 'invite_not_working', reference })
}

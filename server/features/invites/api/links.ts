import type { Db, Tx } from '@/server/db/client'
import type { Invite } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { authenticateClient } from '@/server/features/api-clients/authenticate'
import { Answered, answering, bodyOf, parsed } from '@/server/features/client-api/answering'
import { onceIn, readKey } from '@/server/features/client-api/idempotency'
import { readCode } from '@/server/features/invites/code'
import type { InviteBy } from '@/server/features/invites/manage/by'
import {
  changeInvite,
  pauseInvite,
  resumeInvite,
  revokeInvite,
} from '@/server/features/invites/manage/change'
import { createInviteIn } from '@/server/features/invites/manage/create'
import { stateOfLink } from '@/server/features/invites/schema'
import { changeLinkBody, createLinkBody, linkQuery, type ManagedLink, versionQuery } from './schema'

/** Links that a backend makes and keeps (scope `invites_manage`). It sees and changes its own. Nothing here throws. */

const NOT_STORED = { 'cache-control': 'no-store' }

type Signed = { by: Extract<InviteBy, { clientId: string }>; body: Uint8Array }

async function signedOf(env: Env, request: Request, requestId: string): Promise<Signed> {
  const client = await authenticateClient(env, request, 'invites_manage')
  if (!client.ok) throw new Answered(client.answer)
  const { actor, clientId, body } = client
  return { by: { actor, clientId, requestId }, body }
}

/** `POST /api/v1/invites`: makes a link, once for each `Idempotency-Key`. */
export function createLink(env: Env, request: Request): Promise<Response> {
  return answering('an invite link', async (requestId) => {
    const { by, body } = await signedOf(env, request, requestId)
    const input = await bodyOf(request, createLinkBody, body)
    const key = readKey(request, `client:${by.clientId}`, body)
    if (!key.ok) return key.answer
    return await onceIn(env.db, key.keyed, async (tx) => {
      const { id } = await createInviteIn(tx, by, input)
      const made = await tx.invite.findUniqueOrThrow({ where: { id } })
      return { status: 201, body: JSON.stringify(shown(made, env.config.url)) }
    })
  })
}

/** `GET /api/v1/invites`: this client's links, newest first. */
export function listLinks(env: Env, request: Request): Promise<Response> {
  return answering('invite links', async (requestId) => {
    const { by } = await signedOf(env, request, requestId)
    const { groupId, cursor, limit } = parsed(
      linkQuery,
      Object.fromEntries(new URL(request.url).searchParams),
    )
    const rows = await env.db.prisma.invite.findMany({
      where: { clientId: by.clientId, ...(groupId && { groupId }), ...(cursor && { id: { lt: cursor } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    const links = rows.slice(0, limit).map((row) => shown(row, env.config.url))
    const next = rows.length > limit ? (rows[limit - 1]?.id ?? null) : null
    return Response.json({ links, next }, { headers: NOT_STORED })
  })
}

/** `PATCH /api/v1/invites/{code}`: changes what is said of a link, or pauses or resumes it. */
export function changeLink(env: Env, request: Request, typed: string): Promise<Response> {
  return answering('an invite link', async (requestId) => {
    const { by, body } = await signedOf(env, request, requestId)
    const { version, paused, ...terms } = await bodyOf(request, changeLinkBody, body)
    const { id } = await ownLink(env.db.prisma, by, typed)
    if (paused === undefined) await changeInvite(env.db, by, { id, version, ...terms })
    else await (paused ? pauseInvite : resumeInvite)(env.db, by, { id, version })
    return Response.json(shown(await ownLink(env.db.prisma, by, typed), env.config.url), {
      headers: NOT_STORED,
    })
  })
}

/** `DELETE /api/v1/invites/{code}`: revokes a link. Whoever came by it stays. One that was revoked is answered as it is. */
export function revokeLink(env: Env, request: Request, typed: string): Promise<Response> {
  return answering('an invite link', async (requestId) => {
    const { by } = await signedOf(env, request, requestId)
    const asked = parsed(versionQuery, Object.fromEntries(new URL(request.url).searchParams))
    const link = await ownLink(env.db.prisma, by, typed)
    if (link.state !== 'revoked') await revoke(env.db, by, link, asked.version)
    return Response.json(shown(await ownLink(env.db.prisma, by, typed), env.config.url), {
      headers: NOT_STORED,
    })
  })
}

/** Without a version that was seen, what changed meanwhile does not stand in the way. */
async function revoke(
  db: Db,
  by: InviteBy,
  { id, version }: Invite,
  seen: number | undefined,
): Promise<void> {
  try {
    await revokeInvite(db, by, { id, version: seen ?? version })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.reason === 'invite_revoked') return
    if (error.reason !== 'invite_changed' || seen !== undefined) throw error
    await revoke(db, by, await db.prisma.invite.findUniqueOrThrow({ where: { id } }), undefined)
  }
}

/** A link that this client made. Throws DomainError `not_found`, for somebody else's too. */
async function ownLink(db: Db['prisma'] | Tx, { clientId }: Signed['by'], typed: string): Promise<Invite> {
  const code = readCode(typed)
  const link = code === null ? null : await db.invite.findUnique({ where: { code } })
  if (link?.clientId !== clientId || link === null) throw new DomainError('not_found', 'not_found')
  return link
}

function shown(link: Invite, url: string): ManagedLink {
  const { code, groupId, mode, label, requester, ticket, used, maxUses, oncePerPerson, version } = link
  const expiresAt = link.expiresAt?.getTime() ?? null
  const groupHold = link.groupHold === 'suspended' || link.groupHold === 'dismissed' ? link.groupHold : null
  const state = stateOfLink({ state: link.state, groupHold, expiresAt, maxUses, used }, Date.now())
  return {
    ...{ code, url: `${url}/i/${code}`, groupId, mode, label, requester, ticket, state },
    ...{ used, maxUses, oncePerPerson, expiresAt, version },
    createdAt: link.createdAt.getTime(),
    lastUsedAt: link.lastUsedAt?.getTime() ?? null,
  }
}

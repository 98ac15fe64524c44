import { z } from 'zod'
import { appendAudits } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { newCode, spelled } from '@/server/features/invites/code'
import type { InviteBy } from './by'
import { limitFor, needWithin } from './limits'
import { personalOf, termsFacts } from './note'
import type { BulkResult, CreateInvite, CreateInvites, InviteTerms } from './schema'

/** How a fresh link is told of. */
export type FreshInvite = { id: string; code: string; spelled: string }

/** Makes a link. Throws DomainError as `createInviteIn`. */
export async function createInvite({ prisma }: Db, by: InviteBy, input: CreateInvite): Promise<FreshInvite> {
  return await prisma.$transaction((tx) => createInviteIn(tx, by, input))
}

/**
 * Makes a link in a transaction that does more. Throws DomainError `not_found` / `group_not_found`, `conflict` /
 * `invite_group_dismissed`, and as `needWithin` (limits.ts).
 */
export async function createInviteIn(
  tx: Tx,
  by: InviteBy,
  { groupId, ...terms }: CreateInvite,
): Promise<FreshInvite> {
  needWithin(await limitFor(tx, by), terms, Date.now())
  const refused = await whyRefused(tx, [groupId])
  const why = refused.get(groupId)
  if (why === 'group_not_found') throw new DomainError('not_found', 'group_not_found', { field: 'groupId' })
  if (why) throw new DomainError('conflict', 'invite_group_dismissed', { field: 'groupId' })
  const [made] = await insert(tx, by, [groupId], terms)
  if (!made) throw new Error('the link was not written')
  return { id: made.id, code: made.code, spelled: spelled(made.code) }
}

/**
 * Makes one link with the same terms for each of several groups, all in one transaction; groups that can have none are
 * answered as refused. Throws DomainError as `needWithin` (limits.ts).
 */
export async function createInvites(
  { prisma }: Db,
  by: InviteBy,
  { groupIds, ...terms }: CreateInvites,
): Promise<BulkResult[]> {
  return await prisma.$transaction(async (tx) => {
    needWithin(await limitFor(tx, by), terms, Date.now())
    const refused = await whyRefused(tx, groupIds)
    const made = await insert(
      tx,
      by,
      groupIds.filter((groupId) => !refused.has(groupId)),
      terms,
    )
    const ofGroup = new Map(made.map((link) => [link.groupId, link]))
    return groupIds.flatMap((groupId): BulkResult[] => {
      const why = refused.get(groupId)
      const link = ofGroup.get(groupId)
      if (why) return [{ groupId, refused: why }]
      return link ? [{ ...link, spelled: spelled(link.code) }] : []
    })
  })
}

type Why = Extract<BulkResult, { refused: string }>['refused']

/** Groups that can have no link: not known, or ended. */
async function whyRefused(tx: Tx, groupIds: readonly string[]): Promise<Map<string, Why>> {
  const known = await tx.groupIndex.findMany({
    where: { groupId: { in: [...groupIds] } },
    select: { groupId: true },
  })
  const rows = await tx.$queryRaw`
    SELECT id FROM unnest(${[...groupIds]}::text[]) AS asked (id) WHERE invite_hold_of(id) = 'dismissed'`
  const ids = new Set(known.map(({ groupId }) => groupId))
  const ended = new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  )
  return new Map(
    groupIds.flatMap((groupId): [string, Why][] => {
      if (!ids.has(groupId)) return [[groupId, 'group_not_found']]
      return ended.has(groupId) ? [[groupId, 'invite_group_dismissed']] : []
    }),
  )
}

async function insert(tx: Tx, by: InviteBy, groupIds: readonly string[], terms: InviteTerms) {
  const { expiresAt, ...rest } = terms
  const made = await tx.invite.createManyAndReturn({
    data: groupIds.map((groupId) => ({
      ...rest,
      groupId,
      code: newCode(),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      ...('clientId' in by ? { clientId: by.clientId } : { createdById: by.actor.id }),
    })),
    select: { id: true, code: true, groupId: true },
  })
  const { actor, requestId } = by
  const personal = personalOf(terms)
  await appendAudits(
    tx,
    made.map(({ id, groupId }) => ({
      actor,
      requestId,
      action: 'invite.created' as const,
      subject: { kind: 'invite' as const, id },
      after: { groupId, ...termsFacts(terms) },
      ...(personal && { personal }),
    })),
  )
  return made
}

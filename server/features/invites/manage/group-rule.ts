import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { announce } from '@/server/live/announce'
import type { SetGroupRule } from './schema'

/** What a group keeps for all of its links. */
export type GroupRule = { hidesCard: boolean; memberLimit: number | null }

const NONE: GroupRule = { hidesCard: false, memberLimit: null }

/** What holds for the links of a group; nothing special until somebody says so. */
export async function groupRule(db: Db['prisma'] | Tx, groupId: string): Promise<GroupRule> {
  const row = await db.groupInviteRule.findUnique({ where: { groupId } })
  return row ? { hidesCard: row.hidesCard, memberLimit: row.memberLimit } : NONE
}

/** Sets it. Throws DomainError `not_found` / `group_not_found`. */
export async function setGroupRule(
  { prisma }: Db,
  by: { actor: StaffActor; requestId: string },
  { groupId, ...rule }: SetGroupRule,
): Promise<Record<string, never>> {
  await prisma.$transaction(async (tx) => {
    // Two who set it at once take turns on the group's row.
    const met = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM group_index WHERE group_id = ${groupId} FOR NO KEY UPDATE`
    if (met.length === 0) throw new DomainError('not_found', 'group_not_found')
    const before = await groupRule(tx, groupId)
    if (before.hidesCard === rule.hidesCard && before.memberLimit === rule.memberLimit) return
    await tx.groupInviteRule.upsert({ where: { groupId }, create: { groupId, ...rule }, update: rule })
    await appendAudit(tx, {
      ...by,
      action: 'invite.rule_set',
      subject: { kind: 'group', id: groupId },
      before: { ...before },
      after: { ...rule },
    })
    await announce(tx, 'group', groupId)
  })
  return {}
}

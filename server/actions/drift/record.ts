import { randomUUID } from 'node:crypto'
import type { ActionEnv } from '@/server/actions/action-env'
import { type DesiredGroup, desiredGroup } from '@/server/actions/desired'
import { lockDesired } from '@/server/actions/desired-store'
import { intendAll } from '@/server/actions/intend-all'
import { appendAudit } from '@/server/audit/append'
import { seal } from '@/server/audit/personal'
import { system } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { Group } from '@/server/openim/group-schema'
import { type Difference, differencesOf } from './compare'
import { MOST_REAPPLIED } from './schema'

const WATCH = { ...system('drift'), cause: 'drift' as const }
const REAPPLIED = 'Suspension undone outside of Steward: applied again.'

/**
 * Writes down where a group, as it was read, differs from what is desired of it, and puts an undone suspension right.
 * Does nothing where somebody acted on it since the version the reading is compared with, or an action is under way.
 */
export async function recordDrift(
  env: ActionEnv,
  group: Group,
  { version, readAt }: { version: number; readAt: number },
): Promise<void> {
  const { id: groupId } = group
  await env.db.prisma.$transaction(async (tx) => {
    const before = (await lockDesired(tx, 'group', [groupId])).get(groupId)
    if (before?.version !== version || (await underWay(tx, groupId))) return
    const desired = desiredGroup.parse(before.desired)
    const found = differencesOf(desired, group)
    await tx.drift.updateMany({
      where: { groupId, state: 'open', kind: { notIn: found.map(({ kind }) => kind) } },
      data: { state: 'agrees_again', endedAt: new Date() },
    })
    for (const difference of found) await record(tx, group, { difference, desired, version, readAt })
  })
}

/** Whether a row of the group may still change it. */
async function underWay(tx: Tx, groupId: string): Promise<boolean> {
  const row = await tx.ledgerRow.findFirst({
    where: { subjectKind: 'group', subjectId: groupId, state: { in: ['planned', 'sending', 'unknown'] } },
    select: { id: true },
  })
  return row !== null
}

type Found = { difference: Difference; desired: DesiredGroup; version: number; readAt: number }

async function record(tx: Tx, group: Group, { difference, desired, version, readAt }: Found): Promise<void> {
  const { kind, expected, seen } = difference
  const { id: groupId } = group
  const open = await tx.drift.findFirst({ where: { groupId, kind, state: 'open' }, select: { id: true } })
  if (open) return
  const tooOften = kind === 'unmuted' && (await timesReapplied(tx, groupId)) >= MOST_REAPPLIED
  const id = randomUUID()
  const isPutRight = kind === 'unmuted' && !tooOften
  const ledgerId = isPutRight ? await reapply(tx, group, { id, desired, version, readAt }) : undefined
  // What is put right at once never waits for anybody: nobody is alerted of it.
  const ended = ledgerId && { state: 'reapplied' as const, endedAt: new Date(), ledgerId }
  await tx.drift.create({
    data: { id, groupId, kind, expected, seen, version, gaveUp: tooOften, ...ended },
    select: { id: true },
  })
  await appendAudit(tx, {
    actor: WATCH,
    action: 'drift.found',
    subject: { kind: 'group', id: groupId },
    before: { expected },
    after: { seen, kind },
    requestId: id,
  })
}

/** Whoever changes what a group says of itself has not looked at its suspension. */
const BESIDE_IT = ['group.edit', 'group.announce']

/**
 * How often the suspension that holds now was put right by itself: since it began, or a person last acted on what the
 * group may do and whose it is.
 */
async function timesReapplied(tx: Tx, groupId: string): Promise<number> {
  const since = await tx.ledgerRow.findFirst({
    where: {
      subjectKind: 'group',
      subjectId: groupId,
      state: { in: ['verified', 'already_so'] },
      OR: [
        { staffId: { not: null }, action: { notIn: BESIDE_IT } },
        { action: 'group.suspend', cause: { not: 'drift' } },
      ],
    },
    orderBy: { seq: 'desc' },
    select: { createdAt: true },
  })
  return await tx.drift.count({
    where: {
      groupId,
      kind: 'unmuted',
      state: 'reapplied',
      foundAt: { gte: since?.createdAt ?? new Date(0) },
    },
  })
}

type Undone = { id: string; desired: DesiredGroup; version: number; readAt: number }

/** Intends the suspension again; the id of its row. */
async function reapply(tx: Tx, group: Group, { id, desired, version, readAt }: Undone) {
  const { id: groupId, name, memberCount: people } = group
  const wish = {
    subjectId: groupId,
    // It still ends when it was to end.
    input: desired.until === null ? {} : { until: desired.until },
    plannedVersion: version,
    name,
    people,
    readAt,
    live: true,
    touches: { groupId, userId: null },
  }
  const { written } = await intendAll(tx, 'group.suspend', [wish], {
    actor: WATCH,
    reason: await seal(tx, { kind: 'group', id: groupId }, REAPPLIED),
    dueAt: new Date(),
    requestId: id,
  })
  return written.get(groupId)
}

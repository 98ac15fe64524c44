import { type DesiredGroup, desiredAfter, desiredGroup, INITIAL } from '@/server/actions/desired'
import type { Tx } from '@/server/db/client'

type Versioned = { desired: DesiredGroup; version: number; lastSeq: number; ledgerId?: string | null }

const key = (groupId: string) => ({ subjectKind: 'group' as const, subjectId: groupId })

/** The desired state of a group, locked until the transaction ends: intents on one group are written one by one. */
export async function lockDesired(tx: Tx, groupId: string): Promise<Versioned> {
  await tx.desiredState.createMany({ data: { ...key(groupId), desired: INITIAL }, skipDuplicates: true })
  await tx.$queryRaw`SELECT 1 FROM desired_state WHERE subject_kind = 'group' AND subject_id = ${groupId} FOR UPDATE`
  const row = await tx.desiredState.findUniqueOrThrow({ where: { subjectKind_subjectId: key(groupId) } })
  return {
    desired: desiredGroup.parse(row.desired),
    version: row.version,
    lastSeq: row.lastSeq,
    ledgerId: row.ledgerId,
  }
}

/** Writes a new version, and the standing that lists filter by, together. */
export async function writeDesired(tx: Tx, groupId: string, next: Versioned): Promise<void> {
  await tx.desiredState.update({
    where: { subjectKind_subjectId: key(groupId) },
    data: { ...next, updatedAt: new Date() },
    select: { version: true },
  })
  const { standing } = next.desired
  await tx.groupExtension.upsert({ where: { groupId }, create: { groupId, standing }, update: { standing } })
}

/** After a row ended: what the group should be now, as a new version. */
export async function refreshDesired(tx: Tx, groupId: string): Promise<void> {
  const before = await lockDesired(tx, groupId)
  const rows = await tx.ledgerRow.findMany({
    where: key(groupId),
    orderBy: { seq: 'asc' },
    select: { state: true, desired: true, desiredBefore: true },
  })
  const desired = desiredAfter(
    rows.map((row) => ({
      state: row.state,
      desired: desiredGroup.parse(row.desired),
      desiredBefore: desiredGroup.parse(row.desiredBefore),
    })),
  )
  await writeDesired(tx, groupId, { ...before, desired, version: before.version + 1 })
}

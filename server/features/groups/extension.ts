import type { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import { seal } from '@/server/audit/personal'
import type { Db, Tx } from '@/server/db/client'
import type { GroupExtension } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import type { By } from '@/server/features/extension/by'
import type {
  groupNoteInput,
  protectGroupInput,
  setCategoryInput,
  setGroupStandingInput,
  setTagsInput,
} from '@/server/features/extension/schema'
import { announce } from '@/server/live/announce'

/**
 * What staff keep about a group beyond OpenIM. Each is one transaction with its audit row; saying what is so already
 * changes nothing and is not audited. All throw DomainError `not_found` for a group that Steward has not met.
 */
export async function setCategory(
  db: Db,
  by: By,
  { groupId, category }: z.infer<typeof setCategoryInput>,
): Promise<Record<string, never>> {
  return await changing(db, groupId, async (tx, before) => {
    if (before.category === category) return
    await tx.groupExtension.update({ where: { groupId }, data: { category } })
    await appendAudit(tx, {
      ...by,
      action: 'group.category_set',
      subject: { kind: 'group', id: groupId },
      before: { category: before.category },
      after: { category },
    })
  })
}

/** Gives the group exactly these tags. */
export async function setTags(
  db: Db,
  by: By,
  { groupId, tags }: z.infer<typeof setTagsInput>,
): Promise<Record<string, never>> {
  return await changing(db, groupId, async (tx, before) => {
    if (before.tags.join() === tags.join()) return
    await tx.groupExtension.update({ where: { groupId }, data: { tags } })
    await appendAudit(tx, {
      ...by,
      action: 'group.tags_set',
      subject: { kind: 'group', id: groupId },
      before: { tags: before.tags },
      after: { tags },
    })
  })
}

/**
 * Puts the group under review, or takes it out of it. Throws DomainError `conflict` / `standing_follows_actions` while
 * it is suspended or dismissed.
 */
export async function setGroupStanding(
  db: Db,
  by: By,
  { groupId, standing, reason }: z.infer<typeof setGroupStandingInput>,
): Promise<Record<string, never>> {
  return await changing(db, groupId, async (tx, before) => {
    if (before.standing === 'suspended' || before.standing === 'dismissed')
      throw new DomainError('conflict', 'standing_follows_actions')
    if (before.standing === standing) return
    await tx.groupExtension.update({
      where: { groupId },
      data: { standing, underReview: standing === 'under_review' },
    })
    await appendAudit(tx, {
      ...by,
      action: 'group.standing_set',
      subject: { kind: 'group', id: groupId },
      before: { standing: before.standing },
      after: { standing },
      personal: { reason },
    })
  })
}

/** Adds a note, sealed under the group's key. It can be neither changed nor taken away. */
export async function addGroupNote(
  db: Db,
  by: By,
  { groupId, text }: z.infer<typeof groupNoteInput>,
): Promise<Record<string, never>> {
  return await changing(db, groupId, async (tx) => {
    const about = { kind: 'group' as const, id: groupId }
    const { id: noteId } = await tx.groupNote.create({
      data: { groupId, staffId: by.actor.id, body: await seal(tx, about, text) },
      select: { id: true },
    })
    await appendAudit(tx, { ...by, action: 'group.noted', subject: about, after: { noteId } })
  })
}

/** Puts a group under protection or ends it: nobody but owners of the console acts on a protected one. */
export async function setGroupProtected(
  db: Db,
  by: By,
  { groupId, protected: isProtected, reason }: z.infer<typeof protectGroupInput>,
): Promise<Record<string, never>> {
  return await changing(db, groupId, async (tx, before) => {
    if (before.protected === isProtected) return
    await tx.groupExtension.update({ where: { groupId }, data: { protected: isProtected } })
    await appendAudit(tx, {
      ...by,
      action: isProtected ? 'group.protected' : 'group.unprotected',
      subject: { kind: 'group', id: groupId },
      before: { protected: before.protected },
      after: { protected: isProtected },
      personal: { reason },
    })
  })
}

/** Runs a change on the group's own row, locked, so that what is audited as before was so. */
async function changing(
  { prisma }: Db,
  groupId: string,
  change: (tx: Tx, before: GroupExtension) => Promise<void>,
): Promise<Record<string, never>> {
  await prisma.$transaction(async (tx) => {
    const met = await tx.groupIndex.findUnique({ where: { groupId }, select: { groupId: true } })
    if (!met) throw new DomainError('not_found', 'group_not_found')
    await tx.groupExtension.createMany({ data: { groupId }, skipDuplicates: true })
    await tx.$queryRaw`SELECT 1 FROM group_extension WHERE group_id = ${groupId} FOR UPDATE`
    await change(tx, await tx.groupExtension.findUniqueOrThrow({ where: { groupId } }))
    await announce(tx, 'group', groupId)
  })
  return {}
}

import type { z } from 'zod'
import { named, prepareBatch } from '@/server/actions/batch/prepare'
import { type FoundMessages, findMessagesOf } from '@/server/actions/message/find'
import { appendAudit } from '@/server/audit/append'
import type { Env } from '@/server/env'
import type { By } from '@/server/features/extension/by'
import { type messagesToRemoveInput, type removeMessagesInput, SPANS } from './schema'

/**
 * What somebody wrote lately, to be taken back. It may be private, so it is audited with its purpose before anything is
 * read. Throws OpenimError.
 */
export async function messagesToRemove(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  by: By,
  { userId, since, groupId, purpose }: z.infer<typeof messagesToRemoveInput>,
): Promise<FoundMessages & { groupNames: Record<string, string> }> {
  const from = Date.now() - SPANS[since]
  await db.prisma.$transaction((tx) =>
    appendAudit(tx, {
      ...by,
      action: 'person.messages_listed',
      subject: { kind: 'user', id: userId },
      after: { since: from, groupId: groupId ?? null },
      personal: { purpose },
    }),
  )
  const options = { operationId: by.requestId }
  const found = await findMessagesOf({ openim }, { userId, since: from, groupId }, options)
  const ids = new Set(found.messages.flatMap(({ groupId: id }) => id ?? []))
  const groups = await db.prisma.groupIndex.findMany({
    where: { groupId: { in: [...ids] } },
    select: { groupId: true, name: true },
  })
  return { ...found, groupNames: Object.fromEntries(groups.map((group) => [group.groupId, group.name])) }
}

/** Begins planning to revoke messages of one person, each with a result of its own. Throws what `prepareBatch` throws. */
export async function removeMessages(
  { db }: Pick<Env, 'db'>,
  by: By,
  { subjectIds }: z.infer<typeof removeMessagesInput>,
): Promise<{ number: number }> {
  return await db.prisma.$transaction(async (tx) => {
    const id = await prepareBatch(tx, by, {
      action: 'message.revoke',
      input: {},
      targets: named(subjectIds),
    })
    return await tx.batch.findUniqueOrThrow({ where: { id }, select: { number: true } })
  })
}

import type { z } from 'zod'
import { type FoundMessages, findMessagesOf } from '@/server/actions/message/find'
import { appendAudit } from '@/server/audit/append'
import type { Env } from '@/server/env'
import type { By } from '@/server/features/extension/by'
import { type messagesToRemoveInput, SPANS } from './schema'

/**
 * What somebody wrote lately, to be taken back. It may be private, so it is audited with its purpose before anything is
 * read. Throws OpenimError.
 */
export async function messagesToRemove(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  by: By,
  { userId, since, groupId, purpose }: z.infer<typeof messagesToRemoveInput>,
): Promise<FoundMessages> {
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
  return await findMessagesOf({ openim }, { userId, since: from, groupId }, { operationId: by.requestId })
}

import { Prisma } from '@/server/db/generated/client'

/** Whether a request to dismiss this group waits, alone or in a batch, as an SQL condition on its id. */
export const dismissalWaits = (groupId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  EXISTS (
    SELECT FROM approval JOIN ledger AS asked ON asked.id = approval.ledger_id
    WHERE approval.state = 'waiting' AND asked.action = 'group.dismiss'
      AND asked.subject_kind = 'group' AND asked.subject_id = ${groupId}
  ) OR EXISTS (
    SELECT FROM approval
    JOIN batch ON batch.id = approval.batch_id AND batch.action = 'group.dismiss'
    JOIN batch_item AS asked ON asked.batch_id = batch.id AND asked.state = 'waiting'
    WHERE approval.state = 'waiting' AND asked.subject_id = ${groupId}
  )
)`

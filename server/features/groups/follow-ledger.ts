import type { SettledHook } from '@/server/actions/action-env'
import type { LedgerRow } from '@/server/db/generated/client'
import { enqueue } from '@/server/jobs/enqueue'

/** An action on a group or its members ended: the index reads the group again, right after the commit. */
export const refreshAfterAction: SettledHook = async (tx, row) => {
  if (row.groupId === null || row.state === 'cancelled' || !changesGroup(row)) return
  await enqueue(tx, 'groups.refresh', { groupId: row.groupId }, `group:${row.groupId}`)
}

/** Members whose mute changed and people who stay out leave the group's row in the index as it is. */
const LEAVE_THE_GROUP = new Set(['member.mute', 'member.unmute', 'member.refuse'])

const changesGroup = ({ subjectKind, action }: LedgerRow): boolean =>
  subjectKind === 'group' || (subjectKind === 'member' && !LEAVE_THE_GROUP.has(action))

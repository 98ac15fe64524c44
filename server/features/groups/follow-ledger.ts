import type { SettledHook, SettledRow } from '@/server/actions/action-env'
import { enqueue } from '@/server/jobs/enqueue'

/** An action on a group or its members ended: the index reads the group again, right after the commit. */
export const refreshAfterAction: SettledHook = {
  concerns: (row) => row.groupId !== null && row.state !== 'cancelled' && changesGroup(row),
  async follow(tx, { groupId }) {
    if (groupId !== null) await enqueue(tx, 'groups.refresh', { groupId }, `group:${groupId}`)
  },
}

/** Members whose mute changed and people who stay out leave the group's row in the index as it is. */
const LEAVE_THE_GROUP = new Set(['member.mute', 'member.unmute', 'member.refuse'])

const changesGroup = ({ subjectKind, action }: SettledRow): boolean =>
  subjectKind === 'group' || (subjectKind === 'member' && !LEAVE_THE_GROUP.has(action))

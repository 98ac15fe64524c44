import { actionsOn } from '@/server/actions/define-action'
import { type DesiredGroup, desiredGroup, INITIAL } from '@/server/actions/desired'
import { groupNow } from '@/server/actions/group/now'
import { type GroupReading, readGroup } from '@/server/actions/group/reading'
import type { SubjectType } from '@/server/actions/subject'

/** A group, by its OpenIM id. */
const groupSubject: SubjectType<{ groupId: string }, DesiredGroup, GroupReading> = {
  kind: 'group',
  address: (groupId) => ({ groupId }),
  desired: desiredGroup,
  initial: INITIAL,
  read: readGroup,
  reach: (ctx, { groupId }) => groupNow(ctx, groupId),
}

export const defineGroupAction = actionsOn(groupSubject)

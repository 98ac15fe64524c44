import type { ActionName, Standing } from '@/server/actions/schema'
import type { GroupStatus } from '@/server/features/groups/schema'

/**
 * The actions a group's page offers, by what it is: a dismissed group can only come back, a suspended one can be
 * lifted. The plan of each says whether it can really be done. Pure.
 */
export function offeredActions(group: { status: GroupStatus; standing: Standing }): ActionName[] {
  if (group.status === 'dismissed') return ['group.restore']
  // Half restored, or revived behind our back.
  if (group.standing === 'dismissed') return ['group.restore', 'group.dismiss']
  return [group.standing === 'suspended' ? 'group.lift' : 'group.suspend', 'group.dismiss']
}

/** The action that makes OpenIM agree again with a standing; null where there is none. */
export function actionToHold(standing: Standing): ActionName | null {
  if (standing === 'suspended') return 'group.suspend'
  return standing === 'dismissed' ? 'group.dismiss' : null
}

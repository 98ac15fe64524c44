import type { ActionName, Standing } from '@/server/actions/schema'
import type { GroupStatus } from '@/server/features/groups/schema'

type Shown = { status: GroupStatus; standing: Standing; ownerless: boolean }

/**
 * The actions a group's page offers, by what it is: a dismissed group can only come back, a suspended one can be
 * lifted, one without an owner is repaired first. The plan of each says whether it can really be done. Pure.
 */
export function offeredActions({ status, standing, ownerless }: Shown): ActionName[] {
  if (status === 'gone') return []
  if (status === 'dismissed') return ['group.restore']
  // Half restored, or revived behind our back.
  if (standing === 'dismissed') return ['group.restore', 'group.dismiss']
  const hold: ActionName = standing === 'suspended' ? 'group.lift' : 'group.suspend'
  return ownerless ? ['group.repair', hold] : [hold, 'group.dismiss']
}

/** Those offered in the menu beside them. OpenIM changes nothing of a group that is dismissed or has no owner. Pure. */
export function furtherActions({ status, standing, ownerless }: Shown): ActionName[] {
  if (status === 'gone' || status === 'dismissed' || standing === 'dismissed') return []
  return ownerless ? ['group.dismiss'] : ['group.edit', 'group.announce', 'group.transfer']
}

/** The action that makes OpenIM agree again with a standing; null where there is none. */
export function actionToHold(standing: Standing): ActionName | null {
  if (standing === 'suspended') return 'group.suspend'
  return standing === 'dismissed' ? 'group.dismiss' : null
}

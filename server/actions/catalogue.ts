import type { RunnableAction } from '@/server/actions/define-action'
import { dismissGroup } from '@/server/actions/group/dismiss'
import { liftSuspension } from '@/server/actions/group/lift'
import { restoreGroup } from '@/server/actions/group/restore'
import { suspendGroup } from '@/server/actions/group/suspend'
import type { ActionName } from '@/server/actions/schema'

/** Every action there is. Adding one: its file, its test, one line here. */
export const CATALOGUE: Record<ActionName, RunnableAction> = {
  'group.suspend': suspendGroup,
  'group.lift': liftSuspension,
  'group.dismiss': dismissGroup,
  'group.restore': restoreGroup,
}

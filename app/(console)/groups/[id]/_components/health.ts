import type { Standing } from '@/server/actions/schema'
import type { GroupStatus } from '@/server/features/groups/schema'

/** What a group's page warns of, besides disagreements that the watch found. */
export type Ailment = 'ownerless' | 'muted' | 'revived' | 'gone'

/** What ails a group, by what it is now. `settling`: an action of ours is under way, so what is seen may pass. Pure. */
export function ailments(group: {
  status: GroupStatus
  standing: Standing
  ownerless: boolean
  settling: boolean
}): Ailment[] {
  const { status, standing, ownerless, settling } = group
  if (status === 'gone') return ['gone']
  const found: Ailment[] = []
  if (status !== 'dismissed' && ownerless) found.push('ownerless')
  if (!settling && status === 'muted' && (standing === 'good' || standing === 'under_review'))
    found.push('muted')
  if (!settling && status !== 'dismissed' && standing === 'dismissed') found.push('revived')
  return found
}

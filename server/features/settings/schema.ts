import { z } from 'zod'
import { approvalRules, type PersonalLimits, personalLimits } from '@/server/actions/approval/schema'
import { snapshotRules } from '@/server/actions/group/schema'
import type { Role } from '@/server/auth/permissions'

/** Shapes of the settings' procedures that screens share. Pure. */

export const setApprovalRulesInput = z.object({
  value: approvalRules,
  /** Of the rules that were seen; 0 where nobody ever set them. */
  version: z.number().int().min(0),
})

export const setSnapshotRulesInput = z.object({
  value: snapshotRules,
  /** Of the setting that was seen; 0 where nobody ever set it. */
  version: z.number().int().min(0),
})

export const setStaffLimitsInput = z.object({
  staffId: z.uuid(),
  limits: personalLimits,
  /** The limits that were seen. */
  before: personalLimits,
})

/** How far one member of staff may go alone. */
export type StaffLimits = { id: string; name: string; role: Role; limits: PersonalLimits }

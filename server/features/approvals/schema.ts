import { z } from 'zod'
import type { Approval } from '@/server/actions/approval/schema'
import { actionName, type LedgerItem, reasonInput } from '@/server/actions/schema'

/** Shapes of approvals' procedures that screens share. Pure. Times are Unix ms. */

export const approvalList = z.object({ which: z.enum(['waiting', 'answered']).default('waiting') })
export type ApprovalList = z.infer<typeof approvalList>

export const approvalListInput = approvalList.extend({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

export const approvalIdInput = z.object({ approvalId: z.uuid() })
export const approveInput = approvalIdInput.extend({ note: z.string().trim().max(2_000).default('') })
/** Whoever asked has to learn why not. */
export const refuseInput = approvalIdInput.extend({ note: reasonInput })
export const seenInput = z.object({ approvalIds: z.array(z.uuid()).min(1).max(100) })

/** What somebody would have to answer for. */
export const approversInput = z.object({
  action: actionName,
  /** The most people of one group it acts on. */
  largest: z.number().int().min(0),
  until: z.number().int().nullish(),
  isProtected: z.boolean().default(false),
})

/** Why somebody may not answer a request; null where they may. */
export type KeptFrom =
  | 'own_request'
  | 'approval_over'
  | 'forbidden'
  | 'protected'
  | 'beyond_your_limit'
  | null

export type ApprovalDetail = Approval & {
  /** The input of what is requested. */
  input: Record<string, unknown>
  /** The suspension that holds until it is decided. */
  interim: LedgerItem | null
  keptFrom: KeptFrom
  /** Whether this owner has seen that it was done without a second person. */
  seen: boolean
  /** Names of those who may answer. */
  approvers: string[]
}

export type ApprovalCounts = {
  /** Waiting for an answer that this person may give. */
  answerable: number
  /** What was done without a second person and this owner has not seen. */
  emergencies: number
  /** The oldest of them. */
  firstEmergency: string | null
}

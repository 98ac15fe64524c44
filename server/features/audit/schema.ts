import { z } from 'zod'

/** Shapes of the audit that screens and procedures share. Pure. Times are Unix ms. */

export const auditFilter = z.object({
  action: z.string().max(40).optional(),
  actor: z.string().max(64).optional(),
  subject: z.string().max(128).optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>

export const auditListInput = auditFilter.extend({
  cursor: z.uuid().nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

export type AuditItem = {
  id: string
  at: number
  actor: { kind: 'staff' | 'reporter' | 'client' | 'system'; id: string; name: string }
  action: string
  subject: { kind: string; id: string; name: string | null }
  caseNumber: number | null
  ledgerId: string | null
}

export type AuditDetail = AuditItem & {
  before: unknown
  after: unknown
  /** Personal text, opened; null where there was none, `erased` when its key was destroyed. */
  personal: { [name: string]: string } | null
  erased: boolean
  requestId: string
}

export const auditIdInput = z.object({ id: z.uuid() })

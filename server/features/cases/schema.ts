import { z } from 'zod'
import { ACTION_NAMES, type LedgerItem, reasonInput } from '@/server/actions/schema'

/** Shapes of cases that screens and procedures share. Pure. Times are Unix ms. */

export const CASE_STATES = ['open', 'decided', 'closed'] as const
export type CaseState = (typeof CASE_STATES)[number]
/** `upheld` and `overturned` are what an appeal or a sample comes to. */
export const CASE_OUTCOMES = ['dismissed', 'acted', 'merged', 'upheld', 'overturned'] as const
export type CaseOutcome = (typeof CASE_OUTCOMES)[number]
export const SUBJECT_KINDS = ['group', 'message', 'user'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]
export const CASE_SORTS = ['oldest', 'newest', 'reports', 'severity'] as const

/** Filters and order of the queue; the same names stand in the URL. */
export const caseFilter = z.object({
  state: z.enum(CASE_STATES).default('open'),
  reason: z.string().max(40).optional(),
  kind: z.enum(SUBJECT_KINDS).optional(),
  claim: z.enum(['mine', 'free']).optional(),
  sort: z.enum(CASE_SORTS).default('oldest'),
})
export type CaseFilter = z.infer<typeof caseFilter>

export const caseListInput = caseFilter.extend({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})

export type CaseItem = {
  id: string
  number: number
  kind: SubjectKind
  name: string
  context: string
  faceUrl: string
  state: CaseState
  outcome: CaseOutcome | null
  reason: string
  severity: number
  reports: number
  openedAt: number
  lastReportAt: number
  claim: { staffId: string; name: string; expiresAt: number } | null
}

export type CaseCounts = { open: number; mine: number; decided: number }

/** One message of the evidence, as OpenIM had it. */
export type EvidenceMessage = {
  seq: number
  sender: { id: string; name: string; role: 'owner' | 'admin' | 'member' | 'former' | null }
  sentAt: number
  contentType: number
  /** Text of text messages; empty for others. */
  text: string
  /** Address of the picture of a picture message. Shown blurred until revealed. */
  pictureUrl: string | null
  reported: boolean
  revokedAt: number | null
  deleted: boolean
}

export type CaseDetail = CaseItem & {
  epoch: number
  /** The accused: the person, or the group. */
  subject: {
    kind: 'group' | 'user'
    id: string
    name: string
    faceUrl: string
    /** For a person accused in a group: the group and their role in it. */
    group: {
      id: string
      name: string
      members: number
      role: 'owner' | 'admin' | 'member' | 'former' | null
    } | null
  }
  /** The group that group actions would act on; null where there is none. */
  groupId: string | null
  closedAt: number | null
  reportsList: {
    id: string
    reporter: { id: string; name: string }
    reason: string
    text: string
    at: number
    comparison: 'pending' | 'match' | 'differs' | 'gone' | 'no_copy'
    /** What the reporter sent, when it differs from what OpenIM had. */
    copyText: string | null
  }[]
  evidence: {
    state: 'wanted' | 'stored' | 'gone'
    fetchedAt: number | null
    sha256: string | null
    messages: EvidenceMessage[]
    group: {
      id: string
      name: string
      introduction: string
      members: number
      ownerId: string
      status: string
    } | null
    person: { id: string; name: string; faceUrl: string } | null
  }
  decision: {
    outcome: CaseOutcome
    by: { id: string; name: string }
    at: number
    reason: string | null
  } | null
  ledger: LedgerItem[]
  /** Earlier cases about the same subject or group, newest first. */
  history: {
    number: number
    reason: string
    state: CaseState
    outcome: CaseOutcome | null
    openedAt: number
  }[]
  /** What this person had typed when they lost the claim. */
  draft: string | null
}

const ofCase = z.object({ caseId: z.uuid(), epoch: z.number().int().min(0) })
export const caseNumberInput = z.object({ number: z.number().int().min(1).max(2_147_483_647) })
export const claimInput = z.object({ caseId: z.uuid() })
export const heldCaseInput = ofCase
export const takeOverInput = ofCase.extend({ reason: reasonInput })
export const dismissCaseInput = ofCase.extend({ reason: reasonInput })
export const actOnCaseInput = ofCase.extend({
  action: z.enum(ACTION_NAMES),
  input: z.record(z.string(), z.unknown()).default({}),
  plannedVersion: z.number().int().min(0),
  reason: reasonInput,
  emergency: z.boolean().optional(),
})
export const reopenCaseInput = z.object({ caseId: z.uuid(), reason: reasonInput })
export const draftInput = z.object({ caseId: z.uuid(), body: z.string().max(2000) })

export { CLAIM_MS, HEARTBEAT_MS } from './claim-times'

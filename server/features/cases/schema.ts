import { z } from 'zod'
import { type ActionName, actionByHand, type LedgerItem, reasonInput } from '@/server/actions/schema'

import type { Review } from '@/server/features/appeals/schema'
import type { CopyDifference, SeenRole, ShownEvidence } from '@/server/features/evidence/schema'
import type { Targets } from './targets'

/** Shapes of cases that screens and procedures share. Pure. Times are Unix ms. */

export const CASE_STATES = ['open', 'decided', 'closed'] as const
export type CaseState = (typeof CASE_STATES)[number]
/** `upheld` and `overturned` are what an appeal or a sample comes to. */
export const CASE_OUTCOMES = ['dismissed', 'acted', 'merged', 'upheld', 'overturned'] as const
export type CaseOutcome = (typeof CASE_OUTCOMES)[number]
export const SUBJECT_KINDS = ['group', 'message', 'user'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]
export const CASE_TYPES = ['report', 'appeal', 'sample'] as const
export type CaseType = (typeof CASE_TYPES)[number]
/** `urgent`: the gravest first, then by deadline; what is not open comes newest first. */
export const CASE_SORTS = ['urgent', 'oldest', 'newest', 'reports'] as const
/** Whose: held by me, by nobody; waiting for me; asked of me; followed by me; and what is out of the queue for now. */
export const CASE_WHOSE = ['mine', 'free', 'assigned', 'asked', 'watched', 'snoozed'] as const

/** Filters and order of the queue; the same names stand in the URL. */
export const caseFilter = z.object({
  state: z.enum(CASE_STATES).default('open'),
  reason: z.string().max(40).optional(),
  kind: z.enum(SUBJECT_KINDS).optional(),
  claim: z.enum(CASE_WHOSE).optional(),
  queue: z.string().max(40).optional(),
  sort: z.enum(CASE_SORTS).default('urgent'),
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
  type: CaseType
  queue: string
  /** When it should be decided. */
  deadlineAt: number
  emergency: boolean
  /** Every report in it came from a machine. */
  automated: boolean
  /** How many things it is about. */
  subjectsCount: number
  assignedTo: { id: string; name: string } | null
  snoozedUntil: number | null
}

/** Counts of what this person sees; not more than {@link MOST_COUNTED} of each are counted. */
export type CaseCounts = {
  open: number
  mine: number
  decided: number
  assigned: number
  /** Questions to this person without an answer. */
  asked: number
  snoozed: number
  /** In this person's inbox. */
  unread: number
  queues: { id: string; open: number; overdue: number }[]
}

/** Who reported, and how their other reports turned out: cases that were acted on, and those of no violation. */
export type ReportedBy = {
  id: string
  name: string
  upheld: number
  dismissed: number
  /** Until when nothing more is taken from them, Unix ms. */
  mutedUntil: number | null
}

export type CaseReport = {
  id: string
  /** The part of the case that was reported. */
  subjectId: string
  reporter: ReportedBy
  reason: string
  severity: number
  automated: boolean
  text: string
  at: number
  comparison: 'pending' | 'match' | 'differs' | 'gone' | 'no_copy'
  /** What the reporter sent, when it differs from what OpenIM had. */
  copyText: string | null
  /** In what else it differs, with whom it names as the sender and when it says it was sent (Unix ms), where they do. */
  differs: { in: CopyDifference[]; sender: string | null; sentAt: number | null } | null
  purgedAt: number | null
}

/** One part of a case: what is kept of it and what was reported. */
export type PartDetail = { evidence: ShownEvidence; reports: CaseReport[] }

/** One thing that a case is about. */
export type CasePart = {
  id: string
  kind: SubjectKind
  /** Group id, user id, or `<conversation id>#<seq>`. */
  key: string
  name: string
  context: string
  groupId: string | null
  userId: string | null
  reports: number
  /** The beginning of what the message says, where the case has several parts. */
  preview?: string
}

/** An earlier case about the same subject, the same person or the same group. */
export type EarlierCase = {
  number: number
  kind: SubjectKind
  name: string
  reason: string
  state: CaseState
  outcome: CaseOutcome | null
  openedAt: number
  /** Whether its decision was overturned by an appeal or a second look. */
  overturned: boolean
  /** What was done: names of actions that hold. */
  actions: string[]
}

/** Earlier cases about the accused, counted: those merged into another are not. */
export type Priors = { cases: number; acted: number; dismissed: number; overturned: number; open: number }

export type CaseDetail = CaseItem & {
  epoch: number
  /** The accused: the person, or the group. */
  subject: {
    kind: 'group' | 'user'
    id: string
    name: string
    faceUrl: string
    /** For a person accused in a group: the group and their role in it. */
    group: { id: string; name: string; members: number; role: SeenRole | null } | null
    priors: Priors
  }
  /** The group that group actions would act on; null where there is none. */
  groupId: string | null
  closedAt: number | null
  /** What the case is about, in the order it was added; not more than 200 of `subjectsCount`. */
  parts: CasePart[]
  /** What actions of each kind can be carried out on. */
  targets: Targets
  /** The report to read first is among them, however many there are. */
  reportsList: CaseReport[]
  /** Of the part that the first report to read is about. */
  evidence: ShownEvidence
  legalHold: boolean
  /** Whether this person follows it. */
  watched: boolean
  notesCount: number
  /** Whether a question about it waits for this person's answer. */
  asksMe: boolean
  /** Number of the case that took this one in. */
  mergedInto: number | null
  purgedAt: number | null
  decision: {
    outcome: CaseOutcome
    by: { id: string; name: string }
    at: number
    reason: string | null
    /** What it rests on, as it was then. */
    policy: { id: string; version: number } | null
    /** Its own actions, among those of the case. */
    ledgerIds: string[]
    notify: { reporter: boolean; person: boolean }
  } | null
  ledger: LedgerItem[]
  /** Earlier cases about the same subject, person or group, newest first. */
  history: EarlierCase[]
  /** What it looks at again; null for a case about reports. */
  review: Review | null
  /** What this person had typed when they lost the claim. */
  draft: string | null
}

const ofCase = z.object({ caseId: z.uuid(), epoch: z.number().int().min(0) })
export const caseNumberInput = z.object({ number: z.number().int().min(1).max(2_147_483_647) })
export const claimInput = z.object({ caseId: z.uuid() })
export const heldCaseInput = ofCase
export const takeOverInput = ofCase.extend({ reason: reasonInput })
/** One action of a decision, as it was planned. */
const decidedAction = z.object({
  action: actionByHand,
  /** Of what the case is about: a group, a member of it, a message, a person. */
  subjectId: z.string().min(1).max(300),
  input: z.record(z.string(), z.unknown()).default({}),
  plannedVersion: z.number().int().min(0),
  /** Done at once where a second person would have to agree; every owner is told. */
  emergency: z.boolean().optional(),
})
/** More than one decision takes. */
export const MOST_ACTIONS = 100
export const decideCaseInput = ofCase.extend({
  /** What it rests on, in the version that was read. */
  policy: z
    .object({ id: z.string().min(1).max(40), version: z.number().int().min(1) })
    .nullable()
    .default(null),
  /** None: no violation. */
  actions: z.array(decidedAction).max(MOST_ACTIONS, 'actions_too_many').default([]),
  reason: reasonInput,
  /** Who is told once it holds: those who reported, and whom it is about. */
  notify: z
    .object({ reporter: z.boolean(), person: z.boolean() })
    .default({ reporter: false, person: false }),
})
export type DecideInput = z.output<typeof decideCaseInput>
/** One's own decision that can still be taken back. */
export type Undoable = {
  decisionId: string
  /** What it has in common with others that were made in one go. */
  togetherId: string | null
  number: number
  name: string
  at: number
  outcome: CaseOutcome
  /** What it does, as far as that still waits. */
  actions: { id: string; action: ActionName; name: string }[]
  /** When it can no longer be, where that is known. */
  until: number | null
}
export const decisionIdInput = z.object({ decisionId: z.uuid() })
export const reopenCaseInput = z.object({ caseId: z.uuid(), reason: reasonInput })
export const draftInput = z.object({ caseId: z.uuid(), body: z.string().max(2000) })

export { CLAIM_MS, HEARTBEAT_MS, MOST_COUNTED } from './claim-times'

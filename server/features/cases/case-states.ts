import { type CaseOutcome, type CaseState, CLAIM_MS } from './schema'

/**
 * The life of a case: one pure table that the server obeys and the buttons read.
 * The epoch only ever grows: with everything that changes who holds the case, and with every decision. A decision names
 * the epoch it was opened with, so an expired lease that nobody took still decides, and a taken one never does.
 */
export type Claim = { staffId: string; expiresAt: number }

/** The part of a case that its life is about. Times are Unix ms. */
export type CaseNow = {
  state: CaseState
  outcome: CaseOutcome | null
  claim: Claim | null
  epoch: number
  /** Out of the queue until then. */
  snoozedUntil: number | null
  /** Whom it waits for first. */
  assignedTo: string | null
  /** The case that took over what this one was about. */
  mergedInto: string | null
}

export type CaseEvent =
  /** `epoch`: only as it was seen. */
  | { type: 'claim'; by: string; now: number; epoch?: number | undefined }
  | { type: 'heartbeat'; by: string; epoch: number; now: number }
  | { type: 'takeOver'; by: string; epoch: number; now: number }
  | { type: 'release'; by: string; epoch: number }
  | { type: 'dismiss'; by: string; epoch: number }
  | { type: 'act'; by: string; epoch: number }
  /** A decision looked at again stands, or does not: `acts` where actions take it or some of it back. */
  | { type: 'uphold'; by: string; epoch: number; acts: boolean }
  | { type: 'overturn'; by: string; epoch: number; acts: boolean }
  | { type: 'reopen'; by: string; now: number }
  | { type: 'snooze'; by: string; epoch: number; until: number; now: number }
  /** The time came, somebody did not want to wait, or something new was reported. */
  | { type: 'wake' }
  | { type: 'assign'; by: string; epoch: number; to: string | null; now: number }
  | { type: 'escalate'; by: string; epoch: number; now: number }
  /** The holder changes what the case is about: links, splits, takes another case in. */
  | { type: 'rearrange'; by: string; epoch: number }
  /** Another case takes this one in. */
  | { type: 'merge'; by: string; into: string; now: number }
  /** The decided action reached an end: it holds, or it was cancelled, refused or failed. */
  | { type: 'actionSettled'; holds: boolean; decidedBy: string; now: number }

export type CaseEventType = CaseEvent['type']

/**
 * Why an event is turned down:
 * `claim_held` somebody else's lease runs · `case_changed` the case moved on since it was opened ·
 * `claim_missing` it is not claimed by this person · `case_not_open`, `case_not_closed`, `case_not_decided`,
 * `case_not_snoozed` wrong state · `case_merged` another case took it in · `time_past` it would wake at once.
 */
export type CaseRefusal =
  | 'claim_held'
  | 'case_changed'
  | 'claim_missing'
  | 'case_not_open'
  | 'case_not_closed'
  | 'case_not_decided'
  | 'case_not_snoozed'
  | 'case_merged'
  | 'time_past'

export type Transition = { ok: true; next: CaseNow } | { ok: false; reason: CaseRefusal }

const refuse = (reason: CaseRefusal): Transition => ({ ok: false, reason })
const become = (now: CaseNow, change: Partial<CaseNow>): Transition => ({
  ok: true,
  next: { ...now, ...change },
})
const lease = (staffId: string, now: number): Claim => ({ staffId, expiresAt: now + CLAIM_MS })

/** Whether somebody other than `staffId` holds a lease that still runs. */
export function heldByOther(claim: Claim | null, staffId: string, now: number): boolean {
  return claim !== null && claim.staffId !== staffId && claim.expiresAt > now
}

/** What `event` makes of a case, or why it may not happen. Reads no clock: events carry the time. */
export function transition(current: CaseNow, event: CaseEvent): Transition {
  switch (event.type) {
    case 'claim':
      return claim(current, event)
    case 'takeOver':
      if (current.state !== 'open') return refuse('case_not_open')
      if (current.epoch !== event.epoch) return refuse('case_changed')
      return become(current, {
        claim: lease(event.by, event.now),
        epoch: current.epoch + 1,
        snoozedUntil: null,
      })
    case 'heartbeat':
      return (
        refusalOfHolder(current, event.by, event.epoch) ??
        become(current, { claim: lease(event.by, event.now) })
      )
    case 'rearrange':
      return refusalOfHolder(current, event.by, event.epoch) ?? become(current, {})
    case 'release':
      return (
        refusalOfHolder(current, event.by, event.epoch) ??
        become(current, { claim: null, epoch: current.epoch + 1 })
      )
    case 'dismiss':
      return refusalOfHolder(current, event.by, event.epoch) ?? end(current, 'closed', 'dismissed')
    case 'act':
      return refusalOfHolder(current, event.by, event.epoch) ?? end(current, 'decided', 'acted')
    case 'uphold':
      return (
        refusalOfHolder(current, event.by, event.epoch) ??
        end(current, event.acts ? 'decided' : 'closed', 'upheld')
      )
    case 'overturn':
      return (
        refusalOfHolder(current, event.by, event.epoch) ??
        end(current, event.acts ? 'decided' : 'closed', 'overturned')
      )
    case 'wake':
      if (current.snoozedUntil === null) return refuse('case_not_snoozed')
      return become(current, { snoozedUntil: null })
    case 'reopen':
      if (current.mergedInto !== null) return refuse('case_merged')
      if (current.state !== 'closed') return refuse('case_not_closed')
      return openFor(current, event.by, event.now)
    case 'actionSettled':
      if (current.state !== 'decided') return refuse('case_not_decided')
      return event.holds ? become(current, { state: 'closed' }) : openFor(current, event.decidedBy, event.now)
    default:
      return passOn(current, event)
  }
}

type PassingOn = Extract<CaseEvent, { type: 'snooze' | 'assign' | 'escalate' | 'merge' }>

/** What gives a case to somebody else, to a later time or to another case: nobody else may be at work on it. */
function passOn(current: CaseNow, event: PassingOn): Transition {
  if (current.state !== 'open') return refuse('case_not_open')
  if ('epoch' in event && current.epoch !== event.epoch) return refuse('case_changed')
  if (heldByOther(current.claim, event.by, event.now)) return refuse('claim_held')
  const freed = { claim: null, epoch: current.epoch + 1 }
  switch (event.type) {
    case 'snooze':
      if (event.until <= event.now) return refuse('time_past')
      return become(current, { ...freed, snoozedUntil: event.until })
    case 'assign':
      if (event.to === null || event.to === current.claim?.staffId)
        return become(current, { assignedTo: event.to })
      return become(current, { ...freed, assignedTo: event.to, snoozedUntil: null })
    case 'escalate':
      return become(current, { ...freed, assignedTo: null, snoozedUntil: null })
    case 'merge': {
      const ended = end(current, 'closed', 'merged')
      return ended.ok ? become(ended.next, { mergedInto: event.into }) : ended
    }
  }
}

/** A second claim by the holder only renews the lease, so that a reload does not outdate their other window. */
function claim(
  current: CaseNow,
  { by, now, epoch: seen }: Extract<CaseEvent, { type: 'claim' }>,
): Transition {
  if (current.state !== 'open') return refuse('case_not_open')
  if (heldByOther(current.claim, by, now)) return refuse('claim_held')
  if (seen !== undefined && current.epoch !== seen) return refuse('case_changed')
  const epoch = current.claim?.staffId === by ? current.epoch : current.epoch + 1
  return become(current, { claim: lease(by, now), epoch, snoozedUntil: null })
}

/** Heartbeat, release and decisions belong to whoever claimed the case at this epoch, lease expired or not. */
function refusalOfHolder(current: CaseNow, by: string, epoch: number): Transition | undefined {
  if (current.state !== 'open') return refuse('case_not_open')
  if (current.epoch !== epoch) return refuse('case_changed')
  if (current.claim?.staffId !== by) return refuse('claim_missing')
  return undefined
}

function end(current: CaseNow, state: 'decided' | 'closed', outcome: CaseOutcome): Transition {
  return become(current, {
    state,
    outcome,
    claim: null,
    epoch: current.epoch + 1,
    snoozedUntil: null,
    assignedTo: null,
  })
}

/** Open again, in the hands of whoever decided or reopened it. */
function openFor(current: CaseNow, staffId: string, now: number): Transition {
  return become(current, {
    state: 'open',
    outcome: null,
    claim: lease(staffId, now),
    epoch: current.epoch + 1,
  })
}

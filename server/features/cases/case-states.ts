import { type CaseOutcome, type CaseState, CLAIM_MS } from './schema'

/**
 * The life of a case: one pure table that the server obeys and the buttons read.
 * The epoch only ever grows (claim, takeover, release, decide, reopen). A decision names the epoch it was opened
 * with, so an expired lease that nobody took still decides, and a taken one never does.
 */
export type Claim = { staffId: string; expiresAt: number }

/** The part of a case that its life is about. Times are Unix ms. */
export type CaseNow = {
  state: CaseState
  outcome: CaseOutcome | null
  claim: Claim | null
  epoch: number
}

export type CaseEvent =
  | { type: 'claim'; by: string; now: number }
  | { type: 'heartbeat'; by: string; epoch: number; now: number }
  | { type: 'takeOver'; by: string; epoch: number; now: number }
  | { type: 'release'; by: string; epoch: number }
  | { type: 'dismiss'; by: string; epoch: number }
  | { type: 'act'; by: string; epoch: number }
  | { type: 'reopen'; by: string; now: number }
  /** The decided action reached an end: it holds, or it was cancelled, refused or failed. */
  | { type: 'actionSettled'; holds: boolean; decidedBy: string; now: number }

export type CaseEventType = CaseEvent['type']

/**
 * Why an event is turned down:
 * `claim_held` somebody else's lease runs · `case_changed` the case moved on since it was opened ·
 * `claim_missing` it is not claimed by this person · `case_not_open`, `case_not_closed`, `case_not_decided` wrong state.
 */
export type CaseRefusal =
  | 'claim_held'
  | 'case_changed'
  | 'claim_missing'
  | 'case_not_open'
  | 'case_not_closed'
  | 'case_not_decided'

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
      return claim(current, event.by, event.now)
    case 'takeOver':
      if (current.state !== 'open') return refuse('case_not_open')
      if (current.epoch !== event.epoch) return refuse('case_changed')
      return become(current, { claim: lease(event.by, event.now), epoch: current.epoch + 1 })
    case 'heartbeat':
      return (
        refusalOfHolder(current, event.by, event.epoch) ??
        become(current, { claim: lease(event.by, event.now) })
      )
    case 'release':
      return (
        refusalOfHolder(current, event.by, event.epoch) ??
        become(current, { claim: null, epoch: current.epoch + 1 })
      )
    case 'dismiss':
      return (
        refusalOfHolder(current, event.by, event.epoch) ??
        become(current, { state: 'closed', outcome: 'dismissed', claim: null, epoch: current.epoch + 1 })
      )
    case 'act':
      return (
        refusalOfHolder(current, event.by, event.epoch) ??
        become(current, { state: 'decided', outcome: 'acted', claim: null, epoch: current.epoch + 1 })
      )
    case 'reopen':
      if (current.state !== 'closed') return refuse('case_not_closed')
      return openFor(current, event.by, event.now)
    case 'actionSettled':
      if (current.state !== 'decided') return refuse('case_not_decided')
      return event.holds ? become(current, { state: 'closed' }) : openFor(current, event.decidedBy, event.now)
  }
}

/** A second claim by the holder only renews the lease, so that a reload does not outdate their other window. */
function claim(current: CaseNow, by: string, now: number): Transition {
  if (current.state !== 'open') return refuse('case_not_open')
  if (heldByOther(current.claim, by, now)) return refuse('claim_held')
  const epoch = current.claim?.staffId === by ? current.epoch : current.epoch + 1
  return become(current, { claim: lease(by, now), epoch })
}

/** Heartbeat, release and decisions belong to whoever claimed the case at this epoch, lease expired or not. */
function refusalOfHolder(current: CaseNow, by: string, epoch: number): Transition | undefined {
  if (current.state !== 'open') return refuse('case_not_open')
  if (current.epoch !== epoch) return refuse('case_changed')
  if (current.claim?.staffId !== by) return refuse('claim_missing')
  return undefined
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

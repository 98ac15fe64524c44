import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseEvent, type CaseNow, heldByOther, transition } from './case-states'
import { CLAIM_MS } from './schema'

const NEW: CaseNow = {
  state: 'open',
  outcome: null,
  claim: null,
  epoch: 0,
  snoozedUntil: null,
  assignedTo: null,
  mergedInto: null,
}
const staff = fc.constantFrom('ada', 'ben', 'cyd')
const steps = fc.integer({ min: 0, max: 3 })

/** An event as somebody might send it: the epoch is the newest one, or one that is out of date. */
type Step = {
  type: CaseEvent['type']
  by: string
  to: string | null
  stale: boolean
  holds: boolean
  waits: number
}
const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom(
    'claim',
    'heartbeat',
    'takeOver',
    'release',
    'dismiss',
    'act',
    'uphold',
    'overturn',
    'reopen',
    'snooze',
    'wake',
    'assign',
    'escalate',
    'rearrange',
    'merge',
    'actionSettled',
  ),
  by: staff,
  to: fc.option(staff),
  stale: fc.boolean(),
  holds: fc.boolean(),
  waits: fc.integer({ min: 0, max: CLAIM_MS * 2 }),
})

const DECISIONS = ['dismiss', 'act', 'uphold', 'overturn'] as const
const isDecision = (type: string) => DECISIONS.some((one) => one === type)

function eventOf({ type, by, to, stale, holds, waits }: Step, current: CaseNow, now: number): CaseEvent {
  const epoch = stale ? current.epoch - 1 : current.epoch
  switch (type) {
    case 'actionSettled':
      return { type, holds, decidedBy: by, now }
    case 'claim':
      return holds ? { type, by, now, epoch } : { type, by, now }
    case 'reopen':
      return { type, by, now }
    case 'uphold':
    case 'overturn':
      return { type, by, epoch, acts: holds }
    case 'heartbeat':
    case 'takeOver':
    case 'escalate':
      return { type, by, epoch, now }
    case 'snooze':
      return { type, by, epoch, now, until: now + waits }
    case 'assign':
      return { type, by, epoch, now, to }
    case 'merge':
      return { type, by, into: 'another', now }
    case 'wake':
      return { type }
    default:
      return { type, by, epoch }
  }
}

/** Plays `walk` on a new case and hands each accepted or refused step to `look`. */
function play(walk: Step[], look: (before: CaseNow, event: CaseEvent, after: CaseNow, ok: boolean) => void) {
  let current = NEW
  let now = 1_000
  for (const one of walk) {
    now += one.waits
    const event = eventOf(one, current, now)
    const result = transition(current, event)
    const after = result.ok ? result.next : current
    look(current, event, after, result.ok)
    current = after
  }
}

describe('whatever happens to a case', () => {
  it('keeps what the database insists on, and its epoch only grows', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (walk) => {
        play(walk, (before, event, after, ok) => {
          expect(after.state === 'open').toBe(after.outcome === null)
          expect(after.outcome === 'merged').toBe(after.mergedInto !== null)
          if (after.state !== 'open') expect(after.snoozedUntil).toBeNull()
          // Nobody holds what is out of the queue: it comes back to everybody.
          if (after.snoozedUntil !== null) expect(after.claim).toBeNull()
          expect(after.epoch).toBeGreaterThanOrEqual(before.epoch)
          expect(after.epoch - before.epoch).toBeLessThanOrEqual(1)
          if (after.state !== 'open') expect(after.claim).toBeNull()
          // Whoever holds the case changed: decisions opened before this moment must be outdated.
          const holderChanged = before.claim?.staffId !== after.claim?.staffId
          if (ok && (holderChanged || before.state !== after.state) && event.type !== 'actionSettled') {
            expect(after.epoch - before.epoch).toBe(1)
          }
        })
      }),
      { numRuns: 500 },
    )
  })

  it('never lets an outdated epoch renew, release, take over or decide', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (walk) => {
        play(walk, (before, event, _after, ok) => {
          if ('epoch' in event && event.epoch !== before.epoch) expect(ok).toBe(false)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('lets nobody decide who does not hold it, and nobody claim what another holds', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (walk) => {
        play(walk, (before, event, after, ok) => {
          if (!ok) return
          if (isDecision(event.type) && 'by' in event) {
            expect(before.claim?.staffId).toBe(event.by)
            expect(before.state).toBe('open')
          }
          if (event.type === 'claim') {
            expect(heldByOther(before.claim, event.by, event.now)).toBe(false)
            expect(after.claim?.staffId).toBe(event.by)
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  it('gives one winner, whichever of two decisions of one epoch comes first', () => {
    fc.assert(
      fc.property(staff, steps, fc.constantFrom('dismiss', 'act'), (by, epoch, type) => {
        const claimed: CaseNow = { ...NEW, epoch, claim: { staffId: by, expiresAt: 5 } }
        const first = transition(claimed, { type, by, epoch })
        expect(first.ok).toBe(true)
        if (!first.ok) return
        for (const second of ['dismiss', 'act'] as const) {
          expect(transition(first.next, { type: second, by, epoch })).toEqual({
            ok: false,
            reason: 'case_not_open',
          })
        }
      }),
    )
  })
})

describe('a claim', () => {
  const held: CaseNow = { ...NEW, epoch: 3, claim: { staffId: 'ada', expiresAt: 10_000 } }

  it('is refused while another lease runs and granted once it ran out', () => {
    expect(transition(held, { type: 'claim', by: 'ben', now: 9_999 })).toEqual({
      ok: false,
      reason: 'claim_held',
    })
    expect(transition(held, { type: 'claim', by: 'ben', now: 10_000 })).toEqual({
      ok: true,
      next: { ...held, epoch: 4, claim: { staffId: 'ben', expiresAt: 10_000 + CLAIM_MS } },
    })
  })

  it('is only renewed for its holder, so that two windows of one person share an epoch', () => {
    const again = transition(held, { type: 'claim', by: 'ada', now: 20_000 })
    expect(again).toMatchObject({ ok: true, next: { epoch: 3, claim: { staffId: 'ada' } } })
  })

  it('still decides after it expired, as long as nobody took it', () => {
    expect(transition(held, { type: 'dismiss', by: 'ada', epoch: 3 }).ok).toBe(true)
    const taken = transition(held, { type: 'claim', by: 'ben', now: 10_000 })
    if (!taken.ok) throw new Error('expected the claim to be granted')
    expect(transition(taken.next, { type: 'dismiss', by: 'ada', epoch: 3 })).toEqual({
      ok: false,
      reason: 'case_changed',
    })
  })

  it('is taken over by one of two who try at once', () => {
    const first = transition(held, { type: 'takeOver', by: 'ben', epoch: 3, now: 5_000 })
    if (!first.ok) throw new Error('expected the takeover to be granted')
    expect(transition(first.next, { type: 'takeOver', by: 'cyd', epoch: 3, now: 5_000 })).toEqual({
      ok: false,
      reason: 'case_changed',
    })
  })
})

describe('giving a case to others', () => {
  const held: CaseNow = { ...NEW, epoch: 3, claim: { staffId: 'ada', expiresAt: 10_000 } }
  const passes: CaseEvent[] = [
    { type: 'snooze', by: 'ben', epoch: 3, until: 20_000, now: 5_000 },
    { type: 'assign', by: 'ben', epoch: 3, to: 'cyd', now: 5_000 },
    { type: 'escalate', by: 'ben', epoch: 3, now: 5_000 },
    { type: 'merge', by: 'ben', into: 'another', now: 5_000 },
  ]

  it.each(passes)('$type waits for whoever is at work on it', (event) => {
    expect(transition(held, event)).toEqual({ ok: false, reason: 'claim_held' })
    expect(transition({ ...held, claim: null }, event).ok).toBe(true)
  })

  it('snoozing frees it and takes it out of the queue; a claim brings it back', () => {
    const snoozed = transition(held, { type: 'snooze', by: 'ada', epoch: 3, until: 20_000, now: 5_000 })
    if (!snoozed.ok) throw new Error('expected it to be snoozed')
    expect(snoozed.next).toEqual({ ...NEW, epoch: 4, snoozedUntil: 20_000 })
    expect(transition(snoozed.next, { type: 'claim', by: 'ben', now: 6_000 })).toMatchObject({
      next: { snoozedUntil: null, claim: { staffId: 'ben' } },
    })
    expect(transition(held, { type: 'snooze', by: 'ada', epoch: 3, until: 5_000, now: 5_000 })).toEqual({
      ok: false,
      reason: 'time_past',
    })
  })

  it('assigning it to somebody else gives up the claim; to nobody, or to oneself, does not', () => {
    const assign = (to: string | null) =>
      transition(held, { type: 'assign', by: 'ada', epoch: 3, to, now: 5_000 })
    expect(assign('ben')).toMatchObject({ next: { claim: null, assignedTo: 'ben', epoch: 4 } })
    expect(assign('ada')).toMatchObject({ next: { claim: held.claim, assignedTo: 'ada', epoch: 3 } })
    expect(assign(null)).toMatchObject({ next: { claim: held.claim, assignedTo: null, epoch: 3 } })
  })

  it('what went into another case is not opened again', () => {
    const merged = transition(held, { type: 'merge', by: 'ada', into: 'another', now: 5_000 })
    if (!merged.ok) throw new Error('expected it to be merged')
    expect(merged.next).toMatchObject({ state: 'closed', outcome: 'merged', mergedInto: 'another' })
    expect(transition(merged.next, { type: 'reopen', by: 'ada', now: 6_000 })).toEqual({
      ok: false,
      reason: 'case_merged',
    })
  })
})

describe('a decided case', () => {
  const decided: CaseNow = { ...NEW, state: 'decided', outcome: 'acted', epoch: 7 }

  it('closes when its action holds', () => {
    expect(
      transition(decided, { type: 'actionSettled', holds: true, decidedBy: 'ada', now: 1 }),
    ).toMatchObject({
      ok: true,
      next: { state: 'closed', outcome: 'acted', epoch: 7 },
    })
  })

  it('opens again in the hands of whoever decided when its action does not hold', () => {
    expect(transition(decided, { type: 'actionSettled', holds: false, decidedBy: 'ada', now: 1 })).toEqual({
      ok: true,
      next: { ...NEW, epoch: 8, claim: { staffId: 'ada', expiresAt: 1 + CLAIM_MS } },
    })
  })

  it('cannot be claimed, reopened or decided meanwhile', () => {
    expect(transition(decided, { type: 'claim', by: 'ada', now: 1 })).toEqual({
      ok: false,
      reason: 'case_not_open',
    })
    expect(transition(decided, { type: 'reopen', by: 'ada', now: 1 })).toEqual({
      ok: false,
      reason: 'case_not_closed',
    })
    expect(transition(decided, { type: 'act', by: 'ada', epoch: 7 })).toEqual({
      ok: false,
      reason: 'case_not_open',
    })
  })
})

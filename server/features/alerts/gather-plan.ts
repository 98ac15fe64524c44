import type { AlertEvent } from './kinds'
import { isQuiet } from './quiet'
import type { QuietHours } from './schema'

/** Which alerts that wait become a message now. Pure: one message tells of many, not one each. */

/** Between two messages of one kind to one channel, ms. */
export const WINDOW_MS: Record<AlertEvent, number> = {
  emergency: 60_000,
  deadline: 300_000,
  approval: 300_000,
  drift: 300_000,
  failed_action: 300_000,
}

export type Waiting = { id: string; event: AlertEvent; at: number }

/** What one channel, or one person on call, was sent: when a message of a kind was made last, and whether it is still on its way. */
export type Before = ReadonlyMap<AlertEvent | null, { madeAt: number; underWay: boolean }>

type To = { quiet: QuietHours | null; wakes: boolean }

/** A message to make; `event` is null for a summary of quiet hours. */
export type Planned = { event: AlertEvent | null; ids: string[] }

/**
 * Messages to make at `now` of what waits for one channel. In quiet hours only emergencies, where they wake; after them one
 * summary of what came meanwhile. While a message of a kind cannot be sent, later ones of that kind gather behind it.
 */
export function planMessages(waiting: readonly Waiting[], to: To, before: Before, now: number): Planned[] {
  const quietNow = isQuiet(to.quiet, now)
  const held = waiting.filter(({ event, at }) => !wakes(event, to) && isQuiet(to.quiet, at))
  const isHeld = new Set(held.map(({ id }) => id))
  const summary = quietNow || held.length === 0 || before.get(null)?.underWay ? [] : [idsOf(null, held)]
  const fresh = waiting.filter(({ id }) => !isHeld.has(id))
  const events = [...new Set(fresh.map(({ event }) => event))]
  const messages = events
    .filter((event) => (wakes(event, to) || !quietNow) && isOpen(event, before, now))
    .map((event) =>
      idsOf(
        event,
        fresh.filter((one) => one.event === event),
      ),
    )
  return [...messages, ...summary]
}

const wakes = (event: AlertEvent, to: To) => event === 'emergency' && to.wakes

function isOpen(event: AlertEvent, before: Before, now: number): boolean {
  const last = before.get(event)
  return last === undefined || (!last.underWay && now - last.madeAt >= WINDOW_MS[event])
}

const idsOf = (event: AlertEvent | null, alerts: readonly Waiting[]): Planned => ({
  event,
  ids: alerts.map(({ id }) => id),
})

/** Tries end after this, ms. */
export const GIVE_UP_MS = 24 * 3_600_000

/** How long to wait after a failed attempt, ms: doubling, and never long where it is an emergency. */
export function pauseMs(attempts: number, isEmergency: boolean): number {
  return Math.min(30_000 * 2 ** Math.min(attempts - 1, 10), isEmergency ? 120_000 : 1_800_000)
}

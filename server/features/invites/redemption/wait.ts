import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '@/server/db/client'
import { type RedemptionNow, redemptionsNow } from './now'

/** How often what is under way is looked at, ms: for all who wait, in one query. */
const LOOK_EVERY_MS = 200

export type Waiting = (redemptionId: string, ms: number) => Promise<RedemptionNow | null>

/** Waits for ends of redemptions that a worker sees to. Gives how one stands after at most `ms`. */
export function createWaiting(db: Db): Waiting {
  type Waiter = { id: string; until: number; resolve: (now: RedemptionNow | null) => void }
  const waiters = new Set<Waiter>()
  let isLooking = false

  async function look(): Promise<void> {
    isLooking = true
    while (waiters.size > 0) {
      await pause(LOOK_EVERY_MS)
      // While the database is away nothing is known; whoever waited long enough is told so.
      const found = await redemptionsNow(
        db,
        [...waiters].map(({ id }) => id),
      ).catch(() => null)
      for (const waiter of [...waiters]) {
        const now = found?.get(waiter.id) ?? null
        if ((now === null || now.kind === 'pending') && Date.now() < waiter.until) continue
        waiters.delete(waiter)
        waiter.resolve(now)
      }
    }
    isLooking = false
  }

  return (id, ms) =>
    new Promise((resolve) => {
      waiters.add({ id, until: Date.now() + ms, resolve })
      if (!isLooking) void look()
    })
}

import { setTimeout as pause } from 'node:timers/promises'
import type { EffectContext } from '@/server/actions/effect'
import { LateReads } from '@/server/actions/group/late-reads'
import { hasStatus } from '@/server/actions/group/now'
import { addSeen, closeSnapshot } from '@/server/actions/group/snapshot'
import { isOpenimError } from '@/server/openim/errors'

/** Shortest pause between two reads of who is in the group while a dismissal is under way, ms; as long as a read took. */
const READ_GAP_MS = 20
/** How often OpenIM is asked, while a dismissal is not answered, whether it took effect, ms. */
const LOOK_MS = 100
/** A dismissal that takes longer is one whose answer is lost or late: it is read less often from then on, ms. */
const LATE_MS = 2_000
const LATE_GAP_MS = 500

/**
 * Sends the dismissal and closes the list of members as soon as it took effect: nobody can join any more, and the purge
 * has yet to come. Who is in the group is read over and over from before it is sent, so that the last whole read is as
 * late as can be even where the first read after the answer finds nobody any more. An answer that is late or lost is
 * not waited for: by then everybody would be gone. Throws what `send` rejects with.
 */
export async function closingMeanwhile(
  ctx: EffectContext,
  snapshotId: string,
  groupId: string,
  send: () => Promise<unknown>,
): Promise<void> {
  const reads = new LateReads()
  const over = new AbortController()
  const startedAt = performance.now()
  const gap = (ms: number) => (performance.now() - startedAt > LATE_MS ? LATE_GAP_MS : ms)
  const wait = (ms: number) => pause(gap(ms), undefined, { signal: over.signal }).catch(() => undefined)

  async function readIds(): Promise<void> {
    const finished = reads.begin()
    // A read that fails says nothing; the next one may.
    finished(await ctx.env.openim.groups.members.ids(groupId, ctx.options).catch(() => []))
  }

  async function readOn(): Promise<void> {
    while (!over.signal.aborted) {
      const begunAt = performance.now()
      await readIds()
      await wait(Math.max(READ_GAP_MS, performance.now() - begunAt))
    }
  }

  async function look(): Promise<void> {
    for (;;) {
      await wait(LOOK_MS)
      if (over.signal.aborted) return
      const known = reads.mark()
      const isDismissed = await hasStatus(ctx, groupId, 'dismissed').catch(() => null)
      if (isDismissed) return
      if (isDismissed === false) reads.forget(known)
    }
  }

  const reading = readOn()
  const answer = send()
  const took = answer.then(
    () => true,
    () => false,
  )
  const isOver = await Promise.race([took, look().then(() => true)])
  over.abort()
  const seen = reading.then(() => reads.ids())
  if (isOver) await closeSnapshot(ctx, snapshotId, groupId, seen)
  // What was refused or lost may have taken effect all the same, or may yet. A read under way is not waited for: whether it
  // did is looked at next.
  else await addSeen(ctx, snapshotId, groupId, reads.ids()).catch(unlessAway)
  await answer
}

/** Why the dismissal itself failed is what counts then; who is in the group is read again. */
function unlessAway(error: unknown): void {
  if (!isOpenimError(error)) throw error
}
